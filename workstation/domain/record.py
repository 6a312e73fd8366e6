"""What every kind of record is made of: its acts, its effects, and what both ends ask of them.

A record changes only by events, which only an act gives. A kind is declared once (`Kind`), and a
`Registry` of kinds is handed to server and workstation: neither knows any kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from workstation.domain.actor import Person
from workstation.domain.marks import Mark
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.domain.context import Scene
    from workstation.domain.reaction import Reaction
    from workstation.domain.record_list import RecordList

# Globally unique: of records that have no number of their own it begins with their kind.
Id = str
Words = tuple[Bilingual, ...]
# Per record, the aspects of it that a command rests on.
Reliance = Mapping[Id, frozenset[str]]


class Record(Protocol):
    """What a kind's records have in common; they are frozen dataclasses."""

    @property
    def id(self) -> Id:
        """Which one it is."""

    @property
    def version(self) -> int:
        """How many commands took effect on it."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Who last changed which aspect of it."""


class Command:
    """What a person, or the platform, asks of a record; a frozen dataclass."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to a record: when, and by whom."""

    at: datetime
    by: Person


R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Relation(Generic[R]):
    """How somebody has to stand to a record. `check` raises `Refused` for who does not."""

    name: str
    check: Callable[[Scene[R]], None]


def _no_check(_scene: object) -> None:
    return None


ANYBODY: Relation[Any] = Relation("anybody", _no_check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Generic[R]):
    """One way of being allowed an act: in these states, with one of these roles, standing so.

    No states are all of them, no roles are all people. The first state is the one that is named
    where the record is in none of them.
    """

    states: tuple[StrEnum, ...] = ()
    by: frozenset[Role] = frozenset()
    relation: Relation[R] = ANYBODY


def own(*aspects: str) -> Callable[[Record, Command], Reliance]:
    """A command rests on these aspects of its own record, whatever it says."""
    names = frozenset(aspects)
    return lambda record, _command: {record.id: names} if names else {}


def _no_words(_command: object) -> Words:
    return ()


def _no_reads(_record: object, _command: object) -> frozenset[Id]:
    return frozenset()


def _nothing_late(_scene: object, _id: str, _command: object) -> tuple[Event, ...]:
    return ()


def _no_inverse(_record: object, _command: object) -> Command | None:
    return None


# Any: a command of whichever act.
def _all_of_it(command: Any) -> Command:
    said: Command = command
    return said


def _as_it_came(body: dict[str, Any]) -> dict[str, Any]:
    return body


# Any: each act has a command of its own, which a tuple of acts cannot express.
@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[R, C]):
    """What people can do to a record of a kind.

    `name` is the word under which the command travels and is stored, unique within its kind; `v`
    the version of its form, and `older` makes the present form of an earlier one. `rule` gives the
    events, () if it is so already, or raises `Refused`. `rights` are the ways of being allowed it,
    and `independent` says that nobody may who judged the matter before, or is biased. `relies_on`
    names the aspects, of its record and of others, whose change by others makes the command come
    too late; `late` gives what such a command still leaves. `reads` names other records that the
    rule looks at. `words` gives all that its author wrote, so that none of it is lost with a
    command that fails. Where it has a `subject`, it rests on its author's earlier commands about
    the same one, and falls with them. `inverse` gives, of the record before it, the command that
    undoes it, None where nothing does. `for_others` leaves out what only its author may see: so it
    is kept where others read it.
    """

    name: str
    command: type[C]
    rule: Callable[[Scene[R], C], tuple[Event, ...]]
    rights: tuple[Right[R], ...] = (Right(),)
    independent: bool = True
    relies_on: Callable[[R, C], Reliance] = own()
    reads: Callable[[R, C], frozenset[Id]] = _no_reads
    words: Callable[[C], Words] = _no_words
    late: Callable[[Scene[R], str, C], tuple[Event, ...]] = _nothing_late
    subject: Callable[[C], str] | None = None
    inverse: Callable[[R, C], Command | None] = _no_inverse
    for_others: Callable[[C], Command] = _all_of_it
    v: int = 1
    older: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_came


def _no_detail(_event: object) -> Bilingual:
    return Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Generic[R, E]):
    """What an event makes of a record, and its words in a timeline: a label, and a detail."""

    name: str
    event: type[E]
    apply: Callable[[R, E], R]
    said: Message
    detail: Callable[[E], Bilingual] = _no_detail


def _no_parent(_record: object) -> Id | None:
    return None


def _no_state(_record: object) -> StrEnum | None:
    return None


def _nobody_is_barred(_scene: object) -> None:
    return None


def _any_state(_scene: object, _act: object) -> None:
    return None


def _nothing_more(_effect: object, _event: object, after: R) -> R:
    return after


