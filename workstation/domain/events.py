"""The events of a case: everything that can have happened to it; together they are the audit log.

Their names and fields are stored: an event gains fields with defaults, and loses none.
"""

from __future__ import annotations

from workstation.domain.actor import Person
from workstation.domain.case import (
    Case,
    Decision,
    Evidence,
    InfoRequest,
    Letter,
    Note,
    Referral,
    SupersededProposal,
)
from workstation.domain.record import Event
from workstation.domain.taxonomy import IntakeFault, ReopenGround
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Event):
    """A request came in; `opening` is the case as it was filed."""

    opening: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeChecked(Event):
    """The intake check ran; with no `faults` the case goes to the queue.

    duplicate_of: the reference of the open case that asks the same; "" for none.
    """

    faults: tuple[IntakeFault, ...]
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Event):
    """A person let the request pass the intake check, for this `cause`."""

    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Event):
    """Somebody became the `owner`: they claimed the case, or it was given to them."""

    owner: Person
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Event):
    """The case has no owner any more: it was given back to the queue."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Event):
    """An internal remark was left."""

    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationRequested(Event):
    """A party was asked for information; the clock stops."""

    request: InfoRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationReceived(Event):
    """The clock runs again: the party answered, or, where `expired`, its time to answer is over."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    expired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Event):
    """Another team was asked a question; the clock runs on."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswered(Event):
    """The team that was asked answered."""

    answer: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A decision was proposed that needs a second person's signature."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Event):
    """The second reviewer sent the proposed decision back."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """The decision was signed, and is final in this round."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted(Event):
    """The request was not accepted at the intake check, by this decision."""

    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalKept(Event):
    """A decision that came too late to take effect was kept, and the owner may take it up."""

    kept: SupersededProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Actioned(Event):
    """The decision was carried out in the source systems; see `commands.RecordAction`."""

    reference: str
    sor_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSent(Event):
    """A letter went to a party."""

    letter: Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """Every party who is owed word was told the decision; the resolution clock ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The case was closed: within the procedure nothing more can come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """The party took its request back.

    reason: how that is known.
    word: the party's own words; "" in events from before they were asked for.
    """

    reason: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """A finished case was opened again, for a new owner."""

    ground: ReopenGround
    reason: str
