"""Proposed decisions that a second reviewer sent back: who goes on from one, and until when."""

from __future__ import annotations

from workstation.domain.case import Case, SupersededProposal
from workstation.domain.taxonomy import State


def sent_back_to(case: Case, person_id: str) -> SupersededProposal | None:
    """The proposal of this person that was returned last, from which they go on; None for none."""
    own = (each for each in reversed(case.kept) if each.returned and each.by.id == person_id)
    return next(own, None)


def asked_back(case: Case) -> str:
    """The id of the owner who has done nothing yet about a return; "" where nobody is asked.

    Whatever they do in the case counts, a note as well as a letter: from then on it is work like
    any other (the returning reviewer asked for a reason, not for a certain step).
    """
    if case.state is not State.IN_REVIEW or case.owner is None:
        return ""
    holds = True
    for entry in reversed(case.timeline):
        if entry.event == "returned":
            return case.owner.id
        if holds and entry.by.id == case.owner.id:
            return ""
        # What somebody did before the case was given to them was done by no owner.
        holds = holds and entry.event != "owned"
    return ""
