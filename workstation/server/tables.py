"""The tables of the server: one schema for SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    false,
    text,
)


class Instant(TypeDecorator[datetime]):
    """A column of aware times. SQLite has no zones: there they are stored and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a time into UTC, so that its text form sorts by time."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Turn what the database gave into an aware time."""
        if not isinstance(value, datetime):
            return None
        moment = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

# One row. A new epoch (a restored backup) makes every cursor out there worthless; `restored_to`
# is how far the data went when it began, NULL for the first one.
SERVER_META = Table(
    "server_meta",
    METADATA,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("epoch", Text, nullable=False),
    Column("restored_to", Instant),
)

# The epochs before this one, and those of other data that devices came with: whoever comes with
# yet another one has seen a life of the data that was put back since.
PAST_EPOCH = Table("past_epoch", METADATA, Column("epoch", Text, primary_key=True))

# What a person signs in with. Who they are, what they may, and whether they still may, is in their
# record.
ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("password", Text, nullable=False),
    # The password was given out, and lets its owner in only to set one of their own.
    Column("one_time", Boolean, nullable=False, server_default=false()),
)

# The token itself is known to its holder only.
SESSION = Table(
    "session",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

# What somebody's unsent work is laid down with when their access has ended, by the hash of a token:
# one of a session, also of one that is over, or one that was given for nothing else.
DEPOSIT_KEY = Table(
    "deposit_key",
    METADATA,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account", Text, ForeignKey("account.id"), nullable=False, index=True),
    Column("device", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
)

SIGN_IN_FAILURE = Table(
    "sign_in_failure",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("subject", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_sign_in_failure_subject_at", "subject", "at"),
)

# Every record of every kind. `follows` is the record whose part it is.
RECORD = Table(
    "record",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False, server_default=text("'case'")),
    Column("follows", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", BigInteger, nullable=False),
    # The last link of the record's chain of events, and how many links there are.
    Column("chain", LargeBinary, nullable=False),
    Column("events", Integer, nullable=False),
    # How that link was sealed: see `seal`.
    Column("seal_v", SmallInteger, nullable=False, server_default=text("1")),
)

# What only cases are found by.
CASE_LOOKUP = Table(
    "case_lookup",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("external_reference", Text, unique=True),
    # "LISTING:LST-770412": finds the cases that a new request may repeat.
    Column("subject", Text, nullable=False, index=True),
)

# Append-only, held by triggers: a text can be erased, nothing else changed. Each row's hash covers
# the row before it.
EVENT = Table(
    "event",
    METADATA,
    Column("record_id", Text, ForeignKey("record.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("command", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    # The versions of other records that the rule looked at, as JSON by id; NULL for none.
    Column("seen", LargeBinary),
    Column("seal_v", SmallInteger, nullable=False, server_default=text("1")),
    # Salt and digest of each text of the event; NULL where the seal is over the whole of it.
    Column("texts", LargeBinary),
)

COMMAND_RECEIPT = Table(
    "command_receipt",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("record_kind", Text, nullable=False, server_default=text("'case'")),
    Column("record_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("prev", Text),
    Column("request_hash", LargeBinary, nullable=False),
    # How the hash was made: see `receipts`.
    Column("hash_v", SmallInteger, nullable=False, server_default=text("1")),
    # The canonical `Disposition`; NULL only inside the transaction that is working on it.
    Column("disposition", LargeBinary),
    # The author's clock: kept for the record, never compared.
    Column("given_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("acked", Boolean, nullable=False),
    Index("ix_command_receipt_actor_device_acked", "actor", "device", "acked"),
)

SCOPE = Table(
    "scope",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("cnt", BigInteger, nullable=False),
    Column("dig", BigInteger, nullable=False),
    # Cursors below it have missed an `out` row that was compacted away.
    Column("floor", BigInteger, nullable=False),
)

SCOPE_MEMBER = Table(
    "scope_member",
    METADATA,
    Column("scope", Text, ForeignKey("scope.id"), primary_key=True),
    Column("record_id", Text, ForeignKey("record.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("inside", Boolean, nullable=False),
    Index("ix_scope_member_scope_seq", "scope", "seq"),
)

# The members of a job, in their order: the version of each that its author had seen, the command
# that it gets (of the job's template where it says nothing), and what became of it.
JOB_MEMBER = Table(
    "job_member",
    METADATA,
    Column("job", Text, ForeignKey("record.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("member", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    # A `Template` as JSON.
    Column("command", LargeBinary),
    # The canonical `Disposition`; NULL while it was not reached.
    Column("disposition", LargeBinary),
    # The version that it made, and a `Template` of what takes it back; NULL for nothing.
    Column("made", Integer),
    Column("inverse", LargeBinary),
)

REFERENCE_COUNTER = Table(
    "reference_counter",
    METADATA,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
