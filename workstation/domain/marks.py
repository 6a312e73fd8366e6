"""Who last changed which aspect of a case, at which version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workstation.domain.problem import Aspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """At which version somebody last changed one aspect of the case (see `conflict`)."""

    aspect: str
    actor: str
    version: int


def marked(
    marks: tuple[Mark, ...], aspects: Iterable[Aspect], actor: str, version: int
) -> tuple[Mark, ...]:
    """The marks after `actor` changed `aspects` at `version`, in a fixed order."""
    latest = {(mark.aspect, mark.actor): mark for mark in marks}
    for aspect in aspects:
        latest[aspect.value, actor] = Mark(aspect=aspect.value, actor=actor, version=version)
    return tuple(latest[key] for key in sorted(latest))


def changed_by_others(marks: tuple[Mark, ...], actor: str, since: int) -> frozenset[Aspect]:
    """The aspects that anybody but `actor` changed after version `since`."""
    return frozenset(
        Aspect(mark.aspect) for mark in marks if mark.actor != actor and mark.version > since
    )
