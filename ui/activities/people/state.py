"""What the people activity shows: the list, one person, crews and queues, deposited work."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import Enum, auto

from workstation.app.values import Question
from workstation.domain.people.deposit import Deposit, DepositRow
from workstation.domain.people.records import Crew, StaffMember, WorkQueue
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language, Role, Team
from workstation.value_class import dataclass
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
    """The form of a person.

    key: whose it is, "" for somebody new.
    ticket: the fields are filled anew when it changes, and only then.
    text: what stands in the fields.
    unsaved: something else is typed than the record says.
    theirs: the parts that somebody else has changed otherwise meanwhile.
    refused: why the last save was not taken.
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
    """What the list of people is narrowed to; "" and None narrow nothing.

    query: words that stand in what a person is found by.
    role, queue, crew: what they have to have.
    ended: show those whose access has ended, instead of those who work here.
    """

    query: str = ""
    role: Role | None = None
    queue: str = ""
    crew: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in the list.

    crew: the one that they are in, if it stands.
    lead: the name of its lead.
    conflicts: their conflicts of interest, None for whoever may not see them.
    waiting: a change of theirs is not sent yet.
    unsaved: something is typed in their form.
    """

    person: StaffMember
    crew: Crew | None = None
    lead: str = ""
    conflicts: tuple[str, ...] | None = None
    waiting: bool = False
    unsaved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The question before somebody's access ends: what it is about, and what it does.

    ticket: the fields are filled anew when it changes, and only then.
    reason, day: why, and the last day, as they are typed.
    today: the latest day that can be chosen.
    cases: how many open cases in sight they own.
    lead: who reads what they had not sent, "" where supervisors do.
    refused: why it was not taken.
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
    """How the chosen person gets in.

    shown: whether it is told to whoever looks.
    may_give: whether the rules let this person give them a password.
    sessions: where they are signed in, None while the server is asked.
    one_time: they have not set a password of their own yet.
    refused: why the server did not do what was asked last.
    asking: it is asked whether a password shall be given.
    password: the one that was given a moment ago, "" for none.
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
    """The conflicts of interest of the chosen person.

    parties: whom they must not decide about, None for whoever may not see that.
    may_set: all of them can be written.
    may_declare: further ones can be written.
    writing: the field is open.
    ticket: the field is filled anew when it changes, and only then.
    waiting: a change of them is not sent yet.
    refused: why the last save was not taken.
    """

    parties: tuple[str, ...] | None = None
    may_set: bool = False
    may_declare: bool = False
    writing: bool = False
    ticket: int = 0
    waiting: bool = False
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleState:
    """The list of people, and the one who is chosen.

    rows: those that pass what the list is narrowed to.
    total: how many there are without that.
    offered: the queues and crews that can be chosen for a person.
    doing: what the pane beside the list is for.
    last: why the access of the chosen person cannot be ended, None where it can.
    notice: what is said above the chosen person.
    shows_conflicts: the list has a column of conflicts of interest.
    begun: somebody new is half typed.
    """

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
    """A crew or a queue as it stands in the fields of its form; `lead` is for crews alone."""

    name: str = ""
    en: str = ""
    zh: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A crew or a queue in its list.

    lead: the name of its lead.
    members: who is in it.
    waiting: a change of it is not sent yet.
    unsaved: something is typed in its form.
    """

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
    """All crews, or all queues.

    chosen: the one that is looked at.
    writing: its form is open, or that of a new one where `new` says so.
    closing: it is asked whether the chosen one shall end.
    ticket: the fields are filled anew when it changes, and only then.
    text: what stands in them.
    unsaved: something else is typed than the record says.
    people: who can lead one.
    refused: why the last act was not taken.
    """

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

    sent: whether the server has what became of the chosen one.
    crews: all crews, of which one may read it.
    in_sight: the cases among its items that this person can open.
    word: what is typed of what became of it.
    ticket: the field is filled anew when it changes, and only then.
    closed: why it cannot be dealt with, None where it can.
    refused: why the last try was not taken.
    """

    rows: tuple[DepositRow, ...] = ()
    chosen: Deposit | None = None
    sent: bool = True
    crews: tuple[Crew, ...] = ()
    in_sight: frozenset[str] = frozenset()
    word: str = ""
    ticket: int = 0
    closed: Refused | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffState:
    """The whole activity as it is shown.

    tab: the part in sight.
    known: the records were read.
    closed: why this person only reads, None for whoever changes things.
    waiting: how many records have a change that is not sent yet.
    refused_changes: changes of one's own that were not taken, the oldest first.
    notice: why one of them could not be answered for.
    """

    tab: PeopleTab = PeopleTab.PEOPLE
    known: bool = False
    closed: Refused | None = None
    waiting: int = 0
    refused_changes: tuple[Question, ...] = ()
    notice: Refused | None = None
    people: PeopleState = PeopleState()
    entry: EntryState = EntryState()
    interests: InterestsState = InterestsState()
    crews: GroupsState = field(default_factory=GroupsState)
    queues: GroupsState = field(default_factory=GroupsState)
    deposits: DepositsState = field(default_factory=DepositsState)

    @property
    def may_change(self) -> bool:
        """Whether this person says who works here."""
        return self.known and self.closed is None

    @property
    def can_add(self) -> bool:
        """Whether a person, a crew or a queue can be added in the part in sight."""
        return self.may_change and self.tab is not PeopleTab.DEPOSITS

    @property
    def can_change(self) -> bool:
        """Whether what is chosen in the part in sight can be written in."""
        groups = {PeopleTab.CREWS: self.crews, PeopleTab.QUEUES: self.queues}
        if self.tab in groups:
            group = groups[self.tab].chosen
            return self.may_change and group is not None and group.stands
        row = self.people.chosen if self.tab is PeopleTab.PEOPLE else None
        return self.may_change and row is not None and row.person.works

    @property
    def can_declare(self) -> bool:
        """Whether conflicts of interest of whoever is chosen can be written."""
        writes = self.interests.may_set or self.interests.may_declare
        return self.tab is PeopleTab.PEOPLE and writes

    @property
    def can_give(self) -> bool:
        """Whether a password can be given to whoever is chosen."""
        return self.tab is PeopleTab.PEOPLE and self.entry.can_give

    @property
    def has_sessions(self) -> bool:
        """Whether whoever is chosen is known to be signed in somewhere."""
        return self.tab is PeopleTab.PEOPLE and bool(self.entry.sessions)

    @property
    def can_end(self) -> bool:
        """Whether the access of whoever is chosen can be ended, or opened again."""
        row = self.people.chosen
        if row is None or not self.may_change or self.tab is not PeopleTab.PEOPLE:
            return False
        return not row.person.works or self.people.last is None
