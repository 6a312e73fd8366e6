"""The records that a transaction works on: each is locked once, and changed both in memory and in
the database.

A part is locked through the record that it follows, and goes to the feeds that carry that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from workstation.domain.apply import commit
from workstation.domain.marks import Mark
from workstation.domain.record import Event, Id, Kind, Record, Registry
from workstation.server.chain import ChainEnd, LoggedCommand, append
from workstation.server.kinds.server_kind import ServedKind
from workstation.server.scopes import ABSENT, FeedState, ScopeChange
from workstation.server.tables import EVENT, RECORD
from workstation.wire.bodies import pack_record, unpack_record
from workstation.wire.codec import Malformed, body_hash

R = TypeVar("R", bound=Record)
_COLUMNS = tuple(
    RECORD.c[name]
    for name in ("id", "kind", "follows", "body", "hash", "chain", "events", "seal_v")
)
_PLAIN = ServedKind()
# Built once: putting it together takes as long as running it.
_CHANGING = ("id", "version", "body", "hash", "chain", "events", "seal_v")
_UPDATE = (
    update(RECORD)
    .where(RECORD.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING[1:]})
)


class RecordUnreadable(ValueError):
    """A stored record cannot be read: it is damaged, or was written by a newer version."""


class Unlocked(Exception):
    """Records are needed that this transaction has not locked: it has to begin anew, with these."""

    def __init__(self, ids: Iterable[Id]) -> None:
        super().__init__(", ".join(sorted(ids)))
        self.ids = frozenset(ids)


@dataclass(frozen=True, slots=True)
class LockedRecord(Generic[R]):
    """A record under lock.

    kind, record: the record as it is now
    hash: that of its body, 0 for one that is not stored yet
    link: the end of its log
    scopes: the feeds that carry it
    """

    kind: Kind[R]
    record: R
    hash: int
    link: ChainEnd
    scopes: frozenset[str]

    @property
    def standing(self) -> FeedState:
        """What the feeds know of the record."""
        return FeedState(self.hash, self.scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedStep:
    """What one command does to a record.

    events: what its rule has decided
    actor: who gave it
    command: its id
    seen: the versions of other records, by id, that its rule looked at
    """

    events: tuple[Event, ...]
    actor: str
    command: str
    seen: Mapping[Id, int]


class LockedRecords:
    """The records that a transaction has locked. Every change of a record goes through here."""

    def __init__(
        self, connection: Connection, kinds: Registry, served: Mapping[str, ServedKind]
    ) -> None:
        self._connection = connection
        self._kinds = kinds
        self._served = served
        # Any: of whichever kinds.
        self._held: dict[Id, LockedRecord[Any] | RecordUnreadable] = {}
        self._looked_for: set[Id] = set()

    def lock(self, ids: Iterable[Id]) -> None:
        """Lock the records there are, in the order of their ids, so that batches cannot deadlock.

        One that cannot be read stands against the commands for it, not against the others.
        """
        wanted = set(ids)
        follows = select(RECORD.c.follows).where(
            RECORD.c.id.in_(wanted), RECORD.c.follows.is_not(None)
        )
        roots = wanted | set(self._connection.execute(follows).scalars())
        query = select(*_COLUMNS).where(RECORD.c.id.in_(roots)).order_by(RECORD.c.id)
        rows = self._connection.execute(query.with_for_update()).all()
        self._looked_for |= roots
        # Whoever another follows comes first: its scopes are those of its parts.
        for row in sorted(rows, key=lambda row: row.follows is not None):
            self._held[row.id] = self._read(row)

    def find(self, id_: Id) -> LockedRecord[Any] | None:
        """A locked record, None if there is none. Raises `Unlocked` and `RecordUnreadable`."""
        if id_ not in self._looked_for:
            raise Unlocked([id_])
        held = self._held.get(id_)
        if isinstance(held, RecordUnreadable):
            raise held
        return held

    def changed_at(self, id_: Id, mark: Mark) -> datetime | None:
        """When a record got this mark, by its log; None where the log does not say."""
        made = (EVENT.c.record_id == id_) & (EVENT.c.version == mark.version)
        query = select(EVENT.c.at).where(made).order_by(EVENT.c.n).limit(1)
        found: datetime | None = self._connection.execute(query).scalar()
        return found

    def need(self, ids: Iterable[Id]) -> None:
        """Make sure that these records are locked. Raises `Unlocked` for all that are not, so that
        the transaction begins anew only once."""
        missing = set(ids) - self._looked_for
        if missing:
            raise Unlocked(missing)

    def look(self, ids: Iterable[Id], readable: frozenset[str] | None = None) -> list[Record]:
        """The records that there are of these, to be looked at without a lock; with `readable`,
        only those that one of these scopes carries. Raises `RecordUnreadable`."""
        wanted = set(ids)
        locked = [held for id_ in wanted & self._looked_for if (held := self.find(id_))]
        query = select(*_COLUMNS).where(RECORD.c.id.in_(wanted - self._looked_for))
        found = [self._read(row) for row in self._connection.execute(query)] if wanted else []
        for each in found:
            if isinstance(each, RecordUnreadable):
                raise each
        seen = [each for each in (*locked, *found) if isinstance(each, LockedRecord)]
        if readable is None:
            return [each.record for each in seen]
        return [each.record for each in seen if not each.scopes.isdisjoint(readable)]

    def begin(self, kind: Kind[R], blank: R) -> LockedRecord[R]:
        """Hold a new record, which is not stored yet. Raises `Unlocked`, and `KeyError` where the
        record that it follows is not there."""
        return LockedRecord(kind, blank, 0, ChainEnd(), self._scopes(kind, blank))

    def served(self, kind: Kind[Any]) -> ServedKind:
        """What the server does beside the rules for records of this kind."""
        return self._served.get(kind.name, _PLAIN)

    def snapshot(self) -> Mapping[Id, LockedRecord[Any] | RecordUnreadable]:
        """The records as they are held now, to be put back with `roll_back`."""
        return dict(self._held)

    def roll_back(self, before: Mapping[Id, LockedRecord[Any] | RecordUnreadable]) -> None:
        """Forget what was written since `before`: the database has undone it."""
        self._held = dict(before)

    def write(
        self, held: LockedRecord[R], step: AppliedStep
    ) -> tuple[LockedRecord[R], tuple[ScopeChange, ...]]:
        """Write the events of one command into the log of a record, and the record that they give,
        one version later.

        Returns the record after it and the steps of the feeds, its own first.
        """
        record = commit(held.kind, held.record, step.events, step.actor)
        taken = LoggedCommand(
            kind=held.kind,
            record_id=record.id,
            version=record.version,
            command=step.command,
            actor=step.actor,
            events=step.events,
            seen=step.seen,
        )
        new = held.link.events == 0
        row = self._row(held.kind, record)
        if new:
            # The row has to be there before its log, which refers to it.
            self._connection.execute(insert(RECORD).values({**row, "chain": b"", "events": 0}))
        end = append(self._connection, held.link, taken)
        told = {"chain": end.hash, "events": end.events, "seal_v": end.seal_v}
        changed = {**row, **told}
        self._connection.execute(_UPDATE, {f"new_{name}": changed[name] for name in _CHANGING})
        before = None if new else held.record
        self.served(held.kind).index(self._connection, before, record, step.events)
        after = LockedRecord(held.kind, record, row["hash"], end, self._scopes(held.kind, record))
        self._held[record.id] = after
        own = ScopeChange(record.id, ABSENT if new else held.standing, after.standing)
        return after, (own, *self._parts_moved(held, after))

    def _parts_moved(
        self, before: LockedRecord[Any], after: LockedRecord[Any]
    ) -> list[ScopeChange]:
        """The steps of the feeds of the parts of a record, which go where it goes."""
        if before.scopes == after.scopes:
            return []
        parts = select(RECORD.c.id, RECORD.c.hash).where(RECORD.c.follows == after.record.id)
        moved: list[ScopeChange] = []
        for row in self._connection.execute(parts.order_by(RECORD.c.id)):
            was, now = FeedState(row.hash, before.scopes), FeedState(row.hash, after.scopes)
            moved.append(ScopeChange(row.id, was, now))
            held = self._held.get(row.id)
            if isinstance(held, LockedRecord):
                self._held[row.id] = LockedRecord(
                    held.kind, held.record, held.hash, held.link, after.scopes
                )
        return moved

    def _row(self, kind: Kind[R], record: R) -> dict[str, Any]:
        body = pack_record(kind, record)
        return {
            "id": record.id,
            "kind": kind.name,
            "follows": kind.follows(record),
            "version": record.version,
            "body": body,
            "hash": body_hash(body),
        }

    def _read(self, row: Row[Any]) -> LockedRecord[Any] | RecordUnreadable:
        kind = self._kinds.named(row.kind)
        if kind is None:
            return RecordUnreadable(f"record {row.id} is of the unknown kind {row.kind}")
        try:
            record = unpack_record(kind, row.body)
            scopes = self._scopes(kind, record)
        except Malformed as error:
            return RecordUnreadable(f"record {row.id}: {error.detail}")
        return LockedRecord(
            kind, record, row.hash, ChainEnd(row.chain, row.events, row.seal_v), scopes
        )

    def _scopes(self, kind: Kind[R], record: R) -> frozenset[str]:
        root = kind.follows(record)
        if root is None:
            return kind.scopes(record)
        held = self.find(root)
        if held is None:
            raise KeyError(root)
        return held.scopes
