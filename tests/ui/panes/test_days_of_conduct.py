"""A case with two days of conduct (S04): every place names the day, and whose it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import said, until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from tests.workstation.domain import world as w
from ui.language import WindowLanguage
from ui.panes.policy.blocks import DayButton
from ui.panes.policy.state import VersionSide
from ui.panes.reply.clauses import ClausePicker
from ui.widgets import TextButton
from workstation.bilingual.bead import Side as TwinSide
from workstation.domain.policy import ClauseRef
from workstation.domain.rules.conduct import Conduct, conducts
from workstation.policies import quotable

A, B = Conduct(date(2026, 4, 20), ("VID-3340115",)), Conduct(date(2026, 5, 12), ("VID-3349002",))
OLD, NEW = ClauseRef("CCR", "2.1", "1.0"), ClauseRef("CCR", "2.1", "2.0")


def others(office: Office) -> list[TextButton]:
    buttons = office.place.policy.view.days.findChildren(DayButton)
    return [each.findChild(TextButton) for each in buttons if each.isVisible()]


async def opened(office: Office) -> None:
    await office.open("S04")
    await until(lambda: office.place.policy.state.of is not None)
    await until(lambda: office.place.policy.state.no == "2.1")


def test_the_days_are_those_of_the_items() -> None:
    assert conducts(w.told("S04")) == (A, B)
    (only,) = conducts(w.told("S01"))
    assert only == Conduct(date(2026, 8, 18))


def test_the_version_of_every_day_is_offered_beside_what_is_cited() -> None:
    first, second = quotable(w.LIBRARY, w.told("S04"), date(2026, 11, 23))[:2]
    assert (first.ref, first.days, first.every) == (NEW, (B,), False)
    assert (second.ref, second.days, second.every) == (OLD, (A,), False)


async def test_the_case_names_both_days(office: Office, dressed: WindowLanguage) -> None:
    await opened(office)
    words = said(office.place.appeal.view)
    assert "20 Apr 2026 (Short video VID-3340115)" in words
    assert "12 May 2026 (Short video VID-3349002)" in words


async def test_then_is_the_day_of_the_clause_and_the_other_day_is_a_click_away(
    office: Office,
) -> None:
    await opened(office)
    policy = office.place.policy
    assert (policy.state.side, policy.state.issue.ref) == (VersionSide.THEN, NEW)
    assert "In force on 12 May 2026 (Short video VID-3349002)" in said(policy.view)
    (other,) = others(office)
    assert other.text() == "v1.0 on 20 Apr 2026 (VID-3340115)"
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    await until(lambda: policy.state.issue.ref == OLD)
    assert policy.state.conduct == A
    assert [each.text() for each in others(office)] == ["v2.0 on 12 May 2026 (VID-3349002)"]


async def test_one_day_offers_no_other(office: Office) -> None:
    await office.open("S01")
    await until(lambda: office.place.policy.state.then is not None)
    assert others(office) == []
    assert "(" not in office.screen.policy.in_force


async def test_another_clause_is_read_as_it_stood_then(office: Office) -> None:
    await office.open("S01")
    policy = office.place.policy
    await until(lambda: policy.state.then is not None)
    policy.view.side_chosen.emit(VersionSide.NOW)
    await until(lambda: policy.state.side is VersionSide.NOW)
    office.place.show_clause(ClauseRef("AUT", "4.1", policy.state.now.version.version))
    await until(lambda: policy.state.no == "4.1")
    assert policy.state.side is VersionSide.THEN
    assert policy.state.issue == policy.state.then


async def test_the_clause_picker_says_the_day_and_whose_it_is(office: Office) -> None:
    await opened(office)
    write(office.place.reply, "Please read this.", "请阅读。")
    english = page(office.place.reply, TwinSide.EN)
    english.setFocus()
    await until(english.hasFocus)
    QTest.keyClick(english, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: office.window.findChild(ClausePicker) is not None)
    popup = office.window.findChild(ClausePicker)
    await until(popup.isVisible)
    assert "in force on 12 May 2026 (Short video VID-3349002), and today" in said(popup)
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    await until(lambda: "not today" in said(popup))
    assert "in force on 20 Apr 2026 (Short video VID-3340115), not today" in said(popup)
