"""One response of the feed, parsed and not written yet, and what writing it has changed."""

from __future__ import annotations

from dataclasses import field

from workstation.value_class import dataclass
from workstation.wire.feed import FeedEnd, Hello, OutLine, RecordLine
from workstation.wire.push import Answer


@dataclass(slots=True)
class ScopeSegment:
    """The lines of one scope in a response.

    `snap`: they begin a snapshot, in the place of what was held.
    `to`: up to where the scope is held once it is complete.
    `more`: up to where it is held now; None where it is complete.
    `buckets`: the parts of the scope that the lines are all of, () for a piece of its feed.
    """

    scope: str
    snap: bool
    to: int
    lines: list[RecordLine | OutLine] = field(default_factory=list)
    more: int | None = None
    buckets: tuple[int, ...] = ()


@dataclass(slots=True)
class FeedPage:
    """A whole response: its first line, its last, and between them scopes and answers."""

    hello: Hello
    done: FeedEnd
    segments: list[ScopeSegment] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """What writing a response changed.

    `stale`: it answered a request that is outdated by now, and was left out.
    `changed`: the records that it spoke of.
    `purged`: the records that are not held any more.
    `complete`: everything is held as the server has it.
    `wrong`: scopes whose digest did not match; they will be compared in parts, or fetched anew.
    `new_epoch`: the server has another life than what was held is of.
    `refiled`: rows may be in other views, since the person has other roles, teams or queues now, or
    it is another time than was thought.
    `unread`: records that came and cannot be read.
    `kinds`: those of the records that came or went.
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
