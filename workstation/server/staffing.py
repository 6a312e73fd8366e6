"""What an administrator does with accounts, each within one transaction: what is not named stays.

Whoever changes an account is alone in doing so and holds all of them, so that of two who take the
last administrators away at once the second one sees what the first did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Connection, func, select

from workstation.domain.actor import SYSTEM, Actor
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded
from workstation.server import accounts
from workstation.server.tables import ACCOUNT, SCOPE, SESSION
from workstation.wire.codec import decode

_QUEUE = "queue:"
_LONGEST = 120
# Any number will do that no other user of the same cluster takes.
_TURN = 7_266_174
Moves = Mapping[str, int]


class Unable(Exception):
    """What was asked for cannot be done. Says why, for whoever runs the command."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in, or could."""

    actor: Actor
    revoked: bool
    one_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody is to have; None leaves it as it is."""

    name: str | None = None
    roles: frozenset[Role] | None = None
    languages: frozenset[Language] | None = None
    queues: frozenset[str] | None = None
    teams: frozenset[Team] | None = None
    conflicts: frozenset[str] | None = None

    def applied(self, actor: Actor) -> Actor:
        """Somebody with everything that is said here."""
        fields = ("name", "roles", "languages", "queues", "teams", "conflicts")
        told = {field: getattr(self, field) for field in fields}
        named = {field: value for field, value in told.items() if value is not None}
        return replace(actor, **named)


@dataclass(frozen=True, slots=True)
class Given:
    """The hash of a password, and whether it is for one time."""

    password: str
    one_time: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Somebody signed in on a device."""

    device: str
    begun: datetime
    until: datetime


def everybody(connection: Connection, *, hold: bool = False) -> tuple[Account, ...]:
    """All accounts by id, also the closed ones; with `hold` nobody else changes one meanwhile."""
    if hold and connection.dialect.name == "postgresql":
        # Somebody new has no row yet that could be held.
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    query = select(ACCOUNT.c.actor, ACCOUNT.c.revoked, ACCOUNT.c.one_time).order_by(ACCOUNT.c.id)
    rows = connection.execute(query.with_for_update() if hold else query)
    return tuple(Account(decode(row.actor, Actor), row.revoked, row.one_time) for row in rows)


def find(there: Iterable[Account], user: str) -> Account:
    """Whose account this is, by the name as it is typed. Raises `Unable` with the nearest one."""
    by_id = {each.actor.id: each for each in there}
    found = _found(by_id, user)
    if found is not None:
        return found
    spellings = {folded(name): each for each in by_id.values() for name in _spellings(each.actor)}
    near = get_close_matches(folded(user), spellings, n=1)
    did = f" Did you mean {spellings[near[0]].actor.id}?" if near else ""
    raise Unable(f"There is nobody called {user.strip()}.{did}")


def known_queues(connection: Connection, there: Iterable[Account]) -> frozenset[str]:
    """Every queue that an account or a case has."""
    query = select(SCOPE.c.id).where(SCOPE.c.cnt > 0)
    scopes = connection.execute(query).scalars()
    of_cases = {each.removeprefix(_QUEUE) for each in scopes if each.startswith(_QUEUE)}
    return frozenset(of_cases.union(*(each.actor.queues for each in there)))


def enrol(connection: Connection, user: str, wanted: Wanted, given: Given) -> Moves:
    """Make an account, or give one that there is what is named, whatever queues that are."""
    there = everybody(connection, hold=True)
    before = _found({each.actor.id: each for each in there}, user)
    actor = _wanted(before.actor if before else None, user, wanted)
    _keep_an_administrator(there, actor)
    return _put(connection, actor, given)


def add(
    connection: Connection, user: str, wanted: Wanted, given: Given, *, new_queue: bool
) -> Moves:
    """Make an account, or open a closed one again. Raises `Unable` if it is open already."""
    there = everybody(connection, hold=True)
    before = _found({each.actor.id: each for each in there}, user)
    if before is not None and not before.revoked:
        id_ = before.actor.id
        raise Unable(f"{id_} has an account. `recoursectl people change {id_}` changes it.")
    actor = _wanted(before.actor if before else None, user, wanted)
    if not new_queue:
        _know(wanted.queues, known_queues(connection, there))
    return _put(connection, actor, given)


