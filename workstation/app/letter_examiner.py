"""What is written in two languages is examined in a worker: the checks load with the first text,
and the loop never waits.

What they find is judged by the rule that the server applies too (`domain.gate`).
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
# Says a little of everything: a word to look up, a term, a telephone number, Chinese.
_EN, _ZH = "Your appeal was recieved; call +65 6123 4567.", "已收到您的申诉，请致电+65 6123 4567。"


# Any: of whichever kind.
async def examined(scene: Scene[Any], command: Command) -> None:
    """What the gate says of a command before it is given, for those that it examines.

    Raises `Refused` for a letter with an open S1, or an S2 that nobody looked at; and for a draft
    of a policy whose languages disagree.
    """
    if isinstance(command, SendReply):
        today = day_of(scene.now)
        house = scene.others.need(Glossary, GLOSSARY_ID)
        await asyncio.to_thread(_gate, scene.record, command, scene.library, today, house)
    elif isinstance(command, PublishVersion):
        amendment = scene.others.need(Amendment, command.amendment)
        house = scene.others.need(Glossary, GLOSSARY_ID)
        await asyncio.to_thread(_hold_back_draft, amendment, house)


async def draft_findings(
    amendment: Amendment, house: Glossary
) -> Mapping[str, tuple[Finding, ...]]:
    """Everything found in the draft of a version, by the number of the clause; the change note's
    under ""."""
    return await asyncio.to_thread(_clause_findings, amendment, house)


async def context_for(
    case: Case, party_id: str, library: Library, now: datetime, house: Glossary | None = None
) -> CheckContext:
    """What the checks know of this case when one bead is checked at once.

    Here and below, the terms and the style are those of `house`, or of the shipped glossary.
    """
    return await asyncio.to_thread(_context, case, party_id, library, day_of(now), house)


async def found_in(
    case: Case,
    party_id: str,
    letter: Letter,
    library: Library,
    now: datetime,
    house: Glossary | None = None,
) -> tuple[Finding, ...]:
    """Everything found in a letter as it is written. Raises `Refused` for one too long."""
    return await asyncio.to_thread(_findings, case, party_id, letter, library, day_of(now), house)


def _gate(
    case: Case, letter: SendReply, library: Library, today: date, house: Glossary | None
) -> None:
    from workstation.bilingual.examine import gate

    gate(case, letter, library, today, house)


def _hold_back_draft(amendment: Amendment, house: Glossary) -> None:
    from workstation.bilingual.twin_clauses import hold_back_draft

    hold_back_draft(amendment, house)


def _clause_findings(amendment: Amendment, house: Glossary) -> Mapping[str, tuple[Finding, ...]]:
    from workstation.bilingual.twin_clauses import clause_findings

    return clause_findings(amendment.clauses, amendment.issue.change_note, house)


def _context(
    case: Case, party_id: str, library: Library, today: date, house: Glossary | None
) -> CheckContext:
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks import check_bead
    from workstation.bilingual.examine import context_of
    from workstation.bilingual.glossary_terms import glossary_of

    book = house or shipped_house()
    context = context_of(
        case,
        party_id,
        library=library,
        today=today,
        glossary=glossary_of(book.terms),
        profile=book.style,
    )
    # What the checks load on first use is loaded here: no key stroke waits for it.
    check_bead(Bead("", _EN, _ZH), context)
    return context


def _findings(
    case: Case,
    party_id: str,
    letter: Letter,
    library: Library,
    today: date,
    house: Glossary | None,
) -> tuple[Finding, ...]:
    from workstation.bilingual.examine import beads_of_text, findings

    beads = beads_of_text(letter) if isinstance(letter, Bilingual) else letter
    return findings(beads, _context(case, party_id, library, today, house))
