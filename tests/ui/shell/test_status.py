"""The status says how the connection stands, and what is not sent yet."""

from datetime import UTC, datetime, timedelta

import pytest

from ui.shell import StatusState
from ui.shell.status import connection, facts
from ui.theme import Tone
from ui.widgets import Shape
from workstation.app import SyncState
from workstation.i18n import Translator

NOW = datetime(2026, 9, 8, 6, 2, tzinfo=UTC)
SAID = Translator("en", UTC)


@pytest.mark.parametrize(
    ("state", "text", "shape", "tone"),
    [
        (StatusState("Wei", last_sync=NOW), "Synced just now", Shape.WORKING, Tone.OK),
        (
            StatusState("Wei", last_sync=NOW - timedelta(seconds=12)),
            "Synced 12 s ago",
            Shape.WORKING,
            Tone.OK,
        ),
        (
            StatusState("Wei", last_sync=NOW - timedelta(hours=2)),
            "Synced 2 h ago",
            Shape.WORKING,
            Tone.OK,
        ),
        (
            StatusState("Wei", last_sync=NOW, waiting=1),
            "Sending 1 change",
            Shape.WORKING,
            Tone.INFO,
        ),
        (StatusState("Wei"), "Syncing", Shape.WORKING, Tone.INFO),
        (
            StatusState("Wei", state=SyncState.OFFLINE, since=NOW),
            "Offline",
            Shape.WAITING,
            Tone.WARN,
        ),
        (
            StatusState(
                "Wei", state=SyncState.OFFLINE, since=NOW - timedelta(minutes=6), waiting=3
            ),
            "Offline for 6 min · 3 changes wait to be sent",
            Shape.WAITING,
            Tone.WARN,
        ),
    ],
)
def test_the_short_line(state: StatusState, text: str, shape: Shape, tone: Tone) -> None:
    mark = connection(state, NOW)
    assert (SAID.text(mark.text), mark.shape, mark.tone) == (text, shape, tone)


def test_the_facts() -> None:
    since = NOW - timedelta(minutes=6)
    state = StatusState("Wei", state=SyncState.OFFLINE, last_sync=since, since=since, needs_you=2)
    assert [SAID.text(fact) for fact in facts(state, SAID.clock)] == [
        "Signed in as Wei",
        "Last sync 05:56",
        "Offline since 05:56",
        "2 need you",
    ]
    assert facts(StatusState(""), SAID.clock) == ()
