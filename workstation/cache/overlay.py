"""Derives what a person sees of the records that they have worked on; it is never stored.

A command is in the overlay until the server's copy of its record carries it. While the record is
held, that is when its copy has reached the version that the command made, whatever the feeds say: a
response that is not the last of a scope moves its cursor past records that have moved on. A record
that is no longer held carries it when every feed that is still held has passed, whole, the place
that the receipt names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from workstation.cache.values import (
    WAITING,
    AppliedReceipt,
    CommandStage,
    Copy,
    OutboxEntry,
    Position,
    Truth,
)
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.context import Context
from workstation.domain.fold import Pending, fold
from workstation.domain.problem import Refused
from workstation.domain.record import Kind, Record
from workstation.domain.views import View
from workstation.value_class import dataclass

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaid(Generic[R]):
    """A record with pending commands or questions, as its person sees it.

    `key`: its number in the lists; below 0 for one that only this workstation knows.
    `record`: the server's copy with the pending commands folded in.
    `confirmed`: the same with only those that the server has taken in; None where it has none of
    the record.
    `truth_version`: the version of that copy, 0 for none.
    `row`, `sort`, `views`: its place in the list of its kind, if that has one.
    `confirmed_row`: the row of `confirmed`, where that is another one.
    `pending`: the commands that the server's copy does not carry yet.
    `refused`: those of them that do not fit any more, by id.
    `asks`: one of its commands asks its author.
    """

    key: int
    kind: str
    record: R
    confirmed: R | None
    truth_version: int
    # Any: of whichever list.
    row: Any
    confirmed_row: Any
    sort: int
    views: frozenset[str]
    pending: tuple[OutboxEntry, ...]
    refused: dict[str, Refused]
    asks: bool


def covered(receipts: Iterable[AppliedReceipt], copy: Copy | None, held: Position) -> bool:
    """Whether the copy of a record, None if it is not held, carries the command of these receipts.

    A receipt of another life of the server than the copy comes from says nothing about it.
    """
    epoch = copy.epoch if copy is not None else held.epoch
    applied = [each.applied for each in receipts if each.epoch in ("", epoch)]
    if copy is not None:
        return any(copy.version >= each.version for each in applied)
    return any(held.has_passed(each.effects) for each in applied)


def shown(entries: Iterable[OutboxEntry], copy: Copy | None, held: Position) -> list[OutboxEntry]:
    """The commands of one record that wait, or that its copy, None if it is not held, does not
    carry yet."""
    waiting = [
        each for each in entries if each.stage in WAITING or each.stage is CommandStage.APPLIED
    ]
    return [each for each in waiting if not covered(each.receipts, copy, held)]


# Any: of whichever kind.
def overlay(
    kind: Kind[Any],
    truth: Truth[Any] | None,
    pending: Sequence[OutboxEntry],
    asks: bool,
    me: Actor,
    others: Context,
    now: datetime,
    lost: Mapping[str, Refused] = MappingProxyType({}),
) -> Overlaid[Any] | None:
    """The record as `me` sees it: `truth` with the `pending` commands folded in, None for a record
    that is not held and that none of them begins.

    `asks`: one of its commands asks its author. `others`: what its rules may look at. `lost`: what
    the server did not take in, and what is said of a command that rests on it: it is not folded in.
    """
    start = truth.record if truth is not None else blank(kind, pending)
    if start is None:
        return None
    folded = fold(kind, start, _commands(pending), me, others, lost)
    taken_in = _commands(each for each in pending if each.stage is CommandStage.APPLIED)
    known = truth is not None or bool(taken_in)
    confirmed = fold(kind, start, taken_in, me, others).record if known else None
    row, sort, views = _place(kind, folded.record, me, now)
    sure = _place(kind, confirmed, me, now)[0] if confirmed is not None else None
    return Overlaid(
        # A record that only this workstation knows has no key of the cache yet.
        key=truth.key if truth is not None else -pending[0].n,
        kind=kind.name,
        record=folded.record,
        confirmed=confirmed,
        truth_version=truth.record.version if truth is not None else 0,
        row=row,
        confirmed_row=sure if sure != row else None,
        sort=sort,
        views=views | {View.NEEDS_YOU.value} if asks else views,
        pending=tuple(pending),
        refused={**{e.id: lost[e.id] for e in pending if e.id in lost}, **dict(folded.refused)},
        asks=asks,
    )


def _commands(entries: Iterable[OutboxEntry]) -> list[Pending]:
    """The commands of these entries. What this version does not know may do anything: it is shown
    as given, and not as done."""
    return [
        Pending(entry.id, entry.command, entry.at, entry.rests_on)
        for entry in entries
        if not isinstance(entry.command, UnknownCommand)
    ]


# Any: as above.
def _place(
    kind: Kind[Any], record: Record, me: Actor, now: datetime
) -> tuple[Any, int, frozenset[str]]:
    """The row of a record in the list of its kind, its place in the order, and its views."""
    listing = kind.listing
    if listing is None:
        return None, 0, frozenset()
    row = listing.row_of(record)
    return row, listing.sort(row), listing.views_of(row, me, now)


# Any: as above.
def blank(kind: Kind[Any], pending: Sequence[OutboxEntry]) -> Record | None:
    """The record before the command that begins it, None where none of these does."""
    first = pending[0] if pending else None
    if first is None or isinstance(first.command, UnknownCommand):
        return None
    begins = kind.creates.get(type(first.command))
    if begins is None:
        return None
    before: Record = begins(first.record_id, first.command)
    return before
