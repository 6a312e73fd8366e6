"""The person's changes of the house book: journalled before they are given, kept until answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from workstation.cache.file import File
from workstation.cache.outbox import moment_of
from workstation.cache.problem import DiskTrouble
from workstation.cache.receipts import KEPT
from workstation.cache.values import Account
from workstation.cache.work_tables import house_edit, ignored_term
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.house import House, HouseChange, LetPass, change_house, subject_of
from workstation.domain.problem import Refused
from workstation.wire.codec import NOT_JSON, encode
from workstation.wire.house import (
    HOUSE_VERSION,
    HouseAnswer,
    HouseApplied,
    HouseRefused,
    pack_change,
    unpack_change,
)
from workstation.wire.unknown import read_kept, unreadable_answer

_answer = msgspec.json.Decoder(HouseAnswer)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdit:
    """One change in the journal. `kind`, `body` and `v` are what is sent, whatever comes between.

    `prev` is the edit of the same subject that it rests on. `sent`: the server may have it. What
    a later version wrote is an `UnknownCommand` here, which is sent and otherwise left alone.
    """

    id: str
    n: int
    change: HouseChange | UnknownCommand
    kind: str
    body: bytes
    v: int
    prev: str | None
    at: datetime
    sent: bool = False
    answer: HouseAnswer | None = None


class HouseEdits:
    """The journal of one account: what waits, what was refused, what the book does not show yet.

    It is kept in memory too, and changed on one thread only.
    """

    def __init__(self, file: File, account: Account) -> None:
        self._file = file
        self._account = account
        self._edits: dict[str, KeptEdit] = {}

    async def load(self, held: int, now: datetime, epoch: str = "") -> None:
        """Read what is alive over a book of version `held`, of the life `epoch` of the server; let
        go of what was settled long ago."""

        before = (now - KEPT).timestamp()
        old = delete(house_edit).where(house_edit.c.settled, house_edit.c.answered_at < before)

        def work(connection: Connection) -> tuple[KeptEdit, ...]:
            wanted = select(house_edit).where(self._mine()).order_by(house_edit.c.n)
            return tuple(map(_edit, connection.execute(wanted)))

        with suppress(DiskTrouble):
            await self._file.run(lambda connection: connection.execute(old))
        found = await self._file.run(work)
        self._edits = {each.id: each for each in found}
        self.settle(held, epoch)

    def entries(self) -> tuple[KeptEdit, ...]:
        """Everything that is alive, in the order in which it was given."""
        return tuple(self._edits.values())

    def next(self) -> KeptEdit | None:
        """The next one to send."""
        return next((each for each in self._edits.values() if each.answer is None), None)

    async def give(self, id_: str, change: HouseChange | UnknownCommand, at: datetime) -> None:
        """Journal a change; it is durable on return."""
        subject = _subject(change)
        before = [
            each.id
            for each in self._edits.values()
            if subject and each.answer is None and _subject(each.change) == subject
        ]
        edit = _fresh(id_, change, before[-1] if before else None, at)
        n = await self._file.run(lambda connection: self._add(connection, edit))
        self._edits[id_] = replace(edit, n=n)

    async def take_over(self, user: str, new_id: Callable[[], str]) -> None:
        """Make edits of the terms that this user let pass before there was a book.

        All of it in one transaction; whether each of them is legal, the server says.
        """

        def work(connection: Connection) -> None:
            mine = ignored_term.c.user == user
            rows = connection.execute(select(ignored_term).where(mine).order_by(ignored_term.c.at))
            for row in rows.all():
                change = LetPass(row.term, row.reason)
                self._add(connection, _fresh(new_id(), change, None, moment_of(row.at)))
            connection.execute(delete(ignored_term).where(mine))

        await self._file.run(work)

    async def sent(self, id_: str) -> None:
        """It is about to be sent; from here on it cannot be taken back unheard."""
        edit = self._edits.get(id_)
        if edit is not None and not edit.sent:
            self._edits[id_] = replace(edit, sent=True)
            gone = update(house_edit).where(house_edit.c.id == id_).values(sent=True)
            await self._file.run(lambda connection: connection.execute(gone))

    async def dispose(self, answer: HouseAnswer, now: datetime) -> None:
        """Keep what the server said."""
        told = update(house_edit).where(house_edit.c.id == answer.id)
        values = told.values(
            answer=encode(answer),
            answered_at=now.timestamp(),
            settled=isinstance(answer, HouseApplied),
        )
        await self._file.run(lambda connection: connection.execute(values))
        if answer.id in self._edits:
            self._edits[answer.id] = replace(self._edits[answer.id], answer=answer)

    async def drop(self, id_: str) -> None:
        """Give up an edit that was refused, or that nobody has heard of. Raises `KeyError`."""
        edit = self._edits[id_]
        if isinstance(edit.answer, HouseApplied) or (edit.sent and edit.answer is None):
            raise KeyError(id_)
        # First here, so that it is not sent while the disk is waited for.
        del self._edits[id_]
        gone = delete(house_edit).where(house_edit.c.id == id_)
        await self._file.run(lambda connection: connection.execute(gone))

    def settle(self, held: int, epoch: str = "") -> None:
        """Let go of what a book of version `held` shows, if it is of the life `epoch` of the
        server; "" where nobody says which."""
        for each in self.entries():
            if isinstance(each.answer, HouseApplied) and _shows(held, epoch, each.answer):
                del self._edits[each.id]

    def _mine(self) -> Any:
        # Any: a column expression of SQLAlchemy.
        account = self._account
        return (house_edit.c.server == account.server) & (house_edit.c.user == account.user)

    def _add(self, connection: Connection, edit: KeptEdit) -> int:
        last = connection.execute(select(func.max(house_edit.c.n))).scalar()
        n = int(last or 0) + 1
        connection.execute(
            insert(house_edit).values(
                id=edit.id,
                n=n,
                server=self._account.server,
                user=self._account.user,
                kind=edit.kind,
                body=edit.body,
                v=edit.v,
                prev=edit.prev,
                at=edit.at.timestamp(),
                sent=False,
                settled=False,
            )
        )
        return n


def _shows(held: int, epoch: str, said: HouseApplied) -> bool:
    return said.version <= held and ("" in (epoch, said.epoch) or epoch == said.epoch)


def overlaid(truth: House, edits: Iterable[KeptEdit], me: Actor) -> House:
    """The book with the person's own edits: derived, never stored. What rests on a no is one."""
    house, lost = truth, set[str]()
    for edit in edits:
        if isinstance(edit.answer, HouseRefused) or edit.prev in lost:
            lost.add(edit.id)
            continue
        if isinstance(edit.change, UnknownCommand):
            continue
        try:
            house = change_house(house, edit.change, me, edit.at)
        except Refused:
            lost.add(edit.id)
    return house


