"""The store: everything that can be asked of a server, whichever way it is asked."""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.kinds import KINDS
from workstation.domain.views import scopes_for
from workstation.server import (
    batch,
    chain,
    deposits,
    epochs,
    feed,
    feed_stream,
    intake,
    receipts,
    retention,
    staff_office,
)
from workstation.server.accounts import Passwords
from workstation.server.admission import Admission, Admittance
from workstation.server.batch import Batches, BatchResult
from workstation.server.chain import Breach
from workstation.server.database import Database, Threads, insert_into, is_lost
from workstation.server.epochs import WentBack
from workstation.server.feed_stream import StreamedAnswer
from workstation.server.job_loop import JobRounds, Wait, go_on
from workstation.server.job_worker import JobWorker, results
from workstation.server.kinds import SERVED
from workstation.server.new_cases import FiledCase, Filing, file_all
from workstation.server.nudges import Nudges
from workstation.server.origins import system
from workstation.server.people import People, SessionDoor
from workstation.server.problem import no_such_job
from workstation.server.references import References
from workstation.server.retention import PruneCount
from workstation.server.scopes import Effects, heads, publish, scopes_that_hold
from workstation.server.tables import SERVER_META
from workstation.wire.deposit import Deposited, DepositRequest
from workstation.wire.feed import SyncRequest
from workstation.wire.intake import Imported, ImportRequest, Intake
from workstation.wire.job import Results
from workstation.wire.push import Envelope, Push, Pushed
from workstation.wire.versions import NOW, WireForm

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
# More rows than these are no news but a first sync, or the return from a leave.
_NEWS = 500
_MOST_RESULTS = 1000


def system_clock() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)


def _new_token() -> str:
    """256 random bits; a token that began with a dash would be taken for an option."""
    return f"t{secrets.token_urlsafe()}"


def _new_id() -> str:
    return str(uuid4())


