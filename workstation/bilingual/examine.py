"""Examining a letter about an open case: what the workstation and the server both do with it.

Importing this loads the checks; it is imported where the first letter is examined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count

from workstation.bilingual.align import PasteTooLong
from workstation.bilingual.bead import Bead, BeadOrigin, Lock
from workstation.bilingual.casefile import CitedLibrary, record_of
from workstation.bilingual.checks import BEAD_LIMIT, BeadTooLong, check_draft
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Finding
from workstation.bilingual.checks.glossary import TermIndex
from workstation.bilingual.checks.traditional import glossary_for
from workstation.bilingual.draft_form import from_letter
from workstation.bilingual.gate import gate_findings
from workstation.bilingual.glossary_terms import glossary_of
from workstation.bilingual.script import in_any_script, script_of
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.bilingual.templates.library import load as templates
from workstation.domain.case import Case
from workstation.domain.commands import SendReply
from workstation.domain.glossary.acts import Glossary
from workstation.domain.house_style import Profile, QuoteStyle, Script
from workstation.domain.pairs import LetterPair
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.send_gate import FindingOverrides, GateFinding, hold_back
from workstation.domain.text import Bilingual
from workstation.i18n import _

# What stands around a quoted clause at most: its label and a colon.
_LABEL = 48


@cache
def house_glossary() -> TermIndex:
    """The terms that every installation carries. Raises `FileNotFoundError` for a broken one."""
    return glossary_of(shipped_house().terms)


def context_of(
    case: Case,
    party_id: str,
    *,
    library: Library,
    today: date,
    glossary: TermIndex | None = None,
    profile: Profile | None = None,
) -> CheckContext:
    """What the checks know besides the letter; made once for a case, a party and a day."""
    enforcement = case.enforcement
    script = script_of(case, party_id)
    style, terms = profile or shipped_house().style, glossary or house_glossary()
    if script is not Script.HANS:
        # Both kinds of quotation marks are at home there.
        style, terms = replace(style, quotes=QuoteStyle.EITHER), glossary_for(terms, script)
    return CheckContext(
        profile=style,
        script=script,
        glossary=terms,
        record=record_of(case, party_id, today, library),
        library=CitedLibrary(library, case),
        variables=frozenset(templates().variables),
        sending=True,
        letter_date=today,
        conduct_date=enforcement.conduct_on if enforcement is not None else None,
    )


def findings(beads: Sequence[Bead], context: CheckContext) -> tuple[Finding, ...]:
    """Everything that the checks find in a whole letter. Raises `Refused` for one too long."""
    try:
        return check_draft(beads, context)
    except BeadTooLong as error:
        raise _too_long() from error


def examine(
    case: Case,
    command: SendReply,
    library: Library,
    today: date,
    *,
    glossary: TermIndex | None = None,
    profile: Profile | None = None,
) -> tuple[GateFinding, ...]:
    """What the checks find in a letter, as the gate sees it. Raises `Refused` for one too long."""
    context = context_of(
        case,
        command.party,
        library=library,
        today=today,
        glossary=glossary,
        profile=profile,
    )
    # The gate weighs no S4: no server needs a dictionary.
    context = replace(context, profile=replace(context.profile, spelling=False))
    return gate_findings(findings(beads_of(command, library), context))


def gate(
    case: Case, command: SendReply, library: Library, today: date, house: Glossary | None = None
) -> None:
    """Raises `Refused` for a letter that must not leave as it is, by `domain.send_gate`.

    Its terms and style are those of `house`, or of the glossary that is shipped.
    """
    book = house or shipped_house()
    terms = glossary_of(book.terms)
    found = examine(case, command, library, today, glossary=terms, profile=book.style)
    hold_back(found, FindingOverrides(command.overrides, frozenset(command.seen)))


def beads_of(command: SendReply, library: Library) -> tuple[Bead, ...]:
    """The beads of a letter: as it was written, else its paragraphs laid together.

    Raises `Refused` for a text that is too long to align.
    """
    if command.beads:
        return tuple(_bead(pair, library) for pair in command.beads)
    return beads_of_text(command.text)


def beads_of_text(text: Bilingual) -> tuple[Bead, ...]:
    """The paragraphs of two plain texts laid together. Raises `Refused` for one too long."""
    try:
        return from_letter(text.en, text.zh, map(str, count(1))).beads
    except PasteTooLong as error:
        raise _too_long() from error


def _bead(pair: LetterPair, library: Library) -> Bead:
    """A pair of a letter as a bead, locked where it quotes a clause as the library has it.

    Both sides are the clause then, with no more around it than its label.
    """
    clause = library.clause(pair.clause) if pair.clause is not None else None
    if pair.clause is not None and clause is not None:
        sides = ((pair.en, (clause.text.en,)), (pair.zh, in_any_script(clause.text.zh)))
        if all(
            any(said in text and len(text) - len(said) <= _LABEL for said in forms)
            for text, forms in sides
        ):
            lock = Lock.on(pair.clause)
            return Bead(pair.id, pair.en, pair.zh, origin=BeadOrigin.CLAUSE, lock=lock)
    # What no longer is the clause has nobody's approval, whatever its sender says.
    origin = BeadOrigin.TYPED if pair.origin is BeadOrigin.CLAUSE else pair.origin
    return Bead(pair.id, pair.en, pair.zh, origin=origin)


def _too_long() -> Refused:
    return Refused(
        _("A paragraph of the letter is longer than {most} characters.", most=BEAD_LIMIT),
        _("Break it into shorter paragraphs, in both languages."),
    )