def _changed_meanwhile(_command: object, _aspects: object) -> tuple[Message, Message]:
    return (
        _("This was changed by somebody else meanwhile."),
        _("Look at it as it is now, and make your change again if it is still needed."),
    )


@dataclass(frozen=True, slots=True)
class Form(Generic[R]):
    """How a record is written down, where that is not just its fields: as a `type`, another
    dataclass, of which it is made and which is made of it."""

    # Any: a dataclass of the kind's own, which only these two functions know.
    type: type[Any]
    of: Callable[[R], Any]
    read: Callable[[Any], R]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[R]):
    """A kind of record, declared once.

    `creates` are the commands that begin a record, each with what the record is before it; `start`
    is the same for the first event of a log. `aspects` are what differs between two states of a
    record, and `late_words` what somebody is told whose command relied on some that others changed.
    `scopes` are the feeds that carry a record, none for one that stays on the server. A part
    `follows` another record: it is where that one is, and is locked through it. A `reference` kind
    is held in memory by both ends and goes to `everyone`. `state` and `independent` serve the
    rights of its acts; `wrong_state` and `wrong_role` say what an act needs, in words of the kind
    where it has some. `told` is what else an event leaves in a record. `form` is how its records
    travel and are stored.
    """

    name: str
    record: type[R]
    acts: tuple[Act[R, Any], ...]
    effects: tuple[Effect[R, Any], ...]
    creates: Mapping[type[Command], Callable[[Id, Any], R]]
    start: Callable[[Id, Any], R]
    aspects: Callable[[R, R], frozenset[str]]
    scopes: Callable[[R], frozenset[str]]
    follows: Callable[[R], Id | None] = _no_parent
    reference: bool = False
    state: Callable[[R], StrEnum | None] = _no_state
    wrong_state: Callable[[Scene[R], Act[R, Any]], None] = _any_state
    wrong_role: Callable[[Scene[R], Act[R, Any]], None] = _any_state
    independent: Callable[[Scene[R]], None] = _nobody_is_barred
    late_words: Callable[[Any, frozenset[str]], tuple[Message, Message]] = _changed_meanwhile
    told: Callable[[Effect[R, Any], Any, R], R] = _nothing_more
    form: Form[R] | None = None
    listing: RecordList[R, Any] | None = None
    reactions: tuple[Reaction[R, Any], ...] = ()
    by_command: Mapping[type[Command], Act[R, Any]] = field(init=False, repr=False)
    by_name: Mapping[str, Act[R, Any]] = field(init=False, repr=False)
    by_event: Mapping[type[Event], Effect[R, Any]] = field(init=False, repr=False)
    effect_named: Mapping[str, Effect[R, Any]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index what is declared. Raises `ValueError` for two of one name."""
        commands = {act.command: act for act in self.acts}
        names = {act.name: act for act in self.acts}
        events = {effect.event: effect for effect in self.effects}
        told = {effect.name: effect for effect in self.effects}
        if not len(commands) == len(names) == len(self.acts):
            raise ValueError(f"two acts of {self.name} share a name or a command")
        if not len(events) == len(told) == len(self.effects):
            raise ValueError(f"two effects of {self.name} share a name or an event")
        for name, index in (
            ("by_command", commands),
            ("by_name", names),
            ("by_event", events),
            ("effect_named", told),
        ):
            object.__setattr__(self, name, MappingProxyType(index))

    @property
    def is_part(self) -> bool:
        """Whether its records follow others."""
        return self.follows is not _no_parent


class Registry:
    """The kinds that a server or a workstation works with."""

    def __init__(self, kinds: Iterable[Kind[Any]]) -> None:
        """Raises `ValueError` where two kinds share a name, a record or a command."""
        self.kinds = tuple(kinds)
        self._by_name = {kind.name: kind for kind in self.kinds}
        self._by_record = {kind.record: kind for kind in self.kinds}
        self._by_command = {act.command: kind for kind in self.kinds for act in kind.acts}
        acts = sum(len(kind.acts) for kind in self.kinds)
        if not len(self._by_name) == len(self._by_record) == len(self.kinds):
            raise ValueError("two kinds share a name or a record")
        if len(self._by_command) != acts:
            raise ValueError("two kinds share a command")

    def named(self, name: str) -> Kind[Any] | None:
        """The kind of that name, None for one that is not known."""
        return self._by_name.get(name)

    def of(self, record: Record) -> Kind[Any]:
        """The kind of a record. Raises `KeyError` for what is none."""
        return self._by_record[type(record)]

    def of_command(self, command: Command) -> Kind[Any]:
        """The kind to which a command belongs. Raises `KeyError` for what is none."""
        return self._by_command[type(command)]

    def act_of(self, command: Command) -> Act[Any, Any]:
        """What is declared of a command. Raises `KeyError` for what is none."""
        return self.of_command(command).by_command[type(command)]
