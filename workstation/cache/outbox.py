"""The outbox on disk: every command is journalled here before anybody is told that it was given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, null, select, update

from workstation.cache.file import File
from workstation.cache.values import (
    ASKING,
    WAITING,
    Account,
    AppliedReceipt,
    Entry,
    Stage,
    receipts_of,
)
from workstation.cache.work_tables import account, device, house_edit, outbox
from workstation.domain.acts import kind_of
from workstation.domain.text import Bilingual
from workstation.wire.codec import NOT_JSON, encode
from workstation.wire.push import Disposition, Quarantined, unpack_command
from workstation.wire.unknown import read_kept, unreadable_answer

_disposition = msgspec.json.Decoder(Disposition)
_earlier_ones = msgspec.json.Decoder(tuple[AppliedReceipt, ...])
_Kept = tuple[tuple[str, str, tuple[AppliedReceipt, ...]], ...]
# Columns that tell of what the server said.
_RECEIPTS = (outbox.c.disposition, outbox.c.epoch, outbox.c.earlier)


class Outbox:
    """Rows of the outbox of one account. Thinks nothing: `Ledger` says what to write."""

    def __init__(self, file: File, account: Account) -> None:
        self._file = file
        self._mine = (outbox.c.server == account.server) & (outbox.c.user == account.user)
        self._account = account

    async def alive(self) -> tuple[Entry, ...]:
        """Everything that waits or asks, in the order in which it was given."""

        def work(connection: Connection) -> tuple[Entry, ...]:
            stages = [Stage.QUEUED, Stage.SENT, Stage.REFUSED, Stage.CONFLICT, Stage.QUARANTINED]
            wanted = select(outbox).where(self._mine, outbox.c.stage.in_(stages))
            return tuple(map(_entry, connection.execute(wanted.order_by(outbox.c.n))))

        return await self._file.run(work)

    async def applied(self) -> _Kept:
        """Id, case and receipts of what the server took in and is still kept."""

        def work(connection: Connection) -> _Kept:
            columns = (outbox.c.id, outbox.c.case_id, *_RECEIPTS)
            wanted = select(*columns).where(self._mine, outbox.c.stage == Stage.APPLIED)
            rows = connection.execute(wanted).all()
            return tuple((row.id, row.case_id, found) for row in rows if (found := _receipts(row)))

        return await self._file.run(work)

    async def epoch(self) -> str:
        """The life of the server that the receipts come from, "" before the first of them."""
        return await self._file.run(self._epoch)

    def _epoch(self, connection: Connection) -> str:
        mine = (account.c.server == self._account.server) & (account.c.user == self._account.user)
        return connection.execute(select(account.c.epoch).where(mine)).scalar() or ""

    async def entries(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """These entries, in the order in which they were given."""

        def work(connection: Connection) -> tuple[Entry, ...]:
            wanted = select(outbox).where(outbox.c.id.in_(ids)).order_by(outbox.c.n)
            return tuple(map(_entry, connection.execute(wanted)))

        return await self._file.run(work)

    async def add(
        self,
        entries: Sequence[Entry],
        seen: bytes | None,
        ended: Sequence[str] = (),
        relinked: Sequence[tuple[str, str | None]] = (),
    ) -> tuple[Entry, ...]:
        """Journal these commands, numbered; on return they survive anything but the disk.

        `ended` are a question that they answer and its followers, which they replace, `relinked`
        what waited for those; all is settled in the same transaction.
        """

        def work(connection: Connection) -> tuple[Entry, ...]:
            if ended:
                settled = update(outbox).where(outbox.c.id == ended[0])
                connection.execute(settled.values(stage=Stage.ANSWERED, seen=None))
                connection.execute(delete(outbox).where(outbox.c.id.in_(ended[1:])))
                _relink(connection, relinked)
            n = connection.execute(
                update(device).values(n=device.c.n + len(entries)).returning(device.c.n)
            ).scalar_one()
            first = n - len(entries) + 1
            numbered = tuple(replace(entry, n=first + i) for i, entry in enumerate(entries))
            connection.execute(insert(outbox), [self._row(entry, seen) for entry in numbered])
            return numbered

        return await self._file.run(work)

    async def set_stage(self, ids: Iterable[str], stage: Stage) -> None:
        """Note how far these commands have come."""
        wanted = list(ids)
        await self._file.run(
            lambda connection: connection.execute(
                update(outbox).where(outbox.c.id.in_(wanted)).values(stage=stage)
            )
        )

    async def dispose(
        self,
        disposed: Sequence[tuple[str, Stage, Disposition]],
        at: datetime,
        epoch: str,
        copies_from: str,
    ) -> tuple[bool, int]:
        """Keep what the server said in its life `epoch` to each of these commands.

        If that is another life than the kept receipts come from, all that was applied, changes of
        the house book too, waits again in the same transaction, but for what the answers say is
        there: it may have been lost. Returns whether it is another, and how many commands wait so.
        A profile that does not know yet whose its receipts are takes them to be of the life that
        its cases come from, `copies_from`.
        """
        moment = at.timestamp()

        def work(connection: Connection) -> tuple[bool, int]:
            reborn = bool(epoch) and self._live(connection, epoch, copies_from)
            earlier = _earlier(connection, [id_ for id_, *_rest in disposed], epoch)
            for id_, stage, disposition in disposed:
                told = update(outbox).where(outbox.c.id == id_, outbox.c.stage.in_(WAITING))
                connection.execute(
                    told.values(
                        stage=stage,
                        disposition=encode(disposition),
                        disposed_at=moment,
                        epoch=epoch,
                        earlier=earlier.get(id_, outbox.c.earlier),
                        acked=False,
                    )
                )
            return reborn, self._offered_again(connection, epoch)

        return await self._file.run(work)

    def _offered_again(self, connection: Connection, epoch: str) -> int:
        again = self._mine & outbox.c.stage.in_(WAITING) & outbox.c.disposition.is_not(None)
        query = select(func.count()).where(again, outbox.c.epoch != epoch)
        return int(connection.execute(query).scalar_one())

    def _live(self, connection: Connection, epoch: str, copies_from: str) -> bool:
        known = self._epoch(connection) or copies_from
        mine = (account.c.server == self._account.server) & (account.c.user == self._account.user)
        connection.execute(update(account).where(mine).values(epoch=epoch))
        if known in ("", epoch):
            return False
        unknown = self._mine & (outbox.c.stage == Stage.APPLIED) & (outbox.c.epoch == "")
        connection.execute(update(outbox).where(unknown).values(epoch=known))
        # What was sent and not answered is not there without what it was given with.
        told = update(outbox).where(self._mine, outbox.c.stage.in_([Stage.APPLIED, Stage.SENT]))
        connection.execute(told.values(stage=Stage.QUEUED))
        self._line_up(connection)
        edits = (house_edit.c.server == self._account.server) & (
            house_edit.c.user == self._account.user
        )
        settled = update(house_edit).where(edits, house_edit.c.settled)
        connection.execute(settled.values(answer=null(), answered_at=null(), settled=False))
        return True

    def _line_up(self, connection: Connection) -> None:
        """Tie what waits of each case into one line: what was given after a command that had
        been applied did not wait for it then, and does now.
        """
        columns = (outbox.c.id, outbox.c.case_id, outbox.c.prev)
        waiting = select(*columns).where(self._mine, outbox.c.stage.in_(WAITING))
        asking = select(outbox.c.id).where(self._mine, outbox.c.stage.in_(ASKING))
        held_back = set(connection.execute(asking).scalars())
        last: dict[str, str] = {}
        for id_, case_id, prev in connection.execute(waiting.order_by(outbox.c.n)).all():
            # What waits for a person's answer goes on waiting for it.
            if prev not in held_back and case_id in last:
                _relink(connection, [(id_, last[case_id])])
            last[case_id] = id_

    async def remove(self, ids: Sequence[str], relinked: Sequence[tuple[str, str | None]]) -> None:
        """Take commands out that were never sent, and tie what came after them to what is left."""

        def work(connection: Connection) -> None:
            connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))
            _relink(connection, relinked)

        await self._file.run(work)

    async def answer(self, id_: str, gone: Sequence[str], freed: Sequence[str]) -> None:
        """A person answered the question: it is settled, its followers gone, others freed."""

        def work(connection: Connection) -> None:
            settled = update(outbox).where(outbox.c.id == id_)
            connection.execute(settled.values(stage=Stage.ANSWERED, seen=None))
            connection.execute(delete(outbox).where(outbox.c.id.in_(gone)))
            _relink(connection, [(each, None) for each in freed])

        await self._file.run(work)

    def _row(self, entry: Entry, seen: bytes | None) -> dict[str, Any]:
        return {
            "id": entry.id,
            "n": entry.n,
            "server": self._account.server,
            "user": self._account.user,
            "chain": entry.chain,
            "case_id": entry.case_id,
            "kind": kind_of(entry.command),
            "v": entry.v,
            "body": entry.body,
            "base_version": entry.base_version,
            "prev": entry.prev,
            "at": entry.at.timestamp(),
            "held_until": entry.held_until.timestamp() if entry.held_until else None,
            "stage": entry.stage,
            "acked": False,
            "title_en": entry.title.en,
            "title_zh": entry.title.zh,
            "reference": entry.reference,
            "seen": seen,
        }


def _relink(connection: Connection, relinked: Iterable[tuple[str, str | None]]) -> None:
    for id_, prev in relinked:
        connection.execute(update(outbox).where(outbox.c.id == id_).values(prev=prev))


def _entry(row: Row[Any]) -> Entry:
    said = _said(row.disposition)
    if said is None and row.stage in ASKING:
        # Its person is asked all the same.
        reason, remedy = unreadable_answer()
        said = Quarantined(id=row.id, reason=reason, remedy=remedy)
    return Entry(
        id=row.id,
        n=row.n,
        chain=row.chain,
        case_id=row.case_id,
        command=read_kept(unpack_command, row.kind, row.body, row.v),
        body=row.body,
        v=row.v,
        base_version=row.base_version,
        prev=row.prev,
        at=moment_of(row.at),
        held_until=moment_of(row.held_until) if row.held_until is not None else None,
        stage=Stage(row.stage),
        reference=row.reference,
        title=Bilingual(row.title_en, row.title_zh),
        disposition=said,
        epoch=row.epoch,
        earlier=_kept(row.earlier),
    )


def _earlier(connection: Connection, ids: Sequence[str], epoch: str) -> dict[str, bytes]:
    """The receipts, ready to be kept, of those that were applied in another life than this."""
    before = (outbox.c.disposition.is_not(None), outbox.c.epoch != epoch)
    rows = connection.execute(select(outbox.c.id, *_RECEIPTS).where(outbox.c.id.in_(ids), *before))
    return {row.id: encode(_receipts(row)) for row in rows}


def _receipts(row: Row[*tuple[Any, ...]]) -> tuple[AppliedReceipt, ...]:
    return receipts_of(_said(row.disposition), row.epoch, _kept(row.earlier))


def _kept(stored: bytes | None) -> tuple[AppliedReceipt, ...]:
    return _earlier_ones.decode(stored) if stored else ()


def _said(stored: bytes | None) -> Disposition | None:
    """What the server said; None too for what only a later version can read."""
    try:
        return _disposition.decode(stored) if stored else None
    except NOT_JSON:
        return None


def moment_of(seconds: float) -> datetime:
    """A stored moment."""
    return datetime.fromtimestamp(seconds, UTC)
