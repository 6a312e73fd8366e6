"""One record of any kind: reading it, giving commands, and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from workstation.app.command_question import question_of
from workstation.app.desk import Port, truth_version_of
from workstation.app.values import HeldCommand, Opened, PendingView
from workstation.cache.ledger import asking
from workstation.cache.overlay import Overlaid
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
        behind = {one.id for each in asked for one in ledger.behind(each)}
        questions = tuple([await question_of(profile, each) for each in asked])
        over = sight if isinstance(sight, Overlaid) else None
        return Opened(
            key=sight.key,
            record=sight.record,
            confirmed=over.confirmed if over is not None else sight.record,
            truth_version=truth_version_of(sight),
            pending=tuple(
                PendingView(
                    id=each.id,
                    command=each.command,
                    at=each.at,
                    stage=each.stage,
                    held_until=each.held_until,
                    refused=over.refused.get(each.id),
                    asked=each.id in behind,
                )
                for each in over.pending
            )
            if over is not None
            else (),
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
        """Give a command; it is durable on return. Returns its id.

        `hold` keeps it back for undo; the commands in `then` go with it. `seen` is the version of
        the server's copy that the person had before their eyes, by default the newest here. A draft
        that says the same as the command is cleared.

        It is decided here first, over everything given before: raises `Refused` by the rules, and
        for a letter that may not be sent as it is; `KeyError` for a record out of sight; and
        `ProfileProblem` where the disk does not take it.
        """
        async with self._profile.turn:
            given = await self._desk.decided(record_id, (command, *then), seen)
            return await self._desk.submit(given, hold)

    def held(self) -> tuple[HeldCommand, ...]:
        """The commands that can be taken back now, also some given before a restart; none while
        nobody is signed in."""
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

        Returns False if it is too late. What was written in them goes back into its drafts, below
        what was begun there since.
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
