"""`apply` and `commit`: what events make of a record. Pure; they refuse nothing: `decide` does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from workstation.domain.marks import marked
from workstation.domain.record import Event, Kind, Record

R = TypeVar("R", bound=Record)


def apply(kind: Kind[R], record: R, event: Event) -> R:
    """The record after `event`, of the same version: `commit` counts commands.

    Raises `KeyError` for an event that is none of this kind.
    """
    # Any: each effect takes its own event.
    effect: Any = kind.by_event[type(event)]
    after: R = effect.apply(record, event)
    return kind.told(effect, event, after)


def commit(kind: Kind[R], record: R, events: Iterable[Event], actor: str) -> R:
    """The record after all events of one command: one version later, and with marks that say that
    `actor` changed what they changed. Raises `KeyError` as `apply` does."""
    version = record.version + 1
    aspects: set[str] = set()
    after = record
    for event in events:
        before, after = after, apply(kind, after, event)
        aspects |= kind.aspects(before, after)
    marks = marked(after.marks, aspects, actor, version)
    # Any: every record is a frozen dataclass with these two fields.
    changed: Any = after
    done: R = replace(changed, version=version, marks=marks)
    return done
