"""Needs you: the commands that the server did not take in, and their authors' answers."""

from __future__ import annotations

from workstation.app.access_loss import forget_answered
from workstation.app.command_question import question_of
from workstation.app.desk import Port
from workstation.app.question_answers import can_be_edited, to_do_again
from workstation.app.values import Question
from workstation.cache.ledger import asking
from workstation.cache.values import OutboxEntry
from workstation.domain.commands import AddNote, UnknownCommand
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.i18n import _


class QuestionPort(Port):
    """The questions that wait for this person, and the ways to answer one."""

    async def asked(self) -> tuple[Question, ...]:
        """The commands that were refused, conflict, or could not be read; the oldest first.

        Those about reference records are not among them: they are asked where they were written.
        """
        profile = self._profile
        entries = (entry for entry in profile.signed_in.ledger.entries() if asking(entry))
        asked = [entry for entry in entries if not profile.is_reference(entry.record_id)]
        return tuple([await question_of(profile, entry) for entry in asked])

    async def drop(self, command_id: str) -> None:
        """Give a command up, with what was to follow. What was written in them is in drafts again.

        Raises `KeyError` if nothing is asked about that command any more.
        """
        async with self._profile.turn:
            await self._settle(self._asked(command_id))

    async def edit(self, command_id: str) -> Command:
        """Take a command back to change it, with what was to follow. Returns the first of them that
        can be changed; what was written in all of them is in drafts again.

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
            followers = self._profile.signed_in.ledger.followers(entry)
            known = [each.command for each in followers]
            await self._settle(entry)
        chain = (command, *(each for each in known if not isinstance(each, UnknownCommand)))
        return next(filter(can_be_edited, chain), command)

    async def hand_over(self, command_id: str, text: str) -> str:
        """Leave a note in the case that says all that was written, for whoever holds it, and carry
        nothing out. What was written is in drafts again too. Returns the id of the note.

        Raises `Refused` where no note can be left: the question stays then. Raises `KeyError` if
        nothing is asked about that command any more.
        """
        async with self._profile.turn:
            entry = self._asked(command_id)
            ledger = self._profile.signed_in.ledger
            given = await self._desk.decided(entry.record_id, (AddNote(text=text),), None)
            await self._keep_words(entry)
            entries = await ledger.submit(given, answers=entry)
            await self._desk.changed(entry.record_id, questions=True)
        return entries[0].id

    async def redo(self, command_id: str) -> str:
        """Give a command again over the record as it is now, with what was to follow. Returns the
        new id. What this version does not know is sent again as it was written.

        Raises `Refused` where it is not legal any more: the question stays then. Raises `KeyError`
        if nothing is asked about that command any more.
        """
        profile = self._profile
        async with profile.turn:
            entry = self._asked(command_id)
            question = await question_of(profile, entry)
            # A record that this command begins is in sight nowhere yet.
            kind = profile.kinds.named(entry.record_kind)
            begins = kind is not None and type(entry.command) in kind.creates
            if not begins and await profile.visible_record(entry.record_id) is None:
                raise Refused(question.reason, question.remedy)
            whole = (entry.command, *question.followers)
            commands = to_do_again(profile.signed_in.me, question.now, whole)
            given = await self._desk.decided(entry.record_id, commands, None)
            entries = await profile.signed_in.ledger.submit(given, answers=entry)
            await self._desk.changed(entry.record_id, questions=True)
        return entries[0].id

    def _asked(self, command_id: str) -> OutboxEntry:
        """The command that asks its author. Raises `KeyError` if it does not ask any more."""
        entry = self._profile.signed_in.ledger.get(command_id)
        if entry is None or not asking(entry):
            raise KeyError(command_id)
        return entry

    async def _settle(self, entry: OutboxEntry) -> None:
        """Answer a question without a command. What was written in it, and in what was to follow,
        is in drafts again."""
        await self._keep_words(entry)
        await self._profile.signed_in.ledger.answer(entry)
        await forget_answered(self._profile, entry.record_id)
        await self._desk.changed(entry.record_id, questions=True)

    async def _keep_words(self, entry: OutboxEntry) -> None:
        """Put what was written in a command, and in what was to follow, into drafts again: before
        the command is gone, as in `undo`."""
        for each in (entry, *self._profile.signed_in.ledger.followers(entry)):
            await self._desk.forms.back(each)
            await self._desk.forms.keep_in_sight(each)
