"""Everything that a person can ask of a case. A case changes in no other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Actor
from workstation.domain.case import Case, Evidence, Ruling
from workstation.domain.pairs import LetterPair
from workstation.domain.record import Command
from workstation.domain.send_gate import LetterOverride
from workstation.domain.taxonomy import Language, Milestone, ReopenGround, Team
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Take a new request in. `opening` is the case as filed, in state NEW."""

    opening: Case
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Let a request pass the intake check although it found a fault, for a stated cause."""

    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Command):
    """Take the case on oneself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    """Give the case back to the queue."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """Give the case to somebody, or back to the queue with no `owner` (supervisors).

    The workstation fills `owner` from the records of people; the server puts in its own
    record of that person before it decides.
    """

    owner: Actor | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Leave an internal remark."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInformation(Command):
    """Ask a party once, in a list, with 7 days to answer; or extend that once."""

    party: str
    items: tuple[Bilingual, ...]
    extension: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer(Command):
    """Record what a party, or a referred team, answered."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideOnFile(Command):
    """Go on without the answer, once its 7 days are over (APL 3.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer(Command):
    """Ask another team one question, to be answered by a time."""

    team: Team
    question: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Command):
    """Send a proposed decision back to its author, with the reason (second reviewer)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """Decide; where four eyes are needed, propose."""

    finding: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Command):
    """Sign somebody else's proposed decision (second reviewer)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAction(Command):
    """Say that the decision was carried out, with the source system's reference.

    `sor_reference` is the statement of reasons filed for a market in the EEA.
    """

    reference: str
    sor_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendReply(Command):
    """Send a party a letter in both languages.

    `beads` are the pairs that it was written as, if it was; they make exactly `text`.
    `overrides` and `seen` (keys) settle what the checks found in it (`domain.gate`); `house` is
    the version of the glossary by which they looked, 0 for the one that is shipped. `first` is
    the language that stands first; None is the party's own.
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
    """Close a case whose window for a second appeal is over, or whose level is final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """Record that the party takes its request back: how that is known, and in which words."""

    reason: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """Open a finished case again, on one of four grounds."""

    ground: ReopenGround
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownCommand:
    """What this version cannot read: it was given by a later one, or its bytes are damaged.

    It is kept and sent as it was written, `body` in format `v`, and done nothing else with.
    `words` is all that is said in it, so that its person can read it.
    """

    kind: str
    v: int
    body: bytes
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words, a line each."""
        return "\n".join(self.words)
