"""The outbox on disk: a command is written here before anybody is told that it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from workstation.cache.file import DatabaseFile, moment_of
from workstation.cache.values import (
    ASKING,
    WAITING,
    Account,
    AppliedReceipt,
    CommandStage,
    OutboxEntry,
    receipts_of,
)
from workstation.cache.work_tables import account, device, ignored_term, outbox
from workstation.domain.glossary.values import GLOSSARY_ID, LetPass
from workstation.domain.record import Command, Registry
from workstation.domain.text import Bilingual
from workstation.wire.codec import NOT_JSON, decode, encode
from workstation.wire.push import Disposition, Quarantined, unknown, unpack
from workstation.wire.unknown import read_kept, unreadable_answer

_DISPOSITION = msgspec.json.Decoder(Disposition)
_EARLIER = msgspec.json.Decoder(tuple[AppliedReceipt, ...])
_Kept = tuple[tuple[str, str, tuple[AppliedReceipt, ...]], ...]
# The columns that hold what the server said.
_RECEIPTS = (outbox.c.disposition, outbox.c.epoch, outbox.c.earlier)


class Outbox:
    """The rows of the outbox of one account. It decides nothing: `Ledger` says what to write.

    Every verb raises `ProfileProblem`; what it was to change is then as it was.
    """

    def __init__(self, file: DatabaseFile, account: Account, kinds: Registry) -> None:
        self._file = file
        self._kinds = kinds
        self._mine = (outbox.c.server == account.server) & (outbox.c.user == account.user)
        self._account = account

    async def alive(self) -> tuple[OutboxEntry, ...]:
        """Everything that waits or asks, in the order in which it was given."""

        def work(connection: Connection) -> tuple[OutboxEntry, ...]:
            wanted = select(outbox).where(self._mine, outbox.c.stage.in_(WAITING | ASKING))
            return tuple(map(self._entry, connection.execute(wanted.order_by(outbox.c.n))))

        return await self._file.run(work)

    async def applied(self) -> _Kept:
        """Id, record and receipts of the commands that were applied and are still kept."""

        def work(connection: Connection) -> _Kept:
            columns = (outbox.c.id, outbox.c.record_id, *_RECEIPTS)
            wanted = select(*columns).where(self._mine, outbox.c.stage == CommandStage.APPLIED)
            rows = connection.execute(wanted).all()
            return tuple(
                (row.id, row.record_id, found) for row in rows if (found := _receipts(row))
            )

        return await self._file.run(work)

    async def epoch(self) -> str:
        """The life of the server that the receipts come from, "" before the first of them."""
        return await self._file.run(self._epoch)

    def _epoch(self, connection: Connection) -> str:
        mine = (account.c.server == self._account.server) & (account.c.user == self._account.user)
        return connection.execute(select(account.c.epoch).where(mine)).scalar() or ""

    async def entries(self, ids: Sequence[str]) -> tuple[OutboxEntry, ...]:
        """These entries, in the order in which they were given."""

        def work(connection: Connection) -> tuple[OutboxEntry, ...]:
            wanted = select(outbox).where(outbox.c.id.in_(ids)).order_by(outbox.c.n)
            return tuple(map(self._entry, connection.execute(wanted)))

        return await self._file.run(work)

    async def add(
        self,
        entries: Sequence[OutboxEntry],
        seen: bytes | None,
        ended: Sequence[str] = (),
        relinked: Sequence[tuple[str, str | None]] = (),
    ) -> tuple[OutboxEntry, ...]:
        """Number these commands and keep them; on return they survive anything but the disk.

        `seen` is the record as it stood before their author. `ended` are the question that they
        answer, and its followers, which they replace; `relinked` says what each command that waited
        for those waits for now. All is done in one transaction.
        """

        def work(connection: Connection) -> tuple[OutboxEntry, ...]:
            if ended:
                _settle(connection, ended[0], ended[1:], relinked)
            n = connection.execute(
                update(device).values(n=device.c.n + len(entries)).returning(device.c.n)
            ).scalar_one()
            first = n - len(entries) + 1
            numbered = tuple(replace(entry, n=first + i) for i, entry in enumerate(entries))
            connection.execute(insert(outbox), [self._row(entry, seen) for entry in numbered])
            return numbered

        return await self._file.run(work)

    async def take_over(self, user: str, new_id: Callable[[], str]) -> None:
        """Make commands of the terms that this user let pass before there was a glossary.

        All is done in one transaction; whether each command is legal, the server says.
        """

        def work(connection: Connection) -> None:
            mine = ignored_term.c.user == user
            rows = connection.execute(select(ignored_term).where(mine).order_by(ignored_term.c.at))
            for row in rows.all():
                n = connection.execute(
                    update(device).values(n=device.c.n + 1).returning(device.c.n)
                ).scalar_one()
                command, id_ = LetPass(row.term, row.reason), new_id()
                entry = OutboxEntry(
                    id=id_,
                    n=n,
                    chain=id_,
                    record_kind=GLOSSARY_ID,
                    record_id=GLOSSARY_ID,
                    name="let_pass",
                    command=command,
                    body=encode(command),
                    v=1,
                    base_version=0,
                    prev=None,
                    at=moment_of(row.at),
                    held_until=None,
                    stage=CommandStage.QUEUED,
                    reference="",
                    title=Bilingual(),
                )
                connection.execute(insert(outbox), self._row(entry, None))
            connection.execute(delete(ignored_term).where(mine))

        await self._file.run(work)

    async def set_stage(self, ids: Iterable[str], stage: CommandStage) -> None:
        """Note how far these commands have come."""
        wanted = list(ids)
        await self._file.run(
            lambda connection: connection.execute(
                update(outbox).where(outbox.c.id.in_(wanted)).values(stage=stage)
            )
        )

    async def dispose(
        self,
        disposed: Sequence[tuple[str, CommandStage, Disposition]],
        at: datetime,
        epoch: str,
        copies_from: str,
    ) -> tuple[bool, int]:
        """Keep what the server said of each of these commands in its life `epoch`.

        If that is another life than the kept receipts come from, all that was applied waits again,
        but for what the answers say is there: it may have been lost. Returns whether it is another,
        and how many commands wait again. A profile that does not know yet which life its receipts
        are of takes them to be of the life that its cases come from, `copies_from`.
        """
        moment = at.timestamp()

        def work(connection: Connection) -> tuple[bool, int]:
            reborn = bool(epoch) and self._live(connection, epoch, copies_from)
            ids = [id_ for id_, *_rest in disposed]
            of_another_life = (outbox.c.disposition.is_not(None), outbox.c.epoch != epoch)
            before = select(outbox.c.id, *_RECEIPTS).where(outbox.c.id.in_(ids), *of_another_life)
            earlier = {row.id: encode(_receipts(row)) for row in connection.execute(before)}
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
            again = self._mine & outbox.c.stage.in_(WAITING)
            count = select(func.count()).where(again, *of_another_life)
            return reborn, int(connection.execute(count).scalar_one())

        return await self._file.run(work)

    def _live(self, connection: Connection, epoch: str, copies_from: str) -> bool:
        """Note the life of the server. If it is another than the receipts come from, have all that
        was applied, or sent, wait again. Returns whether it is another."""
        known = self._epoch(connection) or copies_from
        mine = (account.c.server == self._account.server) & (account.c.user == self._account.user)
        connection.execute(update(account).where(mine).values(epoch=epoch))
        if known in ("", epoch):
            return False
        unknown = self._mine & (outbox.c.stage == CommandStage.APPLIED) & (outbox.c.epoch == "")
        connection.execute(update(outbox).where(unknown).values(epoch=known))
        # What was sent and not answered is not there without what it was given with.
        told = update(outbox).where(
            self._mine, outbox.c.stage.in_([CommandStage.APPLIED, CommandStage.SENT])
        )
        connection.execute(told.values(stage=CommandStage.QUEUED))
        return True

    async def remove(self, ids: Sequence[str], relinked: Sequence[tuple[str, str | None]]) -> None:
        """Take out commands that were never sent, and tie those that waited for them anew."""

        def work(connection: Connection) -> None:
            connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))
            _relink(connection, relinked)

        await self._file.run(work)

    async def answer(
        self, id_: str, gone: Sequence[str], relinked: Sequence[tuple[str, str | None]]
    ) -> None:
        """Settle the question that its author has answered. Its followers in `gone` are taken out,
        and those that waited for them are tied anew."""
        await self._file.run(lambda connection: _settle(connection, id_, gone, relinked))

    def _row(self, entry: OutboxEntry, seen: bytes | None) -> dict[str, Any]:
        return {
            "id": entry.id,
            "n": entry.n,
            "server": self._account.server,
            "user": self._account.user,
            "chain": entry.chain,
            "record_kind": entry.record_kind,
            "record_id": entry.record_id,
            "kind": entry.name,
            "v": entry.v,
            "body": entry.body,
            "base_version": entry.base_version,
            "prev": entry.prev,
            "rests_on": encode(entry.rests_on) if entry.rests_on else None,
            "others": encode(entry.others) if entry.others else None,
            "at": entry.at.timestamp(),
            "held_until": entry.held_until.timestamp() if entry.held_until else None,
            "stage": entry.stage,
            "acked": False,
            "title_en": entry.title.en,
            "title_zh": entry.title.zh,
            "reference": entry.reference,
            "seen": seen,
        }

    def _entry(self, row: Row[Any]) -> OutboxEntry:
        said = _said(row.disposition)
        kind = self._kinds.named(row.record_kind)
        act = kind.by_name.get(row.kind) if kind is not None else None
        if said is None and row.stage in ASKING:
            # Its author is asked all the same.
            reason, remedy = unreadable_answer()
            said = Quarantined(id=row.id, reason=reason, remedy=remedy)
        return OutboxEntry(
            id=row.id,
            n=row.n,
            chain=row.chain,
            record_kind=row.record_kind,
            record_id=row.record_id,
            name=row.kind,
            alone=act is not None and act.subject is not None,
            apart=act is not None and act.apart,
            command=read_kept(partial(self._read, row.record_kind), row.kind, row.body, row.v),
            body=row.body,
            v=row.v,
            base_version=row.base_version,
            prev=row.prev,
            rests_on=decode(row.rests_on, tuple[str, ...]) if row.rests_on else (),
            others=decode(row.others, dict[str, int]) if row.others else {},
            at=moment_of(row.at),
            held_until=moment_of(row.held_until) if row.held_until is not None else None,
            stage=CommandStage(row.stage),
            reference=row.reference,
            title=Bilingual(row.title_en, row.title_zh),
            disposition=said,
            epoch=row.epoch,
            earlier=_kept(row.earlier),
        )

    def _read(self, kind: str, name: str, body: bytes, v: int) -> Command:
        """The command of that name. Raises `Malformed` for what this version does not know."""
        known = self._kinds.named(kind)
        if known is None:
            raise unknown(kind)
        return unpack(known, name, body, v)


def _settle(
    connection: Connection,
    question: str,
    followers: Sequence[str],
    relinked: Iterable[tuple[str, str | None]],
) -> None:
    """Note that a question was answered, and take its followers out."""
    settled = update(outbox).where(outbox.c.id == question)
    connection.execute(settled.values(stage=CommandStage.ANSWERED, seen=None))
    connection.execute(delete(outbox).where(outbox.c.id.in_(followers)))
    _relink(connection, relinked)


def _relink(connection: Connection, relinked: Iterable[tuple[str, str | None]]) -> None:
    """Have each of these commands wait for another predecessor, or for none."""
    for id_, prev in relinked:
        connection.execute(update(outbox).where(outbox.c.id == id_).values(prev=prev))


def _receipts(row: Row[*tuple[Any, ...]]) -> tuple[AppliedReceipt, ...]:
    return receipts_of(_said(row.disposition), row.epoch, _kept(row.earlier))


def _kept(stored: bytes | None) -> tuple[AppliedReceipt, ...]:
    return _EARLIER.decode(stored) if stored else ()


def _said(stored: bytes | None) -> Disposition | None:
    """What the server said; None too for what only a later version can read."""
    try:
        return _DISPOSITION.decode(stored) if stored else None
    except NOT_JSON:
        return None
