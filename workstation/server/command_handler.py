"""One command taken in: whose record it is, whether it came too late, what the rules say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from workstation.domain.actor import SYSTEM
from workstation.domain.conflict import conflict, keep, overtaken
from workstation.domain.context import Context, Scene, declared_by
from workstation.domain.decide import decide
from workstation.domain.problem import Conflict, Refused
from workstation.domain.reaction import MOST
from workstation.domain.record import Command, Event, Id, Kind, Record
from workstation.domain.views import scopes_for
from workstation.i18n import Message, _
from workstation.server.kinds.server_kind import CommandRequest
from workstation.server.locked_records import AppliedStep, LockedRecord, LockedRecords
from workstation.server.origins import CommandOrigin, system
from workstation.server.references import References
from workstation.server.scopes import ScopeChange
from workstation.wire.codec import Malformed
from workstation.wire.messages import to_wire
from workstation.wire.push import (
    Applied,
    Disposition,
    Envelope,
    Parked,
    Quarantined,
    Refusal,
    Wait,
    unknown,
    unpack,
)

_LOG = logging.getLogger(__name__)
# A rule or a row that trips over one command must not stop the others of the batch.
_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    DataError,
)


@dataclass(frozen=True, slots=True)
class CommandResult:
    """A disposition whose `effects` are filled in once the feeds have been told of the changes,
    of which the record's own comes first."""

    disposition: Disposition
    changes: tuple[ScopeChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledCommand:
    """What a command did: the record after it, the steps of the feeds, and whether it was late."""

    held: LockedRecord[Any]
    changes: tuple[ScopeChange, ...] = ()
    late: Conflict | None = None

    def outcome(self, id_: str) -> CommandResult:
        """The same as it is said to whoever gave the command."""
        version = self.held.record.version
        if self.late is not None:
            return CommandResult(_parked(id_, self.late, version), self.changes)
        return CommandResult(Applied(id=id_, version=version, effects={}), self.changes)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """The locked records, and what rules look at, at one moment."""

    held: Mapping[Id, Any]
    context: Context


class NoAccess(Exception):
    """The record does not exist, or is none of the person's: they are not told which."""


class CommandHandler:
    """Runs the rules over the records that a transaction has locked."""

    def __init__(
        self, connection: Connection, references: References, locked: LockedRecords
    ) -> None:
        self._connection = connection
        self._references = references
        self._locked = locked
        self._context = Context(references.at(connection))
        self._alone = False

    def snapshot(self) -> RuleContext:
        """What is known now, to be put back with `roll_back`."""
        return RuleContext(self._locked.snapshot(), self._context)

    def roll_back(self, before: RuleContext) -> None:
        """The database has undone what was done since."""
        self._locked.roll_back(before.held)
        self._context = before.context

    def handle(self, wish: CommandRequest) -> HandledCommand:
        """Run one command, and what follows of it elsewhere.

        Raises `Refused`, `Unlocked`, `Unreadable`, and `NoAccess`.
        """
        try:
            return self._give(wish)
        except IntegrityError as error:
            # Only a new record has keys that can clash: somebody made it at this very moment.
            raise self._locked.served(wish.kind).clash() from error

    def give_together(self, wishes: Sequence[CommandRequest]) -> list[ScopeChange]:
        """Run some commands, all or none of them. Raises as `give` does."""
        before = self.snapshot()
        try:
            with self._connection.begin_nested():
                return [change for wish in wishes for change in self.handle(wish).changes]
        except Refused:
            self.roll_back(before)
            raise

    def _give(self, wish: CommandRequest) -> HandledCommand:
        if wish.kind.reference and not self._alone:
            # A rule may count them all: of two who change some, one sees what the other did.
            self._alone = True
            known = self._references.alone(self._connection)
            self._context = replace(self._context, references=known)
        held = self._record(wish)
        served = self._locked.served(wish.kind)
        command = served.prepare(self._connection, wish)
        if held is None:
            held = self._locked.begin(wish.kind, self._blank(wish, command))
        declared = declared_by(wish.kind, held.record, command)
        elsewhere = declared - self._context.references.keys()
        # What somebody may not see decides nothing: their own machine does not hold it either.
        readable = None if wish.actor.id == SYSTEM.id else scopes_for(wish.actor)
        others = self._context.over(self._locked.look(elsewhere, readable), declared)
        scene = Scene(held.record, wish.actor, wish.now, others)
        late = conflict(wish.kind, scene, command, wish.seen)
        if late is not None:
            kept = keep(wish.kind, scene, wish.id, command)
            return replace(self._write(wish, held, kept, others), late=late)
        try:
            events = decide(wish.kind, scene, command)
        except Refused as refused:
            late = overtaken(wish.kind, scene, command, wish.seen, refused)
            if late is None:
                raise
            kept = keep(wish.kind, scene, wish.id, command)
            return replace(self._write(wish, held, kept, others), late=late)
        served.examine(scene, command)
        return self._write(wish, held, events, others)

    def _record(self, wish: CommandRequest) -> LockedRecord[Any] | None:
        """The record, None for one that the command begins. Raises `NoAccess`."""
        held = self._locked.find(wish.record_id)
        begins = type(wish.command) in wish.kind.creates
        if held is None and not begins:
            raise NoAccess
        if held is not None and held.kind is not wish.kind:
            raise NoAccess
        if wish.actor.id == SYSTEM.id:
            return held
        try:
            scopes = (held or self._locked.begin(wish.kind, self._blank(wish, wish.command))).scopes
        except KeyError:
            raise NoAccess from None
        if scopes.isdisjoint(scopes_for(wish.actor)):
            raise NoAccess
        return held

    def _blank(self, wish: CommandRequest, command: Command) -> Record:
        blank: Record = wish.kind.creates[type(command)](wish.record_id, command)
        return blank

    def _write(
        self,
        wish: CommandRequest,
        held: LockedRecord[Any],
        events: tuple[Event, ...],
        others: Context,
    ) -> HandledCommand:
        if not events:
            return HandledCommand(held=held)
        step = AppliedStep(events=events, actor=wish.actor.id, command=wish.id, seen=others.seen)
        after, changes = self._locked.write(held, step)
        if wish.kind.reference:
            known = self._context.references.with_records([after.record])
            self._context = replace(self._context, references=known)
        return HandledCommand(held=after, changes=(*changes, *self._follow(wish, after, events)))

    def _follow(
        self, wish: CommandRequest, after: LockedRecord[Any], events: Sequence[Event]
    ) -> tuple[ScopeChange, ...]:
        """What follows elsewhere. A refusal there is one of the command that caused it."""
        wanted = [
            each
            for event in events
            for reaction in wish.kind.reactions
            if isinstance(event, reaction.event)
            for each in reaction.do(after.record, event)
        ]
        assert len(wanted) <= MOST, f"{len(wanted)} records follow {wish.kind.name}: make it a job"
        wanted += self._locked.served(wish.kind).follows(self._connection, after.record, events)
        self._locked.need(id_ for id_, _command in wanted)
        changes: list[ScopeChange] = []
        for n, (id_, command) in enumerate(wanted):
            origin = system(wish.id)
            follows = CommandRequest(
                id=origin.command_id(n),
                kind=self._references.kinds.of_command(command),
                record_id=id_,
                command=command,
                origin=origin,
                now=wish.now,
                seen={},
            )
            changes.extend(self.handle(follows).changes)
        return tuple(changes)


class EnvelopeHandler:
    """The commands of one push, taken one after the other over the records that they lock."""

    def __init__(
        self,
        connection: Connection,
        origin: CommandOrigin,
        now: datetime,
        references: References,
        locked: LockedRecords,
        disposed: Mapping[str, Disposition],
    ) -> None:
        self._connection = connection
        self._origin = origin
        self._now = now
        self._kinds = references.kinds
        self._locked = locked
        self._handler = CommandHandler(connection, references, locked)
        self._disposed = dict(disposed)

    def take(self, envelope: Envelope) -> CommandResult:
        """What becomes of one command. Its effects are written, its receipt is not.

        Raises `Unlocked` for a record that has to be locked before.
        """
        if envelope.prev is not None and envelope.prev not in self._disposed:
            return CommandResult(Wait(id=envelope.id))
        before = self._handler.snapshot()
        outcome = self._told(envelope)
        if not outcome.changes:
            self._handler.roll_back(before)
        self._disposed[envelope.id] = outcome.disposition
        return outcome

    def _told(self, envelope: Envelope) -> CommandResult:
        return disposed(self._connection, envelope.id, lambda: self._dispose(envelope))

    # Any: of whichever kind.
    def _kind(self, envelope: Envelope) -> Kind[Any]:
        kind = self._kinds.named(envelope.record_kind)
        if kind is None:
            raise unknown(envelope.record_kind)
        return kind

    def _dispose(self, envelope: Envelope) -> CommandResult:
        kind = self._kind(envelope)
        command = unpack(kind, envelope.kind, envelope.body, envelope.v)
        if not all(isinstance(self._disposed.get(each), Applied) for each in envelope.rests_on):
            raise Refused(
                _("This rests on an earlier change of yours that was not made."),
                _("Look at it as it is now, and make your change again if it is still needed."),
            )
        made = self._handler.handle(
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
        return made.outcome(envelope.id)


def disposed(connection: Connection, id_: str, run: Callable[[], CommandResult]) -> CommandResult:
    """Run one command under a savepoint, and say what became of it.

    Raises `Unlocked` for a record that has to be locked before.
    """
    try:
        with connection.begin_nested():
            return run()
    except Malformed as error:
        remedy = _("Bring this program up to date, then do it again.")
        return CommandResult(quarantined(id_, error.what, remedy))
    except NoAccess:
        return CommandResult(_no_access(id_))
    except Refused as refusal:
        return CommandResult(_refusal(id_, refusal))
    except _STUMBLES:
        _LOG.exception("command %s cannot be taken in", id_)
        return CommandResult(stumbled(id_))


def quarantined(
    id_: str, reason: Message, remedy: Message, *, out_of_sight: bool = False
) -> Quarantined:
    """A command that cannot be taken in as it is."""
    return Quarantined(
        id=id_,
        reason=to_wire(reason),
        remedy=to_wire(remedy),
        out_of_sight=out_of_sight,
    )


def _refusal(id_: str, refused: Refused) -> Refusal:
    return Refusal(id=id_, reason=to_wire(refused.reason), remedy=to_wire(refused.remedy))


def _parked(id_: str, late: Conflict, version: int) -> Parked:
    return Parked(
        id=id_,
        aspects=late.aspects,
        reason=to_wire(late.reason),
        remedy=to_wire(late.remedy),
        version=version,
        effects={},
    )


def _no_access(id_: str) -> Quarantined:
    return quarantined(
        id_,
        _("This case is not, or no longer, among those you work on."),
        _("Your text is kept. Hand it to whoever works on the case now."),
        out_of_sight=True,
    )


def stumbled(id_: str) -> Quarantined:
    """A command that trips the server over, for a reason that only its log can tell."""
    return quarantined(
        id_,
        _("The server could not work with this command."),
        _("Your text is kept. Tell an administrator; the server's log has the details."),
    )
