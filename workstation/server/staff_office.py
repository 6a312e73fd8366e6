"""What an administrator does with accounts from the server's own machine.

Here commands on the records of people are made of what is wanted, and passwords go beside them; the
rules are those of the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, select

from workstation.domain.actor import Actor
from workstation.domain.people.crew import OpenQueue
from workstation.domain.people.interests import SetConflicts
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess, OpenAccess
from workstation.domain.people.records import (
    PersonState,
    StaffMember,
    WorkQueue,
    interests_id,
    person_id,
    queue_id,
    user_of,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Record
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded
from workstation.domain.windows import day_of
from workstation.i18n import Translator
from workstation.server import accounts, directory
from workstation.server.batch import Batches, GroupsRefused
from workstation.server.origins import system
from workstation.server.scopes import Effects
from workstation.server.tables import SESSION

_LONGEST = 120
_ORIGIN = system("recoursectl")
Orders = list[tuple[Id, Command]]


class StaffRefusal(Exception):
    """What an administrator asked for cannot be done. Says why, for whoever runs the command."""


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """Somebody who can sign in, or could until their access ended.

    person: their record
    actor: what they may do
    one_time: whether their password was given out for one time
    """

    person: StaffMember
    actor: Actor
    one_time: bool

    @property
    def ended(self) -> bool:
        """Whether their access has ended."""
        return not self.person.works


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedProfile:
    """What somebody is to have, field by field; None leaves a field as it is."""

    name: str | None = None
    roles: frozenset[Role] | None = None
    languages: frozenset[Language] | None = None
    queues: frozenset[str] | None = None
    teams: frozenset[Team] | None = None
    crew: str | None = None
    markets: frozenset[str] | None = None
    conflicts: frozenset[str] | None = None

    def change(self) -> ChangePerson:
        """The command that makes it so for somebody who is there."""
        return ChangePerson(
            name=self.name,
            roles=self.roles,
            languages=self.languages,
            queues=self.queues,
            teams=self.teams,
            crew=self.crew,
            markets=self.markets,
        )

    def new(self, user: str) -> AddPerson:
        """The command that makes it so for somebody new. Raises `StaffRefusal` without a role."""
        if not self.roles:
            raise StaffRefusal("Somebody new needs at least one role: say --roles.")
        return AddPerson(
            name=user if self.name is None else self.name,
            roles=self.roles,
            languages=frozenset(Language) if self.languages is None else self.languages,
            queues=self.queues or frozenset(),
            teams=self.teams or frozenset(),
            crew=self.crew or "",
            markets=self.markets or frozenset(),
        )


@dataclass(frozen=True, slots=True)
class GivenPassword:
    """A password that somebody is given.

    password: its hash
    one_time: whether it lets its owner in only to set one of their own
    """

    password: str
    one_time: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session on a device, since when, and until when it lasts."""

    device: str
    begun: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is to be added from a list.

    row: where they stand in it
    user: the name to sign in with
    wanted: what they are to have
    given: a password for one time
    """

    row: int
    user: str
    wanted: WantedProfile
    given: GivenPassword = GivenPassword("", one_time=True)


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row of a list of new people that cannot be taken in, and why."""

    row: int
    user: str
    why: str


class WrongRows(StaffRefusal):
    """Some rows of a list cannot be taken in, so that none of them was."""

    def __init__(self, rows: Sequence[WrongRow]) -> None:
        super().__init__(f"{len(rows)} rows cannot be taken in; nobody was added.")
        self.rows = tuple(rows)


