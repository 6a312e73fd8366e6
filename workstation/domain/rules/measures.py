"""Measures of a decision: it has to say of every measure under appeal what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from workstation.domain.case import Case, Measure, Ruling
from workstation.domain.currencies import CURRENCIES, HOUSE_CURRENCY, rounded
from workstation.domain.labels import ACTION
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import ON_MONEY, Action, Outcome
from workstation.i18n import Money, _


def currencies_of(case: Case) -> tuple[str, ...]:
    """The currencies in which a new measure can be: first those of what the first decision holds,
    then that of the house, then the others."""
    held = case.enforcement.measures if case.enforcement else ()
    own = (each.money.currency for each in held if each.money is not None)
    return tuple(dict.fromkeys((*own, HOUSE_CURRENCY, *CURRENCIES)))


def new_measure(action: Action, case: Case) -> Measure:
    """A measure to be imposed, with the least of what it can say: one point, or one unit of the
    currency in which the case is."""
    if action is Action.POINTS:
        return Measure(action=action, points=1)
    if action in ON_MONEY:
        return Measure(action=action, money=Money(Decimal(1), currencies_of(case)[0]))
    return Measure(action=action)


def with_amount(measure: Measure, amount: Decimal, currency: str) -> Measure:
    """`measure` over another amount: what it is laid on stays as it was."""
    return replace(measure, money=Money(rounded(amount, currency), currency))


def amounts(part: Measure, case: Case) -> tuple[Money, ...]:
    """The money that a part of a decision moves: where the part names none, all that the measures
    of the first decision hold of which it speaks."""
    if part.money is not None:
        return (part.money,)
    held = case.enforcement.measures if case.enforcement else ()
    return tuple(each.money for each in held if each.money is not None and _settles(part, each))


def add_up(case: Case, finding: Ruling) -> None:
    """Raise `Refused` for a decision that says of a measure of the first one neither that it falls
    nor that it stands, or whose parts do not add up to that measure, or contradict the outcome."""
    held = case.enforcement.measures if case.enforcement else ()
    parts = (*finding.lifted, *finding.kept)
    if any(not any(_settles(part, measure) for part in parts) for measure in held):
        raise Refused(
            _("It is not said of every measure whether it stands."),
            _("Mark each measure of the first decision as lifted or kept."),
        )
    for part in parts:
        if not any(_settles(part, measure) for measure in held):
            raise Refused(
                _("“{action}” is not part of the first decision.", action=ACTION[part.action]),
                _("Lift or keep only what was imposed; name new measures as new."),
            )
    for action in dict.fromkeys(measure.action for measure in held):
        whole = [measure for measure in held if measure.action is action]
        divided = [part for part in parts if part.action is action]
        if not _adds_up(whole, divided):
            raise Refused(
                _("The parts of “{action}” do not add up to the whole.", action=ACTION[action]),
                _("Divide exactly what was imposed into lifted and kept."),
            )
    _fits_the_outcome(finding)


def _settles(part: Measure, held: Measure) -> bool:
    """Whether a part of a decision speaks of the measure `held`. A part without an item speaks of
    all items, and a measure without one can be divided by item."""
    same_item = not part.item or not held.item or part.item == held.item
    return part.action is held.action and same_item


def _adds_up(whole: list[Measure], parts: list[Measure]) -> bool:
    """Whether `parts` divide exactly what the measures `whole` of one action imposed.

    Where no part names points or money, each stands for all of what it speaks of: then none may
    speak of the same.
    """
    if all(not part.points and part.money is None for part in parts):
        items = [part.item for part in parts]
        return len(set(items)) == len(items) and ("" not in items or len(items) == 1)
    if sum(part.points for part in parts) != sum(measure.points for measure in whole):
        return False
    if any(part.points < 0 or (part.money is not None and part.money.amount < 0) for part in parts):
        return False
    return _totals(whole) == _totals(parts)


def _totals(measures: list[Measure]) -> dict[str, Decimal]:
    """The sums of the money of `measures`, by currency."""
    totals: dict[str, Decimal] = {}
    for money in (measure.money for measure in measures):
        if money is not None:
            totals[money.currency] = totals.get(money.currency, Decimal()) + money.amount
    return totals


def _fits_the_outcome(finding: Ruling) -> None:
    """Raise `Refused` where what is lifted, kept and imposed contradicts the outcome."""
    outcome = finding.outcome
    if outcome is Outcome.OVERTURNED and finding.kept:
        raise Refused(
            _("A measure is kept although the decision is overturned."),
            _("Lift it, or overturn in part."),
        )
    if outcome is Outcome.UPHELD and finding.lifted:
        raise Refused(
            _("A measure is lifted although the decision is upheld."),
            _("Keep it, or overturn in part."),
        )
    if outcome is Outcome.PARTLY_OVERTURNED and not (finding.lifted and finding.kept):
        raise Refused(
            _("A decision overturned in part has to lift something and keep something."),
            _("Mark what falls and what stands, or choose another outcome."),
        )
    if outcome is Outcome.NEW_RESTRICTION and not finding.imposed:
        raise Refused(_("No new restriction is named."), _("Choose what is now imposed."))
