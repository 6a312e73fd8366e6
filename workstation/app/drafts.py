"""Drafts: what a person writes about a record, saved while they type."""

from __future__ import annotations

from workstation.app.desk import Port, named
from workstation.app.values import Change
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.values import DraftOf, StoredDraft
from workstation.domain.text import Bilingual


class DraftPort(Port):
    """What is written and not sent yet."""

    async def read(self, case_id: str, party_id: str) -> StoredDraft:
        """The draft to a party, an empty one of revision 0 if there is none."""
        return await self._profile.signed_in.drafts.read(case_id, party_id)

    async def save(
        self,
        case_id: str,
        party_id: str,
        en: str,
        zh: str,
        *,
        beads: str = "",
        settled: str = "",
        form: str = "",
    ) -> StoredDraft:
        """Save a draft; on return it survives kill -9. Raises `ProfileProblem` if it is not saved.

        `bilingual.draft_form` makes `beads` and `settled`, and `bilingual.kept_form` the `form`.
        """
        profile = self._profile
        session = profile.signed_in
        fresh = (case_id, party_id) not in session.drafted
        sight = await profile.visible_record(case_id) if fresh else None
        reference, title = named(sight.record) if sight is not None else ("", Bilingual())
        draft = StoredDraft(en=en, zh=zh, beads=beads, settled=settled, form=form)
        written = DraftOf(
            record_id=case_id, slot=party_id, reference=reference, title=title, draft=draft
        )
        try:
            saved = await session.drafts.save(written, profile.clock())
        except ProfileProblem as problem:
            profile.tell_disk(full=profile.full, unsaved=problem.reason)
            raise
        profile.tell_disk(full=None, unsaved=None)
        session.drafted.add((case_id, party_id))
        if fresh:
            profile.announcer.say(Change(frozenset({case_id}), rows=True))
        try:
            await profile.work.back_up_when_due(profile.clock())
        except DiskTrouble as problem:
            # The text itself is saved; only the copy of it is not.
            self._log.warning("no backup of work.db: %s", problem)
        return saved

    async def clear(self, case_id: str, party_id: str) -> None:
        """Throw a draft away."""
        await self._profile.signed_in.drafts.clear(case_id, party_id)
        await self._profile.count_drafts()
        self._profile.announcer.say(Change(frozenset({case_id}), rows=True))

    async def of(self, case_id: str) -> tuple[DraftOf, ...]:
        """This person's drafts about a case, also when it has left their sight."""
        return tuple(each for each in await self.all() if each.record_id == case_id)

    async def all(self) -> tuple[DraftOf, ...]:
        """All drafts of this person, the latest first."""
        return await self._profile.signed_in.drafts.all()