@dataclass(frozen=True, slots=True)
class StaffOffice:
    """What an administrator does in one transaction, at the time `now`. What is not named stays as
    it is."""

    connection: Connection
    batches: Batches
    now: datetime

    def everybody(self) -> tuple[StaffAccount, ...]:
        """All accounts by id, also those whose access has ended."""
        one_time = accounts.one_time_accounts(self.connection)
        known = directory.actors(self.connection, self.batches.references, working=False)
        return tuple(StaffAccount(p, actor, p.user in one_time) for p, actor in known.items())

    def find(self, user: str) -> StaffAccount:
        """The account that somebody means by a name as it is typed. Raises `StaffRefusal`, which
        says the nearest name."""
        there = self.everybody()
        id_ = directory.user_meant(self.connection, self.batches.references, user)
        for each in there:
            if each.actor.id == id_:
                return each
        named = {folded(name): each for each in there for name in (each.actor.id, each.actor.name)}
        near = get_close_matches(folded(user), named, n=1)
        did = f" Did you mean {named[near[0]].actor.id}?" if near else ""
        raise StaffRefusal(f"There is nobody called {user.strip()}.{did}")

    def enrol(self, user: str, wanted: WantedProfile, given: GivenPassword) -> Effects:
        """Make an account, or give one that there is what is wanted; queues that are not there are
        opened. Raises `StaffRefusal`."""
        before = self._member(user)
        id_ = before.user if before is not None else user_of(user)
        orders = [*self._opening(wanted), *_as_wanted(before, id_, wanted)]
        moved = self.submit(orders)
        self._enter(id_, given)
        return moved

    def add(
        self, user: str, wanted: WantedProfile, given: GivenPassword, *, new_queue: bool
    ) -> Effects:
        """Make an account, or open a closed one again. Raises `StaffRefusal` for one that is
        open."""
        before = self._member(user)
        id_ = before.user if before is not None else user_of(user)
        orders = self._opening(wanted) if new_queue else []
        if before is not None and before.works:
            orders.append((before.id, AddPerson(name=before.name, roles=before.roles)))
        else:
            orders += _as_wanted(before, id_, wanted)
        moved = self.submit(orders)
        self._enter(id_, given)
        return moved

    def add_all(self, people: Sequence[NewPerson]) -> Effects:
        """Add all of these people, or none of them.

        Raises `WrongRows`, which names each one who cannot be added, and why.
        """
        moved = self._carry_out_all(people)
        for each in people:
            accounts.open_account(self.connection, each.user, each.given.password, one_time=True)
        return moved

    def check_all(self, people: Sequence[NewPerson]) -> Effects:
        """Try `add_all` and undo it. Raises `WrongRows` as that does."""
        turn = self.connection.begin_nested()
        try:
            self._carry_out_all(people)
        finally:
            turn.rollback()
        return {}

    def _carry_out_all(self, people: Sequence[NewPerson]) -> Effects:
        groups = [_as_wanted(None, each.user, each.wanted) for each in people]
        try:
            return self.batches.carry_out_groups(self.connection, _ORIGIN, groups, self.now)
        except GroupsRefused as some:
            wrong = [
                WrongRow(people[at].row, people[at].user, _told(refused))
                for at, refused in sorted(some.refusals.items())
            ]
            raise WrongRows(wrong) from some

    def change(self, user: str, wanted: WantedProfile, *, new_queue: bool) -> Effects:
        """Give somebody what is wanted, from their next request on. Raises `StaffRefusal`."""
        before = _open(self.find(user)).person
        orders = self._opening(wanted) if new_queue else []
        return self.submit([*orders, *_as_wanted(before, before.user, wanted)])

    def revoke(self, user: str, reason: str = "") -> Effects:
        """End somebody's access, today. Raises `StaffRefusal` if it has ended."""
        return self.end(_open(self.find(user)).person, reason)

    def end(self, person: StaffMember, reason: str = "") -> Effects:
        """End the access of the person of this record, today. Raises `StaffRefusal`."""
        why = reason.strip() or "Ended on the server by recoursectl."
        return self.submit([(person.id, EndAccess(reason=why, day=day_of(self.now)))])

    def reset(self, user: str, given: GivenPassword) -> Effects:
        """Give somebody another password and end their sessions. Raises `StaffRefusal`."""
        self._enter(_open(self.find(user)).actor.id, given)
        return {}

    def seed(self, actor: Actor, given: GivenPassword | None) -> Effects:
        """Give somebody exactly these rights, in the crew that they are in, and open their access.
        Without a password theirs stays, and so does access that has ended."""
        wanted = WantedProfile(
            name=actor.name,
            roles=actor.roles,
            languages=actor.languages,
            queues=actor.queues,
            teams=actor.teams,
            conflicts=actor.conflicts,
        )
        before = self._member(actor.id)
        if given is None and before is not None and not before.works:
            return {}
        orders = [*self._opening(wanted), *_as_wanted(before, actor.id, wanted)]
        moved = self.submit(orders)
        if given is not None:
            accounts.open_account(
                self.connection, actor.id, given.password, one_time=given.one_time
            )
        return moved

    def sessions(self, account: str) -> tuple[OpenSession, ...]:
        """The sessions of an account that last, the latest first."""
        query = select(SESSION.c.device, SESSION.c.created_at, SESSION.c.expires_at)
        query = query.where(SESSION.c.account == account, SESSION.c.expires_at > self.now)
        latest = query.order_by(SESSION.c.created_at.desc(), SESSION.c.device)
        rows = self.connection.execute(latest)
        return tuple(OpenSession(row.device, row.created_at, row.expires_at) for row in rows)

    def _member(self, user: str) -> StaffMember | None:
        id_ = directory.user_meant(self.connection, self.batches.references, user)
        return directory.member(self.connection, id_)

    def _opening(self, wanted: WantedProfile) -> Orders:
        held = self.batches.references.at(self.connection)
        return missing_queues(held, wanted.queues or ())

    def _enter(self, user: str, given: GivenPassword) -> None:
        accounts.open_account(self.connection, user, given.password, one_time=given.one_time)
        accounts.end_sessions(self.connection, user)

    def submit(self, orders: Sequence[tuple[Id, Command]]) -> Effects:
        """Run these commands as the platform, all of them or none. Raises `StaffRefusal`."""
        if not orders:
            return {}
        try:
            return self.batches.carry_out(self.connection, _ORIGIN, orders, self.now)
        except Refused as refused:
            raise StaffRefusal(_told(refused)) from refused


def _told(refused: Refused) -> str:
    said = Translator("en")
    return f"{said.text(refused.reason)} {said.text(refused.remedy)}"


def missing_queues(held: Mapping[Id, Record], queues: Iterable[str]) -> Orders:
    """The commands that open those of these queues that are not open."""
    there = {each.name for each in held.values() if isinstance(each, WorkQueue) and each.is_open}
    return [(queue_id(name), OpenQueue()) for name in sorted(set(queues) - there)]


def _as_wanted(before: StaffMember | None, user: str, wanted: WantedProfile) -> Orders:
    orders: Orders = []
    id_ = person_id(user)
    if before is None or before.state is PersonState.UNKNOWN:
        orders.append((id_, wanted.new(user)))
    else:
        if not before.works:
            orders.append((id_, OpenAccess()))
        orders.append((id_, wanted.change()))
    if wanted.conflicts is not None and (wanted.conflicts or before is not None):
        parties = tuple(sorted(wanted.conflicts))
        orders.append((interests_id(user), SetConflicts(parties=parties)))
    return orders


def is_name(text: str) -> bool:
    """Whether a text can be the name of somebody or something."""
    return bool(text) and len(text) <= _LONGEST and text.isprintable()


def _open(account: StaffAccount) -> StaffAccount:
    if account.ended:
        id_ = account.actor.id
        raise StaffRefusal(f"{id_} is closed. `recoursectl people add {id_}` opens it again.")
    return account
