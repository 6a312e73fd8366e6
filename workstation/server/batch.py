"""Batches of commands: what a workstation pushes, and what the platform gives by itself.

A push is up to 100 commands in one transaction, each under a savepoint of its own; if it fails as a
whole, its commands are tried again one by one. The order of locks is the same for everybody:
receipts, records, numbers, scopes.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.exc import DataError, DBAPIError, StatementError

from workstation.domain.actor import Actor
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id
from workstation.domain.views import scopes_for
from workstation.i18n import _
from workstation.server import directory, receipts
from workstation.server.command_handler import (
    CommandHandler,
    CommandResult,
    quarantined,
    run_command,
    stumbled,
)
from workstation.server.database import is_lost
from workstation.server.kinds.server_kind import CommandRequest, ServedKind
from workstation.server.locked_records import LockedRecords, Unlocked
from workstation.server.origins import CommandOrigin, system
from workstation.server.receipts import Receipt
from workstation.server.references import References
from workstation.server.scopes import Effects, ScopeChange, publish
from workstation.server.tables import RECORD
from workstation.wire.codec import Malformed
from workstation.wire.push import (
    Answer,
    Applied,
    Disposition,
    Envelope,
    Parked,
    Pushed,
    Wait,
    unknown,
    unpack,
)

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
# What one command, or one row that it needs, can do to the transaction of all.
BREAKS = (StatementError, ArithmeticError, LookupError, TypeError, ValueError, Malformed, Unlocked)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a push.

    answers: one for each command, in their order
    heads: how far each scope is that they have moved
    """

    answers: tuple[Answer, ...]
    heads: Effects


