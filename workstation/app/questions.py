"""Needs you: what the server did not take in, and the person's answers."""

from __future__ import annotations

from workstation.app.access_loss import forget_answered
from workstation.app.command_question import question_of
from workstation.app.desk import Port
from workstation.app.values import Question
from workstation.cache.ledger import asking
from workstation.cache.values import OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.i18n import _


class QuestionPort(Port):
    """The questions that wait for their person. To redo is to give again."""

    async def asked(self) -> tuple[Question, ...]:
        """Everything that was refused, conflicts, or could not be read; the oldest first.

        What was given for a record that everybody looks at is asked where it was written.
        """
        profile = self._profile
        entries = (entry for entry in profile.signed_in.ledger.entries() if asking(entry))
        asked = [entry for entry in entries if not profile.is_reference(entry.record_id)]
        return tuple([await question_of(profile, entry) for entry in asked])

    async def drop(self, command_id: str) -> None:
        """Give it up, with what was to follow. What was written in them is in drafts again.

        Raises `KeyError` if nothing is asked about that command any more.
        """
        async with self._profile.turn:
            await self._settle(self._asked(command_id))

    async def edit(self, command_id: str) -> Command:
        """Take it back to change it: returns the command; what was written in it is a draft again.

        Raises `KeyError` if nothing is asked about that command any more, and `Refused` for one
        that this version does not know: it stays as it is.
        """
        async with self._profile.turn:
            entry = self._asked(command_id)
            command = entry.command
            if isinstance(command, UnknownCommand):
                raise Refused(
                    _("This version of the program does not know what that is."),
                    _("Bring this program up to date to work on it."),
                )
            await self._settle(entry)
        return command

    async def redo(self, command_id: str) -> str:
        """Give it again over the record as it is now, with what was to follow. Returns the new id.

        What this version does not know is sent again as it was written.

        Raises `Refused` where that is not legal any more (the question stays), and `KeyError`.
        """
        profile = self._profile
        async with profile.turn:
            entry = self._asked(command_id)
            question = await question_of(profile, entry)
            # A record that was only just begun is in sight nowhere else yet.
            begins = self._begins(entry)
            if not begins and await profile.visible_record(entry.record_id) is None:
                raise Refused(question.reason, question.remedy)
            commands = (entry.command, *question.followers)
            given = await self._desk.decided(entry.record_id, commands, None)
            entries = await profile.signed_in.ledger.submit(given, answers=entry)
            await self._desk.changed(entry.record_id, questions=True)
        return entries[0].id

    def _begins(self, entry: OutboxEntry) -> bool:
        kind = self._profile.kinds.named(entry.record_kind)
        return kind is not None and type(entry.command) in kind.creates

    def _asked(self, command_id: str) -> OutboxEntry:
        entry = self._profile.signed_in.ledger.get(command_id)
        if entry is None or not asking(entry):
            raise KeyError(command_id)
        return entry

    async def _settle(self, entry: OutboxEntry) -> None:
        ledger = self._profile.signed_in.ledger
        # Before the command is gone, as in `undo`.
        for each in (entry, *ledger.followers(entry)):
            await self._desk.forms.back(each)
            await self._desk.forms.keep_in_sight(each)
        await ledger.answer(entry)
        await forget_answered(self._profile, entry.record_id)
        await self._desk.changed(entry.record_id, questions=True)
