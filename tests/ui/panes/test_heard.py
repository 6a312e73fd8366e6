"""What a screen reader says by itself: that changed what a person cannot see change."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent

from tests.ui.pages.hands import until
from tests.ui.pages.letter import write
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW
from ui.shell import StatusState
from ui.widgets import announce
from workstation.app import SyncState
from workstation.i18n import _

_SENT, _ACCESSIBLE = _("Sent"), Qt.ItemDataRole.AccessibleTextRole
EN, ZH = "We refund S$80 on 3 Sep 2026.", "我们将于2026年9月3日退还90新元。"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    class Reader:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            said.append(event.message())

    monkeypatch.setattr(sys.modules[announce.__module__], "QAccessible", Reader)
    return said


async def test_a_connection_that_is_lost_and_back_is_said_once_each(
    office: Office, heard: list[str]
) -> None:
    fine = StatusState("Wei", last_sync=NOW)
    office.window.show_status(fine)
    heard.clear()
    gone = StatusState("Wei", last_sync=NOW, state=SyncState.OFFLINE, since=NOW)
    for state in (gone, gone, replace(gone, waiting=1)):
        office.window.show_status(state)
    office.window.show_status(fine)
    assert heard == ["Offline", "Synced just now"]


async def test_a_letter_says_that_it_is_kept_and_what_is_found_in_it(
    office: Office, heard: list[str]
) -> None:
    await office.open("S01")
    heard.clear()
    write(office.place.reply, EN, ZH)
    await until(lambda: any(each.startswith("Saved ") for each in heard))
    await until(lambda: any("in the letter" in each for each in heard))
    assert len([each for each in heard if each.startswith("Saved ")]) == 1


async def test_what_can_be_undone_is_said_with_for_how_long(
    office: Office, heard: list[str]
) -> None:
    await office.open("S01")
    heard.clear()
    office.window.toast(_SENT, lambda: None)
    assert heard == ["Sent. Undo · 10 s"]


async def test_a_row_of_the_queue_is_read_with_all_that_is_painted_in_it(office: Office) -> None:
    index = office.place.queue.view.model.index(0, 0)
    said = index.data(_ACCESSIBLE)
    row = office.place.queue.view.model.row(0).row
    assert said.startswith(f"{row.title_en}, ")
    for part in (row.party_name, row.reference, "Overdue by", f"held by {row.owner_name}"):
        assert part in said
