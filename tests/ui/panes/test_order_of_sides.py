"""Which language stands first: letters by the party's, clauses and reasons by the window's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.pages.hands import in_sight, part, until
from tests.ui.pages.letter import page
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from ui.language import WindowLanguage
from ui.panes.decide.parts import BilingualText
from ui.panes.policy.blocks import ClauseBlock
from ui.widgets import IconButton, ReadingView
from workstation.bilingual.bead import Side
from workstation.domain.taxonomy import Language

ORDERS = [("en", Language.EN), ("zh_Hans", Language.ZH), ("en", Language.EN)]


def at(widget: QWidget, office: Office) -> QPoint:
    return widget.mapTo(office.window, QPoint(0, 0))


async def spoken_to(office: Office, language: Language) -> None:
    case = office.desk.table["S01"]
    parties = tuple(replace(party, language=language) for party in case.parties)
    office.desk.table["S01"] = replace(case, parties=parties)
    await office.open("S02")
    await office.open("S01")


@pytest.mark.parametrize("code", ["en", "zh_Hans"])
async def test_a_letter_has_the_party_s_language_at_the_left(
    office: Office, dressed: WindowLanguage, code: str
) -> None:
    dressed.switch(code)
    for language, left in ((Language.ZH, Side.ZH), (Language.EN, Side.EN)):
        await spoken_to(office, language)
        first, second = (page(office.place.reply, side) for side in (left, left.other))
        await until(first.isVisible)
        assert at(first, office).x() < at(second, office).x()


async def test_sides_that_a_person_swapped_stay_swapped_while_the_letter_is_open(
    office: Office,
) -> None:
    await spoken_to(office, Language.ZH)
    (swap,) = in_sight(office.place.reply.view, IconButton, "Swap English and Chinese")
    QTest.mouseClick(swap, Qt.MouseButton.LeftButton)
    english, chinese = (page(office.place.reply, side) for side in (Side.EN, Side.ZH))
    await until(lambda: at(english, office).x() < at(chinese, office).x())
    QTest.keyClicks(english, "Dear")
    await until(lambda: office.place.reply.state.text.en == "Dear")
    assert at(english, office).x() < at(chinese, office).x()


async def test_reasons_have_the_language_of_the_window_first(
    office: Office, dressed: WindowLanguage
) -> None:
    await office.open("S01")
    office.actions.trigger(CaseAction.DECIDE)
    await until(lambda: bool(in_sight(office.place.decide.view, BilingualText)))
    (reasons,) = in_sight(office.place.decide.view, BilingualText)
    office.window.activateWindow()
    await until(office.window.isActiveWindow)
    for code, first in ORDERS:
        dressed.switch(code)
        other = next(each for each in Language if each is not first)
        left, right = reasons.sides[first], reasons.sides[other]
        await until(lambda left=left, right=right: at(left, office).x() < at(right, office).x())
        left.setFocus(Qt.FocusReason.TabFocusReason)
        await until(left.hasFocus)
        QTest.keyClick(left, Qt.Key.Key_Tab)
        assert right.hasFocus()


async def test_a_clause_has_the_language_of_the_window_first(
    office: Office, dressed: WindowLanguage
) -> None:
    await office.open("S01")
    await until(lambda: bool(in_sight(office.place.policy.view, ClauseBlock)))
    (block,) = in_sight(office.place.policy.view, ClauseBlock)
    english = part(office.place.policy.view, ClauseBlock).findChildren(ReadingView)
    texts = sorted(english, key=lambda view: not view.toPlainText().isascii())
    for code, first in ORDERS:
        dressed.switch(code)
        above, below = texts if first is Language.EN else reversed(texts)
        await until(lambda a=above, b=below: at(a, office).y() < at(b, office).y())
    assert block.isVisible()
