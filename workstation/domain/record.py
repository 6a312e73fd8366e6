"""What every kind of record is made of: acts, effects, reactions, its list, and `Kind` itself.

A record changes only by events, which only an act gives. A kind is declared once (`Kind`), and a
`Registry` of kinds is handed to server and workstation: neither knows any kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from workstation.domain.actor import Actor, Person
from workstation.domain.marks import Mark
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from workstation.domain.context import Scene

# The id of a record, unique among the records of all kinds: where a record has no number of its
# own, its id begins with the name of its kind.
Id = str
# All texts that somebody wrote in one command.
Words = tuple[Bilingual, ...]
# Per record, the aspects of it that a command rests on.
Reliance = Mapping[Id, frozenset[str]]


class Record(Protocol):
    """The fields that the records of all kinds have; each kind's records are frozen dataclasses."""

    @property
    def id(self) -> Id:
        """The id of the record, which never changes."""

    @property
    def version(self) -> int:
        """The number of commands that took effect on the record."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that say who last changed which aspect of the record."""


class Command:
    """What a person, or the platform, asks of a record; every command is a frozen dataclass."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened to a record.

    at: when its command took effect.
    by: who gave the command, or the platform.
    """

    at: datetime
    by: Person


R = TypeVar("R", bound=Record)
C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)
W = TypeVar("W")


def words_of_texts(*texts: str) -> Words:
    """The words of texts that are each written in one language, whichever that is; blank ones say
    nothing."""
    return tuple(Bilingual(text, text) for text in texts if text.strip())


def _nothing(*_given: object) -> None:
    """What an act, a list or a kind declares by default where it declares nothing."""


@dataclass(frozen=True, slots=True)
class Relation(Generic[R]):
    """How an actor has to stand to a record to be allowed an act, such as "owner".

    name: what the table of rights calls it.
    check: raises `Refused` for an actor who does not stand so.
    """

    name: str
    check: Callable[[Scene[R]], None]


ANYBODY: Relation[Any] = Relation("anybody", _nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Generic[R]):
    """One way of being allowed an act: in these states, with one of these roles, standing so.

    states: the states of the record in which it counts; () is every state. A refusal names the
        first of them as the one that the record has to be in.
    by: the roles of which the actor needs one; empty is everybody.
    relation: how the actor has to stand to the record.
    """

    states: tuple[StrEnum, ...] = ()
    by: frozenset[Role] = frozenset()
    relation: Relation[R] = ANYBODY


def own(*aspects: str) -> Callable[[Record, Command], Reliance]:
    """A `relies_on` for an act whose commands rest on these aspects of their own record, whatever
    they say."""
    names = frozenset(aspects)
    return lambda record, _command: {record.id: names} if names else {}


def _no_words(_command: object) -> Words:
    return ()


def _no_reads(_record: object, _command: object) -> frozenset[Id]:
    return frozenset()


def _nothing_late(_scene: object, _id: str, _command: object) -> tuple[Event, ...]:
    return ()


# Any: a command of whichever act.
def _all_of_it(command: Any) -> Command:
    said: Command = command
    return said


def _as_it_came(body: dict[str, Any]) -> dict[str, Any]:
    return body


