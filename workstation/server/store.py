"""The store: what the server knows, and the few things that can be asked of it."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from workstation import policies
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.policy import Library
from workstation.server import batch, chain, failing, feed, house, intake, receipts, streaming
from workstation.server.accounts import Passwords
from workstation.server.chain import Breach
from workstation.server.database import Database, Threads, insert_into
from workstation.server.filing import Filed, Filing, tell
from workstation.server.nudges import Nudges
from workstation.server.people import People
from workstation.server.scopes import Effects, heads, publish
from workstation.server.tables import SERVER_META
from workstation.wire.feed import SyncRequest
from workstation.wire.house import HOUSE_HEAD, HouseAnswer, HouseEdit
from workstation.wire.intake import Imported, ImportRequest, Intake
from workstation.wire.push import Envelope, Push, Pushed

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def _new_token() -> str:
    """256 random bits; a token that began with a dash would be taken for an option."""
    return f"t{secrets.token_urlsafe()}"


def _new_id() -> str:
    return str(uuid4())


class Store:
    """Opened once by whoever runs a server; see `open`. Its methods may be called at will."""

    def __init__(
        self,
        database: Database,
        library: Library,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        people: People,
    ) -> None:
        self._database = database
        self._library = library
        self._new_id = new_id
        self.clock = clock
        self.people = people
        self.nudges = Nudges(self._look)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Callable[[], datetime] = system_clock,
        new_id: Callable[[], str] = _new_id,
        token: Callable[[], str] = _new_token,
        passwords: Passwords | None = None,
        library: Library | None = None,
        threads: Threads = ThreadPoolExecutor,
    ) -> Store:
        """Open a database and bring its schema up to date.

        `url` is `sqlite:////path/to/file` or `postgresql://...`; `token` gives 256 random bits,
        `threads` what works on the database.
        Raises `NewerDatabase`, or SQLAlchemy's `DBAPIError` if the database cannot be reached.
        """
        database = Database(url, threads)
        await database.open()
        epoch = new_id()
        await database.write(lambda c: _start(c, epoch))
        people = People(database, clock, token, passwords or Passwords())
        return cls(database, library or policies.load(), clock, new_id, people)

    async def close(self) -> None:
        """Finish what was begun and let the database go."""
        await self.nudges.close()
        await self._database.close()

    async def push(self, account: str, push: Push) -> Pushed:
        """Dispose of a batch; if it fails as a whole, of one command after the other.

        Raises `Denied` for a revoked account, and the database's error if it takes none of them.
        """
        try:
            return await self._take_in(account, push.commands)
        except failing.BREAKS as error:
            if failing.is_lost(error):
                raise
            _LOG.warning("a batch of %d failed, one by one now: %s", len(push.commands), error)
        return await failing.one_by_one(push.commands, lambda e: self._take_in(account, (e,)))

    async def _take_in(self, account: str, envelopes: Sequence[Envelope]) -> Pushed:
        now = self.clock()
        disposed = await self._database.write(
            lambda c: batch.take_in(c, account, envelopes, now, self._library)
        )
        self.nudges.moved(disposed.heads)
        return Pushed(answers=disposed.answers)

    async def sync(
        self, account: str, request: SyncRequest, *, squeeze: bool = True
    ) -> AsyncIterator[bytes]:
        """The feed as a stream of chunks, zstd or plain. Raises `Denied` before the first one."""
        now = self.clock()
        if request.acked:
            await self._database.write(lambda c: receipts.ack(c, account, request.acked))
        return await streaming.start(
            self._database, lambda c: feed.lines(c, account, request, now), squeeze=squeeze
        )

    async def change_house(self, account: str, edit: HouseEdit) -> HouseAnswer:
        """Change the house book. Raises `Denied` for a revoked account."""
        now = self.clock()
        told = await self._database.write(lambda c: house.change(c, account, edit, now))
        if told.version is not None:
            self.nudges.moved({HOUSE_HEAD: told.version})
        return told.answer

    async def take(self, actor: Actor, request: Intake) -> Filed:
        """Store a request from outside, or find the case that it became before.

        Raises `Denied` with the reason for one that cannot be taken in.
        """
        intaker = self._intaker(actor)
        filed, reached = await self._filing(lambda c: intake.take(c, request, intaker))
        self.nudges.moved(reached)
        return filed

    async def import_rows(self, actor: Actor, request: ImportRequest) -> Imported:
        """Take all rows in or none; the answer has a reason for every row that stands against."""
        intaker = self._intaker(actor)
        checked, openings = await self._database.read(
            lambda c: intake.check_rows(c, request, intaker)
        )
        if not openings:
            return checked
        imported, reached = await self._filing(
            lambda c: intake.store_rows(c, checked, openings, intaker)
        )
        self.nudges.moved(reached)
        return imported

    async def file(self, filings: Sequence[Filing]) -> tuple[Filed, ...]:
        """Store whole lives of cases in one transaction: for demo data and tests.

        Raises `Refused` if a rule forbids a step; then nothing is stored.
        """

        def work(connection: Connection) -> tuple[tuple[Filed, ...], Effects]:
            filed, changes = tell(connection, filings, self._library)
            return filed, intake.last(publish(connection, changes))

        filed, reached = await self._filing(work)
        self.nudges.moved(reached)
        return filed

    async def file_case(self, opening: Case, actor: Actor, now: datetime) -> Filed:
        """Store one request. Raises `Refused`."""
        return (await self.file((Filing(opening, actor, now),)))[0]

    async def verify(self) -> tuple[Breach, ...]:
        """Every case whose audit log does not hold."""
        return await self._database.read(lambda c: tuple(chain.verify(c)))

    async def _filing(self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._database.write(work)
        except IntegrityError:
            # Somebody filed the same request at this moment; now it will be found.
            return await self._database.write(work)

    def _intaker(self, actor: Actor) -> intake.Intaker:
        return intake.Intaker(actor, self.clock(), self._library, self._new_id)

    async def _look(self) -> Effects:
        def look(connection: Connection) -> Effects:
            reached = {scope: head.seq for scope, head in heads(connection).items()}
            return reached | {HOUSE_HEAD: house.version_now(connection)}

        return await self._database.read(look)


def _start(connection: Connection, epoch: str) -> None:
    """Name the data once: every cursor handed out is only good for this name. Begin the book."""
    statement = insert_into(connection)(SERVER_META).values(id=1, epoch=epoch)
    connection.execute(statement.on_conflict_do_nothing())
    house.seed(connection)
