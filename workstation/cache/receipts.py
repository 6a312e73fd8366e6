"""What becomes of the outbox besides its commands: receipts, remembered records, incidents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from workstation.cache.file import DatabaseFile
from workstation.cache.values import WAITING, Account, CommandStage
from workstation.cache.work_tables import incident, outbox
from workstation.domain.record import Record, Registry
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import Malformed

# Answered and applied commands are kept this long: a server that was restored from a backup may
# have lost them, and is offered them again.
KEPT = timedelta(days=30)
MOST_ACKED = 500


class ReceiptKeeping:
    """The housekeeping of the outbox of one account. Every verb raises `ProfileProblem`."""

    def __init__(self, file: DatabaseFile, account: Account, kinds: Registry) -> None:
        self._file = file
        self._kinds = kinds
        self._account = account
        self._mine = (outbox.c.server == account.server) & (outbox.c.user == account.user)

    async def to_ack(self) -> tuple[str, ...]:
        """The commands whose answer is stored here while the server does not know that yet."""

        def work(connection: Connection) -> tuple[str, ...]:
            wanted = select(outbox.c.id).where(
                self._mine,
                outbox.c.disposition.is_not(None),
                # What is offered again waits for another answer than the one that it has.
                outbox.c.stage.not_in(WAITING),
                outbox.c.acked == False,  # noqa: E712
            )
            return tuple(connection.execute(wanted.limit(MOST_ACKED)).scalars())

        return await self._file.run(work)

    async def acked(self, ids: Sequence[str]) -> None:
        """Note that the server knows that the answers to these are stored."""
        if ids:
            done = update(outbox).where(outbox.c.id.in_(ids)).values(acked=True)
            await self._file.run(lambda connection: connection.execute(done))

    async def latest(self, epoch: str, now: datetime) -> str:
        """The newest command that the server has applied in its life `epoch`, "" if there is none
        in the time for which both ends keep receipts.

        A server that does not know it has gone back behind what it once said.
        """

        def work(connection: Connection) -> str:
            applied = select(outbox.c.id).where(
                self._mine,
                outbox.c.stage == CommandStage.APPLIED,
                outbox.c.epoch == epoch,
                outbox.c.disposed_at >= (now - KEPT).timestamp(),
            )
            newest = applied.order_by(outbox.c.n.desc()).limit(1)
            return connection.execute(newest).scalar() or ""

        return await self._file.run(work)

    async def prune(self, now: datetime) -> None:
        """Forget the commands that were applied or answered long ago."""
        settled = [CommandStage.APPLIED, CommandStage.ANSWERED]
        before = (now - KEPT).timestamp()
        old = delete(outbox).where(outbox.c.stage.in_(settled), outbox.c.disposed_at < before)
        await self._file.run(lambda connection: connection.execute(old))

    async def seen(self, id_: str) -> Record | None:
        """The record as it stood before the author of this command, None if it cannot be read."""

        def work(connection: Connection) -> tuple[str, bytes] | None:
            columns = select(outbox.c.record_kind, outbox.c.seen).where(outbox.c.id == id_)
            row = connection.execute(columns).first()
            return (row.record_kind, row.seen) if row is not None and row.seen else None

        found = await self._file.run(work)
        kind = self._kinds.named(found[0]) if found is not None else None
        if found is None or kind is None:
            return None
        try:
            record: Record = unpack_record(kind, found[1])
        except Malformed:
            return None
        return record

    async def forget_records(self, gone: Collection[str] | None = None) -> None:
        """Drop the copies of these records, which have left the person's sight, by default of all;
        what the person wrote in their commands stays."""

        def work(connection: Connection) -> None:
            holding = select(outbox.c.id, outbox.c.record_id).where(
                self._mine, outbox.c.seen.is_not(None)
            )
            rows = connection.execute(holding)
            ids = [row.id for row in rows if gone is None or row.record_id in gone]
            if ids:
                connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(seen=None))

        await self._file.run(work)

    async def report(self, what: str, detail: str, at: datetime) -> None:
        """Keep a note of something that should not happen, for whoever looks into it."""
        row = incident.insert().values(at=at.timestamp(), what=what, detail=detail)
        await self._file.run(lambda connection: connection.execute(row))

    async def incidents(self) -> tuple[tuple[str, str], ...]:
        """All incidents, the oldest first, each with its detail."""

        def work(connection: Connection) -> tuple[tuple[str, str], ...]:
            rows = connection.execute(select(incident.c.what, incident.c.detail))
            return tuple((row.what, row.detail) for row in rows)

        return await self._file.run(work)

    async def records_remembered(self) -> frozenset[str]:
        """The records of which the outbox holds a copy."""

        def work(connection: Connection) -> frozenset[str]:
            holding = select(outbox.c.record_id).where(self._mine, outbox.c.seen.is_not(None))
            return frozenset(connection.execute(holding).scalars())

        return await self._file.run(work)
