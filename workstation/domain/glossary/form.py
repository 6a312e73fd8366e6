"""The glossary as it travels and is stored: each change of it under a name of its own."""

from __future__ import annotations

from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.glossary.values import (
    GLOSSARY_CHANGES,
    Changed,
    DropTerm,
    Glossary,
    LetPass,
    Pass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    kind_of_change,
)
from workstation.domain.house_style import Profile
from workstation.domain.marks import Mark
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedForm:
    """A change that was made (see `Changed`); the field named by `kind` holds it.

    A kind that only a later version of the program knows leaves all these fields empty.
    """

    version: int
    by: Person
    at: datetime
    kind: str
    put_term: PutTerm | None = None
    drop_term: DropTerm | None = None
    let_pass: LetPass | None = None
    stop_passing: StopPassing | None = None
    set_style: SetStyle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryForm:
    """The form of a `Glossary`, with the same fields."""

    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...]
    style: Profile
    style_revision: int
    changes: tuple[ChangedForm, ...]
    id: str
    marks: tuple[Mark, ...] = ()


def form_of(glossary: Glossary) -> GlossaryForm:
    """The form in which `glossary` is written down."""
    return GlossaryForm(
        version=glossary.version,
        terms=glossary.terms,
        passes=glossary.passes,
        style=glossary.style,
        style_revision=glossary.style_revision,
        changes=tuple(map(_form, glossary.changes)),
        id=glossary.id,
        marks=glossary.marks,
    )


def read_form(form: GlossaryForm) -> Glossary:
    """The glossary that was written down, without the changes that only a later version of the
    program knows."""
    known = (each for each in form.changes if each.kind in GLOSSARY_CHANGES)
    read = [(each, getattr(each, each.kind)) for each in known]
    return Glossary(
        version=form.version,
        terms=form.terms,
        passes=form.passes,
        style=form.style,
        style_revision=form.style_revision,
        changes=tuple(
            Changed(each.version, each.by, each.at, change)
            for each, change in read
            if change is not None
        ),
        id=form.id,
        marks=form.marks,
    )


def _form(changed: Changed) -> ChangedForm:
    kind = kind_of_change(changed.change)
    about = {"version": changed.version, "by": changed.by, "at": changed.at, "kind": kind}
    return ChangedForm(**about, **{kind: changed.change})  # type: ignore[arg-type]  # by name