# Any: each act has a command of its own, which a tuple of acts cannot express.
@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[R, C]):
    """One thing that people, or the platform, can do to a record of a kind.

    name: the word under which the command travels and is stored, unique within its kind.
    command: the type of the command.
    rule: gives the events that the command causes, () where the record is so already; raises
        `Refused`.
    rights: the ways of being allowed the act; an actor needs one of them.
    independent: whether the act is closed to whoever judged the matter before or is biased.
    relies_on: names the aspects, of its record and of others, that the command rests on; it comes
        too late where somebody else changed one of them. A record with no aspects is one by which
        only the rule is asked again.
    reads: names the other records that the rule looks at.
    words: gives all texts that the author wrote, so that none is lost with a command that fails.
    late: gives the events that a command which comes too late still leaves in the record; it is
        given the command's id.
    subject: names what the command is about. It then rests on its author's earlier commands about
        the same subject, and falls with them. None where commands do not rest on each other.
    apart: whether its commands hold whatever becomes of those given before them, as a remark does.
        Others are asked about together with an earlier one of the same record that was not taken
        in: they were meant to follow it.
    inverse: gives the command that undoes it, from the record before it; None where nothing does.
    for_others: gives the command without what only its author may see, for where others read it.
    v: the version of the form in which the command is written down.
    older: makes the present form of a body that was written in an earlier version.
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
    apart: bool = False
    inverse: Callable[[R, C], Command | None] = _nothing
    for_others: Callable[[C], Command] = _all_of_it
    v: int = 1
    older: Callable[[dict[str, Any]], dict[str, Any]] = _as_it_came


def _no_detail(_event: object) -> Bilingual:
    return Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Generic[R, E]):
    """What an event makes of a record, and how a timeline tells it.

    name: the word under which the event is stored, unique within its kind.
    event: the type of the event.
    apply: gives the record after the event; it refuses nothing.
    said: the label of the event in a timeline.
    detail: what the timeline says besides, in the words of the case; empty where there is nothing.
    """

    name: str
    event: type[E]
    apply: Callable[[R, E], R]
    said: Message
    detail: Callable[[E], Bilingual] = _no_detail


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList(Generic[R, W]):
    """How the records of a kind are shown in lists: rows, the views that hold them, an order.

    row: a frozen dataclass whose fields become columns: str, int, float, bool, datetime,
        enumerations, tuples of str, and each of them or None.
    row_of: makes the row of a record.
    views: the names of the views that the list has.
    views_of: names the views that show a row to an actor at a time.
    sort: the place of a row in every view, smallest first.
    sought: the text of a row in which a filter looks.
    wakes: when the views of a row may change although nothing happens to the record; None: never.
    layout: goes up with every change of any field above; rows that are held are then made anew.
    """

    row: type[W]
    row_of: Callable[[R], W]
    views: tuple[str, ...]
    views_of: Callable[[W, Actor, datetime], frozenset[str]]
    sort: Callable[[W], int]
    sought: Callable[[W], str]
    wakes: Callable[[W], datetime | None] = _nothing
    layout: int = 1


# A reaction changes at most so many records; more than these are a job, worked in pieces.
MOST_REACTIONS = 20


@dataclass(frozen=True, slots=True)
class Reaction(Generic[R, E]):
    """The commands that the system gives to other records after an event of this one.

    A reaction runs on the server only, as the system, in the transaction of its cause: where one
    of its commands is refused, the command that caused it is refused.

    event: the type of event that it follows.
    do: is given the record after the event, and gives pairs of a record's id and the command for
        that record.
    """

    event: type[E]
    do: Callable[[R, E], tuple[tuple[Id, Command], ...]]


@dataclass(frozen=True, slots=True)
class Form(Generic[R]):
    """How the records of a kind travel and are stored, where that is not by their own fields.

    type: the dataclass that is written down instead.
    of: makes it of a record.
    read: makes the record of it.
    """

    # Any: a dataclass of the kind's own, which only these two functions know.
    type: type[Any]
    of: Callable[[R], Any]
    read: Callable[[Any], R]


def _nothing_more(_effect: object, _event: object, after: R) -> R:
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCommand(Generic[R]):
    """A command that relied on what others changed after its author had seen it.

    scene: the record as it is now, and the author of the command.
    command: the command. Any: each act has one of its own.
    aspects: the aspects that others changed.
    by: the name of whoever changed one of them last; "" where it is not known here.
    at: when that was; None where it is not known here.
    """

    scene: Scene[R]
    command: Any
    aspects: frozenset[str]
    by: str = ""
    at: datetime | None = None


# Any: of whichever kind.
def changed_meanwhile(late: LateCommand[Any]) -> tuple[Message, Message]:
    """The reason and the remedy where a kind has no words of its own: who changed it, and when."""
    look = _("Look at it as it is now, and make your change again if it is still needed.")
    if not late.by:
        return _("This was changed by somebody else meanwhile."), look
    if late.at is None:
        return _("{name} changed this meanwhile.", name=late.by), look
    return _("{name} changed this on {at}.", name=late.by, at=late.at), look


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[R]):
    """A kind of record, declared once for server and workstation.

    name: the word under which the kind travels and is stored.
    record: the type of its records.
    acts: everything that can be done to its records.
    effects: everything that can happen to its records.
    creates: the commands that begin a record, each with a function that gives the record before
        it, from the record's id and the command.
    start: gives the record before the first event of its log, from its id and that event (or a
        command that begins one); raises `ValueError` for an event that cannot be the first.
    aspects: names the aspects that differ between two states of a record.
    scopes: names the feeds that carry a record; none for one that stays on the server.
    follows: the id of the record whose part a record is: it is fed where that one is fed, and is
        locked through it. None for a record of its own.
    reference: whether both ends hold all its records in memory, so that rules may look at any of
        them; such a record is fed to `everyone`.
    state: the state of a record, as the rights of acts name it; None where the kind has none.
    wrong_state: raises `Refused`, in words of the kind, for an act that is not for a record in
        this state; where it does not, general words are used.
    wrong_role: the same for an actor who has none of the roles that the act is for.
    independent: raises `Refused` for an actor who judged the matter before or is biased.
    late_words: the reason and the remedy for the author of a command that came too late.
    told: gives the record with what every event leaves in it besides its effect, such as a line
        of a timeline.
    form: how its records travel and are stored; None where it is by their own fields.
    listing: how its records are listed; None where they are in no list.
    reactions: what follows in other records.

    The rest is an index of `acts` by command and by name, and of `effects` by event and by name.
    """

    name: str
    record: type[R]
    acts: tuple[Act[R, Any], ...]
    effects: tuple[Effect[R, Any], ...]
    creates: Mapping[type[Command], Callable[[Id, Any], R]]
    start: Callable[[Id, Any], R]
    aspects: Callable[[R, R], frozenset[str]]
    scopes: Callable[[R], frozenset[str]]
    follows: Callable[[R], Id | None] = _nothing
    reference: bool = False
    state: Callable[[R], StrEnum | None] = _nothing
    wrong_state: Callable[[Scene[R], Act[R, Any]], None] = _nothing
    wrong_role: Callable[[Scene[R], Act[R, Any]], None] = _nothing
    independent: Callable[[Scene[R]], None] = _nothing
    late_words: Callable[[LateCommand[R]], tuple[Message, Message]] = changed_meanwhile
    told: Callable[[Effect[R, Any], Any, R], R] = _nothing_more
    form: Form[R] | None = None
    listing: RecordList[R, Any] | None = None
    reactions: tuple[Reaction[R, Any], ...] = ()
    by_command: Mapping[type[Command], Act[R, Any]] = field(init=False, repr=False)
    by_name: Mapping[str, Act[R, Any]] = field(init=False, repr=False)
    by_event: Mapping[type[Event], Effect[R, Any]] = field(init=False, repr=False)
    effect_named: Mapping[str, Effect[R, Any]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the acts and effects. Raises `ValueError` where two share a name or a type."""
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
        """Whether its records are parts of others."""
        return self.follows is not _nothing


class Registry:
    """The kinds that a server or a workstation works with."""

    def __init__(self, kinds: Iterable[Kind[Any]]) -> None:
        """Index `kinds`. Raises `ValueError` where two share a name, a record or a command."""
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
        """The kind of that name; None for one that this program does not know."""
        return self._by_name.get(name)

    def of(self, record: Record) -> Kind[Any]:
        """The kind of `record`. Raises `KeyError` for a record of no kind here."""
        return self._by_record[type(record)]

    def of_command(self, command: Command) -> Kind[Any]:
        """The kind whose act `command` is. Raises `KeyError` for a command of no kind here."""
        return self._by_command[type(command)]

    def act_of(self, command: Command) -> Act[Any, Any]:
        """The act that declares `command`. Raises `KeyError` for a command of no kind here."""
        return self.of_command(command).by_command[type(command)]
