"""The drafts in which the words of commands stand, before they are given and after they failed.

A letter's are the draft to its party, a decision's what the panel composes, all others' the form of
their act. What has no form of its own comes back in the form of a note, which everybody can open.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

from workstation.app.command_question import words_of
from workstation.app.open_profile import OpenProfile
from workstation.bilingual.act_form import (
    NOTE,
    Filled,
    filled_below,
    filled_from_text,
    filled_to_text,
    form_key,
    form_of,
    note_of,
)
from workstation.bilingual.composition import (
    DECISION,
    Composition,
    composed_below,
    composition_from_text,
    composition_of,
    composition_to_text,
)
from workstation.bilingual.draft_form import LetterPurpose, from_pairs, settled_to_json, to_json
from workstation.bilingual.kept_form import form_to_json, put_below
from workstation.cache.values import DraftOf, OutboxEntry, StoredDraft
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Decide, SendReply, UnknownCommand
from workstation.domain.context import Scene
from workstation.domain.decide import not_allowed
from workstation.domain.record import Command, Words
from workstation.domain.send_gate import FindingOverrides
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


class Forms:
    """Changes the drafts of commands that are given, taken back or dropped, so that their words are
    always in one place: the outbox or a draft."""

    def __init__(self, profile: OpenProfile) -> None:
        self._profile = profile

    async def went_along(self, entry: OutboxEntry, before: StoredDraft | None = None) -> None:
        """Clear the draft of a command whose words are in the outbox now, if it says the same.

        One that says them below what was there `before` says only that again.
        """
        session = self._profile.signed_in
        # Nobody waits for the disk to say that there is none.
        if all(id_ != entry.record_id for id_, _slot in session.drafted):
            return
        slot = await self._slot(entry)
        if slot is None:
            return
        draft = await session.drafts.read(entry.record_id, slot.key)
        if draft.revision and slot.same(draft, slot.alone):
            await session.drafts.clear(entry.record_id, slot.key)
            await self._profile.count_drafts()
        elif before is not None and slot.same(draft, slot.below(before)):
            await session.drafts.save(_about(entry, slot.key, before), self._profile.clock())

    async def back(self, entry: OutboxEntry) -> StoredDraft | None:
        """Make a draft of a command that will not be sent, below what was begun there since.

        Returns what was there, if the words were put below it.
        """
        slot = await self._slot(entry)
        return await self._put_into(slot, entry) if slot is not None else None

    async def keep_in_sight(self, entry: OutboxEntry) -> None:
        """Put the words of a command into a note too, where its own form cannot be opened as the
        case stands now."""
        profile, command = self._profile, entry.command
        words = words_of(profile, command)
        sight = await profile.visible_record(entry.record_id) if words else None
        if sight is None or not isinstance(sight.record, Case):
            return
        if isinstance(command, SendReply | UnknownCommand):
            return
        scene = Scene(sight.record, profile.signed_in.me, profile.clock(), profile.others)
        kind = profile.kinds.of_command(command)
        if not_allowed(kind, scene, type(command)) is not None:
            await self._put_into(note_slot(words), entry)

    async def _put_into(self, slot: Slot, entry: OutboxEntry) -> StoredDraft | None:
        session = self._profile.signed_in
        found = await session.drafts.read(entry.record_id, slot.key)
        begun = slot.begun(found)
        draft = slot.below(found) if begun else slot.alone
        if draft == found:
            return None
        await session.drafts.save(_about(entry, slot.key, draft), self._profile.clock())
        session.drafted.add((entry.record_id, slot.key))
        return found if begun else None

    async def _slot(self, entry: OutboxEntry) -> Slot | None:
        words = words_of(self._profile, entry.command)
        if entry.record_kind != CASE.name:
            return plain_slot(entry.name, words)
        sight = await self._profile.visible_record(entry.record_id) if words else None
        return slot_of(entry.command, words, sight.record if sight is not None else None)


def _about(entry: OutboxEntry, key: str, draft: StoredDraft) -> DraftOf:
    return DraftOf(
        record_id=entry.record_id,
        slot=key,
        reference=entry.reference,
        title=entry.title,
        draft=draft,
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """The draft in which the words of a command stand.

    `key`: the slot by which it is stored.
    `alone`: the draft that says nothing but the command.
    `below`: makes of a draft the one that says the command below it; the same one, if it has the
    words already.
    `written`: what somebody wrote in a draft, to compare drafts by.
    """

    key: str
    alone: StoredDraft
    below: Callable[[StoredDraft], StoredDraft]
    written: Callable[[StoredDraft], Hashable]

    def begun(self, draft: StoredDraft) -> bool:
        """Whether somebody wrote anything in it."""
        return self.written(draft) != self.written(StoredDraft())

    def same(self, one: StoredDraft, other: StoredDraft) -> bool:
        """Whether two drafts have the same words."""
        return self.written(one) == self.written(other)


def slot_of(command: Command | UnknownCommand, words: Words, case: Case | None) -> Slot | None:
    """The slot of a command on a case that says these words; None for one without words."""
    if isinstance(command, SendReply):
        text = command.text
        draft = StoredDraft(
            en=text.en,
            zh=text.zh,
            beads=to_json(from_pairs(command.beads)) if command.beads else "",
            settled=settled_to_json(FindingOverrides(command.overrides, frozenset(command.seen))),
            form=form_to_json(LetterPurpose(command.milestone)),
        )
        return Slot(command.party, draft, _texts_below(text), _texts)
    if not any(text.en.strip() or text.zh.strip() for text in words):
        return None
    if isinstance(command, UnknownCommand):
        return note_slot(words)
    if isinstance(command, Decide):
        return _of_decision(composition_of(case, command.finding))
    form = form_of(command)
    return _of_form(*form) if form is not None else note_slot(words)


def note_slot(words: Words) -> Slot:
    """The slot of a note that says these words."""
    return _of_form(NOTE, note_of(words))


def plain_slot(name: str, words: Words) -> Slot | None:
    """The slot of an act on a record of another kind than a case, two texts; None for no words."""
    en, zh = (
        "\n\n".join(filter(str.strip, side))
        for side in ([text.en for text in words], [text.zh for text in words])
    )
    if not en and not zh:
        return None
    return Slot(form_key(name), StoredDraft(en=en, zh=zh), _texts_below(Bilingual(en, zh)), _texts)


def _texts(draft: StoredDraft) -> Hashable:
    return draft.en.strip(), draft.zh.strip()


def _texts_below(text: Bilingual) -> Callable[[StoredDraft], StoredDraft]:
    """Puts a text below that of a draft; the pairs of the joined text are found anew."""

    def below(draft: StoredDraft) -> StoredDraft:
        en, zh = put_below(draft.en, text.en), put_below(draft.zh, text.zh)
        if (en, zh) == (draft.en, draft.zh):
            return draft
        return replace(draft, en=en, zh=zh, beads="", settled="")

    return below


def _of_form(name: str, filled: Filled) -> Slot:
    def below(draft: StoredDraft) -> StoredDraft:
        stands = _form(draft)
        both = filled_below(stands, filled)
        return draft if both == stands else _as_form(draft, both)

    def written(draft: StoredDraft) -> Hashable:
        return _form(draft).written

    return Slot(form_key(name), _as_form(StoredDraft(), filled), below, written)


def _form(draft: StoredDraft) -> Filled:
    return filled_from_text(draft.en, draft.form)


def _as_form(draft: StoredDraft, filled: Filled) -> StoredDraft:
    text, rest = filled_to_text(filled)
    return replace(draft, en=text, form=rest)


def _of_decision(composed: Composition) -> Slot:
    def below(draft: StoredDraft) -> StoredDraft:
        stands = _composition(draft)
        both = composed_below(stands, composed)
        return draft if both == stands else _as_decision(draft, both)

    def written(draft: StoredDraft) -> Hashable:
        stands = _composition(draft)
        return stands.outcome, stands.written

    return Slot(DECISION, _as_decision(StoredDraft(), composed), below, written)


def _composition(draft: StoredDraft) -> Composition:
    reasons = Bilingual(draft.en, draft.zh)
    return composition_from_text(reasons, draft.form) or Composition(rationale=reasons)


def _as_decision(draft: StoredDraft, composed: Composition) -> StoredDraft:
    reasons, rest = composition_to_text(composed)
    return replace(draft, en=reasons.en, zh=reasons.zh, form=rest)