class Store:
    """A server without its addresses. It is opened once, see `open`; then its methods may be called
    at will.

    clock: the time
    people, entry: the accounts, and what callers may do about sessions and passwords
    admission: admits requests for large answers
    nudges: tells workstations which heads have moved
    """

    def __init__(
        self,
        database: Database,
        batches: Batches,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        people: People,
        nudges: Nudges,
        admission: Admission,
        entry: SessionDoor,
    ) -> None:
        self._database = database
        self._batches = batches
        self._new_id = new_id
        self.clock = clock
        self.people = people
        self.entry = entry
        self.admission = admission
        self.nudges = nudges
        self._jobs = JobRounds(database, JobWorker(batches), clock, nudges.moved)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Callable[[], datetime] = system_clock,
        new_id: Callable[[], str] = _new_id,
        token: Callable[[], str] = _new_token,
        passwords: Passwords | None = None,
        admission: Admission | None = None,
        threads: Threads = ThreadPoolExecutor,
        references: References | None = None,
    ) -> Store:
        """Open a database and bring its schema up to date.

        `url` is `sqlite:////path/to/file` or `postgresql://...`; `token` gives 256 random bits,
        `threads` makes the threads that work on the database, and `references` has the kinds of
        records that there are. Raises `NewerDatabase`, or SQLAlchemy's `DBAPIError` if the database
        cannot be reached.
        """
        database = Database(url, threads)
        await database.open()
        epoch = new_id()
        batches = Batches(references or References(KINDS), SERVED)

        def begin(connection: Connection) -> None:
            # The data is named once: every cursor handed out is only good for this name.
            statement = insert_into(connection)(SERVER_META).values(id=1, epoch=epoch)
            connection.execute(statement.on_conflict_do_nothing())
            batches.begin(connection, clock())

        def look(connection: Connection) -> Effects:
            return {scope: head.seq for scope, head in heads(connection).items()}

        await database.write(begin)
        nudges = Nudges(lambda: database.read(look))
        keys = passwords or Passwords()
        people = People(database, batches, clock, token, keys, nudges.moved)
        admitting = admission or Admission(random.Random())
        entry = SessionDoor(people, keys.one_time)
        return cls(database, batches, clock, new_id, people, nudges, admitting, entry)

    async def close(self) -> None:
        """Finish what was begun and let the database go."""
        await self.nudges.close()
        await self._database.close()

    async def push(self, account: str, push: Push) -> Pushed:
        """Run the commands of a push, in one batch; if that fails as a whole, one by one.

        Raises `Denied` for a revoked account, and the database's error if it takes none of them.
        """
        try:
            return await self._take_in(account, push, push.commands)
        except batch.BREAKS as error:
            if is_lost(error):
                raise
            _LOG.warning("a batch of %d failed, one by one now: %s", len(push.commands), error)
        return await batch.one_by_one(
            push.commands, lambda each: self._take_in(account, push, (each,))
        )

    async def _take_in(self, account: str, push: Push, envelopes: Sequence[Envelope]) -> Pushed:
        now = self.clock()

        def work(connection: Connection) -> tuple[str, BatchResult]:
            epoch = epochs.epoch_of_push(connection, account, push, self._new_id)
            if push.epoch not in ("", epoch):
                # What this life of the data has lost is offered again, and was given before these.
                return epoch, batch.put_off(envelopes)
            return epoch, self._batches.take_in(connection, account, envelopes, now)

        epoch, disposed = await self._database.write(work)
        self.nudges.moved(disposed.heads)
        return Pushed(answers=disposed.answers, epoch=epoch)

    async def sync(
        self,
        account: str,
        request: SyncRequest,
        *,
        turn: Admittance | None = None,
        squeeze: bool = True,
        form: WireForm = NOW,
    ) -> StreamedAnswer:
        """The feed as a stream of chunks, zstd or plain, in the words of `form`.

        Raises `Denied` before the first chunk. `turn` is given back with the answer, or with the
        error. If the request knows more than the data, it is answered under a new epoch.
        """
        now, held = self.clock(), turn or Admittance()

        async def answer() -> StreamedAnswer:
            lines, rows = await self._feed(account, request, now, form)
            large = rows > _NEWS
            return await feed_stream.start_answer(
                self._database, lines, self.admission, held, squeeze=squeeze, large=large
            )

        try:
            if request.acked:
                await self._database.write(lambda c: receipts.ack(c, account, request.acked))
            try:
                return await answer()
            except WentBack as back:
                found, new = back, self._new_id()
            await self._database.write(lambda c: epochs.begin_after(c, found, new))
            return await answer()
        except BaseException:
            held.leave()
            raise

    async def depositor(self, token: str) -> tuple[str, str]:
        """The user and the device that this token can deposit for. Raises `Denied` (401)."""
        return await self._database.read(lambda c: deposits.holder(c, token))

    async def deposit(self, token: str, request: DepositRequest) -> Deposited:
        """Keep the unsent work of somebody whose access has ended. Raises `Denied`."""
        now = self.clock()

        def work(connection: Connection) -> Effects:
            return deposits.lay_down(connection, self._batches, token, request.items, now)

        self.nudges.moved(await self._database.write(work))
        return Deposited(items=len(request.items))

    async def _feed(
        self, account: str, request: SyncRequest, now: datetime, form: WireForm
    ) -> tuple[feed_stream.Lines, int]:
        """The lines of the response to a request, and how many rows they are at the most."""
        references = self._batches.references
        # Any: the last three of what both take.
        about: dict[str, Any] = {"account": account, "now": now, "say": form.line}
        if form.outdated:
            return partial(feed.outdated_lines, references=references, **about), 0
        rows = await self._database.read(lambda c: feed.most_rows(c, references, account, request))
        return partial(feed.lines, references=references, request=request, **about), rows

    async def work_jobs(self, pause: Wait = go_on) -> bool:
        """Work one piece of each job that waits. Returns whether there was any.

        It can be called at any time; what a stop cut short is done the next time. A job that
        fails is put off, and the others go on. `pause` is called after each piece, with the
        seconds that it took. Raises what the database raises when it is gone.
        """
        return await self._jobs.work(pause)

    async def job_results(self, actor: Actor, job: str, after: int) -> Results:
        """What became of the members of a job that a person may see, in their order, some from the
        one behind `after` on.

        Raises `Denied` for a job that the person may not see.
        """
        scopes = scopes_for(actor)

        def work(connection: Connection) -> Results:
            if not scopes & scopes_that_hold(connection, job):
                raise no_such_job()
            return results(connection, job, scopes, after, _MOST_RESULTS)

        return await self._database.read(work)

    async def take(self, actor: Actor, request: Intake) -> FiledCase:
        """Store a request from outside, or find the case that it became before.

        Raises `Denied` with the reason for one that cannot be taken in.
        """
        intaker = self._intaker(actor)
        filed, reached = await self._filing(lambda c: intake.take(c, request, intaker))
        self.nudges.moved(reached)
        return filed

    async def import_rows(self, actor: Actor, request: ImportRequest) -> Imported:
        """Store all rows or none. The answer has the reasons that stand against every row."""
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

    async def file(self, filings: Sequence[Filing]) -> tuple[FiledCase, ...]:
        """Store whole lives of cases in one transaction: for demo data and tests. A queue that
        there is not yet is opened for them.

        Raises `Refused` if a rule forbids a step; then nothing is stored.
        """

        def work(connection: Connection) -> tuple[tuple[FiledCase, ...], Effects]:
            held = self._batches.references.at(connection)
            library = held.library
            moved: Effects = {}
            opening = staff_office.missing_queues(held, filed_into)
            if opening:
                origin = system("open queues")
                moved = self._batches.carry_out(connection, origin, opening, self.clock())
            filed, changes = file_all(connection, filings, library)
            return filed, moved | intake.last_effects(publish(connection, changes))

        filed_into = {each.opening.queue for each in filings}
        filed, reached = await self._filing(work)
        self.nudges.moved(reached)
        return filed

    async def file_case(self, opening: Case, actor: Actor, now: datetime) -> FiledCase:
        """Store one request. Raises `Refused`."""
        return (await self.file((Filing(opening, actor, now),)))[0]

    async def verify(self) -> tuple[Breach, ...]:
        """What does not hold in the audit log of any record."""
        return await self._database.read(
            lambda c: tuple(chain.verify(c, kinds=self._batches.references.kinds))
        )

    async def prune(self) -> PruneCount:
        """Delete what no workstation can ask for any more."""
        now = self.clock()
        return await self._database.write(lambda c: retention.prune(c, now))

    async def _filing(self, work: Callable[[Connection], T]) -> T:
        try:
            return await self._database.write(work)
        except IntegrityError:
            # Somebody filed the same request at this moment; now it will be found.
            return await self._database.write(work)

    def _intaker(self, actor: Actor) -> intake.IntakeContext:
        return intake.IntakeContext(actor, self.clock(), self._batches.references, self._new_id)
