"""Rows of the queue as they are stored: the columns of a case, and the row of the columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workstation.cache.outbox import moment_of
from workstation.cache.values import Filter
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.taxonomy import CaseKind, Language, PartyRole, Severity, State
from workstation.domain.views import Row, View, views_of

# After every due time: paused cases come last.
_LAST = 1 << 61
COLUMNS = (
    *("id", "version", "reference", "title_en", "title_zh", "kind", "severity", "state"),
    *("party_role", "party_name", "language", "owner", "owner_name", "reviewers_not", "concerned"),
    *("returned_to", "team", "due", "filed_at", "evidence", "owes_word"),
    *("sort", "sought", "touched"),
    *(f"in_{view.value}" for view in View),
)


def sort_of(row: Row) -> int:
    """The place in a list: by due, then what has none by filing; finished ones newest first."""
    filed = _micros(row.filed_at)
    if View.DONE in views_of(row, _NOBODY):
        return -filed
    return _micros(row.due) if row.due is not None else _LAST + filed


# Whether a case is done does not depend on who looks.
_NOBODY = Actor(id="", name="", roles=frozenset())


def _micros(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def sought_in(row: Row) -> str:
    """The text in which the filter looks, folded."""
    return folded("\n".join((row.title_en, row.title_zh, row.party_name, row.reference)))


def folded(text: str) -> str:
    """Case and width do not matter when looking for something."""
    return unicodedata.normalize("NFKC", text).casefold()


def touched_by_others(case: Case, me: Actor) -> int:
    """The version at which anybody else last changed what people rely on."""
    return max((mark.version for mark in case.marks if mark.actor != me.id), default=0)


def seen_at_arrival(version: int, *, first: bool) -> int:
    """The version that counts as read when a case arrives; unread is what others changed since.

    What was there before the person came, in the `first` snapshot of a scope, is no news to
    tell apart by. Whatever arrives later was put there by somebody: nothing of it was read.
    """
    return version if first else 0


def values_of(row: Row, me: Actor, touched: int) -> tuple[Any, ...]:
    """The values of `COLUMNS`. Any: they go to the driver as they are."""
    views = views_of(row, me)
    return (
        *(row.id, row.version, row.reference, row.title_en, row.title_zh),
        *(row.kind.value, row.severity.value, row.state.value, row.party_role.value),
        *(row.party_name, row.language.value, row.owner, row.owner_name),
        *("\n".join(row.reviewers_not), "\n".join(row.concerned), row.returned_to, row.team),
        row.due.timestamp() if row.due is not None else None,
        row.filed_at.timestamp(),
        *(row.evidence, row.owes_word, sort_of(row), sought_in(row), touched),
        *(view in views for view in View),
    )


# The enumerations by value: calling an enumeration costs ten times as much.
_KIND = {each.value: each for each in CaseKind}
_SEVERITY = {each.value: each for each in Severity}
_STATE = {each.value: each for each in State}
_ROLE = {each.value: each for each in PartyRole}
_LANGUAGE = {each.value: each for each in Language}
_VIEWS = tuple(View)
_VERSION = COLUMNS.index("version")
_TOUCHED = COLUMNS.index("touched")


def row_from(values: Sequence[Any]) -> Row:
    """The row that the values of `COLUMNS` hold. Any: they come from the driver as they are."""
    id_, version, reference, en, zh, kind, severity, state, role, name, language, *rest = values
    owner, owner_name, apart, concerned, returned_to, team, due, filed_at, *rest = rest
    evidence, owes_word, *_ = rest
    return Row(
        id=id_,
        reference=reference,
        title_en=en,
        title_zh=zh,
        kind=_KIND[kind],
        severity=_SEVERITY[severity],
        state=_STATE[state],
        party_role=_ROLE[role],
        party_name=name,
        language=_LANGUAGE[language],
        owner=owner,
        owner_name=owner_name,
        reviewers_not=tuple(apart.split("\n")) if apart else (),
        concerned=tuple(concerned.split("\n")) if concerned else (),
        returned_to=returned_to,
        team=team,
        due=moment_of(due) if due is not None else None,
        filed_at=moment_of(filed_at),
        evidence=evidence,
        version=version,
        owes_word=bool(owes_word),
    )


def touched_in(values: Sequence[Any]) -> int:
    """At which version others last changed the case, of the values of `COLUMNS`."""
    return int(values[_TOUCHED])


def version_in(values: Sequence[Any]) -> int:
    """The version of the case, of the values of `COLUMNS`."""
    return int(values[_VERSION])


def views_in(values: Sequence[Any]) -> frozenset[View]:
    """The views that hold the row, of the values of `COLUMNS`."""
    flags = values[-len(_VIEWS) :]
    return frozenset(view for view, holds in zip(_VIEWS, flags, strict=True) if holds)


def matches(row: Row, wanted: Filter) -> bool:
    """Whether a row passes the filter, for rows that are not stored."""
    return (
        (not wanted.kinds or row.kind in wanted.kinds)
        and (not wanted.severities or row.severity in wanted.severities)
        and (not wanted.languages or row.language in wanted.languages)
        and folded(wanted.text.strip()) in sought_in(row)
    )
