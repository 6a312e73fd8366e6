"""The glossary as it travels and is stored: each change under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.glossary.values import (
    HOUSE_CHANGES,
    Changed,
    DropTerm,
    Glossary,
    GlossaryChange,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedForm:
    """A change that was made; the one of its fields that is named by `kind` is set.

    A kind that only a later version knows leaves all of them empty.
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
    """See `Glossary`."""

    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...]
    style: Profile
    style_revision: int
    changes: tuple[ChangedForm, ...]
    id: str
    marks: tuple[Mark, ...] = ()


def form_of(house: Glossary) -> GlossaryForm:
    """How a book is written down."""
    return GlossaryForm(
        version=house.version,
        terms=house.terms,
        passes=house.passes,
        style=house.style,
        style_revision=house.style_revision,
        changes=tuple(map(_form, house.changes)),
        id=house.id,
        marks=house.marks,
    )


def read_form(form: GlossaryForm) -> Glossary:
    """The glossary that was written down, without changes that only a later version knows."""
    read = [(each, _change(each)) for each in form.changes]
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


def _change(form: ChangedForm) -> GlossaryChange | None:
    if form.kind not in HOUSE_CHANGES:
        return None
    change: GlossaryChange | None = getattr(form, form.kind)
    return change