class GroupsRefused(Exception):
    """Rules refuse some groups of commands, so that none was run. `refusals` has them by the place
    of their group."""

    def __init__(self, refusals: Mapping[int, Refused]) -> None:
        super().__init__(f"{len(refusals)} groups")
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Batches:
    """Runs batches of commands.

    references: the kinds of records that there are, and the records that every rule may look at
    served: what the server does beside the rules, by kind
    """

    references: References
    served: Mapping[str, ServedKind]

    def take_in(
        self,
        connection: Connection,
        account: str,
        envelopes: Sequence[Envelope],
        now: datetime,
    ) -> BatchResult:
        """Run every command of a push, or find what became of it before, and write the receipts.

        Raises `Denied` for a revoked account.
        """
        actor = directory.actor_now(connection, self.references, account)
        # Of two commands under one id the first counts; the second is a repeat, or a forgery.
        by_id = {each.id: each for each in reversed(envelopes)}
        fresh = receipts.reserve(connection, account, by_id, now)
        known = receipts.stored(connection, by_id.keys() - fresh)
        before = {id_ for each in envelopes for id_ in (each.prev, *each.rests_on) if id_}
        previous = receipts.stored(connection, before)
        said = {id_: each.disposition for id_, each in previous.items()}
        order = dict.fromkeys(each.id for each in envelopes if each.id in fresh)

        def take(locked: LockedRecords) -> dict[str, CommandResult]:
            handler = EnvelopeHandler(connection, actor, now, self.references, locked, said)
            return {id_: handler.take(by_id[id_]) for id_ in order}

        outcomes = self.over_locked(connection, self._needed(envelopes), take)
        dispositions, heads = _publish(connection, actor, outcomes)
        waiting = [each.id for each in dispositions if isinstance(each, Wait)]
        receipts.give_back(connection, waiting)
        receipts.record_dispositions(
            connection, [each for each in dispositions if not isinstance(each, Wait)]
        )
        for disposition in dispositions:
            envelope = by_id[disposition.id]
            known[disposition.id] = receipts.receipt_of(account, envelope, disposition)
        return BatchResult(_answers(account, envelopes, known, fresh), heads)

    def begin(self, connection: Connection, now: datetime) -> None:
        """Make the records that a new server begins with; one that is there stays as it is."""
        for kind in self.references.kinds.kinds:
            served = self.served.get(kind.name)
            for id_, command in served.begins_with() if served is not None else ():
                there = select(RECORD.c.id).where(RECORD.c.id == id_)
                if connection.execute(there).first() is None:
                    self.carry_out(connection, system(f"begin:{id_}"), ((id_, command),), now)

    def carry_out(
        self,
        connection: Connection,
        origin: CommandOrigin,
        commands: Sequence[tuple[Id, Command]],
        now: datetime,
    ) -> Effects:
        """Run commands that no workstation has sent, each on its record: all of them, or none.

        Returns the heads that moved. Raises `Refused`, and `NoAccess` for a record that is not
        there.
        """
        try:
            return self.carry_out_groups(connection, origin, (commands,), now)
        except GroupsRefused as some:
            raise some.refusals[0] from None

    def carry_out_groups(
        self,
        connection: Connection,
        origin: CommandOrigin,
        groups: Sequence[Sequence[tuple[Id, Command]]],
        now: datetime,
    ) -> Effects:
        """Run groups of commands, all of them, or none if any is refused.

        Returns the heads that moved. Raises `GroupsRefused` for all groups that are.
        """

        def work(locked: LockedRecords) -> list[ScopeChange]:
            handler = CommandHandler(connection, self.references, locked)
            changes: list[ScopeChange] = []
            refusals: dict[int, Refused] = {}
            n = 0
            for at, group in enumerate(groups):
                requests = [
                    CommandRequest.caused(self.references.kinds, origin, n + k, *each, now)
                    for k, each in enumerate(group)
                ]
                n += len(requests)
                try:
                    changes += handler.handle_together(requests)
                except Refused as refused:
                    refusals[at] = refused
            if refusals:
                raise GroupsRefused(refusals)
            return changes

        ids = [id_ for group in groups for id_, _command in group]
        heads: Effects = {}
        for each in publish(connection, self.over_locked(connection, ids, work)):
            heads |= each
        return heads

    def over_locked(
        self, connection: Connection, ids: Iterable[Id], work: Callable[[LockedRecords], T]
    ) -> T:
        """Do some work over the locked records `ids`. If it turns out to need more of them, undo it
        and begin anew with those too."""
        wanted = set(ids)
        while True:
            locked = LockedRecords(connection, self.references.kinds, self.served)
            turn = connection.begin_nested()
            try:
                locked.lock(wanted)
                done = work(locked)
            except Unlocked as more:
                turn.rollback()
                if more.ids <= wanted:
                    raise
                wanted |= more.ids
            except BaseException:
                turn.rollback()
                raise
            else:
                turn.commit()
                return done

    def _needed(self, envelopes: Iterable[Envelope]) -> set[Id]:
        """The records that these commands lock: their own, and for one that makes a part, the
        record that the part follows."""
        ids: set[Id] = set()
        for each in envelopes:
            ids.add(each.record_id)
            kind = self.references.kinds.named(each.record_kind)
            if kind is None or not kind.is_part:
                continue
            try:
                command = unpack(kind, each.kind, each.body, each.v)
                begins = kind.creates.get(type(command))
                follows = kind.follows(begins(each.record_id, command)) if begins else None
            except (Malformed, ArithmeticError, LookupError, TypeError, ValueError):
                # It is looked at again in its turn, and answered then.
                continue
            if follows:
                ids.add(follows)
        return ids


