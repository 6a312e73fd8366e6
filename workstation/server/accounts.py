"""Who may use the server: accounts with roles and queues, passwords, sessions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select

from workstation.domain.actor import Actor
from workstation.server.database import insert_into
from workstation.server.problem import not_signed_in, revoked, too_many_tries
from workstation.server.tables import ACCOUNT, SCOPE, SESSION, SIGN_IN_FAILURE
from workstation.wire.codec import decode, encode

SESSION_LASTS = timedelta(days=7)
FAILURES_COUNT_FOR = timedelta(minutes=15)
# Attempts within a quarter of an hour: for one name from one place, from one place, for one name.
# A whole shift may sign in at once behind one address.
TRIES_HERE, _TRIES_FROM, _TRIES_FOR = 10, 400, 50


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request, as the server knows them at this moment."""

    actor: Actor
    device: str


def access_head(account: str) -> str:
    """What moves among the heads of the scopes whenever somebody may do or see other things."""
    return f"access:{account}"


@dataclass(frozen=True, slots=True)
class Secret:
    """What an account is entered with: the hash of its password, whether that was given out for
    one time, and whether the account is closed."""

    password: str
    one_time: bool
    revoked: bool


def put(
    connection: Connection, actor: Actor, password: str, *, one_time: bool = False
) -> dict[str, int]:
    """Create an account, or change everything about it. `password` is its hash.

    One that was closed is opened again, but none of its old sessions. Returns the head of its
    access, as `change` and `revoke` do.
    """
    closed = select(ACCOUNT.c.id).where(ACCOUNT.c.id == actor.id, ACCOUNT.c.revoked.is_(True))
    connection.execute(delete(SESSION).where(SESSION.c.account.in_(closed)))
    upsert = insert_into(connection)(ACCOUNT).values(
        id=actor.id, actor=encode(actor), password=password, revoked=False, one_time=one_time
    )
    names = ("actor", "password", "revoked", "one_time")
    changed = {name: upsert.excluded[name] for name in names}
    connection.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=changed))
    return _moved(connection, actor.id)


def change(connection: Connection, actor: Actor) -> dict[str, int]:
    """Other roles, queues or languages for somebody who has an account."""
    connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == actor.id).values(actor=encode(actor)))
    return _moved(connection, actor.id)


def revoke(connection: Connection, account: str) -> dict[str, int]:
    """Close an account; history keeps the person.

    Its sessions are told so until they run out: a workstation that only heard that its session
    is over would keep the cases that it holds.
    """
    connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == account).values(revoked=True))
    return _moved(connection, account)


def _moved(connection: Connection, account: str) -> dict[str, int]:
    """A scope that never holds a case: whoever looks at the heads sees it move, in any process."""
    head = access_head(account)
    first = insert_into(connection)(SCOPE).values(id=head, seq=1, cnt=0, dig=0, floor=0)
    moved = first.on_conflict_do_update(index_elements=["id"], set_={"seq": SCOPE.c.seq + 1})
    return {head: connection.execute(moved.returning(SCOPE.c.seq)).scalar_one()}


def directory(connection: Connection) -> tuple[Actor, ...]:
    """Everybody who works here now, by id."""
    query = select(ACCOUNT.c.actor).where(ACCOUNT.c.revoked.is_(False)).order_by(ACCOUNT.c.id)
    return tuple(decode(body, Actor) for body in connection.execute(query).scalars())


def actor_now(connection: Connection, account: str) -> Actor:
    """The person as they stand now. Raises `Denied` if their access was taken away."""
    query = select(ACCOUNT.c.actor, ACCOUNT.c.revoked).where(ACCOUNT.c.id == account)
    row = connection.execute(query).one_or_none()
    if row is None or row.revoked:
        raise revoked()
    return decode(row.actor, Actor)


