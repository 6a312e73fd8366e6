"""The status says how the connection stands, and what is not sent yet."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ui.composition.status import NEEDS_A_HAND, shown_state
from ui.shell import StatusState
from ui.shell.status import connection, facts, unsent
from ui.theme import Tone
from ui.widgets import Shape
from workstation.app import SyncState, SyncStatus
from workstation.i18n import Translator, _

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


SHORT: dict[SyncState, tuple[str, str]] = {
    SyncState.SYNCED: ("Synced 12 s ago", "12秒前已同步"),
    SyncState.SYNCING: ("Syncing", "正在同步"),
    SyncState.OFFLINE: ("Offline for 6 min", "离线6分"),
    SyncState.SIGNED_OUT: ("Session over", "会话已结束"),
    SyncState.ACCESS_ENDED: ("Access ended", "访问权限已终止"),
    SyncState.TROUBLE: ("Not in step", "未能同步"),
}


def state_of(state: SyncState, **more: Any) -> StatusState:
    """A person whose connection stands like that, for six minutes if it is a trouble."""
    wrong = state not in (SyncState.SYNCED, SyncState.SYNCING)
    since = NOW - timedelta(minutes=6) if wrong else None
    last = NOW - timedelta(seconds=12)
    return StatusState("Wei", state=state, last_sync=last, since=since, **more)


@pytest.mark.parametrize("state", SyncState)
@pytest.mark.parametrize(("language", "at"), [("en", 0), ("zh_Hans", 1)])
def test_every_state_has_its_own_words_everywhere(state: SyncState, language: str, at: int) -> None:
    said = Translator(language, UTC)
    mark = connection(state_of(state), NOW)
    # Whether figures and Han are set apart is not for here.
    text = said.text(mark.text) if language == "en" else said.text(mark.text).replace(" ", "")
    assert text == SHORT[state][at]
    others = [connection(state_of(each), NOW) for each in SyncState if each is not state]
    assert said.text(mark.detail) not in [said.text(each.detail) for each in others]
    assert said.text(mark.detail)[-1] in ".。"
    lines = [" ".join(map(said.text, facts(state_of(each), said.clock))) for each in SyncState]
    wrong = [each for each in SyncState if state_of(each).since is not None]
    assert len(set(lines)) == len(wrong) + 1
    assert ("Offline" in said.text(mark.text)) is (at == 0 and state is SyncState.OFFLINE)


@pytest.mark.parametrize("state", SyncState)
def test_what_is_unsent_is_never_said_to_be_on_its_way_where_it_is_not(state: SyncState) -> None:
    text = SAID.text(connection(state_of(state, waiting=2), NOW).text)
    goes = state in (SyncState.SYNCED, SyncState.SYNCING)
    assert ("Sending 2 changes" in text) is goes
    waits = not goes and state is not SyncState.ACCESS_ENDED
    assert ("2 changes wait to be sent" in text) is waits
    never = state is SyncState.ACCESS_ENDED
    assert ("are not sent" in SAID.text(unsent(state_of(state, waiting=2)))) is never


@pytest.mark.parametrize("state", [each for each in SyncState if each in NEEDS_A_HAND])
def test_the_words_of_whoever_found_the_trouble_are_those_of_the_tooltip(state: SyncState) -> None:
    told = {"problem": _("The server is busy."), "remedy": _("Sign in again.")}
    mark = connection(state_of(state, **told), NOW)
    assert SAID.text(mark.detail) == "The server is busy. Sign in again."


def test_before_the_server_was_asked_nothing_is_said_to_be_wrong() -> None:
    untried = SyncStatus(state=SyncState.OFFLINE)
    assert shown_state(untried) is SyncState.SYNCING
    tried = SyncStatus(state=SyncState.OFFLINE, offline_since=NOW)
    assert shown_state(tried) is SyncState.OFFLINE
