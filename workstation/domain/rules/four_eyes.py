"""When two people must agree on a decision (APL 5.2)."""

from __future__ import annotations

from decimal import Decimal

from workstation.domain.case import Case, Ruling
from workstation.domain.policy import Library
from workstation.domain.rules.measures import amounts
from workstation.domain.taxonomy import Action, Outcome
from workstation.i18n import Message, Money, _

# Two people must agree before more than this is held or released (APL 5.2).
THRESHOLD = Money(Decimal(10_000), "SGD")
# Singapore dollars for one unit of a currency: the rates of mid-2026, rounded up, so that a foreign
# amount is never thought smaller than it is.
_PER_SGD = {"SGD": "1", "USD": "1.25", "EUR": "1.45", "CNY": "0.18", "MYR": "0.29", "HKD": "0.16"}
_OVERTURNS = (Outcome.OVERTURNED, Outcome.PARTLY_OVERTURNED)


def four_eyes(case: Case, finding: Ruling, library: Library) -> Message | None:
    """Why a second person must sign this decision; None if none must.

    APL 5.2: before an account is closed, before more than S$10,000 is held or released, and
    before an S1 decision is overturned; and where a cited clause says so itself.
    """
    moved = [
        *(money for measure in finding.lifted for money in amounts(measure, case)),
        *(measure.money for measure in finding.imposed if measure.money is not None),
    ]
    if any(measure.action is Action.ACCOUNT_CLOSED for measure in finding.imposed):
        return _("An account is to be closed.")
    if sum(map(_in_sgd, moved)) > THRESHOLD.amount:
        return _("More than {amount} is held or released.", amount=THRESHOLD)
    # The grounds of the first decision count, whatever the new one chooses to cite.
    grounds = case.enforcement.clauses if case.enforcement else ()
    cited = any(citation.severity == "S1" for citation in finding.citations)
    gravest = library.has_gravest(grounds) if grounds else cited
    if finding.outcome in _OVERTURNS and gravest:
        return _("A decision under a rule of the gravest kind (S1) is overturned.")
    if finding.imposed and any(citation.four_eyes for citation in finding.citations):
        return _("A cited clause requires a second reviewer.")
    return None


def _in_sgd(money: Money) -> Decimal:
    rate = _PER_SGD.get(money.currency)
    # What cannot be weighed counts as over the threshold: asking a second person is the safe side.
    if rate is None or not money.amount.is_finite():
        return THRESHOLD.amount + 1
    return abs(money.amount) * Decimal(rate)
