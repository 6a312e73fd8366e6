"""The glossary: reading it, changing it, and what became of one's own changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workstation.app.command_question import readable_message
from workstation.app.desk import Port
from workstation.cache.values import WAITING, CommandStage, OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import Glossary, GlossaryChange, LetPass, PutTerm
from workstation.domain.glossary.values import GLOSSARY_ID, HOUSE_CHANGES
from workstation.i18n import Message
from workstation.wire.push import Parked, Quarantined, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEdit:
    """A change of mine that the glossary of the server does not show.

    `refused` is the server's no, with `remedy`; the change itself is kept until it is dropped.
    `sent`: the server may have it already, so that it cannot be dropped.
    """

    id: str
    change: GlossaryChange | UnknownCommand
    given_at: datetime
    sent: bool = False
    refused: Message | None = None
    remedy: Message | None = None


class GlossaryPort(Port):
    """The terms, what always passes, and the style of letters."""

    @property
    def house(self) -> Glossary:
        """The glossary with my own edits in it; without a server yet, the one that is shipped."""
        return self._profile.house

    async def change(self, change: GlossaryChange | UnknownCommand) -> str:
        """Change the glossary; durable on return. Returns the id of the edit.

        A new term may come without an id; what this version does not know, and can only be given
        again, is for the server to judge. Raises `Refused` by the rule that the server applies
        too, and `ProfileProblem` for the disk.
        """
        profile = self._profile
        async with profile.turn:
            if isinstance(change, PutTerm) and not change.term.id:
                change = replace(change, term=replace(change.term, id=profile.new_id()))
            given = await self._desk.decided(GLOSSARY_ID, (change,), None)
            return await self._desk.submit(given)

    async def edits(self) -> tuple[GlossaryEdit, ...]:
        """My changes that wait or were refused, the oldest first."""
        mine = (e for e in self._profile.signed_in.ledger.entries() if e.record_id == GLOSSARY_ID)
        return tuple(map(_edit, (each for each in mine if each.stage is not CommandStage.APPLIED)))

    async def drop_edit(self, edit_id: str, *, keep_words: bool = True) -> None:
        """Give a refused change up, or take one back that was not sent. What was written in it is
        a draft again, unless `keep_words` is off: its words stand elsewhere by now.

        Raises `KeyError` for one that the server may have taken in.
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
        return {each.term: each.reason for each in self.house.passes}

    async def ignore_term(self, term: str, reason: str) -> None:
        """Let a term pass in every letter from now on, for this reason. Raises `Refused`."""
        await self.change(LetPass(term, reason))


def _edit(entry: OutboxEntry) -> GlossaryEdit:
    said = entry.disposition
    no = said if isinstance(said, Refusal | Parked | Quarantined) else None
    asks = no is not None and entry.stage not in WAITING
    command = entry.command
    # Of what is given for the glossary, whatever is no change of it is not known here.
    known = isinstance(command, (UnknownCommand, *HOUSE_CHANGES.values()))
    assert known, f"{entry.name} is no change of the glossary"
    return GlossaryEdit(
        id=entry.id,
        change=command,  # type: ignore[arg-type]  # one of these, as was just looked at
        given_at=entry.at,
        sent=entry.stage is CommandStage.SENT,
        refused=readable_message(no.reason) if no is not None and asks else None,
        remedy=readable_message(no.remedy) if no is not None and asks else None,
    )
