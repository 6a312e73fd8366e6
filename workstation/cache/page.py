"""One response of the feed, taken apart and checked, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from workstation.wire.feed import FeedEnd, Hello, OutLine, RecordLine
from workstation.wire.push import Answer


@dataclass(slots=True)
class ScopeSegment:
    """The lines of one scope. `more` is where it goes on, None where it is complete.

    `buckets` are the parts of the scope that the lines are all of, () for a piece of its feed.
    """

    scope: str
    snap: bool
    to: int
    lines: list[RecordLine | OutLine] = field(default_factory=list)
    more: int | None = None
    buckets: tuple[int, ...] = ()


@dataclass(slots=True)
class FeedPage:
    """All of one response."""

    hello: Hello
    done: FeedEnd
    segments: list[ScopeSegment] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """What writing a page changed.

    `stale`: it answered an outdated question and was left out. `complete`: it was a checkpoint.
    `wrong`: scopes whose digest did not match; they will be compared in parts, or fetched anew.
    `refiled`: the person has other roles, teams or queues now, and rows may be in other views.
    `unread`: records that came and cannot be read. `kinds` are those of what came or went.
    """

    stale: bool = False
    changed: frozenset[str] = frozenset()
    purged: frozenset[str] = frozenset()
    complete: bool = False
    wrong: tuple[str, ...] = ()
    new_epoch: bool = False
    refiled: bool = False
    unread: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
