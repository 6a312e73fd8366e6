"""Words that are not carried out: in commands that ask their author, and in drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
    """What a person wrote and did not send, or sent in vain: all of it is on this machine."""

    async def kept(self) -> tuple[KeptWords, ...]:
        """All kept words, about records of whichever kind, the latest first."""
        session = self._profile.signed_in
        drafts = await session.drafts.all()
        entries = [each for each in session.ledger.entries() if asking(each)]
        ids = {each.record_id for each in drafts} | {each.record_id for each in entries}
        records: dict[str, Record | None] = {}
        for id_ in sorted(ids):
            sight = await self._profile.visible_record(id_)
            records[id_] = sight.record if sight is not None else None
        # What follows one question may follow another one too.
        followed = (each for first in entries for each in session.ledger.followers(first))
        given = {each.id: each for each in (*entries, *followed)}.values()
        asked = [self._in_command(each, records[each.record_id]) for each in given]
        kept = [self._in_draft(each, records[each.record_id], drafts) for each in drafts]
        # A draft in which something was only chosen has no words.
        written = (each for each in (*asked, *kept) if each.text != Bilingual())
        return tuple(sorted(written, key=lambda each: each.kept_at, reverse=True))

    async def throw_away(self, record_id: str, slot: str) -> DraftOf | None:
        """Throw the words of a draft away. Returns what `keep_again` takes, None for no draft."""
        profile = self._profile
        drafts = profile.signed_in.drafts
        found = (each for each in await drafts.all() if each.record_id == record_id)
        gone = next((each for each in found if each.slot == slot), None)
        await drafts.clear(record_id, slot)
        await self._tell(record_id)
        return gone

    async def keep_again(self, gone: DraftOf) -> None:
        """Keep a draft again that was thrown away, below what was begun there since. Raises
        `ProfileProblem` if it is not kept."""
        profile = self._profile
        since = await profile.signed_in.drafts.read(gone.record_id, gone.slot)
        if since.revision:
            en, zh = put_below(since.en, gone.draft.en), put_below(since.zh, gone.draft.zh)
            form = since.form or gone.draft.form
            both = replace(since, en=en, zh=zh, form=form, beads="", settled="")
            gone = replace(gone, draft=both)
        at = gone.draft.saved_at or profile.clock()
        await profile.signed_in.drafts.save(gone, at)
        await self._tell(gone.record_id)

    async def _tell(self, record_id: str) -> None:
        """Count the drafts anew, and tell that they have changed."""
        await self._profile.count_drafts()
        self._profile.announcer.say(Change(frozenset({record_id}), rows=True))

    def _in_command(self, entry: OutboxEntry, record: Record | None) -> KeptWords:
        """The words of a command that was refused or parked, or could not be read."""
        command = entry.command
        texts = words_of(self._profile, command)
        title = entry.title
        if isinstance(command, PutTerm):
            title = Bilingual(command.term.en, command.term.zh_hans)
        return KeptWords(
            record_id=entry.record_id,
            slot="",
            stands=Whereabouts.ASKED,
            command_id=entry.id,
            kind=entry.record_kind,
            command=None if isinstance(command, UnknownCommand) else type(command),
            reference=entry.reference,
            title=title,
            text=Bilingual(joined(each.en for each in texts), joined(each.zh for each in texts)),
            kept_at=entry.at,
            in_sight=record is not None,
        )

    def _in_draft(
        self, kept: DraftOf, record: Record | None, drafts: Sequence[DraftOf]
    ) -> KeptWords:
        """The words of a draft."""
        kind = self._kind_of(kept, record)
        opened = self._is_opened(kept, record, drafts)
        reference, title = named(record) if record is not None else ("", Bilingual())
        term = _term_of(kept)
        if term is not None:
            title = term.text.name
        elif title == Bilingual():
            title = kept.title
        return KeptWords(
            record_id=kept.record_id,
            slot=kept.slot,
            stands=Whereabouts.IN_FORM if opened else Whereabouts.NOWHERE,
            kind=kind.name if kind is not None else "",
            command=_command_of(kept, kind),
            reference=reference or kept.reference,
            title=title,
            text=_words(kept, kind),
            kept_at=kept.draft.saved_at or self._profile.clock(),
            in_sight=opened or record is not None,
        )

    # Any: of whichever kind.
    def _kind_of(self, kept: DraftOf, record: Record | None) -> Kind[Any] | None:
        """The kind of a record, also of one that is out of sight: by its id, or by the act."""
        kinds = self._profile.kinds
        if record is not None:
            return kinds.of(record)
        by_id = kinds.named(kept.record_id.partition(":")[0])
        if by_id is not None:
            return by_id
        name = name_of_form(kept.slot)
        if name is None or command_of_form(name) is not None:
            return kinds.named(CASE.name)
        return next((kind for kind in kinds.kinds if name in kind.by_name), None)

    def _is_opened(self, kept: DraftOf, record: Record | None, drafts: Sequence[DraftOf]) -> bool:
        """Whether a person finds these words where they wrote them, or in a note."""
        name = name_of_form(kept.slot)
        match record:
            case None:
                # A policy that is not open yet stands in the form that opens it.
                return kept.record_id == policy_id("")
            case Case() if name is None and kept.slot != DECISION:
                # A letter is open to everybody who sees the case.
                opens = record.party(kept.slot) is not None
            case Case():
                # The form of an act is open only while the act is allowed.
                command = command_of_form(name) if name is not None else Decide
                profile = self._profile
                scene = Scene(record, profile.signed_in.me, profile.clock(), profile.others)
                opens = command is not None and not_allowed(CASE, scene, command) is None
            case Glossary():
                return _glossary_opens(record, kept, drafts)
            case _:
                # What else is kept under a name of its own was typed into a form, and is in it.
                return name is None
        return opens or _in_note(kept, drafts)


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
    """What was written in a draft, by the form that it was written in."""
    draft = kept.draft
    both = Bilingual(draft.en, draft.zh)
    if kind is not CASE:
        return words_of_any(both, draft.form)
    if kept.slot == DECISION:
        return words_of_decision(both, draft.form)
    return both if name_of_form(kept.slot) is None else words_of_form(draft.en, draft.form)


def _in_note(kept: DraftOf, drafts: Sequence[DraftOf]) -> bool:
    """Whether the note of the case, which can always be opened, says every line of these words."""
    if kept.slot == form_key(NOTE):
        return False
    of_case = (each for each in drafts if each.record_id == kept.record_id)
    note = next((each for each in of_case if each.slot == form_key(NOTE)), None)
    said = filled_from_text(note.draft.en, note.draft.form).text if note is not None else ""
    words = _words(kept, CASE)
    return all(line.strip() in said for side in (words.en, words.zh) for line in side.splitlines())


def _glossary_opens(glossary: Glossary, kept: DraftOf, drafts: Sequence[DraftOf]) -> bool:
    """Whether the form of a term opens with these words: that of a known term while the glossary
    has it, that of a new term with the latest draft of one."""
    written = _term_of(kept)
    if name_of_form(kept.slot) is not None or written is None:
        return False
    if written.over:
        return glossary.term(kept.slot) is not None
    for each in drafts:
        if each.record_id == kept.record_id and name_of_form(each.slot) is None:
            new = _term_of(each)
            if new is not None and not new.over:
                return each is kept
    return False


def _term_of(kept: DraftOf) -> WrittenTerm | None:
    """The term that a draft of the glossary is about; None for what is no such draft."""
    return form_from_json(kept.draft.form, WrittenTerm)
