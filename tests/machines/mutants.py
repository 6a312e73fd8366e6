"""Bugs put in on purpose: a net that does not notice them would prove nothing.

The only file of the machines that may know how the product is made, since it damages it. Each
mutant is one bug that somebody could write, and its docstring says what it breaks. When the
product changes under a mutant, `Harm.put` raises, and the mutant is written anew.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, true, update

from tests.machines.harm import Harm, Honest, Missed, Mutant, Planted
from workstation.app.open_profile import OpenProfile
from workstation.app.sync_service import SyncService
from workstation.cache import ledger as ledgers
from workstation.cache import overlay as overlays
from workstation.cache import page_writer
from workstation.cache.file import DatabaseFile
from workstation.cache.ledger import Ledger
from workstation.cache.outbox import Outbox
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.problem import ProfileFile
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.truth import Truths
from workstation.cache.values import WAITING, OutboxEntry, Position
from workstation.cache.work_tables import account as accounts
from workstation.cache.work_tables import outbox as outbox_table
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.glossary import rules as house_rules
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.taxonomy import State
from workstation.server import batch, epochs, feed, receipts, retention, scopes
from workstation.server.batch import Batches, EnvelopeHandler
from workstation.server.command_handler import CommandResult
from workstation.server.locked_records import LockedRecord
from workstation.server.store import Store
from workstation.server.tables import SCOPE, SCOPE_MEMBER
from workstation.wire.push import Applied, Envelope, Parked, Pushed, Refusal, Wait

CLIENT, SERVER, BOOK = "client", "server", "book"
_FOR_EVER = 1e9
_LONG_LEAVE = retention.OUT_KEPT + timedelta(days=1)
MUTANTS: list[Planted] = []


def _in(part: str, over: Mutant | None = None) -> Callable[[Mutant], Mutant]:
    def note(mutant: Mutant) -> Mutant:
        MUTANTS.append(Planted(mutant, part, over))
        return mutant

    return note


def _always(value: object) -> Callable[[Honest], Honest]:
    """Whatever is asked, the answer is this."""

    def make(honest: Honest) -> Honest:
        @wraps(honest)
        def bug(*_values: object, **_named: object) -> object:
            return value

        return bug

    return make


# What a person did: journal and overlay.


def _covered(harm: Harm, make: Callable[[Honest], Honest]) -> None:
    """The journal and what is shown ask the same question, each by its own name for it."""
    harm.put_everywhere((ledgers, overlays), "covered", make)


@_in(CLIENT)
def overlay_cleared_on_ack(harm: Harm) -> None:
    """An answered command is not shown any more, although the case does not carry it yet."""

    _covered(harm, _always(True))


@_in(CLIENT)
def overlay_never_cleared(harm: Harm) -> None:
    """A command stays pending for ever, over a case that carries it."""

    _covered(harm, _always(False))


@_in(CLIENT)
def dropped_on_send(harm: Harm) -> None:
    """A command leaves the journal when it is sent, so that a lost request loses it."""

    def make(_honest: Honest) -> Honest:
        async def sent(self: Ledger, entries: Iterable[OutboxEntry]) -> None:
            gone = [entry.id for entry in entries]
            for id_ in gone:
                self._entries.pop(id_, None)
            await self._outbox.remove(gone, [])

        return sent

    harm.put(Ledger, "sent", make)


@_in(CLIENT)
def commands_kept_in_memory_only(harm: Harm) -> None:
    """A command is given before it is journalled: quitting loses it."""
    numbers = count(10_000)

    def make(_honest: Honest) -> Honest:
        async def add(
            self: Outbox,
            entries: Iterable[OutboxEntry],
            seen: bytes | None,
            ended: object = (),
            relinked: object = (),
        ) -> tuple[OutboxEntry, ...]:
            return tuple(replace(entry, n=next(numbers)) for entry in entries)

        return add

    harm.put(Outbox, "add", make)


@_in(CLIENT)
def nothing_projected_after_a_pull(harm: Harm) -> None:
    """What came from the server is not put under the pending work of more than one case."""

    def make(honest: Honest) -> Honest:
        async def project(self: OpenProfile, ids: Iterable[str]) -> None:
            if self.session is None or len(self.overlays) <= 1:
                await honest(self, ids)

        return project

    harm.put(OpenProfile, "project", make)


@_in(CLIENT)
def work_at_normal(harm: Harm) -> None:
    """`work.db` does not wait for the disk: a power cut takes what was called saved."""
    _pragma(harm, ProfileFile.WORK, "synchronous = FULL", "synchronous = NORMAL")


@_in(CLIENT)
def outbox_cascades(harm: Harm) -> None:
    """A command goes with the case that it is about, when that leaves the machine."""

    def make(_honest: Honest) -> Honest:
        async def forget_records(self: ReceiptKeeping, gone: Collection[str] | None = None) -> None:
            of_those = true() if gone is None else outbox_table.c.record_id.in_(list(gone))
            them = delete(outbox_table).where(self._mine, of_those)
            await self._file.run(lambda connection: connection.execute(them))

        return forget_records

    harm.put(ReceiptKeeping, "forget_records", make)


@_in(CLIENT)
def nothing_waits_for_its_predecessor(harm: Harm) -> None:
    """A command is sent although the one before it in its case is held, or asks its author."""

    harm.put(Ledger, "_is_free", _always(True))


@_in(CLIENT)
def epoch_ignored(harm: Harm) -> None:
    """A server that was set back to a backup is not offered what it lost."""

    def make(_honest: Honest) -> Honest:
        def _live(self: Outbox, connection: Connection, epoch: str, copies_from: str) -> bool:
            mine = accounts.c.user == self._account.user
            connection.execute(update(accounts).where(mine).values(epoch=epoch))
            return False

        return _live

    harm.put(Outbox, "_live", make)


@_in(CLIENT)
def epoch_kept_with_the_cases(harm: Harm) -> None:
    """Which life of the server the receipts are of is known from `cache.db`, which may go."""

    def make(honest: Honest) -> Honest:
        def _live(self: Outbox, connection: Connection, epoch: str, copies_from: str) -> bool:
            mine = accounts.c.user == self._account.user
            connection.execute(update(accounts).where(mine).values(epoch=copies_from))
            reborn: bool = honest(self, connection, epoch, copies_from)
            return reborn

        return _live

    harm.put(Outbox, "_live", make)


@_in(CLIENT)
def covered_by_an_unfinished_scope(harm: Harm) -> None:
    """A command is taken to be in a case because a cursor has passed it, on a page that is not
    the last: the row itself has moved on, and is still to come."""

    def make(_honest: Honest) -> Honest:
        def covered(receipts: Any, copy: Any, held: Position) -> bool:
            return any(passed(each.applied, copy, held) for each in receipts)

        def passed(applied: Applied, copy: Any, held: Position) -> bool:
            if copy is not None and copy.version >= applied.version:
                return True
            effects = applied.effects.items()
            return all((held.cursors[s] or 0) >= seq for s, seq in effects if s in held.cursors)

        return covered

    _covered(harm, make)


# What the server said: the feed as it is stored.


@_in(CLIENT)
def cursors_before_rows(harm: Harm) -> None:
    """Cursors move in a transaction of their own before the rows that they stand for."""

    def make(honest: Honest) -> Honest:
        async def write(
            self: Truths, page: FeedPage, asked: Position, now: datetime
        ) -> WrittenPage:
            if await self.position() == asked:
                await self._writes.run(lambda connection: _move_cursors(connection, page))
                asked = await self.position()
            written: WrittenPage = await honest(self, page, asked, now)
            return written

        return write

    harm.put(Truths, "write", make)


def _move_cursors(connection: Connection, page: FeedPage) -> None:
    for segment in page.segments:
        reached = segment.to if segment.more is None else segment.more
        connection.exec_driver_sql(
            "UPDATE scope SET seq = ? WHERE name = ?", (reached, segment.scope)
        )


@_in(CLIENT)
def stale_answers_accepted(harm: Harm) -> None:
    """An answer is written although what it was asked from is not what is held any more."""
    harm.put(Position, "__eq__", _always(True))


@_in(CLIENT)
def scopes_never_left(harm: Harm) -> None:
    """A scope that was taken from the person stays on their machine, with its cases."""

    harm.put(page_writer, "_leave", _always(set()))


@_in(CLIENT)
def purged_by_cursor_list(harm: Harm) -> None:
    """Only a scope that is held whole is left: one that is being fetched or mended stays."""

    def make(honest: Honest) -> Honest:
        def _leave(connection: Connection, kept: set[int]) -> set[int]:
            unfinished = connection.exec_driver_sql(
                "SELECT id FROM scope WHERE seq IS NULL OR partial OR doubted"
            )
            loose: set[int] = honest(connection, kept | set(unfinished.scalars()))
            return loose

        return _leave

    harm.put(page_writer, "_leave", make)


@_in(CLIENT)
def secure_delete_off(harm: Harm) -> None:
    """Cases that leave the person's sight can be read in the file for ever."""
    _pragma(harm, ProfileFile.CACHE, "secure_delete = 1", "secure_delete = 0")


