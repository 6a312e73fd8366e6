"""Keys are changed in the settings, by keys alone, and count at once everywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import CTRL, SHIFT, in_sight, until, words_in
from tests.ui.pages.settings import SettingsPage
from tests.ui.panes.conftest import Office, office
from tests.ui.panes.table import NOW
from ui.activities.cases.workspace import PaneSlot
from ui.activities.settings.pane import SettingsPane
from ui.case_action import CaseAction
from ui.keyboard import CONFIRM, keyboard
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.shell import ActionId
from ui.shell.key_help import KeyHelp
from ui.widgets import KeyCap

__all__ = ["office"]
NOTE, CLAIM = f"cases/{CaseAction.NOTE}", f"cases/{CaseAction.CLAIM}"


async def settings(office: Office) -> SettingsPage:
    """Go there by `g s`."""
    office.window.activateWindow()
    await until(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(QApplication.focusWidget(), "gs")
    await until(lambda: office.workplace.stack.active == "settings")
    pane = office.workplace.stack.pane("settings")
    assert isinstance(pane, SettingsPane)
    await until(pane.view.keys.list.hasFocus)
    return SettingsPage(pane)


async def looking_at(page: SettingsPage, sought: str, act: str) -> None:
    page.seek(sought)
    await until(lambda: page.chosen == act)
    assert page.keys.list.hasFocus()


async def test_an_act_is_found_in_either_language_and_by_its_key(office: Office) -> None:
    page = await settings(office)
    every = len(page.acts)
    for sought, act in (
        ("write a note", NOTE),
        ("写备注", NOTE),
        ("Ctrl+Shift+J", f"cases/{CaseAction.SEND_NEXT}"),
        ("shift c", f"cases/{CaseAction.RELEASE}"),
    ):
        await looking_at(page, sought, act)
        assert page.acts == [act]
    page.seek("zzz")
    await until(lambda: page.acts == [])
    page.keys.clear()
    await until(lambda: len(page.acts) == every)


async def test_a_free_key_is_kept_and_shown_everywhere_at_once(office: Office) -> None:
    await office.open("S01")
    note = office.screen.case.head.act("Note")
    assert note.toolTip().endswith("(n)")
    page = await settings(office)
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Return)
    assert page.keys.change.well.hasFocus()
    assert not page.may_keep
    page.press(Qt.Key.Key_H, SHIFT)
    assert words_in(page.keys.change.well) == ["Press the new key", "Shift", "H"]
    assert page.may_keep
    page.press(Qt.Key.Key_Return)
    assert keyboard().name(CaseAction.NOTE) == "Shift+H"
    await until(page.keys.list.hasFocus)
    assert note.toolTip().endswith("(Shift+H)")
    QTest.keyClicks(page.keys.list, "gc")
    await until(lambda: office.workplace.stack.active == "cases")
    office.window.open_palette("write a note")
    (pick,) = (
        each for each in office.screen.picks.offered.values() if each.id == CaseAction.NOTE.value
    )
    assert pick.key == "Shift+H"
    office.window.open_palette()
    office.actions.trigger(ActionId.HELP)
    (help_,) = in_sight(office.window, KeyHelp)
    assert "Shift H" in [cap.text() for cap in in_sight(help_, KeyCap)]
    QTest.keyClick(help_, Qt.Key.Key_Escape)
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(office.window, Qt.Key.Key_N)
    await until(lambda: office.place.appeal.state.form is None)
    QTest.keyClick(office.window, Qt.Key.Key_H, SHIFT)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)


async def test_the_help_is_closed_by_the_key_that_opens_it(office: Office) -> None:
    keyboard().change({ActionId.HELP: ("h",)}, NOW)
    office.window.activateWindow()
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(office.window, Qt.Key.Key_H)
    (shown,) = in_sight(office.window, KeyHelp)
    QTest.keyClicks(QApplication.focusWidget(), "?")
    assert shown.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_H)
    await until(lambda: not shown.isVisible())


async def test_a_clash_names_the_act_the_place_and_since_when_and_is_exchanged(
    office: Office,
) -> None:
    page = await settings(office)
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_C)
    assert not page.may_keep
    assert "c is taken in the same place" in page.beside
    assert "The case: Claim the case, 认领案件. It has had it from the beginning." in page.beside
    assert "c is taken" in page.keys.change.keep.toolTip()
    # Enter does not keep it either: it presses what solves the clash.
    office.actions.trigger(CONFIRM)
    assert keyboard().name(CaseAction.NOTE) == "n"
    page.press(Qt.Key.Key_X)
    assert "Claim the case gets n." in page.beside
    assert page.may_keep
    page.press(Qt.Key.Key_Return)
    assert (keyboard().name(CaseAction.NOTE), keyboard().name(CaseAction.CLAIM)) == ("c", "n")
    # Since then the clash says when.
    await looking_at(page, "skip the case", f"cases/{CaseAction.SKIP}")
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_C)
    assert "You set it on 8 Sep 2026." in page.beside
    page.press(Qt.Key.Key_T)
    page.press(Qt.Key.Key_Return)
    assert keyboard().name(CaseAction.SKIP) == "c"
    assert keyboard().name(CaseAction.NOTE) == ""
    assert office.window.undo_last()
    assert keyboard().name(CaseAction.NOTE) == "c"


async def test_a_free_key_is_offered_and_taken_by_a_click(office: Office) -> None:
    page = await settings(office)
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_C)
    offered = page.pane.state.table.free_for(page.pane.state.chosen.specs[0])
    page.keys.change.key_pressed.emit(offered[0])
    assert page.may_keep
    page.keys.change.keep.click()
    assert keyboard().name(CaseAction.NOTE) == offered[0]


async def test_escape_leaves_the_key_as_it_was_and_then_the_settings(office: Office) -> None:
    page = await settings(office)
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Return)
    # Also keys of the window are only taken down.
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F5, Qt.Key.Key_H):
        page.keys.change.begin()
        page.press(key)
        assert page.pane.state.change is not None
        assert page.pane.state.change.key
    page.press(Qt.Key.Key_Escape)
    assert keyboard().name(CaseAction.NOTE) == "n"
    assert page.keys.list.hasFocus()
    page.press(Qt.Key.Key_Escape)
    await until(lambda: not page.keys.search.text())
    page.press(Qt.Key.Key_Escape)
    await until(lambda: office.workplace.stack.active == "cases")


async def test_delete_takes_the_key_away_and_reset_gives_it_back(office: Office) -> None:
    page = await settings(office)
    without = page.pane.state.counts
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Delete)
    assert keyboard().name(CaseAction.NOTE) == ""
    assert sum(page.pane.state.counts.values()) == sum(without.values()) + 2
    page.press(Qt.Key.Key_R)
    assert keyboard().name(CaseAction.NOTE) == "n"
    page.press(Qt.Key.Key_Delete)
    await looking_at(page, "claim the case", CLAIM)
    page.press(Qt.Key.Key_Delete)
    page.press(Qt.Key.Key_R, SHIFT)
    assert keyboard().name(CaseAction.NOTE) == "n"
    assert keyboard().name(CaseAction.CLAIM) == "c"
    assert office.window.undo_last()
    assert keyboard().name(CaseAction.CLAIM) == ""


async def test_what_stays_stays(office: Office) -> None:
    page = await settings(office)
    await looking_at(page, "ctrl shift enter", f"cases/{CaseAction.SEND}")
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Delete)
    assert page.pane.state.change is None
    assert keyboard().name(CaseAction.SEND) == "Ctrl+Shift+Enter"
    await looking_at(page, "write a note", NOTE)
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_Return, CTRL)
    assert "stays as it is" in page.beside
    page.press(Qt.Key.Key_V, CTRL)
    assert "people write" in page.beside
    assert not page.may_keep


async def test_a_row_of_digits_is_changed_as_one(office: Office) -> None:
    page = await settings(office)
    await looking_at(page, "choose an outcome", f"cases/{CaseAction.OUTCOME_1}")
    page.press(Qt.Key.Key_Return)
    page.press(Qt.Key.Key_H)
    assert "press one digit" in page.beside
    page.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    page.press(Qt.Key.Key_Return)
    assert keyboard().name(CaseAction.OUTCOME_3) == "Alt+3"
    page.press(Qt.Key.Key_R)
    assert keyboard().name(CaseAction.OUTCOME_3) == "Ctrl+3"


async def test_both_names_stand_there_that_of_the_window_first(
    office: Office, dressed: WindowLanguage
) -> None:
    page = await settings(office)
    await looking_at(page, "write a note", NOTE)
    assert "Write a note\n写备注" in page.beside
    dressed.switch("zh_Hans")
    await until(lambda: "写备注\nWrite a note" in page.beside)
