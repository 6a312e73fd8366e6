"""What a party may be told of a case."""

from __future__ import annotations

from workstation.domain.case import Case, Party
from workstation.domain.taxonomy import CaseKind, PartyRole

_UNDER_MEASURES = (PartyRole.MERCHANT, PartyRole.CREATOR)


def may_learn_measures(case: Case, party: Party) -> bool:
    """Whether `party` may learn the points, penalties and money of a case, and the facts and
    reasons that speak of them.

    They are for whoever they were laid on: the shop or creator, or somebody else who appeals
    against them. The other side, a rights owner and an account manager learn none of it.
    """
    return party.role in _UNDER_MEASURES or (
        case.kind is CaseKind.APPEAL and party.id == case.applicant
    )