@_in(CLIENT)
def downloads_gated_on_uploads(harm: Harm) -> None:
    """Nothing comes down while something waits to go up."""

    def make(honest: Honest) -> Honest:
        async def _pull(self: SyncService) -> None:
            entries = self._profile.signed_in.ledger.entries()
            if not any(entry.stage in WAITING for entry in entries):
                await honest(self)

        return _pull

    harm.put(SyncService, "_pull", make)


@_in(CLIENT)
def lost_nudge_never_made_up_for(harm: Harm) -> None:
    """The workstation asks only when it is told to: a nudge that got lost is lost for ever."""

    harm.put(SyncService, "_pull_rest", _always(_FOR_EVER))


def _pragma(harm: Harm, file: ProfileFile, honest_one: str, other: str) -> None:
    def make(honest: Honest) -> Honest:
        def __init__(
            self: DatabaseFile,
            path: Path,
            kind: ProfileFile,
            pragmas: tuple[str, ...],
            *,
            reads_only: bool = False,
            threads: Any = None,
        ) -> None:
            if kind is file and honest_one not in pragmas:
                raise Missed(honest_one)
            changed = tuple(other if each == honest_one else each for each in pragmas)
            given = changed if kind is file else pragmas
            honest(self, path, kind, given, reads_only=reads_only, threads=threads)

        return __init__

    harm.put(DatabaseFile, "__init__", make)


