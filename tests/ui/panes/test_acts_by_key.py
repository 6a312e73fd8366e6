"""What has a button has a key and an entry of the palette, possible exactly when it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from tests.ui.pages.hands import CTRL, button_of, in_sight, open_menu, until
from tests.ui.panes.conftest import Office, office
from tests.ui.panes.table import NOW, PRIYA, WEI
from ui.activities.cases.actions import ACTIONS
from ui.activities.cases.workspace import PaneSlot
from ui.case_action import CaseAction
from ui.keyboard import keyboard
from ui.language import WindowLanguage, language
from ui.panes.appeal import CaseAct
from ui.panes.appeal.words import act_words
from ui.panes.decide.answered_line import AnsweredLine
from ui.panes.decide.state import Fate
from ui.widgets import Pick
from workstation.domain.actor import Actor
from workstation.domain.labels import VERDICT
from workstation.domain.views import View
from workstation.i18n import Message

__all__ = ["office"]
TEXTS = {spec.id: spec.text for spec in ACTIONS}


def buttons(office: Office) -> set[str]:
    """The words of all acts that can be pressed now, also of those behind "More"."""
    bar = office.place.appeal.view.head.acts
    shown = [each for each in in_sight(bar, QAbstractButton) if each.isEnabled()]
    words = {each.text() for each in shown} - {"More"}
    if any(each.text() == "More" for each in shown):
        button_of(bar, "More").click()
        menu = open_menu(office.window)
        words |= {each.text().split("\t")[0].strip() for each in menu.actions()}
        menu.close()
    return words


def entry(office: Office, action: str) -> Pick:
    """What the palette says of an action."""
    office.window.open_palette(language().text(TEXTS[CaseAction(action)]))
    found = next(p for at, p in office.screen.picks.offered.items() if str(at) == action)
    office.window.open_palette()
    return found


@pytest.mark.parametrize("me", [WEI, PRIYA], ids=lambda each: each.id)
async def test_the_palette_can_do_what_the_buttons_can_and_says_why_not_else(
    dressed: WindowLanguage, tmp_path: Path, me: Actor
) -> None:
    office = Office(tmp_path, me)
    await office.begin(View.ALL_OPEN)
    refused = 0
    for case_id, case in office.desk.table.items():
        await office.open(case_id)
        pressable = buttons(office)
        for act in CaseAct:
            pick = entry(office, f"case.{act}")
            assert pick.enabled == (language().text(act_words(act, case)) in pressable), act
            assert pick.key == keyboard().name(f"case.{act}") != ""
            if not pick.enabled:
                refused += 1
                assert isinstance(pick.detail, Message)
                why = office.place.appeal.state.refused[act]
                assert language().text(why.reason) in language().text(pick.detail)
    assert refused
    await office.leave()


async def test_without_a_case_each_act_says_so(dressed: WindowLanguage, tmp_path: Path) -> None:
    office = Office(tmp_path)
    await office.begin()
    for act in (*CaseAct, "decide"):
        pick = entry(office, f"case.{act}")
        assert not pick.enabled
        assert isinstance(pick.detail, Message)
        assert language().text(pick.detail) == "No case is open. Choose one in the queue."
    office.window.activateWindow()
    QTest.keyClick(office.window, Qt.Key.Key_I)
    await until(lambda: "No case is open." in office.screen.banner.text)
    await office.leave()


async def test_a_key_that_cannot_be_done_now_says_why(office: Office) -> None:
    await office.open("S01")
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(office.window, Qt.Key.Key_O)
    await until(lambda: office.screen.case.notice.shown)
    why = office.place.appeal.state.refused[CaseAct.REOPEN]
    assert language().text(why.reason) in office.screen.case.notice.text


async def deciding(office: Office) -> list[AnsweredLine]:
    """S01 is being decided; its lines that a digit answers."""
    await office.open("S01")
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(office.window, Qt.Key.Key_D)
    panel = office.place.decide
    await until(lambda: panel.state.case is not None and panel.view.isVisible())
    return in_sight(panel.view, AnsweredLine)


def focus(line: AnsweredLine) -> None:
    """Put the focus where Tab puts it in that line."""
    boxes = [*in_sight(line, QComboBox), *in_sight(line, QAbstractButton)]
    boxes[0].setFocus()
    assert QApplication.focusWidget() is boxes[0]


async def test_a_digit_answers_the_line_with_the_focus_and_no_other(office: Office) -> None:
    lines = await deciding(office)
    office.window.activateWindow()
    await until(office.window.isActiveWindow)
    evidence = [each for each in lines if each.answers == len(VERDICT)]
    measures = [each for each in lines if each not in evidence]
    assert evidence
    assert measures
    assert not any(each.keys.isVisible() for each in lines)
    panel, verdicts = office.place.decide, tuple(VERDICT)
    for at, line in enumerate(evidence):
        focus(line)
        assert [each for each in lines if each.keys.isVisible()] == [line]
        assert line.keys.text() == "1–6"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key(Qt.Key.Key_1 + at))
        await until(lambda at=at: len(panel.state.composed.verdicts) == at + 1)
        assert panel.state.composed.verdicts[at][1] is verdicts[at]
    for at, line in enumerate(measures):
        focus(line)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
        await until(lambda at=at: panel.state.composed.fates[at] is Fate.KEPT)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
        await until(lambda at=at: panel.state.composed.fates[at] is Fate.LIFTED)
    assert office.place.queue.state.view is View.MINE
    # Where no line has the focus, the digit is that of the view, and Ctrl keeps the outcome.
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, CTRL)
    await until(lambda: panel.state.composed.outcome is panel.state.outcomes[1])
    assert office.place.queue.state.view is View.MINE
    office.place.focus(PaneSlot.APPEAL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    await until(lambda: office.place.queue.state.view is View.UNASSIGNED)


async def test_the_digits_of_a_line_can_be_others(office: Office) -> None:
    lines = await deciding(office)
    keyboard().change({CaseAction.LINE_2: ("v",)}, NOW)
    line = next(each for each in lines if each.answers == len(VERDICT))
    office.window.activateWindow()
    await until(office.window.isActiveWindow)
    focus(line)
    assert line.keys.text() == "1 v 3 4 5 6"


async def test_the_recipient_is_chosen_by_key_from_within_the_letter(office: Office) -> None:
    await office.open("S06")
    office.window.activateWindow()
    office.place.begin_reply()
    await until(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R, CTRL)
    menu = open_menu(office.window)
    assert len(menu.actions()) == len(office.desk.table["S06"].parties)
    menu.close()