class EnvelopeHandler:
    """Handles the commands of one push as they were sent, one after the other."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        now: datetime,
        references: References,
        locked: LockedRecords,
        disposed: Mapping[str, Disposition],
    ) -> None:
        """`disposed` says what became of earlier commands that those of the push refer to."""
        self._connection = connection
        self._origin = CommandOrigin(actor)
        self._now = now
        self._kinds = references.kinds
        self._locked = locked
        self._handler = CommandHandler(connection, references, locked)
        self._disposed = dict(disposed)

    def take(self, envelope: Envelope) -> CommandResult:
        """Run one command and say what became of it. Its effects are written, its receipt is not.

        Raises `Unlocked` for a record that has to be locked before.
        """
        if envelope.prev is not None and envelope.prev not in self._disposed:
            return CommandResult(Wait(id=envelope.id))
        before = self._handler.snapshot()
        outcome = run_command(self._connection, envelope.id, lambda: self._run(envelope))
        if not outcome.changes:
            self._handler.roll_back(before)
        self._disposed[envelope.id] = outcome.disposition
        return outcome

    def _run(self, envelope: Envelope) -> CommandResult:
        kind = self._kinds.named(envelope.record_kind)
        if kind is None:
            raise unknown(envelope.record_kind)
        command = unpack(kind, envelope.kind, envelope.body, envelope.v)
        if not all(isinstance(self._disposed.get(each), Applied) for each in envelope.rests_on):
            raise Refused(
                _("This rests on an earlier change of yours that was not made."),
                _("Look at it as it is now, and make your change again if it is still needed."),
            )
        handled = self._handler.handle(
            CommandRequest(
                id=envelope.id,
                kind=kind,
                record_id=envelope.record_id,
                command=command,
                origin=self._origin,
                now=self._now,
                seen={**envelope.seen, envelope.record_id: envelope.base_version},
            )
        )
        return handled.outcome(envelope.id)


def put_off(envelopes: Sequence[Envelope]) -> BatchResult:
    """The result of a push of which nothing is run now: its commands are to be sent again."""
    return BatchResult(tuple(Answer(disposition=Wait(id=each.id)) for each in envelopes), {})


async def one_by_one(
    envelopes: Sequence[Envelope], take: Callable[[Envelope], Awaitable[Pushed]]
) -> Pushed:
    """Push every command alone, after the batch has failed as a whole. A command that the database
    has no room for now is to be sent again; one that can never be stored is set aside, without a
    receipt.

    Raises what the database raised if it has no room for any of them, or is gone.
    """
    answers: list[Answer] = []
    epoch = ""
    no_room: DBAPIError | None = None
    for each in envelopes:
        try:
            taken = await take(each)
            answers.extend(taken.answers)
            epoch = epoch or taken.epoch
        except BREAKS as error:
            if is_lost(error):
                raise
            if isinstance(error, DBAPIError) and not isinstance(error, DataError):
                no_room = error
                answers.append(Answer(disposition=Wait(id=each.id)))
            else:
                _LOG.exception("command %s cannot be taken in", each.id)
                answers.append(Answer(disposition=stumbled(each.id)))
    if no_room is not None and all(isinstance(each.disposition, Wait) for each in answers):
        raise no_room
    if no_room is not None:
        _LOG.warning("of a batch of %d some found no room: %s", len(envelopes), no_room)
    return Pushed(answers=tuple(answers), epoch=epoch)


def _publish(
    connection: Connection, actor: Actor, outcomes: dict[str, CommandResult]
) -> tuple[list[Disposition], Effects]:
    """Tell the feeds what the commands have changed, and fill in at which sequence they carry it.

    A disposition names only feeds that its author reads: the name of another person's feed would
    tell who works on the record.
    """
    readable = scopes_for(actor)
    changes = [change for each in outcomes.values() for change in each.changes]
    reached = iter(publish(connection, changes))
    dispositions: list[Disposition] = []
    heads: Effects = {}
    for outcome in outcomes.values():
        disposition = outcome.disposition
        effects = [next(reached) for _change in outcome.changes]
        for each in effects:
            heads |= each
        if effects and isinstance(disposition, Applied | Parked):
            seen = {scope: seq for scope, seq in effects[0].items() if scope in readable}
            disposition = msgspec.structs.replace(disposition, effects=seen)
        dispositions.append(disposition)
    return dispositions, heads


def _answers(
    account: str,
    envelopes: Sequence[Envelope],
    known: dict[str, Receipt],
    fresh: frozenset[str],
) -> tuple[Answer, ...]:
    """The answer to each envelope by its receipt: the same command may have been sent before, or
    twice now, or another one under its id."""
    answers: list[Answer] = []
    said: set[str] = set()
    for each in envelopes:
        receipt = known[each.id]
        already = each.id not in fresh or each.id in said
        disposition = receipt.disposition
        if not receipt.is_of(account, each):
            disposition = quarantined(
                each.id,
                _("Another command was sent under the same number."),
                _("This can happen after a profile was copied or restored. Do it again."),
            )
        answers.append(Answer(disposition=disposition, already=already))
        said.add(each.id)
    return tuple(answers)