def _subject(change: HouseChange | UnknownCommand) -> str:
    """What a change is about; "" where only a later version could tell."""
    return "" if isinstance(change, UnknownCommand) else subject_of(change)


def _fresh(
    id_: str, change: HouseChange | UnknownCommand, prev: str | None, at: datetime
) -> KeptEdit:
    if isinstance(change, UnknownCommand):
        kind, body, v = change.kind, change.body, change.v
    else:
        (kind, body), v = pack_change(change), HOUSE_VERSION
    return KeptEdit(id=id_, n=0, change=change, kind=kind, body=body, v=v, prev=prev, at=at)


def _edit(row: Row[Any]) -> KeptEdit:
    return KeptEdit(
        id=row.id,
        n=row.n,
        change=read_kept(unpack_change, row.kind, row.body, row.v),
        kind=row.kind,
        body=row.body,
        v=row.v,
        prev=row.prev,
        at=moment_of(row.at),
        sent=row.sent,
        answer=_said(row),
    )


def _said(row: Row[Any]) -> HouseAnswer | None:
    """What the server said; of what only a later version can read, whether it was a yes."""
    try:
        return _answer.decode(row.answer) if row.answer else None
    except NOT_JSON:
        if row.settled:
            # The book shows it by now, or the server would be asked again.
            return HouseApplied(id=row.id, version=0)
        reason, remedy = unreadable_answer()
        return HouseRefused(id=row.id, reason=reason, remedy=remedy)
