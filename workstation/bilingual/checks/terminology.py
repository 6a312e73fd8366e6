"""Check 23: the house's terms are written as the house writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity, Span
from workstation.bilingual.checks.renderings import wrong_renderings
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex


def check_terms(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """A term in English whose Chinese is a forbidden rendering, or lacks the approved one."""
    glossary = context.glossary
    if glossary is None or not reading.translated:
        return
    yield from _unwanted_english(reading, glossary)
    english = glossary.in_english(reading.bead.en)
    if not english:
        return
    chinese = glossary.in_chinese(reading.bead.zh)
    wrong = wrong_renderings(glossary, reading.bead.en, reading.bead.zh, english, chinese)
    for at, spans in english.items():
        term = glossary.terms[at]
        for word, place in wrong.get(at, ()):
            yield _forbidden(reading, term, spans[0], word, place)
        if (
            at not in wrong
            and term.technical
            and not any(word in reading.bead.zh for word in term.approved)
        ):
            yield _absent(reading, term, spans[0])


def _unwanted_english(reading: BeadReading, glossary: TermIndex) -> Iterator[Finding]:
    """A word such as "takedown" where the Chinese shows that the term was meant."""
    for term, span in glossary.unwanted(reading.bead.en):
        if any(word in reading.bead.zh for word in term.approved):
            text = term.en
            yield reading.finding(
                Check.TERM,
                Severity.S2,
                _(
                    "“{word}” is not written in this house; the term is “{term}”.",
                    word=reading.bead.en[slice(*span)],
                    term=text,
                ),
                en=span,
                fixes=(Fix(Side.EN, span, text, _("Write {value}", value=text)),),
                term=f"{term.en}<{reading.bead.en[slice(*span)].lower()}",
            )


def _absent(reading: BeadReading, term: CheckedTerm, span: Span) -> Finding:
    return reading.finding(
        Check.TERM,
        Severity.S3,
        _(
            "“{term}” is {approved} in this house; the Chinese says it otherwise.",
            term=reading.bead.en[slice(*span)],
            approved=term.approved[0],
        ),
        en=span,
        term=f"{term.en}!",
    )


def _forbidden(reading: BeadReading, term: CheckedTerm, en: Span, word: str, zh: Span) -> Finding:
    approved = term.approved[0]
    place = _with_rest(reading.bead.zh, zh, approved)
    return reading.finding(
        Check.TERM,
        Severity.S3 if term.sense_bound else Severity.S2,
        _(
            "“{term}” is {approved} in this house, not {word}.",
            term=reading.bead.en[slice(*en)],
            approved=approved,
            word=word,
        ),
        en=en,
        zh=zh,
        fixes=(Fix(Side.ZH, place, approved, _("Write {value}", value=approved)),),
        term=f"{term.en}={word}",
    )


def _with_rest(text: str, span: Span, approved: str) -> Span:
    """The span with what already stands of `approved` beside it: the 第 before 二次上诉 is not to
    be written twice."""
    start, end = span
    sizes = range(len(approved) - 1, 0, -1)
    before = next((n for n in sizes if text[:start].endswith(approved[:n])), 0)
    after = next((n for n in sizes if text[end:].startswith(approved[-n:])), 0)
    return start - before, end + after
