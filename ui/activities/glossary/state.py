"""What the glossary shows: the terms, what always passes, the style, and who changed what."""

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
    "RefusedEdit",
    "Section",
    "StyleState",
    "TermForm",
    "TermRow",
    "TermText",
    "TermsState",
]


class Section(Enum):
    """The parts of the glossary, in the order of their tabs."""

    TERMS = auto()
    PASSES = auto()
    STYLE = auto()
    HISTORY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term of the list.

    waiting: a change of it is not sent yet.
    unsaved: something is typed in its form that nobody else has.
    """

    term: Term
    waiting: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TermForm:
    """The term that is read or written.

    key: the id of the term.
    text: what stands in the fields.
    ticket: the fields are filled anew when it changes, and only then: what is being typed is
        never overwritten.
    new: the glossary has no such term.
    unsaved: something else is typed than the glossary says.
    waiting: a change of it is not sent yet.
    theirs: the term as it stands now, if somebody changed it under an unsaved text.
    gone: somebody took the term out under an unsaved text.
    dropping: it is asked why the term goes.
    refused: why the last save or drop was not taken.
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
    """The list as it is searched, and the form beside it.

    query: what is searched.
    rows: the terms that it finds.
    total: how many terms the glossary has.
    parts: the fields of work that its terms belong to.
    begun: a new term is typed and not saved, which no row shows.
    form: the term beside the list, None where there is none.
    """

    query: str = ""
    rows: tuple[TermRow, ...] = ()
    total: int = 0
    parts: tuple[str, ...] = ()
    begun: bool = False
    form: TermForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleState:
    """The style as it is chosen here.

    profile: every choice of it.
    unsaved: another style holds.
    waiting: a change of the style is not sent yet.
    theirs: it was changed elsewhere meanwhile.
    refused: why the last save was not taken.
    """

    profile: Profile = Profile()
    unsaved: bool = False
    waiting: bool = False
    theirs: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRow:
    """A term that always passes; `waiting` says that it was let pass here and is not sent yet."""

    passing: Pass
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedEdit:
    """A change of one's own that was not taken, until its author redoes or drops it.

    change: what was given.
    given_at: when.
    reason: why it was not taken.
    remedy: what would make it legal, where something would.
    subject: the English of the term that it is about, or what was let pass.
    now: the term as it stands in the glossary, for a change of a term.
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
    """A change of the glossary.

    subject: the English of the term, also of one that is gone.
    before: the term that was changed, where that is known.
    waiting: it was made here and is not sent yet.
    """

    changed: Changed
    subject: str
    before: Term | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryState:
    """The whole glossary as it is shown.

    section: the part in sight.
    closed: who may change the glossary, for a person who only reads it.
    version: the version of the glossary.
    chosen_pass: the term that is looked at among those that always pass.
    pass_refused: why it could not be stopped from passing.
    history: the changes of the glossary, the newest first.
    waiting: how many changes of one's own are not sent yet.
    refused_changes: those that were not taken, the oldest first.
    notice: why a refused change could not be given again.
    """

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
    refused_changes: tuple[RefusedEdit, ...] = ()
    notice: Refused | None = None