# What the server does with a command.


@_in(SERVER)
def receipt_before_effect(harm: Harm) -> None:
    """Receipts are committed in a transaction of their own, before what they speak of."""

    def make(_honest: Honest) -> Honest:
        async def _take_in(self: Store, account: str, push: Any, envelopes: Any) -> Pushed:
            now = self.clock()

            def work(connection: Connection) -> tuple[str, batch.BatchResult]:
                epoch = epochs.epoch_of_push(connection, account, push, self._new_id)
                if push.epoch not in ("", epoch):
                    return epoch, batch.put_off(envelopes)
                return epoch, self._batches.take_in(connection, account, envelopes, now)

            def foretold(connection: Connection) -> frozenset[str]:
                trial = connection.begin_nested()
                _epoch, disposed = work(connection)
                trial.rollback()
                by_id = {each.id: each for each in reversed(envelopes)}
                fresh = receipts.reserve(connection, account, by_id, now)
                said = {each.disposition.id: each.disposition for each in disposed.answers}
                waits = [id_ for id_ in fresh if isinstance(said[id_], Wait)]
                receipts.give_back(connection, waits)
                receipts.record_dispositions(
                    connection, [said[id_] for id_ in fresh if id_ not in waits]
                )
                return fresh

            def effects(connection: Connection) -> tuple[str, batch.BatchResult]:
                receipts.give_back(connection, sorted(fresh))
                return work(connection)

            fresh = await self._database.write(foretold)
            epoch, disposed = await self._database.write(effects)
            self.nudges.moved(disposed.heads)
            return Pushed(answers=disposed.answers, epoch=epoch)

        return _take_in

    harm.put(Store, "_take_in", make)


@_in(SERVER)
def no_receipts(harm: Harm) -> None:
    """Nobody asks whether a command was there before: sent twice, it is done twice."""

    def make(honest: Honest) -> Honest:
        def reserve(
            connection: Connection, actor: str, envelopes: dict[str, Envelope], now: datetime
        ) -> frozenset[str]:
            honest(connection, actor, envelopes, now)
            return frozenset(envelopes)

        return reserve

    harm.put(receipts, "reserve", make)


@_in(SERVER)
def no_order_of_predecessors(harm: Harm) -> None:
    """A command is done although the one before it in its case has not come yet."""

    def make(honest: Honest) -> Honest:
        def take(self: EnvelopeHandler, envelope: Envelope) -> CommandResult:
            if envelope.prev is not None:
                self._disposed.setdefault(envelope.prev, Wait(id=envelope.prev))
            outcome: CommandResult = honest(self, envelope)
            return outcome

        return take

    harm.put(EnvelopeHandler, "take", make)


