"""What a rule looks at besides its command: a record, its actor, and other records held here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
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
from workstation.value_class import dataclass

R = TypeVar("R", bound=Record)


class ReferenceSet(Mapping[Id, Record]):
    """The records of reference kinds by their ids, as a value that is never changed.

    It also keeps those of each type together, since rules ask for all policies at every step.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_id = {each.id: each for each in records}

    def __getitem__(self, id_: Id) -> Record:
        """The record of that id. Raises `KeyError` where there is none."""
        return self._by_id[id_]

    def __iter__(self) -> Iterator[Id]:
        """Iterate over the ids."""
        return iter(self._by_id)

    def __len__(self) -> int:
        """The number of records."""
        return len(self._by_id)

    def of(self, record: type[R]) -> tuple[R, ...]:
        """All records of the type `record`, ordered by id."""
        found: tuple[R, ...] = self._by_type.get(record, ())
        return found

    @cached_property
    def library(self) -> Library:
        """The policies and settings among the records; in the place of a setting that is not
        there, the one that the program carries."""
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
        """A set with `records` in the place of those of the same ids."""
        return ReferenceSet({**self._by_id, **{each.id: each for each in records}}.values())


NO_REFERENCES = ReferenceSet()


@dataclass(frozen=True, slots=True)
class Context:
    """The other records that a rule may look at: those of reference kinds, and those that its act
    declared. Nothing is read while a rule runs, so that both ends give it the same.

    references: all records of reference kinds.
    loaded: records that commands declared, by id, as far as they are held here.
    declared: the ids that the act of the command declared.
    """

    references: ReferenceSet = field(default_factory=ReferenceSet)
    loaded: Mapping[Id, Record] = field(default_factory=dict)
    declared: frozenset[Id] = frozenset()

    @property
    def library(self) -> Library:
        """The policies with every clause at every version, and the settings."""
        return self.references.library

    def find(self, id_: Id) -> Record | None:
        """The record of that id; None if it is not held here.

        Raises `AssertionError` for one that is no reference and that the act did not declare.
        """
        found = self.references.get(id_) or self.loaded.get(id_)
        assert found is not None or id_ in self.declared, f"a rule read {id_} undeclared"
        return found

    def need(self, record: type[R], id_: Id) -> R:
        """The record of that id and of the type `record`. Raises `Refused` where it is not held."""
        found = self.find(id_)
        if not isinstance(found, record):
            raise Refused(
                _("Something that this rests on is not on this machine yet."),
                _("Wait until the workstation has synced, then do it again."),
            )
        return found

    def all(self, record: type[R]) -> tuple[R, ...]:
        """All records of the reference type `record`, ordered by id."""
        return self.references.of(record)

    @property
    def seen(self) -> dict[Id, int]:
        """The versions of the records that were declared and are held, by id, as the audit names
        them."""
        found = {id_: self.references.get(id_) or self.loaded.get(id_) for id_ in self.declared}
        return {id_: each.version for id_, each in sorted(found.items()) if each is not None}

    def over(self, loaded: Iterable[Record], declared: Iterable[Id]) -> Context:
        """A context with the same references for one command, with the records that it declared."""
        found = {each.id: each for each in loaded}
        return Context(self.references, found, frozenset(declared))

    def declaring(self, declared: Iterable[Id]) -> Context:
        """A context of the same records for another command, with the ids that it declares."""
        return replace(self, declared=frozenset(declared))


@dataclass(frozen=True, slots=True)
class Scene(Generic[R]):
    """What a rule is given besides its command: a record, who acts on it and when, and the other
    records that it may look at."""

    record: R
    actor: Actor
    now: datetime
    others: Context

    @property
    def library(self) -> Library:
        """The policies with every clause at every version, and the settings."""
        return self.others.library


def declared_by(kind: Kind[Any], record: Record, command: Any) -> frozenset[Id]:
    """The ids of the other records that the rule of `command` will look at.

    Any: a command of that kind. Raises `KeyError` for one of another kind.
    """
    act = kind.by_command[type(command)]
    relied = frozenset(act.relies_on(record, command))
    return (act.reads(record, command) | relied) - {record.id}
