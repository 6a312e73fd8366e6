"""Letters: what the checks of both languages find in them as the case is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.app.desk import Port
from workstation.app.letter_examiner import Letter, context_for, found_in
from workstation.domain.case import Case

if TYPE_CHECKING:
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding


class LetterPort(Port):
    """Checks what is written to a party."""

    async def check_context(self, case_id: str, party_id: str) -> CheckContext:
        """What the checks of one bead need to know of this case, until it or the glossary changes.

        Raises `KeyError` for a case out of sight.
        """
        profile = self._profile
        return await context_for(
            await self._seen(case_id), party_id, profile.library, profile.clock(), profile.glossary
        )

    async def examine(self, case_id: str, party_id: str, letter: Letter) -> tuple[Finding, ...]:
        """Everything the checks find in a letter as it is: its beads, or two plain texts.

        `domain.send_gate` says whether it may be sent. Raises `Refused`
        for a paragraph that is too long to check, and `KeyError` for a case out of sight.
        """
        profile = self._profile
        case = await self._seen(case_id)
        return await found_in(
            case, party_id, letter, profile.library, profile.clock(), profile.glossary
        )

    async def _seen(self, case_id: str) -> Case:
        """The case as the person sees it. Raises `KeyError` for one out of sight."""
        sight = await self._profile.visible_record(case_id)
        if sight is None:
            raise KeyError(case_id)
        case: Case = sight.record
        return case