@_in(SERVER)
def batch_without_savepoints(harm: Harm) -> None:
    """What one command of a batch may not do undoes what the others did, and nobody is told."""

    def make(honest: Honest) -> Honest:
        def take_in(
            self: Batches, connection: Connection, account: str, envelopes: Any, now: datetime
        ) -> batch.BatchResult:
            together = connection.begin_nested()
            disposed: batch.BatchResult = honest(self, connection, account, envelopes, now)
            if any(isinstance(each.disposition, Refusal | Parked) for each in disposed.answers):
                together.rollback()
            else:
                together.commit()
            return disposed

        return take_in

    harm.put(Batches, "take_in", make)


@_in(SERVER)
def last_decision_wins(harm: Harm) -> None:
    """A decision takes the place of one that was made before, unseen by its author."""

    def make(honest: Honest) -> Honest:
        def _run(self: EnvelopeHandler, envelope: Envelope) -> CommandResult:
            held = self._locked._held.get(envelope.record_id)
            if (
                envelope.kind == "decide"
                and isinstance(held, LockedRecord)
                and held.record.decision
            ):
                # The feeds are told the truth of what they held, which is its hash.
                undecided = _undecided(held.record, self._origin.actor)
                self._locked._held[envelope.record_id] = replace(held, record=undecided)
            outcome: CommandResult = honest(self, envelope)
            return outcome

        return _run

    harm.put(EnvelopeHandler, "_run", make)


def _undecided(case: Case, by: Actor) -> Case:
    return replace(case, decision=None, state=State.IN_REVIEW, owner=by.person, marks=())


@_in(SERVER)
def no_tombstones(harm: Harm) -> None:
    """The feed of a scope does not say that a case has left it."""

    def make(honest: Honest) -> Honest:
        def _store(
            connection: Connection, counters: Any, members: dict[tuple[str, str], tuple[int, bool]]
        ) -> None:
            honest(connection, counters, members)
            connection.execute(delete(SCOPE_MEMBER).where(SCOPE_MEMBER.c.inside.is_(False)))

        return _store

    harm.put(scopes, "_store", make)


def compaction(harm: Harm) -> None:
    """No bug yet: after every batch the server is pruned, as after a long leave of everybody."""

    def make(honest: Honest) -> Honest:
        def take_in(
            self: Batches, connection: Connection, account: str, envelopes: Any, now: datetime
        ) -> batch.BatchResult:
            disposed: batch.BatchResult = honest(self, connection, account, envelopes, now)
            retention.prune(connection, now + _LONG_LEAVE)
            return disposed

        return take_in

    harm.put(Batches, "take_in", make)


@_in(SERVER, over=compaction)
def no_floor_check(harm: Harm) -> None:
    """A device that was away for so long that tombstones are gone is told nothing of them."""

    def make(honest: Honest) -> Honest:
        def _spans(connection: Connection, request: Any, epoch: str, state: Any) -> Any:
            rows = connection.execute(select(SCOPE.c.id, SCOPE.c.floor))
            floors = {row.id: row.floor for row in rows}
            spans = []
            for span in honest(connection, request, epoch, state):
                cursor = request.cursors.get(span.scope, -1)
                below = request.epoch == epoch and 0 <= cursor < floors.get(span.scope, 0)
                spans.append(replace(span, snap=False, after=cursor) if below else span)
            return spans

        return _spans

    harm.put(feed, "_spans", make)


# The glossary.


@_in(BOOK)
def book_overwrites(harm: Harm) -> None:
    """Nobody asks what the author of a change of the glossary had seen."""

    harm.put(house_rules, "_nobody_was_faster", _always(None))


@_in(BOOK)
def book_rests_on_nothing(harm: Harm) -> None:
    """An edit of the glossary counts although the one that it was made over was refused."""

    def make(honest: Honest) -> Honest:
        def take(self: EnvelopeHandler, envelope: Envelope) -> CommandResult:
            outcome: CommandResult = honest(self, msgspec.structs.replace(envelope, rests_on=()))
            return outcome

        return take

    harm.put(EnvelopeHandler, "take", make)


@_in(BOOK)
def book_forgets_what_it_sends(harm: Harm) -> None:
    """The journal lets go of an edit of the glossary before it is answered."""

    def make(honest: Honest) -> Honest:
        async def sent(self: Ledger, entries: Iterable[OutboxEntry]) -> None:
            given = list(entries)
            gone = [each.id for each in given if each.record_id == GLOSSARY.name]
            for id_ in gone:
                self._entries.pop(id_, None)
            await self._outbox.remove(gone, [])
            await honest(self, [each for each in given if each.id not in gone])

        return sent

    harm.put(Ledger, "sent", make)
