"""The glossary: reading it, changing it, and what became of one's own changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from workstation.app.command_question import readable_message
from workstation.app.desk import Port
from workstation.cache.values import WAITING, CommandStage, OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import Glossary, GlossaryChange, LetPass, PutTerm
from workstation.domain.glossary.values import GLOSSARY_CHANGES, GLOSSARY_ID
from workstation.i18n import Message
from workstation.value_class import dataclass
from workstation.wire.push import Parked, Quarantined, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEdit:
    """A change of mine that the glossary of the server does not show yet, or will not.

    `sent`: the server may have it already, so that it cannot be dropped.
    `refused`, `remedy`: why the server did not take it, and what to do; it is kept until dropped.
    """

    id: str
    change: GlossaryChange | UnknownCommand
    given_at: datetime
    sent: bool = False
    refused: Message | None = None
    remedy: Message | None = None

    @classmethod
    def of(cls, entry: OutboxEntry) -> GlossaryEdit:
        """The change that a command of the outbox is."""
        command, said = entry.command, entry.disposition
        # Of what is given for the glossary, whatever is no change of it is not known here.
        known = isinstance(command, (UnknownCommand, *GLOSSARY_CHANGES.values()))
        assert known, f"{entry.name} is no change of the glossary"
        no = said if isinstance(said, Refusal | Parked | Quarantined) else None
        if entry.stage in WAITING:
            no = None
        return cls(
            id=entry.id,
            change=command,  # type: ignore[arg-type]  # one of these, as was just looked at
            given_at=entry.at,
            sent=entry.stage is CommandStage.SENT,
            refused=readable_message(no.reason) if no is not None else None,
            remedy=readable_message(no.remedy) if no is not None else None,
        )


class GlossaryPort(Port):
    """The terms, what always passes, and the style of letters."""

    @property
    def current(self) -> Glossary:
        """The glossary with my own edits in it; without a server yet, the one that is shipped."""
        return self._profile.glossary

    async def change(self, change: GlossaryChange | UnknownCommand) -> str:
        """Change the glossary; the change is durable on return. Returns its id.

        A new term may come without an id. A change that this version does not know is one that is
        given again: only the server can judge it. Raises `Refused` by the rule that the server
        applies too, and `ProfileProblem` where the disk does not take it.
        """
        profile = self._profile
        async with profile.turn:
            if isinstance(change, PutTerm) and not change.term.id:
                change = replace(change, term=replace(change.term, id=profile.new_id()))
            given = await self._desk.decided(GLOSSARY_ID, (change,), None)
            return await self._desk.submit(given)

    async def edits(self) -> tuple[GlossaryEdit, ...]:
        """My changes that wait or were refused, the oldest first."""
        return tuple(
            GlossaryEdit.of(each)
            for each in self._profile.signed_in.ledger.entries()
            if each.record_id == GLOSSARY_ID and each.stage is not CommandStage.APPLIED
        )

    async def drop_edit(self, edit_id: str, *, keep_words: bool = True) -> None:
        """Give a refused change up, or take one back that was not sent. What was written in it is
        a draft again, unless `keep_words` is off, since its words are kept elsewhere by now.

        Raises `KeyError` for a change that the server may have taken in.
        """
        async with self._profile.turn:
            ledger = self._profile.signed_in.ledger
            entry = ledger.get(edit_id)
            if entry is None or entry.stage in (CommandStage.SENT, CommandStage.APPLIED):
                raise KeyError(edit_id)
            # Before the change is gone, as in `undo`.
            if keep_words:
                await self._desk.forms.back(entry)
            if entry.stage is CommandStage.QUEUED:
                await ledger.take_back(entry)
            else:
                await ledger.answer(entry)
            await self._desk.changed(GLOSSARY_ID, questions=True)

    async def ignored_terms(self) -> Mapping[str, str]:
        """The terms that always pass, for everybody, each with its reason."""
        return {each.term: each.reason for each in self.current.passes}

    async def ignore_term(self, term: str, reason: str) -> None:
        """Let a term pass in every letter from now on, for this reason. Raises as `change` does."""
        await self.change(LetPass(term, reason))
