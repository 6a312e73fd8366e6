"""What a person sees of the cases that they have worked on: derived, never stored (sync.md 3).

A command is in the overlay until the server's copy of its case carries it. While the case is held,
that is when its copy has reached the version that the command made, whatever the feeds say: a
response that is not the last of a scope moves its cursor past cases that have moved on. A case that
is no longer held carries it when every feed that is still held has passed, whole, the place that
the receipt names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workstation.cache.rows import sort_of
from workstation.cache.values import WAITING, AppliedReceipt, Copy, Entry, Position, Stage, Truth
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import File, UnknownCommand
from workstation.domain.fold import Pending, fold
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.views import Row, View, row_of, views_of


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


def covered(receipts: Iterable[AppliedReceipt], copy: Copy | None, held: Position) -> bool:
    """Whether the copy of the case, None if it is not held, already shows what the command did.

    A receipt of another life of the server than the copy comes from says nothing about it.
    """
    return any(_covered(each, copy, held) for each in receipts)


def _covered(receipt: AppliedReceipt, copy: Copy | None, held: Position) -> bool:
    if receipt.epoch not in ("", copy.epoch if copy is not None else held.epoch):
        return False
    if copy is not None:
        return copy.version >= receipt.applied.version
    return all(held.has_passed(scope, seq) for scope, seq in receipt.applied.effects.items())


def shown(entries: Iterable[Entry], copy: Copy | None, held: Position) -> list[Entry]:
    """The commands of one case that its copy, None if it is not held, does not show yet."""
    waiting = [each for each in entries if each.stage in WAITING or each.stage is Stage.APPLIED]
    return [each for each in waiting if not covered(each.receipts, copy, held)]


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
    # What this version does not know may do anything: it is shown as given, and not as done.
    commands = [
        Pending(entry.id, entry.command, entry.at)
        for entry in pending
        if not isinstance(entry.command, UnknownCommand)
    ]
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
