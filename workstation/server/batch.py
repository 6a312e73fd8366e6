"""A push: up to 100 commands in one transaction, each under a savepoint of its own.

The order of locks is the same for everybody: receipts, records, numbers, scopes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, select

from workstation.domain.actor import Actor
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Kind
from workstation.domain.views import scopes_for
from workstation.i18n import _
from workstation.server import directory, receipts
from workstation.server.command_handler import (
    CommandHandler,
    CommandResult,
    EnvelopeHandler,
    quarantined,
)
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
    Wait,
    unpack,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The answers in the order of the commands, and the new heads of the scopes they moved."""

    answers: tuple[Answer, ...]
    heads: Effects


class GroupsRefused(Exception):
    """A rule stood against some groups of commands, by their places: none was given."""

    def __init__(self, refusals: Mapping[int, Refused]) -> None:
        super().__init__(f"{len(refusals)} groups")
        self.refusals = refusals


@dataclass(frozen=True, slots=True)
class Batches:
    """How pushes are disposed of: with which kinds and references, and what is served besides."""

    references: References
    served: Mapping[str, ServedKind]

    def take_in(
        self,
        connection: Connection,
        account: str,
        envelopes: Sequence[Envelope],
        now: datetime,
    ) -> BatchResult:
        """Dispose of every command, and write down how.

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
            origin = CommandOrigin(actor)
            taking = EnvelopeHandler(connection, origin, now, self.references, locked, said)
            return {id_: taking.take(by_id[id_]) for id_ in order}

        outcomes = self.over_locked(connection, self._needed(envelopes), take)
        settled, heads = _publish(connection, actor, outcomes)
        _settle(connection, settled)
        for disposition in settled:
            envelope = by_id[disposition.id]
            known[disposition.id] = receipts.receipt_of(account, envelope, disposition)
        return BatchResult(_answers(account, envelopes, known, fresh), heads)

    def begin(self, connection: Connection, now: datetime) -> None:
        """Begin the records that a new server begins with; what is there stays as it is."""
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
        """Give commands that no workstation has sent, each to its record: all of them, or none.

        Returns the heads that moved. Raises `Refused`, and `NoAccess` for a record that is not
        there.
        """

        try:
            return self.give_groups(connection, origin, (commands,), now)
        except GroupsRefused as some:
            raise some.refusals[0] from None

    def give_groups(
        self,
        connection: Connection,
        origin: CommandOrigin,
        groups: Sequence[Sequence[tuple[Id, Command]]],
        now: datetime,
    ) -> Effects:
        """Give groups of commands, all of them, or none if any is refused.

        Returns the heads that moved. Raises `GroupsRefused` for all groups that are.
        """

        def work(locked: LockedRecords) -> list[ScopeChange]:
            handler = CommandHandler(connection, self.references, locked)
            changes: list[ScopeChange] = []
            refusals: dict[int, Refused] = {}
            n = 0
            for at, group in enumerate(groups):
                wishes = [self._wish(origin, n + k, *each, now) for k, each in enumerate(group)]
                n += len(wishes)
                try:
                    changes += handler.give_together(wishes)
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

    def _wish(
        self, origin: CommandOrigin, n: int, id_: Id, command: Command, now: datetime
    ) -> CommandRequest:
        return CommandRequest(
            id=origin.command_id(n),
            kind=self.references.kinds.of_command(command),
            record_id=id_,
            command=command,
            origin=origin,
            now=now,
            seen={},
        )

    def over_locked(
        self, connection: Connection, ids: Iterable[Id], work: Callable[[LockedRecords], T]
    ) -> T:
        """Do some work over locked records; if it turns out to need more of them, undo it and
        begin anew with those."""
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
        """The records of these commands, and what a new one of them is to follow."""
        ids: set[Id] = set()
        for each in envelopes:
            ids.add(each.record_id)
            kind = self.references.kinds.named(each.record_kind)
            if kind is not None and kind.is_part:
                ids |= _followed(kind, each)
        return ids


# Any: of whichever kind.
def _followed(kind: Kind[Any], envelope: Envelope) -> set[Id]:
    try:
        command = unpack(kind, envelope.kind, envelope.body, envelope.v)
        begins = kind.creates.get(type(command))
        follows = kind.follows(begins(envelope.record_id, command)) if begins else None
    except (Malformed, ArithmeticError, LookupError, TypeError, ValueError):
        # It is looked at again in its turn, and answered then.
        return set()
    return {follows} if follows else set()


def put_off(envelopes: Sequence[Envelope]) -> BatchResult:
    """Take none of them in now: they are to be sent again."""
    return BatchResult(tuple(Answer(disposition=Wait(id=each.id)) for each in envelopes), {})


def _publish(
    connection: Connection, actor: Actor, outcomes: dict[str, CommandResult]
) -> tuple[list[Disposition], Effects]:
    """The last statements: tell the feeds, and fill in at which sequence they carry what.

    A receipt names only feeds that its author reads: another's name would tell who works on it.
    """
    readable = scopes_for(actor)
    changes = [change for each in outcomes.values() for change in each.changes]
    reached = iter(publish(connection, changes))
    settled: list[Disposition] = []
    heads: Effects = {}
    for outcome in outcomes.values():
        disposition = outcome.disposition
        effects = [next(reached) for _change in outcome.changes]
        for each in effects:
            heads |= each
        if effects and isinstance(disposition, Applied | Parked):
            seen = {scope: seq for scope, seq in effects[0].items() if scope in readable}
            disposition = msgspec.structs.replace(disposition, effects=seen)
        settled.append(disposition)
    return settled, heads


def _settle(connection: Connection, settled: Sequence[Disposition]) -> None:
    receipts.give_back(connection, [each.id for each in settled if isinstance(each, Wait)])
    receipts.record_dispositions(
        connection, [each for each in settled if not isinstance(each, Wait)]
    )


def _answers(
    account: str,
    envelopes: Sequence[Envelope],
    known: dict[str, Receipt],
    fresh: frozenset[str],
) -> tuple[Answer, ...]:
    answers: list[Answer] = []
    said: set[str] = set()
    for each in envelopes:
        receipt = known[each.id]
        already = each.id not in fresh or each.id in said
        disposition = receipt.disposition if receipt.is_of(account, each) else _reused(each)
        answers.append(Answer(disposition=disposition, already=already))
        said.add(each.id)
    return tuple(answers)


def _reused(envelope: Envelope) -> Disposition:
    return quarantined(
        envelope.id,
        _("Another command was sent under the same number."),
        _("This can happen after a profile was copied or restored. Do it again."),
    )
