"""Runs commands over locked records: whose record it is, whether the command came too late, and
what the rules say. What became of each is put into words for whoever gave it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from workstation.domain.actor import SYSTEM
from workstation.domain.conflict import conflict, keep, overtaken
from workstation.domain.context import Context, Scene, declared_by
from workstation.domain.decide import decide
from workstation.domain.problem import Conflict, Refused
from workstation.domain.record import MOST_REACTIONS, Command, Event, Id, Record
from workstation.domain.views import scopes_for
from workstation.i18n import Message, _
from workstation.server.kinds.server_kind import CommandRequest
from workstation.server.locked_records import AppliedStep, LockedRecord, LockedRecords
from workstation.server.origins import system
from workstation.server.references import References
from workstation.server.scopes import ScopeChange
from workstation.wire.codec import Malformed
from workstation.wire.messages import to_wire
from workstation.wire.push import (
    Applied,
    Disposition,
    Parked,
    Quarantined,
    Refusal,
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
    """What became of one command.

    disposition: what its author is told; `effects` are filled in once the feeds carry the changes
    changes: the steps of the feeds, that of the command's own record first
    """

    disposition: Disposition
    changes: tuple[ScopeChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandledCommand:
    """What a command did.

    held: its record after it
    changes: the steps of the feeds, that of this record first
    late: what it was overtaken by, if it was; then it was parked, not applied
    """

    held: LockedRecord[Any]
    changes: tuple[ScopeChange, ...] = ()
    late: Conflict | None = None

    def outcome(self, id_: str) -> CommandResult:
        """What the author of the command `id_` is told of it."""
        version = self.held.record.version
        if self.late is None:
            return CommandResult(Applied(id=id_, version=version, effects={}), self.changes)
        parked = Parked(
            id=id_,
            aspects=self.late.aspects,
            reason=to_wire(self.late.reason),
            remedy=to_wire(self.late.remedy),
            version=version,
            effects={},
        )
        return CommandResult(parked, self.changes)


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a handler knows at one moment: the locked records, and what rules look at."""

    held: Mapping[Id, Any]
    context: Context


