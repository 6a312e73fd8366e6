"""What the people pane shows: the list, one person, crews and queues, deposited work."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from workstation.app.values import Question
from workstation.domain.people.deposit import Deposit, DepositRow
from workstation.domain.people.records import Crew, StaffMember, WorkQueue
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language, Role, Team
from workstation.wire.session import DeviceSession


class PeopleTab(Enum):
    """The parts of the pane, in the order of their tabs."""

    PEOPLE = auto()
    CREWS = auto()
    QUEUES = auto()
    DEPOSITS = auto()


class Doing(Enum):
    """What the pane beside the list of people is for."""

    READING = auto()
    WRITING = auto()
    ENDING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonText:
    """A person as they stand in the fields of the form; markets as they are typed."""

    user: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset()
    languages: frozenset[Language] = frozenset(Language)
    queues: frozenset[str] = frozenset()
    teams: frozenset[Team] = frozenset()
    crew: str = ""
    markets: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """The form of a person; another `ticket` is another text in its fields.

    `theirs` are the parts that somebody else has changed otherwise meanwhile.
    """

    key: str = ""
    ticket: int = 0
    text: PersonText = PersonText()
    unsaved: bool = False
    theirs: tuple[str, ...] = ()
    refused: Refused | None = None

    @property
    def new(self) -> bool:
        """Whether it adds somebody."""
        return not self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What can be chosen for a person: the open queues, the crews that stand."""

    queues: tuple[WorkQueue, ...] = ()
    crews: tuple[Crew, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What the list of people is narrowed to; "" and None narrow nothing."""

    query: str = ""
    role: Role | None = None
    queue: str = ""
    crew: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in the list. `crew` is the one that they are in, if it stands, and `lead` its
    lead's name; `conflicts` is None for whoever may not see them."""

    person: StaffMember
    crew: Crew | None = None
    lead: str = ""
    conflicts: tuple[str, ...] | None = None
    waiting: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The question before somebody's access ends: what it is about, and what it does.

    `lead` is whoever reads deposited work, "" where supervisors do.
    """

    ticket: int = 0
    reason: str = ""
    day: date = date.min
    today: date = date.min
    cases: int = 0
    lead: str = ""
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState:
    """How the chosen person gets in. `shown` is whether it is told to whoever looks.

    `sessions` is None while they are asked for; `password` was given out a moment ago, and
    `asking` is whether one shall be.
    """

    shown: bool = False
    may_give: bool = False
    sessions: tuple[DeviceSession, ...] | None = None
    one_time: bool = False
    refused: Refused | None = None
    asking: bool = False
    password: str = ""

    @property
    def can_give(self) -> bool:
        """Whether a password can be given now: the server makes it, so it has to be there."""
        return self.may_give and self.sessions is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestsState:
    """The conflicts of interest of the chosen person; `parties` is None for whoever may not see
    them. With `may_set` all can be written, with `may_declare` only further ones."""

    parties: tuple[str, ...] | None = None
    may_set: bool = False
    may_declare: bool = False
    writing: bool = False
    ticket: int = 0
    waiting: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleState:
    """The list of people, and the one who is chosen. `begun`: somebody new is half typed."""

    rows: tuple[PersonRow, ...] = ()
    total: int = 0
    narrowed: Narrowed = Narrowed()
    offered: Offered = Offered()
    chosen: PersonRow | None = None
    doing: Doing = Doing.READING
    form: PersonForm = PersonForm()
    ending: Ending = Ending()
    last: Refused | None = None
    notice: Refused | None = None
    shows_conflicts: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupText:
    """A crew or a queue as it stands in its form; `lead` is for crews alone."""

    name: str = ""
    en: str = ""
    zh: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A crew or a queue in its list, and who is in it."""

    group: Crew | WorkQueue
    lead: str = ""
    members: tuple[StaffMember, ...] = ()
    waiting: bool = False
    unsaved: bool = False

    @property
    def stands(self) -> bool:
        """Whether somebody can be in it."""
        group = self.group
        return group.stands if isinstance(group, Crew) else group.is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsState:
    """All crews, or all queues; `people` can lead one. With `closing` it is asked whether the
    chosen one shall end."""

    rows: tuple[GroupRow, ...] = ()
    chosen: GroupRow | None = None
    writing: bool = False
    new: bool = False
    closing: bool = False
    ticket: int = 0
    text: GroupText = GroupText()
    unsaved: bool = False
    people: tuple[StaffMember, ...] = ()
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositsState:
    """Deposited work in this person's sight, and the one that is read.

    `in_sight` are the cases among its items that this person can open; `closed` says why it
    cannot be dealt with, where it cannot.
    """

    rows: tuple[DepositRow, ...] = ()
    chosen: Deposit | None = None
    crews: tuple[Crew, ...] = ()
    in_sight: frozenset[str] = frozenset()
    word: str = ""
    ticket: int = 0
    closed: Refused | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffState:
    """Everything of the pane. `closed` says why this person only reads; None for whoever changes
    things. `turned` are my changes that were not taken."""

    tab: PeopleTab = PeopleTab.PEOPLE
    known: bool = False
    closed: Refused | None = None
    waiting: int = 0
    turned: tuple[Question, ...] = ()
    notice: Refused | None = None
    people: PeopleState = PeopleState()
    entry: EntryState = EntryState()
    interests: InterestsState = InterestsState()
    crews: GroupsState = field(default_factory=GroupsState)
    queues: GroupsState = field(default_factory=GroupsState)
    deposits: DepositsState = field(default_factory=DepositsState)
