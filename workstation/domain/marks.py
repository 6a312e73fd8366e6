"""Marks: who last changed which aspect of a record, and at which version of it."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The last change of one aspect of a record by one actor (see `conflict`).

    aspect: the name of the aspect.
    actor: the id of who changed it.
    version: the version of the record that the change made.
    """

    aspect: str
    actor: str
    version: int


# The latest two marks of an aspect, by different actors, tell everybody whether somebody else
# changed it.
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
    """The marks that are needed of `marks`, which hold the latest one of each aspect and actor, in
    a fixed order."""
    newest: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: (-each.version, each.actor)):
        held = newest.setdefault(mark.aspect, [])
        if len(held) < _KEPT:
            held.append(mark)
    kept = (mark for held in newest.values() for mark in held)
    return tuple(sorted(kept, key=lambda each: (each.aspect, each.actor)))


def made_by_others(marks: Iterable[Mark], actor: str, since: int) -> tuple[Mark, ...]:
    """The marks of what somebody else than `actor` changed after version `since`."""
    return tuple(mark for mark in marks if mark.actor != actor and mark.version > since)
