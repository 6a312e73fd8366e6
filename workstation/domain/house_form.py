"""The house book as it travels and is stored: each change under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.house_book import (
    HOUSE_CHANGES,
    Changed,
    DropTerm,
    House,
    HouseChange,
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
class HouseForm:
    """See `House`."""

    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...]
    style: Profile
    style_revision: int
    changes: tuple[ChangedForm, ...]
    id: str
    marks: tuple[Mark, ...] = ()


def form_of(house: House) -> HouseForm:
    """How a book is written down."""
    return HouseForm(
        version=house.version,
        terms=house.terms,
        passes=house.passes,
        style=house.style,
        style_revision=house.style_revision,
        changes=tuple(map(_form, house.changes)),
        id=house.id,
        marks=house.marks,
    )


def read_form(form: HouseForm) -> House:
    """The book that was written down, without changes that only a later version knows."""
    read = [(each, _change(each)) for each in form.changes]
    return House(
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


def _change(form: ChangedForm) -> HouseChange | None:
    if form.kind not in HOUSE_CHANGES:
        return None
    change: HouseChange | None = getattr(form, form.kind)
    return change
