"""`apply`: the record after an event. Pure; it refuses nothing, since `decide` did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from workstation.domain.marks import marked
from workstation.domain.record import Event, Kind, Record

R = TypeVar("R", bound=Record)


def apply(kind: Kind[R], record: R, event: Event) -> R:
    """The record after `event`, with what else it leaves there. The version is not touched."""
    # Any: each effect takes its own event.
    effect: Any = kind.by_event[type(event)]
    after: R = effect.apply(record, event)
    return kind.told(effect, event, after)


def commit(kind: Kind[R], record: R, events: Iterable[Event], actor: str) -> R:
    """The record after all events of one command: one version later, its aspects marked."""
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
