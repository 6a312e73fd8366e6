"""What a person sees of the cases that they have worked on: derived, never stored (sync.md 3).

A command is in the overlay until the server's copy of its case carries it. That copy does when
it has reached the version that the command made, or when every feed that is held has passed the
place that the receipt names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.cache.rows import sort_of
from workstation.cache.values import Entry, Position, Truth
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import File
from workstation.domain.fold import Pending, fold
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.views import Row, View, row_of, views_of
from workstation.wire.push import Applied


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaid:
    """A case with pending commands or questions, as its person sees it."""

    key: int
    case: Case
    truth_version: int
    row: Row
    sort: int
    views: frozenset[View]
    pending: tuple[Entry, ...]
    refused: dict[str, Refused]
    asks: bool


def covered(applied: Applied, version: int | None, held: Position) -> bool:
    """Whether the copy at `version` already shows what this command did."""
    if version is not None and version >= applied.version:
        return True
    return all(
        (held.cursors[scope] or 0) >= seq
        for scope, seq in applied.effects.items()
        if scope in held.cursors
    )


def overlay(
    truth: Truth | None,
    pending: Sequence[Entry],
    asks: bool,
    me: Actor,
    library: Library,
) -> Overlaid | None:
    """The case as `me` sees it; None for a case that is not held and not newly filed."""
    start = truth.case if truth is not None else _opening(pending)
    if start is None:
        return None
    commands = [Pending(entry.id, entry.command, entry.at) for entry in pending]
    folded = fold(start, commands, me, library)
    row = row_of(folded.case)
    views = views_of(row, me)
    return Overlaid(
        # A case that only this workstation knows has no key of the cache yet.
        key=truth.key if truth is not None else -pending[0].n,
        case=folded.case,
        truth_version=truth.case.version if truth is not None else 0,
        row=row,
        sort=sort_of(row),
        views=views | {View.NEEDS_YOU} if asks else views,
        pending=tuple(pending),
        refused=dict(folded.refused),
        asks=asks,
    )


def _opening(pending: Sequence[Entry]) -> Case | None:
    first = pending[0].command if pending else None
    return first.opening if isinstance(first, File) else None
