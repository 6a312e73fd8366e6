"""Reads the templates of `resources/templates/`, and refuses what is no template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

import msgspec

from workstation.bilingual.blanks import names
from workstation.bilingual.templates.form import (
    LetterTemplate,
    Passage,
    TemplateLibrary,
    Variable,
    VariableKind,
    When,
)
from workstation.domain.taxonomy import Milestone, Outcome, PartyRole
from workstation.domain.text import Bilingual
from workstation.files import resource

_FORMAT = 1
_VARIABLES = "variables.toml"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
_NUMBERED = re.compile(r"^(\D*)(\d*)(.*)$")
_Form = TypeVar("_Form")
_one_at_a_time = Lock()


class TemplateUnreadable(ValueError):
    """A file of templates says something that no template says; the message names the file."""


class _Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    zh: str

    def both(self) -> Bilingual:
        return Bilingual(self.en, self.zh)


class _Bead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    zh: str
    when: When | None = None


class _Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    name: _Text
    milestones: tuple[Milestone, ...]
    bead: tuple[_Bead, ...]
    outcomes: tuple[Outcome, ...] = ()
    roles: tuple[PartyRole, ...] = ()


class _Variable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    kind: VariableKind
    label: _Text
    hint: _Text = _Text("", "")


class _Variables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    variable: tuple[_Variable, ...]


def load() -> TemplateLibrary:
    """The templates that this installation carries; read once, they never change.

    Raises `TemplateUnreadable`, or `FileNotFoundError` for a broken installation.
    """
    # The first two who ask may do so at once, and the reader of TOML does not bear two threads.
    with _one_at_a_time:
        return _shipped()


@cache
def _shipped() -> TemplateLibrary:
    folder = resource("resources/templates")
    files = sorted(folder.glob("*.toml"), key=_in_order)
    return parse({file.name: file.read_bytes() for file in files})


def parse(files: Mapping[str, bytes]) -> TemplateLibrary:
    """The library in the files of one folder, by name. Raises `TemplateUnreadable`."""
    if _VARIABLES not in files:
        raise TemplateUnreadable(f"{_VARIABLES}: missing")
    read = _decoded(_VARIABLES, files[_VARIABLES], _Variables)
    counted = Counter(each.name for each in read.variable)
    _refuse(_VARIABLES, _of_format(read.format))
    _refuse(_VARIABLES, (f"{name} twice" for name, count in counted.items() if count > 1))
    _refuse(_VARIABLES, (name for name in counted if not _NAME.fullmatch(name)))
    variables = {
        each.name: Variable(
            name=each.name, kind=each.kind, label=each.label.both(), hint=each.hint.both()
        )
        for each in read.variable
    }
    templates = tuple(
        _template(name, data, variables) for name, data in files.items() if name != _VARIABLES
    )
    return TemplateLibrary(templates, variables)


def _in_order(file: Path) -> tuple[str, int, str]:
    """M2 stands before M10."""
    head, number, rest = _NUMBERED.findall(file.name)[0]
    return head, int(number or 0), rest


def _template(file: str, data: bytes, variables: Mapping[str, Variable]) -> LetterTemplate:
    """The template in one file. Raises `TemplateUnreadable`."""
    read = _decoded(file, data, _Template)
    _refuse(file, _of_format(read.format))
    _refuse(file, ["no milestone"] if not read.milestones else [])
    _refuse(file, ["no bead"] if not read.bead else [])
    for number, bead in enumerate(read.bead, 1):
        _refuse(file, (f"bead {number}: {wrong}" for wrong in _faults(bead, variables)))
    return LetterTemplate(
        id=file.removesuffix(".toml"),
        name=read.name.both(),
        milestones=read.milestones,
        outcomes=read.outcomes,
        roles=read.roles,
        passages=tuple(
            Passage(text=Bilingual(each.en, each.zh), when=each.when) for each in read.bead
        ),
    )


def _faults(bead: _Bead, variables: Mapping[str, Variable]) -> Iterable[str]:
    """What is wrong with one pair of a template, for whoever wrote it."""
    english, chinese = Counter(names(bead.en)), Counter(names(bead.zh))
    if not bead.en.strip() or not bead.zh.strip():
        yield "one side is empty"
    if set(english) != set(chinese):
        yield f"the sides ask for different variables: {sorted(set(english) ^ set(chinese))}"
    yield from (f"no variable is called {name}" for name in english if name not in variables)


def _of_format(number: int) -> list[str]:
    return [] if number == _FORMAT else [f"format {number}"]


def _refuse(file: str, faults: Iterable[str]) -> None:
    """Raise `TemplateUnreadable` for the first fault of a file, if it has any."""
    for fault in faults:
        raise TemplateUnreadable(f"{file}: {fault}")


def _decoded(file: str, data: bytes, form: type[_Form]) -> _Form:
    """The file as this form. Raises `TemplateUnreadable` for what is not of it."""
    try:
        return msgspec.toml.decode(data, type=form)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise TemplateUnreadable(f"{file}: {error}") from error
