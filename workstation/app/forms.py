"""The drafts in which the words of commands stand, before they are given and after they failed."""

from __future__ import annotations

from workstation.app.command_question import words_of
from workstation.app.open_profile import OpenProfile
from workstation.app.slots import Slot, note_slot, plain_slot, slot_of
from workstation.cache.values import DraftOf, OutboxEntry, StoredDraft
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.commands import SendReply, UnknownCommand
from workstation.domain.context import Scene
from workstation.domain.decide import not_allowed


class Forms:
    """What becomes of a draft when its command is given, taken back or dropped: the words are
    never nowhere, and nowhere twice."""

    def __init__(self, profile: OpenProfile) -> None:
        self._profile = profile

    async def went_along(self, entry: OutboxEntry, before: StoredDraft | None = None) -> None:
        """The words are in the outbox now: a draft that says the same is done with.

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
        """The words of a command that is not sent are a draft again, below what was begun since.

        Returns what was there, if they were put below it.
        """
        slot = await self._slot(entry)
        return await self._put_into(slot, entry) if slot is not None else None

    async def keep_in_sight(self, entry: OutboxEntry) -> None:
        """Words whose form cannot be opened as the case stands now are in a note's besides."""
        words = words_of(self._profile, entry.command)
        scene = await self._scene(entry) if words else None
        command = entry.command
        if scene is None or isinstance(command, SendReply | UnknownCommand):
            return
        kind = self._profile.kinds.of_command(command)
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

    async def _scene(self, entry: OutboxEntry) -> Scene[Case] | None:
        sight = await self._profile.visible_record(entry.record_id)
        if sight is None or not isinstance(sight.record, Case):
            return None
        profile = self._profile
        return Scene(sight.record, profile.signed_in.me, profile.clock(), profile.others)


def _about(entry: OutboxEntry, key: str, draft: StoredDraft) -> DraftOf:
    return DraftOf(
        record_id=entry.record_id,
        slot=key,
        reference=entry.reference,
        title=entry.title,
        draft=draft,
    )
