"""The commands of a case: everything that a person, or the platform, can ask of it."""

from __future__ import annotations

from datetime import datetime

from workstation.domain.actor import Actor
from workstation.domain.case import Case, Evidence, Ruling
from workstation.domain.pairs import LetterPair
from workstation.domain.record import Command
from workstation.domain.send_gate import LetterOverride
from workstation.domain.taxonomy import Language, Milestone, ReopenGround, Team
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Take a new request in.

    opening: the case as filed, in state NEW.
    duplicate_of: the reference of an open case that asks the same; "" for none.
    """

    opening: Case
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Let a request pass the intake check although it found a fault; `cause` says why (APL 2.4)."""

    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Command):
    """Become the owner of a case that nobody holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    """Give one's own case back to the queue."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """Give the case to somebody, or back to the queue (supervisors).

    owner: who gets the case; None is nobody. The workstation fills it from the records of people,
        and the server puts in its own record of that person before it decides.
    """

    owner: Actor | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Leave an internal remark in the case."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInformation(Command):
    """Ask a party for information, once and in a list, or extend the time to answer once (APL 3.2).

    party: the id of the party.
    items: what is needed, each in both languages.
    extension: whether this extends the request that waits for an answer.
    """

    party: str
    items: tuple[Bilingual, ...]
    extension: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer(Command):
    """Record what the party or the team that was asked answered, with the evidence it sent."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOnFile(Command):
    """Go on without the party's answer, once its time is over (APL 3.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Command):
    """Ask another team one question, to be answered within so many `hours` from when the server
    has it, or by `due_at`: one of the two is said."""

    team: Team
    question: str
    due_at: datetime | None = None
    hours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Command):
    """Send a proposed decision back to its author with the reason (second reviewer)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """Decide the case; where two people must agree (APL 5.2), propose the decision."""

    finding: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Command):
    """Sign the decision that somebody else proposed (second reviewer)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAction(Command):
    """Say that the decision was carried out.

    reference: what the source system calls it.
    sor_reference: the statement of reasons that was filed for a market in the EEA (DSA Art. 17).
    """

    reference: str
    sor_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReply(Command):
    """Send a party a letter in both languages.

    letter: the id that the letter gets.
    party: the id of the party.
    milestone: what the letter tells.
    beads: the pairs that it was written as, which make exactly `text`; () where it was not written
        in pairs.
    overrides: the findings that its author let pass, with reasons (`send_gate`).
    seen: the keys of the findings that its author looked at.
    house: the version of the glossary by which the checks looked at it; 0 is the one that the
        program carries.
    first: the language that stands first; None is the party's own.
    """

    letter: str
    party: str
    milestone: Milestone
    text: Bilingual
    beads: tuple[LetterPair, ...] = ()
    overrides: tuple[LetterOverride, ...] = ()
    seen: tuple[str, ...] = ()
    house: int = 0
    first: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """Close a case whose window for a second appeal is over, or that has no further level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """Record that the party takes its request back.

    reason: how that is known.
    word: the party's own words.
    """

    reason: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """Open a finished case again, on one of the grounds that there are."""

    ground: ReopenGround
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCommand:
    """A command that this program cannot read: a later version wrote it, or its bytes are damaged.

    It is kept and sent as it was written, and nothing else is done with it.

    kind: the name of its act.
    v: the version of the form in which it is written.
    body: its bytes.
    words: all texts in it, so that its author can read them.
    """

    kind: str
    v: int
    body: bytes
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All its texts, a line each."""
        return "\n".join(self.words)
