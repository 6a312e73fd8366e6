"""The glossary as values: terms, what always passes, the style of letters, and changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.house_style import Profile
from workstation.domain.marks import Mark
from workstation.domain.record import Command

# There is one, and it bears the name of its kind.
GLOSSARY_ID = "glossary"
# How much of its history the glossary carries along; all of it stays with the server.
RECENT = 50
_BETWEEN = re.compile("[;；|]")
_SENSE = re.compile(r"\([^()]{1,80}\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One concept: its English, the approved Chinese, and renderings that are wrong.

    `zh_hans` may hold several renderings with a semicolon between them, the first preferred.
    `revision` counts the changes of this term; it is set by `change_house`.
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
        """The approved renderings, each by itself."""
        return pieces(self.zh_hans)


@dataclass(frozen=True, slots=True)
class Pass:
    """What always passes: the `term` of a finding, with the reason of whoever let it."""

    term: str
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class PutTerm(Command):
    """Write a term down. `over` is the revision that its author saw, 0 for a new term."""

    term: Term
    over: int


@dataclass(frozen=True, slots=True)
class DropTerm(Command):
    """Take a term out. `over` is the revision that its author saw."""

    id: str
    over: int
    reason: str


@dataclass(frozen=True, slots=True)
class LetPass(Command):
    """Let a term pass in every letter from now on; a later reason takes an earlier one's place."""

    term: str
    reason: str


@dataclass(frozen=True, slots=True)
class StopPassing(Command):
    """Have a term found again in every letter."""

    term: str


@dataclass(frozen=True, slots=True)
class SetStyle(Command):
    """Choose the style. `over` is the glossary's `style_revision` that its author saw."""

    style: Profile
    over: int


GlossaryChange = PutTerm | DropTerm | LetPass | StopPassing | SetStyle

HOUSE_CHANGES: dict[str, type[GlossaryChange]] = {
    "put_term": PutTerm,
    "drop_term": DropTerm,
    "let_pass": LetPass,
    "stop_passing": StopPassing,
    "set_style": SetStyle,
}
_KINDS = {change: kind for kind, change in HOUSE_CHANGES.items()}


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made: it led to `version`. A term in it is as it was written down."""

    version: int
    by: Person
    at: datetime
    change: GlossaryChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The glossary at one version. `changes` are the latest ones, newest first."""

    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...] = ()
    style: Profile = Profile()
    style_revision: int = 1
    changes: tuple[Changed, ...] = ()
    id: str = GLOSSARY_ID
    marks: tuple[Mark, ...] = ()

    def term(self, id_: str) -> Term | None:
        """The term of that id."""
        return next((term for term in self.terms if term.id == id_), None)


def kind_of_change(change: GlossaryChange) -> str:
    """The name under which a change travels and is stored."""
    return _KINDS[type(change)]


def subject_of(change: GlossaryChange) -> str:
    """What a change is about: a later one about the same rests on an earlier one."""
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
    """A term without the bracket that binds it to one sense, such as "release (of money)"."""
    return " ".join(_SENSE.sub(" ", english).split())


def sense(english: str) -> str:
    """What such brackets say, "" where there is none."""
    return " ".join(match.strip(" ()") for match in _SENSE.findall(english))


def pieces(cell: str) -> tuple[str, ...]:
    """The words of a list that is written in one line, such as "上诉;呼吁"."""
    return tuple(dict.fromkeys(word for each in _BETWEEN.split(cell) if (word := each.strip())))
