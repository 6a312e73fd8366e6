"""Words that are not carried out: in commands that ask, in drafts, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from workstation.app.command_question import words_of
from workstation.app.desk import Port, named
from workstation.app.values import Change, KeptWords, Whereabouts
from workstation.bilingual.act_form import (
    NOTE,
    command_of_form,
    filled_from_text,
    form_key,
    name_of_form,
)
from workstation.bilingual.composition import DECISION
from workstation.bilingual.draft_words import joined, words_of_any, words_of_decision, words_of_form
from workstation.bilingual.kept_form import form_from_json, put_below
from workstation.bilingual.kept_term import WrittenTerm
from workstation.cache.ledger import asking
from workstation.cache.values import DraftOf, OutboxEntry
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Decide, SendReply, UnknownCommand
from workstation.domain.context import Scene
from workstation.domain.decide import not_allowed
from workstation.domain.glossary.acts import Glossary, PutTerm
from workstation.domain.policy import policy_id
from workstation.domain.record import Command, Kind, Record
from workstation.domain.text import Bilingual


class KeptWordsPort(Port):
    """What a person wrote and did not send, or sent in vain; all of it is on this machine."""

    async def kept(self) -> tuple[KeptWords, ...]:
        """All of it, of whichever kind of record, the latest first."""
        signed = self._office.person
        drafts = await signed.drafts.all()
        entries = [each for each in signed.ledger.entries() if asking(each)]
        ids = {each.record_id for each in drafts} | {each.record_id for each in entries}
        records = {id_: await self._record(id_) for id_ in sorted(ids)}
        # What follows one may follow another one too.
        followed = (each for first in entries for each in signed.ledger.followers(first))
        given = {each.id: each for each in (*entries, *followed)}.values()
        asked = [self._in_command(each, records[each.record_id]) for each in given]
        kept = [self._in_draft(each, records[each.record_id], drafts) for each in drafts]
        # What was only chosen are no words.
        written = (each for each in (*asked, *kept) if each.text != Bilingual())
        return tuple(sorted(written, key=_when, reverse=True))

    async def throw_away(self, record_id: str, slot: str) -> DraftOf | None:
        """Throw kept words away. Returns what `keep_again` takes; None if there were none."""
        office = self._office
        drafts = office.person.drafts
        found = (each for each in await drafts.all() if each.record_id == record_id)
        gone = next((each for each in found if each.slot == slot), None)
        await drafts.clear(record_id, slot)
        await self._tell(record_id)
        return gone

    async def keep_again(self, gone: DraftOf) -> None:
        """Keep words that were thrown away as they were, below what stands there since. Raises
        `ProfileProblem`: they are not kept then."""
        office = self._office
        since = await office.person.drafts.read(gone.record_id, gone.slot)
        if since.revision:
            en, zh = put_below(since.en, gone.draft.en), put_below(since.zh, gone.draft.zh)
            form = since.form or gone.draft.form
            both = replace(since, en=en, zh=zh, form=form, beads="", settled="")
            gone = replace(gone, draft=both)
        at = gone.draft.saved_at or office.clock()
        await office.person.drafts.save(gone, at)
        await self._tell(gone.record_id)

    async def _tell(self, record_id: str) -> None:
        await self._office.count_drafts()
        self._office.announcer.say(Change(frozenset({record_id}), rows=True))

    async def _record(self, record_id: str) -> Record | None:
        sight = await self._office.visible_record(record_id)
        record: Record | None = sight.record if sight is not None else None
        return record

    def _is_opened(self, kept: DraftOf, record: Record | None, drafts: Sequence[DraftOf]) -> bool:
        """Whether a person finds these words where they wrote them, or in a note."""
        match record:
            case None:
                # A policy that is not open yet stands in the form that opens it.
                return kept.record_id == policy_id("")
            case Case():
                return self._case_opens(record, kept) or _in_note(kept, drafts)
            case Glossary():
                return _house_opens(record, kept, drafts)
            case _:
                # What else is kept under a name of its own was typed into a form, and is in it.
                return name_of_form(kept.slot) is None

    def _case_opens(self, case: Case, kept: DraftOf) -> bool:
        """A letter is open to everybody who sees the case; an act only while it is allowed."""
        command: type[Command] | None = Decide
        if kept.slot != DECISION:
            name = name_of_form(kept.slot)
            if name is None:
                return case.party(kept.slot) is not None
            command = command_of_form(name)
        office = self._office
        scene = Scene(case, office.person.me, office.clock(), office.others)
        return command is not None and not_allowed(CASE, scene, command) is None

    def _in_command(self, entry: OutboxEntry, record: Record | None) -> KeptWords:
        """The words of a command that was refused or parked, or could not be read."""
        command = entry.command
        texts = words_of(self._office, command)
        return KeptWords(
            record_id=entry.record_id,
            slot="",
            stands=Whereabouts.ASKED,
            command_id=entry.id,
            kind=entry.record_kind,
            command=None if isinstance(command, UnknownCommand) else type(command),
            reference=entry.reference,
            title=_term_in(command) or entry.title,
            text=Bilingual(joined(each.en for each in texts), joined(each.zh for each in texts)),
            kept_at=entry.at,
            in_sight=record is not None,
        )

    def _in_draft(
        self, kept: DraftOf, record: Record | None, drafts: Sequence[DraftOf]
    ) -> KeptWords:
        kind = self._kind_of(kept, record)
        opened = self._is_opened(kept, record, drafts)
        reference, title = named(record) if record is not None else ("", Bilingual())
        text = _words(kept, kind)
        return KeptWords(
            record_id=kept.record_id,
            slot=kept.slot,
            stands=Whereabouts.IN_FORM if opened else Whereabouts.NOWHERE,
            kind=kind.name if kind is not None else "",
            command=_command_of(kept, kind),
            reference=reference or kept.reference,
            title=_name_of_term(kept) or (title if title != Bilingual() else kept.title),
            text=text,
            kept_at=kept.draft.saved_at or self._office.clock(),
            in_sight=opened or record is not None,
        )

    # Any: of whichever kind.
    def _kind_of(self, kept: DraftOf, record: Record | None) -> Kind[Any] | None:
        """The kind of a record, also of one that is out of sight: by its id, or by the act."""
        kinds = self._office.kinds
        if record is not None:
            return kinds.of(record)
        by_id = kinds.named(kept.record_id.partition(":")[0])
        if by_id is not None:
            return by_id
        name = name_of_form(kept.slot)
        if name is None or command_of_form(name) is not None:
            return kinds.named(CASE.name)
        return next((kind for kind in kinds.kinds if name in kind.by_name), None)


def _when(kept: KeptWords) -> datetime:
    return kept.kept_at


# Any: of whichever kind.
def _command_of(kept: DraftOf, kind: Kind[Any] | None) -> type[Command] | None:
    """The command whose words these are, None for one that is not known."""
    name = name_of_form(kept.slot)
    if kind is CASE:
        if name is not None:
            return command_of_form(name)
        return Decide if kept.slot == DECISION else SendReply
    if name is None:
        return PutTerm if _term_of(kept) is not None else None
    act = kind.by_name.get(name) if kind is not None else None
    return act.command if act is not None else None


# Any: of whichever kind.
def _words(kept: DraftOf, kind: Kind[Any] | None) -> Bilingual:
    draft = kept.draft
    both = Bilingual(draft.en, draft.zh)
    if kind is not CASE:
        return words_of_any(both, draft.form)
    if kept.slot == DECISION:
        return words_of_decision(both, draft.form)
    return both if name_of_form(kept.slot) is None else words_of_form(draft.en, draft.form)


def _in_note(kept: DraftOf, drafts: Sequence[DraftOf]) -> bool:
    """Whether the note of the case, which can always be opened, says all of it."""
    if kept.slot == form_key(NOTE):
        return False
    of_case = (each for each in drafts if each.record_id == kept.record_id)
    note = next((each for each in of_case if each.slot == form_key(NOTE)), None)
    said = filled_from_text(note.draft.en, note.draft.form).text if note is not None else ""
    return all(piece in said for piece in _pieces(_words(kept, CASE)))


def _pieces(text: Bilingual) -> Iterator[str]:
    for side in (text.en, text.zh):
        yield from (line.strip() for line in side.splitlines() if line.strip())


def _house_opens(house: Glossary, kept: DraftOf, drafts: Sequence[DraftOf]) -> bool:
    """A term that was not saved stands in its form while the glossary has it; of new ones the form
    of a new term goes on with the latest."""
    written = _term_of(kept)
    if name_of_form(kept.slot) is not None or written is None:
        return False
    if written.over:
        return house.term(kept.slot) is not None
    new = (each for each in drafts if each.record_id == kept.record_id and _is_new(each))
    return next(new, None) is kept


def _is_new(kept: DraftOf) -> bool:
    written = _term_of(kept)
    return name_of_form(kept.slot) is None and written is not None and not written.over


def _term_of(kept: DraftOf) -> WrittenTerm | None:
    return form_from_json(kept.draft.form, WrittenTerm)


def _name_of_term(kept: DraftOf) -> Bilingual | None:
    written = _term_of(kept)
    return written.text.name if written is not None else None


def _term_in(command: Command | UnknownCommand) -> Bilingual | None:
    """What the term is called that a command writes; None for all others."""
    if not isinstance(command, PutTerm):
        return None
    return Bilingual(command.term.en, command.term.zh_hans)
