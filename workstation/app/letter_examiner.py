"""Runs the checks of both languages in a worker, where they are loaded with the first text, so
that the event loop never waits for them.

What they find is judged by the rule that the server applies too (`domain.send_gate`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.case import Case
from workstation.domain.commands import SendReply
from workstation.domain.context import Scene
from workstation.domain.glossary.values import GLOSSARY_ID, Glossary
from workstation.domain.policies.amendment import Amendment
from workstation.domain.policies.publication import PublishVersion
from workstation.domain.policy import Library
from workstation.domain.record import Command
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding

Letter = Sequence["Bead"] | Bilingual
# A bead that loads every check: it has a word to look up, a term, a telephone number, Chinese.
_EN, _ZH = "Your appeal was recieved; call +65 6123 4567.", "已收到您的申诉，请致电+65 6123 4567。"


# Any: of whichever kind.
async def examined(scene: Scene[Any], command: Command) -> None:
    """Examine a command that is about to be given, if it writes in two languages.

    Raises `Refused` for a letter with an open S1, or an S2 that nobody looked at; and for a draft
    of a policy whose languages disagree.
    """
    if isinstance(command, SendReply):
        glossary = scene.others.need(Glossary, GLOSSARY_ID)

        def hold_back_letter() -> None:
            from workstation.bilingual.examine import gate

            gate(scene.record, command, scene.library, day_of(scene.now), glossary)

        await asyncio.to_thread(hold_back_letter)
    elif isinstance(command, PublishVersion):
        amendment = scene.others.need(Amendment, command.amendment)
        glossary = scene.others.need(Glossary, GLOSSARY_ID)

        def hold_back_version() -> None:
            from workstation.bilingual.twin_clauses import hold_back_draft

            hold_back_draft(amendment, glossary)

        await asyncio.to_thread(hold_back_version)


async def draft_findings(
    amendment: Amendment, glossary: Glossary
) -> Mapping[str, tuple[Finding, ...]]:
    """Everything found in the draft of a version, by the number of the clause; the change note's
    under ""."""

    def find() -> Mapping[str, tuple[Finding, ...]]:
        from workstation.bilingual.twin_clauses import clause_findings

        return clause_findings(amendment.clauses, amendment.issue.change_note, glossary)

    return await asyncio.to_thread(find)


async def context_for(
    case: Case, party_id: str, library: Library, now: datetime, glossary: Glossary | None = None
) -> CheckContext:
    """What the checks know of this case when a single bead is checked.

    Terms and style, here and in `found_in`, are those of `glossary`, or of the shipped one.
    """
    return await asyncio.to_thread(_context, case, party_id, library, day_of(now), glossary)


async def found_in(
    case: Case,
    party_id: str,
    letter: Letter,
    library: Library,
    now: datetime,
    glossary: Glossary | None = None,
) -> tuple[Finding, ...]:
    """Everything found in a letter as it is written. Raises `Refused` for one too long."""

    def find() -> tuple[Finding, ...]:
        from workstation.bilingual.examine import beads_of_text, findings

        beads = beads_of_text(letter) if isinstance(letter, Bilingual) else letter
        return findings(beads, _context(case, party_id, library, day_of(now), glossary))

    return await asyncio.to_thread(find)


def _context(
    case: Case, party_id: str, library: Library, today: date, glossary: Glossary | None
) -> CheckContext:
    """The context of the checks, with all loaded that they load on first use: no key stroke waits
    for it then. Runs in a worker."""
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks import check_bead
    from workstation.bilingual.examine import context_of
    from workstation.bilingual.glossary_terms import glossary_of

    terms = glossary or shipped_house()
    context = context_of(
        case,
        party_id,
        library=library,
        today=today,
        glossary=glossary_of(terms.terms),
        profile=terms.style,
    )
    check_bead(Bead("", _EN, _ZH), context)
    return context