def secret_of(connection: Connection, account: str, *, hold: bool = False) -> Secret | None:
    """What somebody's account is entered with. With `hold` it stays so to the end of the
    transaction."""
    query = select(ACCOUNT.c.password, ACCOUNT.c.one_time, ACCOUNT.c.revoked)
    query = query.where(ACCOUNT.c.id == account)
    row = connection.execute(query.with_for_update() if hold else query).one_or_none()
    return Secret(row.password, row.one_time, row.revoked) if row else None


def set_password(
    connection: Connection, account: str, password: str, *, one_time: bool = False
) -> None:
    """Another password, by its hash. Whoever came in by the one before is out."""
    values = {"password": password, "one_time": one_time}
    connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == account).values(values))
    end_sessions(connection, account)


def end_sessions(connection: Connection, account: str, device: str | None = None) -> int:
    """Forget somebody's tokens, or those of one device. Returns how many there were."""
    ended = delete(SESSION).where(SESSION.c.account == account)
    if device is not None:
        ended = ended.where(SESSION.c.device == device)
    return connection.execute(ended).rowcount


def start_session(
    connection: Connection, account: str, device: str, token: str, now: datetime
) -> datetime:
    """Remember a token by its hash. Returns when it runs out."""
    connection.execute(delete(SESSION).where(SESSION.c.expires_at <= now))
    until = now + SESSION_LASTS
    connection.execute(
        insert(SESSION).values(
            token_hash=_token_hash(token),
            account=account,
            device=device,
            created_at=now,
            expires_at=until,
        )
    )
    return until


def end_session(connection: Connection, token: str) -> None:
    """Forget a token."""
    connection.execute(delete(SESSION).where(SESSION.c.token_hash == _token_hash(token)))


def caller(connection: Connection, token: str, now: datetime) -> Caller:
    """Whose token this is. Raises `Denied`: 401 for no session, 403 for a closed account."""
    query = select(SESSION.c.account, SESSION.c.device, SESSION.c.expires_at).where(
        SESSION.c.token_hash == _token_hash(token)
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.expires_at <= now:
        raise not_signed_in()
    return Caller(actor_now(connection, row.account), row.device)


def note_try(connection: Connection, user: str, place: str, now: datetime) -> None:
    """Count an attempt to sign in, before its password is looked at, so that none slips past.

    Raises `Denied` if too many came for this name, or from this place.
    """
    since = now - FAILURES_COUNT_FOR
    connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.at <= since))
    for subject, most in _subjects(user, place):
        query = select(func.count(), func.min(SIGN_IN_FAILURE.c.at))
        query = query.where(SIGN_IN_FAILURE.c.subject == subject)
        count, oldest = connection.execute(query).one()
        if count >= most:
            raise too_many_tries(_seconds_left(oldest, now))
    subjects = [{"subject": subject, "at": now} for subject, _most in _subjects(user, place)]
    connection.execute(insert(SIGN_IN_FAILURE), subjects)


def forgive(connection: Connection, user: str, place: str) -> None:
    """The password was right: this name's attempts from this place no longer count."""
    subjects = [subject for subject, _most in _subjects(user, place)]
    connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.subject.in_(subjects)))


def _subjects(user: str, place: str) -> Iterable[tuple[str, int]]:
    return (
        (f"{user}\t{place}", TRIES_HERE),
        (f"\t{place}", _TRIES_FROM),
        (f"{user}\t", _TRIES_FOR),
    )


def _seconds_left(oldest: datetime | None, now: datetime) -> int:
    until = (oldest or now) + FAILURES_COUNT_FOR
    return max(1, int((until - now).total_seconds()))


def _token_hash(token: str) -> bytes:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).digest()


class Passwords:
    """Hashes and checks passwords with argon2id; `cheap` is for tests and demo data only."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._hasher = (
            PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
            if cheap
            else PasswordHasher()
        )
        self._nobody = self._hasher.hash("nobody")

    def hash(self, password: str) -> str:
        """The hash to be stored."""
        return self._hasher.hash(password)

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether the password is right. It takes the same time for a name that nobody has."""
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
