"""What the appeal pane shows: one case, what can be done with it, and the form being filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from workstation.app.values import PendingView
from workstation.bilingual.act_form import Filled, NewEvidence
from workstation.domain.actor import Actor, Person
from workstation.domain.case import Case
from workstation.domain.confirmation import Confirmation
from workstation.domain.problem import Refused
from workstation.value_class import dataclass

__all__ = ["AppealState", "CaseAct", "Filled", "NewEvidence"]


class CaseAct(StrEnum):
    """What can be done with a case here; replying and deciding have panes of their own."""

    AGREE = "agree"
    RETURN = "return"
    CLAIM = "claim"
    ACCEPT = "accept"
    RECORD_ACTION = "record_action"
    RECORD_ANSWER = "record_answer"
    DECIDE_ON_FILE = "decide_on_file"
    REQUEST_INFORMATION = "request_information"
    REFER = "refer"
    NOTE = "note"
    ASSIGN = "assign"
    EXTEND = "extend"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealState:
    """What the view shows.

    case: the open case; None while there is none to show
    confirmed: the same as the server has it; None where it has nothing of it
    me: who is signed in
    now: when this was said; the clock on the screen goes on by itself
    pending: commands about the case that are still to be sent
    acts: the acts that are legal now
    refused: why the others are not
    form: the act whose form is open
    kept: what that form held when it was left
    notice: why the last act was refused
    next: the act that is offered after what was just done
    given: who gave the open case to whom
    unsigned: why this person cannot sign the decision that waits
    adopts: whether they can decide the case, going on from a kept proposal
    answered: whether the case went because they answered its question
    loading: whether the case is still on its way
    missing: whether the case is out of this person's sight
    """

    case: Case | None = None
    confirmed: Case | None = None
    me: Actor | None = None
    now: datetime
    pending: tuple[PendingView, ...] = ()
    acts: tuple[CaseAct, ...] = ()
    refused: Mapping[CaseAct, Refused] = field(default_factory=dict)
    form: CaseAct | None = None
    kept: Filled = Filled()
    notice: Refused | None = None
    next: CaseAct | None = None
    given: tuple[Person, Person] | None = None
    unsigned: Refused | None = None
    adopts: bool = False
    answered: bool = False
    loading: bool = False
    missing: bool = False

    @property
    def confirmation(self) -> Confirmation[Case] | None:
        """What of the open case, as it is shown, the server has confirmed."""
        return Confirmation(self.case, self.confirmed) if self.case is not None else None
