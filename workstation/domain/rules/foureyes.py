"""When two people must agree (APL 5.2)."""

from __future__ import annotations

from decimal import Decimal

from workstation.domain.case import Case, Finding, Measure
from workstation.domain.taxonomy import Action, Outcome
from workstation.i18n import Message, Money, _

THRESHOLD = Money(Decimal(10_000), "SGD")
# Mid-2026 rates, rounded up, so that a foreign amount is never thought smaller than it is.
_PER_SGD = {"SGD": "1", "USD": "1.25", "EUR": "1.45", "CNY": "0.18", "MYR": "0.29", "HKD": "0.16"}
_OVERTURNS = (Outcome.OVERTURNED, Outcome.PARTLY_OVERTURNED)


def four_eyes(case: Case, finding: Finding) -> Message | None:
    """Why a second person must sign this decision, or None.

    APL 5.2: before an account is closed, before more than S$10,000 is held or released, and
    before an S1 decision is overturned; and where a cited clause says so itself.
    """
    changed = (*finding.lifted, *finding.imposed)
    if any(measure.action is Action.ACCOUNT_CLOSED for measure in finding.imposed):
        return _("An account is to be closed.")
    if sum((_in_sgd(measure) for measure in changed), Decimal()) > THRESHOLD.amount:
        return _("More than {amount} is held or released.", amount=THRESHOLD)
    if finding.outcome in _OVERTURNS and _gravest(case, finding):
        return _("A decision of severity S1 is overturned.")
    if finding.imposed and any(citation.four_eyes for citation in finding.citations):
        return _("A cited clause requires a second reviewer.")
    return None


def _gravest(case: Case, finding: Finding) -> bool:
    grounds = set(case.enforcement.clauses) if case.enforcement else set()
    return any(
        citation.severity == "S1" and (citation.ref in grounds or not grounds)
        for citation in finding.citations
    )


def _in_sgd(measure: Measure) -> Decimal:
    if measure.money is None:
        return Decimal()
    rate = _PER_SGD.get(measure.money.currency)
    # An unknown currency counts as over the threshold: asking a second person is the safe side.
    return THRESHOLD.amount + 1 if rate is None else measure.money.amount * Decimal(rate)
