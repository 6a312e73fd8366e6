"""The glossary as values: terms, what always passes, the house style, and changes."""

from __future__ import annotations

import re
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.house_style import Profile
from workstation.domain.marks import Mark
from workstation.domain.record import Command
from workstation.value_class import dataclass

# There is one glossary, and its id is the name of its kind.
GLOSSARY_ID = "glossary"
# How many of its latest changes the glossary carries along; all of them stay with the server.
RECENT = 50
_BETWEEN = re.compile("[;；|]")
_SENSE = re.compile(r"\([^()]{1,80}\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One concept: its English, the approved Chinese, and renderings that are wrong.

    en: the English term, with a bracket where it means only one of its senses.
    zh_hans: the approved renderings, with a semicolon between them, the preferred one first.
    zh_hant: those in Traditional characters, where they are not just converted.
    part: the field in which the term is used, such as procedure or evidence.
    note: what its users should know.
    forbidden_zh, forbidden_en: renderings that are wrong.
    revision: the number of changes of this term; the rule of `PutTerm` sets it.
    """

    id: str
    en: str
    zh_hans: str
    zh_hant: str = ""
    part: str = ""
    note: str = ""
    forbidden_zh: tuple[str, ...] = ()
    forbidden_en: tuple[str, ...] = ()
    revision: int = 1

    @property
    def approved(self) -> tuple[str, ...]:
        """The approved renderings in Simplified characters, each by itself."""
        return pieces(self.zh_hans)


@dataclass(frozen=True, slots=True)
class Pass:
    """A term whose findings the checks let pass in every letter.

    term: the term as findings name it.
    reason: why it passes.
    by, at: who let it pass, and when.
    """

    term: str
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PutTerm(Command):
    """Write a term down, a new one or another form of one that there is.

    over: the revision of the term that the author saw; 0 for a new term.
    """

    term: Term
    over: int


@dataclass(frozen=True, slots=True)
class DropTerm(Command):
    """Take a term out.

    over: the revision of the term that the author saw.
    """

    id: str
    over: int
    reason: str


@dataclass(frozen=True, slots=True)
class LetPass(Command):
    """Let the findings about a term pass in every letter from now on; a later reason takes the
    place of an earlier one."""

    term: str
    reason: str


@dataclass(frozen=True, slots=True)
class StopPassing(Command):
    """Show the findings about a term in every letter again."""

    term: str


@dataclass(frozen=True, slots=True)
class SetStyle(Command):
    """Choose the house style.

    over: the glossary's `style_revision` that the author saw.
    """

    style: Profile
    over: int


GlossaryChange = PutTerm | DropTerm | LetPass | StopPassing | SetStyle

# The types of changes by the names under which they travel and are stored.
GLOSSARY_CHANGES: dict[str, type[GlossaryChange]] = {
    "put_term": PutTerm,
    "drop_term": DropTerm,
    "let_pass": LetPass,
    "stop_passing": StopPassing,
    "set_style": SetStyle,
}
_KINDS = {change: kind for kind, change in GLOSSARY_CHANGES.items()}


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made, and the version of the glossary to which it led."""

    version: int
    by: Person
    at: datetime
    change: GlossaryChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The glossary at one version.

    passes: the terms that pass in every letter.
    style: the house style.
    style_revision: the number of changes of the style, counted from 1.
    changes: the latest changes, newest first, at most `RECENT`.
    """

    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...] = ()
    style: Profile = Profile()
    style_revision: int = 1
    changes: tuple[Changed, ...] = ()
    id: str = GLOSSARY_ID
    marks: tuple[Mark, ...] = ()

    def term(self, id_: str) -> Term | None:
        """The term of that id; None if there is none such."""
        return next((term for term in self.terms if term.id == id_), None)


def kind_of_change(change: GlossaryChange) -> str:
    """The name under which a change travels and is stored."""
    return _KINDS[type(change)]


def subject_of(change: GlossaryChange) -> str:
    """What a change is about; a later change about the same subject rests on an earlier one."""
    match change:
        case PutTerm():
            return f"term {change.term.id}"
        case DropTerm():
            return f"term {change.id}"
        case LetPass() | StopPassing():
            return f"pass {change.term}"
        case SetStyle():
            return "style"


def bare(english: str) -> str:
    """An English term without the bracket that binds it to one sense: "release" of "release (of
    money)"."""
    return " ".join(_SENSE.sub(" ", english).split())


def sense(english: str) -> str:
    """What the brackets of an English term say that bind it to one sense; "" where there are
    none."""
    return " ".join(match.strip(" ()") for match in _SENSE.findall(english))


def pieces(cell: str) -> tuple[str, ...]:
    """The words of a list that is written in one line, such as "上诉;呼吁", each once."""
    return tuple(dict.fromkeys(word for each in _BETWEEN.split(cell) if (word := each.strip())))
