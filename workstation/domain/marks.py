"""Who last changed which aspect of a record, at which version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """At which version somebody last changed one aspect of a record (see `conflict`)."""

    aspect: str
    actor: str
    version: int


# The latest two by different people tell everybody whether somebody else changed an aspect.
_KEPT = 2


def marked(
    marks: Iterable[Mark], aspects: Iterable[str], actor: str, version: int
) -> tuple[Mark, ...]:
    """The marks after `actor` changed `aspects` at `version`, in a fixed order."""
    latest = {(mark.aspect, mark.actor): mark for mark in marks}
    for aspect in aspects:
        latest[str(aspect), actor] = Mark(aspect=str(aspect), actor=actor, version=version)
    return pruned(latest.values())


def pruned(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """What is needed of the latest marks of each aspect and person, in a fixed order."""
    newest: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: (-each.version, each.actor)):
        held = newest.setdefault(mark.aspect, [])
        if len(held) < _KEPT:
            held.append(mark)
    kept = (mark for held in newest.values() for mark in held)
    return tuple(sorted(kept, key=lambda each: (each.aspect, each.actor)))


def changed_by_others(marks: Iterable[Mark], actor: str, since: int) -> frozenset[str]:
    """The aspects that anybody but `actor` changed after version `since`."""
    return frozenset(mark.aspect for mark in marks if mark.actor != actor and mark.version > since)