def change(connection: Connection, user: str, wanted: Wanted, *, new_queue: bool) -> Moves:
    """Give somebody what is named. It holds from their next request on."""
    there = everybody(connection, hold=True)
    before = _open(find(there, user))
    if not new_queue:
        _know(wanted.queues, known_queues(connection, there))
    actor = _wanted(before.actor, user, wanted)
    _keep_an_administrator(there, actor)
    return accounts.change(connection, actor)


def revoke(connection: Connection, user: str) -> Moves:
    """Take somebody's access away. Their sessions hear just that."""
    there = everybody(connection, hold=True)
    before = _open(find(there, user))
    _keep_an_administrator(there, replace(before.actor, roles=frozenset()))
    return accounts.revoke(connection, before.actor.id)


def reset(connection: Connection, user: str, given: Given) -> Moves:
    """Another password for somebody; whoever came in by the one before is out."""
    before = _open(find(everybody(connection, hold=True), user))
    accounts.set_password(connection, before.actor.id, given.password, one_time=given.one_time)
    return {}


def sessions(connection: Connection, account: str, now: datetime) -> tuple[OpenSession, ...]:
    """Where somebody is signed in, the latest first."""
    query = select(SESSION.c.device, SESSION.c.created_at, SESSION.c.expires_at)
    query = query.where(SESSION.c.account == account, SESSION.c.expires_at > now)
    latest = query.order_by(SESSION.c.created_at.desc(), SESSION.c.device)
    rows = connection.execute(latest)
    return tuple(OpenSession(row.device, row.created_at, row.expires_at) for row in rows)


def _found(by_id: Mapping[str, Account], user: str) -> Account | None:
    """By the id, or as the window sends it: without blanks around it, in small letters."""
    typed = user.strip()
    if typed in by_id:
        return by_id[typed]
    same = [each for id_, each in by_id.items() if id_.casefold() == typed.casefold()]
    return same[0] if len(same) == 1 else None


def _spellings(actor: Actor) -> tuple[str, ...]:
    return (actor.id, actor.name)


def _open(account: Account) -> Account:
    if account.revoked:
        id_ = account.actor.id
        raise Unable(f"{id_} is closed. `recoursectl people add {id_}` opens it again.")
    return account


def _wanted(before: Actor | None, user: str, wanted: Wanted) -> Actor:
    if before is None:
        if not wanted.roles:
            raise Unable("Somebody new needs at least one role: say --roles.")
        id_ = _new_id(user)
        before = Actor(id=id_, name=id_, roles=frozenset())
    return wanted.applied(before)


def _new_id(user: str) -> str:
    """As the window will send it."""
    id_ = user.strip().casefold()
    if not fit(id_) or " " in id_:
        raise Unable(f"A user name is one word of at most {_LONGEST} characters.")
    if id_ == SYSTEM.id:
        raise Unable(f"{SYSTEM.id} is what the platform calls itself. Take another name.")
    return id_


def fit(text: str) -> bool:
    """Whether this can be the name of something."""
    return bool(text) and len(text) <= _LONGEST and text.isprintable()


def _know(queues: frozenset[str] | None, known: frozenset[str]) -> None:
    spelled = {folded(each): each for each in known}
    for queue in sorted(queues or ()):
        if queue in known:
            continue
        near = get_close_matches(folded(queue), spelled, n=1)
        did = f" Did you mean {spelled[near[0]]}?" if near else ""
        raise Unable(f"There is no queue {queue}.{did} To begin a new one, say --new-queue.")


def _keep_an_administrator(there: Iterable[Account], after: Actor) -> None:
    """Raises `Unable` if nobody would be left who can do this."""
    administrators = {
        each.actor.id for each in there if not each.revoked and each.actor.may(Role.ADMIN)
    }
    if administrators == {after.id} and not after.may(Role.ADMIN):
        raise Unable(f"{after.id} is the last administrator. Make somebody else one first.")


def _put(connection: Connection, actor: Actor, given: Given) -> Moves:
    moved = accounts.put(connection, actor, given.password, one_time=given.one_time)
    accounts.end_sessions(connection, actor.id)
    return moved
