"""Drafts: one a case and party for each person, saved as they type."""

from __future__ import annotations

from workstation.app.desk import Desk
from workstation.app.values import Change
from workstation.cache.problem import DiskTrouble
from workstation.cache.values import Draft, DraftOf
from workstation.domain.text import Bilingual


class Drafting(Desk):
    """What is written and not yet sent."""

    async def draft(self, case_id: str, party_id: str) -> Draft:
        """The draft to a party, an empty one of revision 0 if there is none."""
        return await self._office.person.drafts.read(case_id, party_id)

    async def save_draft(self, case_id: str, party_id: str, en: str, zh: str) -> Draft:
        """Save it; on return it survives kill -9. Raises `ProfileProblem`: it is not saved then."""
        office = self._office
        signed = office.person
        fresh = (case_id, party_id) not in signed.drafted
        reference, title = await self._about(case_id) if fresh else ("", Bilingual())
        written = DraftOf(
            case_id=case_id,
            party_id=party_id,
            reference=reference,
            title=title,
            draft=Draft(en=en, zh=zh),
        )
        saved = await signed.drafts.save(written, office.clock())
        signed.drafted.add((case_id, party_id))
        if fresh:
            office.announcer.say(Change(frozenset({case_id}), rows=True))
        try:
            await office.work.back_up_when_due(office.clock())
        except DiskTrouble as problem:
            # The text itself is saved; only the copy of it is not.
            self._log.warning("no backup of work.db: %s", problem)
        return saved

    async def clear_draft(self, case_id: str, party_id: str) -> None:
        """Throw a draft away."""
        await self._office.person.drafts.clear(case_id, party_id)
        await self._office.count_drafts()
        self._office.announcer.say(Change(frozenset({case_id}), rows=True))

    async def drafts_of(self, case_id: str) -> tuple[DraftOf, ...]:
        """This person's drafts about a case, also when it has left their sight."""
        return tuple(each for each in await self.drafts() if each.case_id == case_id)

    async def drafts(self) -> tuple[DraftOf, ...]:
        """All drafts of this person, the latest first."""
        return await self._office.person.drafts.all()

    async def _about(self, case_id: str) -> tuple[str, Bilingual]:
        sight = await self._office.sight(case_id)
        return (sight.case.reference, sight.case.title) if sight is not None else ("", Bilingual())
