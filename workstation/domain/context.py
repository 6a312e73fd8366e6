"""What a rule looks at besides its command: its own record, and others that were loaded before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from workstation.domain.actor import Actor
from workstation.domain.policy import Library, Policy
from workstation.domain.problem import Refused
from workstation.domain.record import Id, Kind, Record
from workstation.domain.settings.periods import (
    CARRIED_TARGETS,
    CARRIED_WINDOWS,
    AppealWindows,
    Targets,
)
from workstation.i18n import _

R = TypeVar("R", bound=Record)


class ReferenceSet(Mapping[Id, Record]):
    """The records of reference kinds by their ids; a value that is never changed.

    Those of one type are found at once: rules ask for all policies at every step.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_id = {each.id: each for each in records}

    def __getitem__(self, id_: Id) -> Record:
        """The record of that id. Raises `KeyError`."""
        return self._by_id[id_]

    def __iter__(self) -> Iterator[Id]:
        """Over the ids."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._by_id)

    def of(self, record: type[R]) -> tuple[R, ...]:
        """All records of that type, by id."""
        found: tuple[R, ...] = self._by_type.get(record, ())
        return found

    @cached_property
    def library(self) -> Library:
        """The policies and settings among them; what the program carries for a setting that is
        not."""
        windows = next(iter(self.of(AppealWindows)), CARRIED_WINDOWS)
        targets = next(iter(self.of(Targets)), CARRIED_TARGETS)
        return Library(self.of(Policy), windows, targets)

    # Any: of whichever types; a key and its values have the same.
    @cached_property
    def _by_type(self) -> Mapping[type[Any], tuple[Any, ...]]:
        found: dict[type[Any], list[Any]] = {}
        for _id, each in sorted(self._by_id.items()):
            found.setdefault(type(each), []).append(each)
        return {type_: tuple(each) for type_, each in found.items()}

    def with_records(self, records: Iterable[Record]) -> ReferenceSet:
        """The same with these in place of what they were."""
        return ReferenceSet({**self._by_id, **{each.id: each for each in records}}.values())


NO_REFERENCES = ReferenceSet()


@dataclass(frozen=True, slots=True)
class Context:
    """The other records that a rule may look at: those of reference kinds, and those that its act
    declared. Nothing is read while a rule runs, so that both ends give it the same.

    One of the `declared` ids that is not `loaded` is not held here.
    """

    references: ReferenceSet = field(default_factory=ReferenceSet)
    loaded: Mapping[Id, Record] = field(default_factory=dict)
    declared: frozenset[Id] = frozenset()

    @property
    def library(self) -> Library:
        """The policies, every clause at every version."""
        return self.references.library

    def find(self, id_: Id) -> Record | None:
        """A record, None if it is not held. Raises `AssertionError` for one that the act did not
        declare and that is no reference."""
        found = self.references.get(id_) or self.loaded.get(id_)
        assert found is not None or id_ in self.declared, f"a rule read {id_} undeclared"
        return found

    def need(self, record: type[R], id_: Id) -> R:
        """A record of that type. Raises `Refused` where it is not held."""
        found = self.find(id_)
        if not isinstance(found, record):
            raise Refused(
                _("Something that this rests on is not on this machine yet."),
                _("Wait until the workstation has synced, then do it again."),
            )
        return found

    def all(self, record: type[R]) -> tuple[R, ...]:
        """All references of that type, by id."""
        return self.references.of(record)

    @property
    def seen(self) -> dict[Id, int]:
        """The versions of the records that were declared, by id: the audit says them."""
        found = {id_: self.references.get(id_) or self.loaded.get(id_) for id_ in self.declared}
        return {id_: each.version for id_, each in sorted(found.items()) if each is not None}

    def over(self, loaded: Iterable[Record], declared: Iterable[Id]) -> Context:
        """The same with what one command declared."""
        found = {each.id: each for each in loaded}
        return Context(self.references, found, frozenset(declared))

    def declaring(self, declared: Iterable[Id]) -> Context:
        """The same for another command; what it declares is among what is loaded, or not held."""
        return replace(self, declared=frozenset(declared))


@dataclass(frozen=True, slots=True)
class Scene(Generic[R]):
    """A record, who acts on it and when, and what else there is to look at."""

    record: R
    actor: Actor
    now: datetime
    others: Context

    @property
    def library(self) -> Library:
        """The policies, every clause at every version."""
        return self.others.library


def declared_by(kind: Kind[Any], record: Record, command: Any) -> frozenset[Id]:
    """The other records that a command's rule will look at. Any: a command of that kind."""
    act = kind.by_command[type(command)]
    relied = frozenset(act.relies_on(record, command))
    return (act.reads(record, command) | relied) - {record.id}
