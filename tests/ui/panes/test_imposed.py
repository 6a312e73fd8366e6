"""A new measure is in the currency of its case, with real keys, and stays in the one chosen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from tests.ui.pages.hands import button_of, choose, in_sight, until
from tests.ui.panes.conftest import Office
from tests.workstation.domain import world as w
from ui.activities.cases import CaseAction
from ui.casework import ChoiceBox
from ui.widgets.fields import AmountField
from workstation.domain.case import Measure
from workstation.domain.taxonomy import Action, CaseKind, Outcome
from workstation.i18n import Money

CURRENCIES = ["EUR", "CNY", "USD", "JPY", "SGD", "BHD"]


async def deciding(office: Office, currency: str, amount: str = "500") -> None:
    """A complaint over a decision that held so much, with a new restriction chosen."""
    case = office.desk.table["S09"]
    held = Measure(action=Action.FUNDS_HELD, money=w.money(amount, currency))
    assert case.enforcement is not None
    enforcement = replace(case.enforcement, measures=(held,))
    office.desk.table["S09"] = replace(
        case, kind=CaseKind.NOTIFIER_COMPLAINT, enforcement=enforcement
    )
    await office.open("S09")
    office.actions.trigger(CaseAction.DECIDE)
    decide = office.place.decide
    await until(decide.view.decide.isVisible)
    decide.choose_nth(decide.state.outcomes.index(Outcome.NEW_RESTRICTION) + 1)
    await until(decide.view.imposed.isVisible)


def imposed(office: Office) -> list[Measure]:
    return list(office.place.decide.state.composed.imposed)


async def add(office: Office, words: str) -> None:
    panel = office.place.decide.view.imposed
    before = len(imposed(office))
    button_of(panel, "Another measure").click()
    choose(panel, words)
    await until(lambda: len(imposed(office)) == before + 1)


def write_amount(office: Office, text: str) -> AmountField:
    (field,) = in_sight(office.place.decide.view.imposed, AmountField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    return field


@pytest.mark.parametrize("currency", CURRENCIES)
async def test_it_begins_and_stays_in_the_currency_of_the_case(
    office: Office, currency: str
) -> None:
    await deciding(office, currency)
    await add(office, "Proceeds held")
    assert imposed(office)[0].money == Money(Decimal(1), currency)
    write_amount(office, "600")
    assert imposed(office)[0].money == Money(Decimal(600), currency)
    (box,) = in_sight(office.place.decide.view.imposed, ChoiceBox)
    assert box.currentText() == currency


async def test_cents_are_kept_and_yen_have_none(office: Office) -> None:
    await deciding(office, "EUR")
    await add(office, "Proceeds held")
    write_amount(office, "1234567.89")
    assert imposed(office)[0].money == w.money("1234567.89", "EUR")
    (box,) = in_sight(office.place.decide.view.imposed, ChoiceBox)
    box.setFocus()
    box.setCurrentIndex(box.findText("JPY"))
    box.activated.emit(box.currentIndex())
    assert imposed(office)[0].money == w.money("1234568", "JPY")
    write_amount(office, "30000000")
    assert imposed(office)[0].money == w.money("30000000", "JPY")


async def test_an_amount_that_comes_back_is_shown_whole(office: Office) -> None:
    await deciding(office, "CNY")
    old = Measure(action=Action.COMMISSION_HELD, item="LST-1", money=w.money("88.05", "CNY"))
    for money in (old.money, w.money("20.50", "XAU")):
        office.place.decide.presenter.impose((replace(old, money=money),))
        await until(lambda: len(in_sight(office.place.decide.view.imposed, AmountField)) == 1)
        (field,) = in_sight(office.place.decide.view.imposed, AmountField)
        (box,) = in_sight(office.place.decide.view.imposed, ChoiceBox)
        assert money is not None
        assert (field.amount, box.value) == (money.amount, money.currency)
    write_amount(office, "7")
    (kept,) = imposed(office)
    assert (kept.item, kept.money) == ("LST-1", w.money("7", "XAU"))


async def test_it_is_signed_by_two_by_the_currency_it_is_in(office: Office) -> None:
    """S$10,000 are 6,896 euros at the rate of the rules; yen have no rate there."""
    await deciding(office, "EUR")
    await add(office, "Proceeds held")
    state = office.place.decide.presenter
    for currency, amount, needed in [
        ("EUR", "6896", False),
        ("EUR", "6897", True),
        ("CNY", "55555", False),
        ("CNY", "55556", True),
        ("JPY", "1", True),
        ("SGD", "10000", False),
        ("SGD", "10000.01", True),
    ]:
        made = replace(imposed(office)[0], money=w.money(amount, currency))
        state.impose((made,))
        assert (state.state.four_eyes is not None) is needed, (currency, amount)


async def test_points_are_points(office: Office) -> None:
    await deciding(office, "EUR")
    await add(office, "Violation points")
    spin = next(each for each in in_sight(office.place.decide.view.imposed, QSpinBox))
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "12")
    QTest.keyClick(spin, Qt.Key.Key_Tab)
    (made,) = imposed(office)
    assert (made.points, made.money) == (12, None)
