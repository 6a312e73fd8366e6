"""When two people must agree (APL 5.2)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.workstation.domain import world as w
from workstation.domain.case import Enforcement, Measure
from workstation.domain.currencies import rounded
from workstation.domain.policy import ClauseRef
from workstation.domain.rules.four_eyes import four_eyes
from workstation.domain.rules.measures import new_measure, with_amount
from workstation.domain.taxonomy import Action, Outcome


def held(*measures: Measure, clause: str = "LST 2.4 2.0"):
    case = w.simple()
    enforcement: Enforcement = replace(
        case.enforcement, measures=measures, clauses=(ClauseRef(*clause.split()),)
    )
    return replace(case, enforcement=enforcement)


def why(case, made) -> str:
    reason = four_eyes(case, made, w.LIBRARY)
    return reason.id if reason else ""


@pytest.mark.parametrize(
    ("amount", "currency", "needed"),
    [
        ("10000", "SGD", False),
        ("10000.01", "SGD", True),
        ("8000", "USD", False),
        ("8001", "USD", True),
        ("1", "JPY", True),
        ("NaN", "SGD", True),
        ("-20000", "SGD", True),
    ],
)
def test_more_than_ten_thousand_is_released_by_two(amount, currency, needed) -> None:
    case = held(Measure(action=Action.FUNDS_HELD, money=w.money(amount, currency)))
    made = w.finding(case, Outcome.OVERTURNED)
    assert bool(why(case, made)) is needed


def test_an_amount_left_unsaid_is_the_whole() -> None:
    case = held(Measure(action=Action.FUNDS_HELD, money=w.money("186400")))
    unsaid = (Measure(action=Action.FUNDS_HELD),)
    assert "held or released" in why(case, w.finding(case, Outcome.OVERTURNED, lifted=unsaid))


def test_amounts_add_up_over_what_is_lifted_and_imposed() -> None:
    case = held(
        Measure(action=Action.FUNDS_HELD, money=w.money("6000")),
        Measure(action=Action.COMMISSION_HELD, money=w.money("3000")),
    )
    assert not why(case, w.finding(case, Outcome.OVERTURNED))
    more = (Measure(action=Action.SETTLEMENT_DEFERRED, money=w.money("1001")),)
    assert why(case, w.finding(case, Outcome.OVERTURNED, imposed=more))


@pytest.mark.parametrize(
    ("amount", "currency", "needed"),
    [
        ("6896", "EUR", False),
        ("6897", "EUR", True),
        ("55555", "CNY", False),
        ("55556", "CNY", True),
        ("10000", "SGD", False),
        ("10001", "SGD", True),
        ("8001", "USD", True),
        ("1", "JPY", True),
        ("1", "XYZ", True),
    ],
)
def test_what_is_imposed_is_weighed_in_its_own_currency(amount, currency, needed) -> None:
    case = held(Measure(action=Action.LISTING_REMOVED))
    new = Measure(action=Action.FUNDS_HELD, money=w.money(amount, currency))
    assert bool(why(case, w.finding(case, imposed=(new,)))) is needed


def test_amounts_of_several_currencies_are_weighed_together() -> None:
    case = held(Measure(action=Action.LISTING_REMOVED))
    euros = Measure(action=Action.FUNDS_HELD, money=w.money("3500", "EUR"))
    dollars = Measure(action=Action.COMMISSION_HELD, money=w.money("4000", "USD"))
    assert not why(case, w.finding(case, imposed=(euros,)))
    assert why(case, w.finding(case, imposed=(euros, dollars)))


@pytest.mark.parametrize("currency", ["EUR", "CNY", "USD", "JPY", "SGD"])
def test_a_new_measure_begins_in_the_currency_of_the_case(currency) -> None:
    case = held(Measure(action=Action.FUNDS_HELD, money=w.money("500", currency)))
    begun = new_measure(Action.COMMISSION_HELD, case)
    assert begun.money == w.money("1", currency)
    assert with_amount(begun, Decimal("600"), currency).money == w.money("600", currency)
    assert new_measure(Action.FUNDS_HELD, w.simple()).money.currency == "SGD"


@pytest.mark.parametrize(
    ("amount", "currency", "paid"),
    [
        ("600.00", "EUR", "600"),
        ("0.129", "EUR", "0.13"),
        ("600.4", "JPY", "600"),
        ("1.2345", "BHD", "1.234"),
        ("1E+3", "CNY", "1000"),
    ],
)
def test_an_amount_is_what_its_currency_can_pay(amount, currency, paid) -> None:
    assert str(rounded(Decimal(amount), currency)) == paid


def test_what_stays_held_needs_one_person_only() -> None:
    case = held(Measure(action=Action.FUNDS_HELD, money=w.money("186400")))
    assert not why(case, w.finding(case))


def test_an_account_is_closed_by_two() -> None:
    case = w.simple()
    closing = (Measure(action=Action.ACCOUNT_CLOSED),)
    assert "closed" in why(case, w.finding(case, imposed=closing))


def test_a_grave_decision_is_overturned_by_two_whatever_is_cited() -> None:
    case = held(Measure(action=Action.LISTING_REMOVED), clause="AUT 2.1 2.0")
    mild = w.cite("AUT 3.2 v2.0")
    said = why(case, w.finding(case, Outcome.OVERTURNED, citations=mild))
    assert "S1" in said
    assert "severity" not in said  # The case has another one: P0 to P3.
    assert not why(case, w.finding(case, citations=mild))


def test_a_milder_decision_that_only_mentions_a_grave_clause_is_overturned_by_one() -> None:
    case = held(Measure(action=Action.LISTING_REMOVED), clause="LST 2.4 2.0")
    grave = w.cite("AUT 2.1 v2.0")
    assert not why(case, w.finding(case, Outcome.OVERTURNED, citations=grave))


def test_a_clause_can_ask_for_two_itself() -> None:
    case = held(Measure(action=Action.POINTS, points=12))
    forged = w.cite("AUT 4.2 v2.0")
    new = (Measure(action=Action.POINTS, points=20),)
    assert "cited clause" in why(case, w.finding(case, imposed=new, citations=forged))
    assert not why(case, w.finding(case, citations=forged))
