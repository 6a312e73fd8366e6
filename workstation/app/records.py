"""One record of any kind: reading it, giving commands, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from workstation.app.command_question import question_of
from workstation.app.desk import Port, truth_version_of
from workstation.app.values import HeldCommand, Opened, PendingView
from workstation.cache.ledger import asking
from workstation.cache.overlay import Overlaid
from workstation.cache.values import OutboxEntry, Truth
from workstation.domain.commands import UnknownCommand
from workstation.domain.record import Command, Id


class RecordPort(Port):
    """What is done with a record, whatever its kind."""

    # Any: of whichever kind.
    async def open(self, id_: Id) -> Opened[Any]:
        """The record as the person sees it. Raises `KeyError` for one out of their sight."""
        profile = self._profile
        ledger = profile.signed_in.ledger
        sight = await profile.visible_record(id_)
        if sight is None:
            raise KeyError(id_)
        asked = [each for each in ledger.entries() if each.record_id == id_ and asking(each)]
        questions = tuple([await question_of(profile, each) for each in asked])
        pending = sight.pending if isinstance(sight, Overlaid) else ()
        return Opened(
            key=sight.key,
            record=sight.record,
            truth_version=truth_version_of(sight),
            pending=tuple(_pending(sight, entry) for entry in pending),
            questions=questions,
        )

    async def submit(
        self,
        record_id: Id,
        command: Command,
        *,
        hold: timedelta = timedelta(0),
        then: Sequence[Command] = (),
        seen: int | None = None,
    ) -> str:
        """Give a command; durable on return. Returns its id.

        It is decided here first, over everything given before, and a letter is examined: raises
        `Refused`. `hold` keeps it back for undo; the commands in `then` go with it. `seen` is the
        version of the server's copy that the person had before their eyes (default: the newest
        here). A reply takes the draft with it. Raises `KeyError` for a record out of sight,
        `ProfileProblem` for the disk.
        """
        async with self._profile.turn:
            given = await self._desk.decided(record_id, (command, *then), seen)
            return await self._desk.submit(given, hold)

    def held(self) -> tuple[HeldCommand, ...]:
        """What can be taken back now, over a restart too; nothing while nobody is signed in."""
        session, now = self._profile.session, self._profile.clock()
        entries = session.ledger.entries() if session is not None else ()
        return tuple(
            HeldCommand(each.id, each.record_id, each.reference, each.command, each.held_until)
            for each in entries
            if each.held_until is not None
            and not isinstance(each.command, UnknownCommand)
            and each.held(now)
            and each.id == each.chain
        )

    async def undo(self, command_id: str) -> bool:
        """Take back a command that is still held, with what was given with it.

        False if it is too late. The text of a reply goes back into its draft, below what was
        begun there since: a letter set aside elsewhere would not be found again.
        """
        profile = self._profile
        async with profile.turn:
            ledger, now = profile.signed_in.ledger, profile.clock()
            chain = [each for each in ledger.entries() if each.chain == command_id]
            if not chain or not all(each.held(now) for each in chain):
                return False
            # Before the command is gone: the words are never nowhere, whatever happens between.
            before = [(entry, await self._desk.forms.back(entry)) for entry in chain]
            gone = await ledger.undo(command_id, now)
            for entry, draft in () if gone else before:
                # It went out in the meantime, and the words with it.
                await self._desk.forms.went_along(entry, draft)
            await self._desk.changed(chain[0].record_id)
        return bool(gone)


# Any: of whichever kind.
def _pending(sight: Overlaid[Any] | Truth[Any], entry: OutboxEntry) -> PendingView:
    refused = sight.refused if isinstance(sight, Overlaid) else {}
    return PendingView(
        id=entry.id,
        command=entry.command,
        at=entry.at,
        stage=entry.stage,
        held_until=entry.held_until,
        refused=refused.get(entry.id),
    )
