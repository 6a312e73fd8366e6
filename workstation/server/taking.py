"""One command taken in: whose case it is, whether it came too late, what the rules say."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import Assign, Command, File, SendReply
from workstation.domain.conflict import conflict, keep
from workstation.domain.decide import decide
from workstation.domain.events import Event
from workstation.domain.gate import outdated
from workstation.domain.policy import Library
from workstation.domain.problem import Conflict, Refused
from workstation.domain.views import scopes_for
from workstation.domain.windows import day_of
from workstation.i18n import Message, _
from workstation.server import accounts, filing, holding, house
from workstation.server.holding import Effect, Held, Unreadable
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
class Outcome:
    """A disposition whose `effects` are filled in once the feeds have been told."""

    disposition: Disposition
    effect: Effect | None = None


class _NoAccess(Exception):
    """The case does not exist, or is none of the person's: they are not told which."""


class Taking:
    """The commands of one push, taken one after the other over the cases that they lock."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        now: datetime,
        library: Library,
        held: dict[str, Held | Unreadable],
        disposed: set[str],
    ) -> None:
        self._connection = connection
        self._actor = actor
        self._now = now
        self._library = library
        self._held = held
        self._disposed = disposed

    def take(self, envelope: Envelope) -> Outcome:
        """What becomes of one command. Its effects are written, its receipt is not."""
        if envelope.prev is not None and envelope.prev not in self._disposed:
            return Outcome(Wait(id=envelope.id))
        outcome = self._told(envelope)
        self._disposed.add(envelope.id)
        if outcome.effect is not None:
            self._held[envelope.case_id] = outcome.effect.held
        return outcome

    def _told(self, envelope: Envelope) -> Outcome:
        try:
            with self._connection.begin_nested():
                return self._dispose(envelope, unpack(envelope))
        except Malformed as error:
            remedy = _("Bring this program up to date, then do it again.")
            return Outcome(quarantined(envelope, error.what, remedy))
        except _NoAccess:
            return Outcome(_no_access(envelope))
        except Refused as refusal:
            return Outcome(_refusal(envelope, refusal))
        except IntegrityError:
            # Only a new case has keys that can clash: somebody filed it at this very moment.
            return Outcome(_refusal(envelope, filed_before()))
        except _STUMBLES:
            _LOG.exception("command %s cannot be taken in", envelope.id)
            return Outcome(stumbled(envelope))

    def _dispose(self, envelope: Envelope, command: Command) -> Outcome:
        if isinstance(command, File) and envelope.case_id not in self._held:
            held, command = self._opening(envelope, command)
        else:
            held = self._held_here(envelope)
        if isinstance(command, Assign):
            command = replace(command, owner=self._own_record(command.owner))
        late = conflict(held.case, command, self._actor, envelope.base_version)
        if late is not None:
            kept = keep(held.case, envelope.id, command, self._actor, self._now)
            effect = self._write(envelope, held, kept) if kept else None
            return Outcome(_parked(envelope, late, effect.held if effect else held), effect)
        events = decide(held.case, command, self._actor, self._now, self._library)
        if isinstance(command, SendReply):
            self._examine(held.case, command)
        effect = self._write(envelope, held, events)
        return Outcome(
            Applied(id=envelope.id, version=effect.held.case.version, effects={}), effect
        )

    def _examine(self, case: Case, letter: SendReply) -> None:
        """The send gate, whatever the sender's own said. After the rules: they bound its size."""
        from workstation.drafting.examine import gate  # 160 ms: not before the first letter

        book = house.book_now(self._connection)
        try:
            gate(case, letter, self._library, day_of(self._now), book)
        except Refused as refused:
            if max(letter.house, house.SHIPPED) < book.version:
                raise outdated(refused) from refused
            raise

    def _write(self, envelope: Envelope, held: Held, events: tuple[Event, ...]) -> Effect:
        return holding.write(self._connection, held, events, self._actor.id, envelope.id)

    def _held_here(self, envelope: Envelope) -> Held:
        held = self._held.get(envelope.case_id)
        if isinstance(held, Unreadable):
            raise held
        if held is None or held.standing.scopes.isdisjoint(scopes_for(self._actor)):
            raise _NoAccess
        return held

    def _opening(self, envelope: Envelope, command: File) -> tuple[Held, File]:
        """The request under our own number, judged for duplicates by us, not by its sender."""
        opening = replace(command.opening, id=envelope.case_id)
        if f"queue:{opening.queue}" not in scopes_for(self._actor):
            raise _NoAccess
        if filing.filed_before(self._connection, [opening.external_reference]):
            raise filed_before()
        year = self._now.astimezone(UTC).year
        number = filing.take_numbers(self._connection, year, 1) + 1
        opening = filing.with_number(opening, year, number)
        duplicate = filing.Lookout(self._connection, [opening]).duplicate(opening)
        return Held.new(opening), File(opening=opening, duplicate_of=duplicate)

    def _own_record(self, owner: Actor) -> Actor:
        """What we know of that person, whatever the sender's directory says."""
        people = {each.id: each for each in accounts.directory(self._connection)}
        if owner.id not in people:
            raise Refused(
                _("{name} does not work here any more.", name=owner.name),
                _("Choose somebody else."),
            )
        return people[owner.id]


def quarantined(
    envelope: Envelope, reason: Message, remedy: Message, *, out_of_sight: bool = False
) -> Quarantined:
    """A command that cannot be taken in as it is."""
    return Quarantined(
        id=envelope.id,
        reason=to_wire(reason),
        remedy=to_wire(remedy),
        out_of_sight=out_of_sight,
    )


def filed_before() -> Refused:
    """The same request is a case already."""
    return Refused(_("This request was filed before."), _("Open the case that exists."))


def _refusal(envelope: Envelope, refused: Refused) -> Refusal:
    return Refusal(id=envelope.id, reason=to_wire(refused.reason), remedy=to_wire(refused.remedy))


def _parked(envelope: Envelope, late: Conflict, held: Held) -> Parked:
    return Parked(
        id=envelope.id,
        aspects=tuple(aspect.value for aspect in late.aspects),
        reason=to_wire(late.reason),
        remedy=to_wire(late.remedy),
        version=held.case.version,
        effects={},
    )


def _no_access(envelope: Envelope) -> Quarantined:
    return quarantined(
        envelope,
        _("This case is not, or no longer, among those you work on."),
        _("Your text is kept. Hand it to whoever works on the case now."),
        out_of_sight=True,
    )


def stumbled(envelope: Envelope) -> Quarantined:
    """A command that trips the server over, for a reason that only its log can tell."""
    return quarantined(
        envelope,
        _("The server could not work with this command."),
        _("Your text is kept. Tell an administrator; the server's log has the details."),
    )
