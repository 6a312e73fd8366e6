"""The tables of accounts: passwords, sessions, keys for deposits, and attempts to sign in. Who
somebody is and what they may is in the records of people."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select

from workstation.server.database import insert_into
from workstation.server.password_rules import one_time_password
from workstation.server.problem import Denied, not_signed_in, session_over, too_many_tries
from workstation.server.tables import ACCOUNT, DEPOSIT_KEY, SESSION, SIGN_IN_FAILURE

SESSION_LASTS = timedelta(days=7)
# A device can be away for as long as the longest leave, and its person be gone by then.
_KEY_LASTS = timedelta(days=90)
FAILURES_COUNT_FOR = timedelta(minutes=15)
# Attempts within a quarter of an hour: for one name from one place, from one place, for one name.
# A whole shift may sign in at once behind one address.
TRIES_HERE, _TRIES_FROM, _TRIES_FOR = 10, 400, 50


@dataclass(frozen=True, slots=True)
class StoredPassword:
    """What somebody signs in with.

    password: its hash
    one_time: whether it was given out, and lets its owner in only to set one of their own
    """

    password: str
    one_time: bool


def open_account(
    connection: Connection, account: str, password: str, *, one_time: bool = False
) -> None:
    """Let a person sign in with this password, given by its hash. What they may is in their
    record."""
    upsert = insert_into(connection)(ACCOUNT).values(
        id=account, password=password, one_time=one_time
    )
    changed = {name: upsert.excluded[name] for name in ("password", "one_time")}
    connection.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=changed))


def secret_of(connection: Connection, account: str, *, hold: bool = False) -> StoredPassword | None:
    """What somebody signs in with, None for a name that has no account. With `hold` it stays so to
    the end of the transaction."""
    query = select(ACCOUNT.c.password, ACCOUNT.c.one_time).where(ACCOUNT.c.id == account)
    row = connection.execute(query.with_for_update() if hold else query).one_or_none()
    return StoredPassword(row.password, row.one_time) if row else None


def one_time_accounts(connection: Connection) -> frozenset[str]:
    """The accounts whose password was given out for one time."""
    query = select(ACCOUNT.c.id).where(ACCOUNT.c.one_time.is_(True))
    return frozenset(connection.execute(query).scalars())


def set_password(
    connection: Connection, account: str, password: str, *, one_time: bool = False
) -> None:
    """Give an account another password, by its hash, and end all of its sessions."""
    values = {"password": password, "one_time": one_time}
    connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == account).values(values))
    end_sessions(connection, account)


def end_sessions(
    connection: Connection, account: str, device: str | None = None, *, but: str | None = None
) -> int:
    """End the sessions of an account, or those on one device; those on the device `but` go on.
    Returns how many ended."""
    ended = delete(SESSION).where(SESSION.c.account == account)
    if device is not None:
        ended = ended.where(SESSION.c.device == device)
    if but is not None:
        ended = ended.where(SESSION.c.device != but)
    return connection.execute(ended).rowcount


def start_session(
    connection: Connection, account: str, device: str, token: str, now: datetime
) -> datetime:
    """Begin a session by the hash of its token, which is a key for deposits too. Returns when the
    session runs out."""
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
    keep_key(connection, account, device, token, now)
    return until


def keep_key(connection: Connection, account: str, device: str, token: str, now: datetime) -> None:
    """Make a token a key for deposits from somebody's device, whatever becomes of its session. The
    key opens nothing else."""
    connection.execute(delete(DEPOSIT_KEY).where(DEPOSIT_KEY.c.given_at <= now - _KEY_LASTS))
    connection.execute(
        insert(DEPOSIT_KEY).values(
            token_hash=_token_hash(token), account=account, device=device, given_at=now
        )
    )


def key_holder(connection: Connection, token: str) -> tuple[str, str] | None:
    """The account and the device whose work is deposited with this token, None for a token that is
    no key."""
    query = select(DEPOSIT_KEY.c.account, DEPOSIT_KEY.c.device).where(
        DEPOSIT_KEY.c.token_hash == _token_hash(token)
    )
    row = connection.execute(query).one_or_none()
    return (row.account, row.device) if row is not None else None


def forget_keys(connection: Connection, account: str) -> None:
    """Take the keys for deposits away from an account."""
    connection.execute(delete(DEPOSIT_KEY).where(DEPOSIT_KEY.c.account == account))


def end_session(connection: Connection, token: str) -> None:
    """End the session of a token; ending one that is over is no fault."""
    connection.execute(delete(SESSION).where(SESSION.c.token_hash == _token_hash(token)))


def holder(connection: Connection, token: str, now: datetime) -> tuple[str, str]:
    """The account and the device whose session this token is. Raises `Denied` (401) for none."""
    query = select(SESSION.c.account, SESSION.c.device, SESSION.c.expires_at).where(
        SESSION.c.token_hash == _token_hash(token)
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.expires_at <= now:
        raise _no_session(connection, token, now)
    return row.account, row.device


def _no_session(connection: Connection, token: str, now: datetime) -> Denied:
    """What to answer to a token of no session: why it is over, if it was one's."""
    query = select(DEPOSIT_KEY.c.given_at).where(DEPOSIT_KEY.c.token_hash == _token_hash(token))
    begun = connection.execute(query).scalar()
    if begun is None:
        return not_signed_in()
    return session_over(ran_out=begun + SESSION_LASTS <= now)


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
            until = (oldest or now) + FAILURES_COUNT_FOR
            raise too_many_tries(max(1, int((until - now).total_seconds())))
    subjects = [{"subject": subject, "at": now} for subject, _most in _subjects(user, place)]
    connection.execute(insert(SIGN_IN_FAILURE), subjects)


def forgive(connection: Connection, user: str, place: str) -> None:
    """Forget the attempts of this name from this place, since its password was right."""
    subjects = [subject for subject, _most in _subjects(user, place)]
    connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.subject.in_(subjects)))


def _subjects(user: str, place: str) -> Iterable[tuple[str, int]]:
    """What an attempt is counted for, and how many attempts each of those may have."""
    return (
        (f"{user}\t{place}", TRIES_HERE),
        (f"\t{place}", _TRIES_FROM),
        (f"{user}\t", _TRIES_FOR),
    )


def _token_hash(token: str) -> bytes:
    # 256 random bits need no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).digest()


class Passwords:
    """Hashes and checks passwords with argon2id, and makes those that are given out.

    `cheap` hashes are for tests and demo data only; `choose` takes one letter of a text at random.
    """

    def __init__(
        self, *, cheap: bool = False, choose: Callable[[str], str] = secrets.choice
    ) -> None:
        self._choose = choose
        self._hasher = (
            PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
            if cheap
            else PasswordHasher()
        )
        self._nobody = self._hasher.hash("nobody")

    def one_time(self) -> str:
        """A new password that an administrator gives out for one time."""
        return one_time_password(self._choose)

    def hash(self, password: str) -> str:
        """The hash of a password, as it is stored."""
        return self._hasher.hash(password)

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether a password is that of the `stored` hash. Without one, for a name that has no
        account, it takes the same time."""
        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
