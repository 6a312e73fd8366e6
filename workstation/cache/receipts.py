"""What has to be told to the server about its receipts, and what need not be kept any longer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, delete, select, update

from workstation.cache.file import File
from workstation.cache.values import WAITING, Account, Stage
from workstation.cache.work_tables import house_edit, incident, outbox
from workstation.domain.case import Case
from workstation.wire.codec import NOT_JSON, Malformed, decode_case

# Answered and applied commands are kept this long: a server that was restored from a backup may
# have lost them, and is offered them again (sync.md 5.4).
KEPT = timedelta(days=30)
MOST_ACKED = 500


class _Answered(msgspec.Struct, frozen=True):
    epoch: str = ""


_answered = msgspec.json.Decoder(_Answered)


class Receipts:
    """The housekeeping of the outbox of one account."""

    def __init__(self, file: File, account: Account) -> None:
        self._file = file
        self._account = account
        self._mine = (outbox.c.server == account.server) & (outbox.c.user == account.user)

    async def to_ack(self) -> tuple[str, ...]:
        """Commands whose disposition is stored here and whose sender does not know that yet."""

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
        """The server knows that these dispositions are stored."""
        if ids:
            done = update(outbox).where(outbox.c.id.in_(ids)).values(acked=True)
            await self._file.run(lambda connection: connection.execute(done))

    async def latest(self, epoch: str, now: datetime) -> str:
        """The newest command that the server has applied in this life of it, "" for none of the
        time for which both ends keep receipts.

        A server that does not know it has gone back behind what it once said.
        """

        def work(connection: Connection) -> str:
            applied = select(outbox.c.id).where(
                self._mine,
                outbox.c.stage == Stage.APPLIED,
                outbox.c.epoch == epoch,
                outbox.c.disposed_at >= (now - KEPT).timestamp(),
            )
            newest = applied.order_by(outbox.c.n.desc()).limit(1)
            return connection.execute(newest).scalar() or ""

        return await self._file.run(work)

    async def latest_edit(self, epoch: str, now: datetime) -> str:
        """As `latest`, of changes of the house book."""

        def work(connection: Connection) -> str:
            made = select(house_edit.c.id, house_edit.c.answer).where(
                house_edit.c.server == self._account.server,
                house_edit.c.user == self._account.user,
                house_edit.c.settled,
                house_edit.c.answered_at >= (now - KEPT).timestamp(),
            )
            for row in connection.execute(made.order_by(house_edit.c.n.desc())):
                if _life(row.answer) == epoch:
                    return str(row.id)
            return ""

        return await self._file.run(work)

    async def prune(self, now: datetime) -> None:
        """Let go of what was settled long ago."""
        settled = [Stage.APPLIED, Stage.ANSWERED]
        before = (now - KEPT).timestamp()
        old = delete(outbox).where(outbox.c.stage.in_(settled), outbox.c.disposed_at < before)
        await self._file.run(lambda connection: connection.execute(old))

    async def seen(self, id_: str) -> Case | None:
        """The case as it stood before the person who gave this command, if it can be read."""

        def work(connection: Connection) -> bytes | None:
            return connection.execute(select(outbox.c.seen).where(outbox.c.id == id_)).scalar()

        body = await self._file.run(work)
        try:
            return decode_case(body) if body else None
        except Malformed:
            return None

    async def forget_cases(self, gone: Collection[str] | None = None) -> None:
        """Drop the copies of cases that left the person's sight, by default of all; their own
        words stay."""

        def work(connection: Connection) -> None:
            holding = select(outbox.c.id, outbox.c.case_id).where(
                self._mine, outbox.c.seen.is_not(None)
            )
            rows = connection.execute(holding)
            ids = [row.id for row in rows if gone is None or row.case_id in gone]
            if ids:
                connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(seen=None))

        await self._file.run(work)

    async def report(self, what: str, detail: str, at: datetime) -> None:
        """Keep an incident of integrity for whoever looks into it."""
        row = incident.insert().values(at=at.timestamp(), what=what, detail=detail)
        await self._file.run(lambda connection: connection.execute(row))

    async def incidents(self) -> tuple[tuple[str, str], ...]:
        """All incidents, oldest first: what, and the detail."""

        def work(connection: Connection) -> tuple[tuple[str, str], ...]:
            rows = connection.execute(select(incident.c.what, incident.c.detail))
            return tuple((row.what, row.detail) for row in rows)

        return await self._file.run(work)

    async def cases_remembered(self) -> frozenset[str]:
        """The cases of which the outbox holds a copy."""

        def work(connection: Connection) -> frozenset[str]:
            holding = select(outbox.c.case_id).where(self._mine, outbox.c.seen.is_not(None))
            return frozenset(connection.execute(holding).scalars())

        return await self._file.run(work)


def _life(answer: bytes) -> str:
    """The life of the server in which it answered; "" for what only a later version can read."""
    try:
        return _answered.decode(answer).epoch
    except NOT_JSON:
        return ""