class NoAccess(Exception):
    """The record of a command does not exist, or its author may not see it. Which of the two is
    not said."""


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
        """What the handler knows now, to be put back with `roll_back`."""
        return RuleContext(self._locked.snapshot(), self._context)

    def roll_back(self, before: RuleContext) -> None:
        """Forget what was learnt since `before`: the database has undone it."""
        self._locked.roll_back(before.held)
        self._context = before.context

    def handle(self, request: CommandRequest) -> HandledCommand:
        """Run one command, and what follows of it elsewhere.

        Raises `Refused`, `Unlocked`, `RecordUnreadable`, and `NoAccess`.
        """
        try:
            return self._run_rules(request)
        except IntegrityError as error:
            # Only a new record has keys that can clash: somebody made it at this very moment.
            raise self._locked.served(request.kind).clash() from error

    def handle_together(self, requests: Sequence[CommandRequest]) -> list[ScopeChange]:
        """Run some commands, all or none of them. Raises as `handle` does."""
        before = self.snapshot()
        try:
            with self._connection.begin_nested():
                return [change for each in requests for change in self.handle(each).changes]
        except Refused:
            self.roll_back(before)
            raise

    def _run_rules(self, request: CommandRequest) -> HandledCommand:
        if request.kind.reference and not self._alone:
            # A rule may count them all: of two who change some, one sees what the other did.
            self._alone = True
            known = self._references.alone(self._connection)
            self._context = replace(self._context, references=known)
        held = self._record(request)
        served = self._locked.served(request.kind)
        command = served.prepare(self._connection, request)
        if held is None:
            held = self._locked.begin(request.kind, self._blank(request, command))
        declared = declared_by(request.kind, held.record, command)
        elsewhere = declared - self._context.references.keys()
        # What somebody may not see decides nothing: their own machine does not hold it either.
        readable = None if request.actor.id == SYSTEM.id else scopes_for(request.actor)
        others = self._context.over(self._locked.look(elsewhere, readable), declared)
        scene = Scene(held.record, request.actor, request.now, others)
        late = conflict(request.kind, scene, command, request.seen, self._locked.changed_at)
        if late is not None:
            kept = keep(request.kind, scene, request.id, command)
            return replace(self._write(request, held, kept, others), late=late)
        try:
            events = decide(request.kind, scene, command)
        except Refused as refused:
            late = overtaken(request.kind, scene, command, request.seen, refused)
            if late is None:
                raise
            kept = keep(request.kind, scene, request.id, command)
            return replace(self._write(request, held, kept, others), late=late)
        served.examine(scene, command)
        return self._write(request, held, events, others)

    def _record(self, request: CommandRequest) -> LockedRecord[Any] | None:
        """The record of a command, None for one that the command begins. Raises `NoAccess`."""
        held = self._locked.find(request.record_id)
        begins = type(request.command) in request.kind.creates
        if held is None and not begins:
            raise NoAccess
        if held is not None and held.kind is not request.kind:
            raise NoAccess
        if request.actor.id == SYSTEM.id:
            return held
        try:
            judged = held or self._locked.begin(request.kind, self._blank(request, request.command))
        except KeyError:
            raise NoAccess from None
        if judged.scopes.isdisjoint(scopes_for(request.actor)):
            raise NoAccess
        return held

    def _blank(self, request: CommandRequest, command: Command) -> Record:
        blank: Record = request.kind.creates[type(command)](request.record_id, command)
        return blank

    def _write(
        self,
        request: CommandRequest,
        held: LockedRecord[Any],
        events: tuple[Event, ...],
        others: Context,
    ) -> HandledCommand:
        if not events:
            return HandledCommand(held=held)
        step = AppliedStep(
            events=events, actor=request.actor.id, command=request.id, seen=others.seen
        )
        after, changes = self._locked.write(held, step)
        if request.kind.reference:
            known = self._context.references.with_records([after.record])
            self._context = replace(self._context, references=known)
        return HandledCommand(held=after, changes=(*changes, *self._follow(request, after, events)))

    def _follow(
        self, request: CommandRequest, after: LockedRecord[Any], events: Sequence[Event]
    ) -> tuple[ScopeChange, ...]:
        """Run what follows of these events in other records. Raises `Refused` where one of those
        refuses: so does the command that caused it."""
        wanted = [
            each
            for event in events
            for reaction in request.kind.reactions
            if isinstance(event, reaction.event)
            for each in reaction.do(after.record, event)
        ]
        too_many = f"{len(wanted)} records follow {request.kind.name}: make it a job"
        assert len(wanted) <= MOST_REACTIONS, too_many
        wanted += self._locked.served(request.kind).follows(self._connection, after.record, events)
        self._locked.need(id_ for id_, _command in wanted)
        changes: list[ScopeChange] = []
        for n, (id_, command) in enumerate(wanted):
            follows = CommandRequest.caused(
                self._references.kinds, system(request.id), n, id_, command, request.now
            )
            changes.extend(self.handle(follows).changes)
        return tuple(changes)


def run_command(
    connection: Connection, id_: str, run: Callable[[], CommandResult]
) -> CommandResult:
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
        reason = _("This case is not, or no longer, among those you work on.")
        remedy = _("Your text is kept. Hand it to whoever works on the case now.")
        return CommandResult(quarantined(id_, reason, remedy, out_of_sight=True))
    except Refused as refused:
        said, advice = to_wire(refused.reason), to_wire(refused.remedy)
        return CommandResult(Refusal(id=id_, reason=said, remedy=advice))
    except _STUMBLES:
        _LOG.exception("command %s cannot be taken in", id_)
        return CommandResult(stumbled(id_))


def quarantined(
    id_: str, reason: Message, remedy: Message, *, out_of_sight: bool = False
) -> Quarantined:
    """The answer to a command that cannot be taken in as it is; `out_of_sight` where its author
    may not see its record."""
    return Quarantined(
        id=id_,
        reason=to_wire(reason),
        remedy=to_wire(remedy),
        out_of_sight=out_of_sight,
    )


def stumbled(id_: str) -> Quarantined:
    """The answer to a command that made the server fail, for a reason that only its log tells."""
    return quarantined(
        id_,
        _("The server could not work with this command."),
        _("Your text is kept. Tell an administrator; the server's log has the details."),
    )
