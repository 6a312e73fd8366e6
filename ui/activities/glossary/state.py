"""What the house pane shows: the terms, what always passes, the style, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from workstation.bilingual.kept_term import TermText
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import Changed, GlossaryChange, Pass, Term
from workstation.domain.house_style import Profile
from workstation.domain.problem import Refused
from workstation.i18n import Message

__all__ = [
    "ChangeRow",
    "GlossaryState",
    "PassRow",
    "Section",
    "StyleState",
    "TermForm",
    "TermRow",
    "TermText",
    "TermsState",
    "Turned",
]


class Section(Enum):
    """The parts of the glossary, in the order of their tabs."""

    TERMS = auto()
    PASSES = auto()
    STYLE = auto()
    HISTORY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of the list. `waiting`: a change of it is not sent yet; `unsaved`: something is
    written in its form that nobody else has."""

    term: Term
    waiting: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TermForm:
    """The term that is read or written. The fields are filled anew when `ticket` changes, and
    only then: what is being typed is never overwritten.

    `theirs` is the term as it stands now, if somebody changed it under an unsaved text; `gone`
    says that somebody took it out.
    """

    key: str
    text: TermText
    ticket: int = 0
    new: bool = False
    unsaved: bool = False
    waiting: bool = False
    theirs: Term | None = None
    gone: bool = False
    dropping: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsState:
    """The list as it is searched, and the form beside it. `total` counts the whole book;
    `begun`: a new term is written and not saved, which no row shows."""

    query: str = ""
    rows: tuple[TermRow, ...] = ()
    total: int = 0
    parts: tuple[str, ...] = ()
    begun: bool = False
    form: TermForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleState:
    """The style as it is chosen here. `theirs`: it was changed elsewhere meanwhile."""

    profile: Profile = Profile()
    unsaved: bool = False
    waiting: bool = False
    theirs: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRow:
    """What always passes. `waiting`: it was let pass here, and that is not sent yet."""

    passing: Pass
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A change that was not taken: whose text is kept until its author redoes or drops it.

    `now` is the term as it stands in the glossary, for a change of a term.
    """

    id: str
    change: GlossaryChange | UnknownCommand
    given_at: datetime
    reason: Message
    remedy: Message | None
    subject: str
    now: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A change of the glossary; `subject` is the English of the term, also of one that is gone.
    `before` is the term that was changed, where that is known. `waiting`: it was made here and
    is not sent yet."""

    changed: Changed
    subject: str
    before: Term | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryState:
    """All of it. `closed` says who may change the glossary, to whom it is only shown; `waiting`
    counts the changes that are not sent yet."""

    section: Section = Section.TERMS
    closed: Refused | None = None
    version: int = 0
    terms: TermsState = TermsState()
    passes: tuple[PassRow, ...] = ()
    chosen_pass: str = ""
    pass_refused: Refused | None = None
    style: StyleState = StyleState()
    history: tuple[ChangeRow, ...] = ()
    waiting: int = 0
    turned: tuple[Turned, ...] = ()
    notice: Refused | None = None
