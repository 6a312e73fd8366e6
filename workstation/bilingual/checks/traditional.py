"""Reading Traditional Chinese: the rules are written for Simplified, character by character.

Each character has one Simplified form, so that spans found in that reading are right in the text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Finding, content_digest, content_key
from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex
from workstation.bilingual.checks.variant import convert, plain
from workstation.domain.house_style import Script

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead
    from workstation.i18n import Message
    from workstation.i18n.message import Argument


def simplified(bead: Bead) -> Bead:
    """The pair as the rules read it."""
    return replace(bead, zh=plain(bead.zh))


def restored(finding: Finding, bead: Bead, script: Script) -> Finding:
    """A finding of the reading as one of the pair itself: its words, fixes and key are those of
    the text that people see."""
    return replace(
        finding,
        why=_said(finding.why, bead, script),
        fixes=tuple(
            replace(fix, text=convert(fix.text, script), label=_said(fix.label, bead, script))
            if fix.side is Side.ZH
            else fix
            for fix in finding.fixes
        ),
        key=content_key(_digest(bead), finding.check, finding.en, finding.zh),
    )


# Its keys copy it, and leave it as it is.
_digest = lru_cache(maxsize=8)(content_digest)


@lru_cache(maxsize=8)
def glossary_for(glossary: TermIndex, script: Script) -> TermIndex:
    """The house's terms as a letter in this script writes them, in Simplified characters."""
    terms: list[CheckedTerm] = []
    for term in glossary.terms:
        turned = (plain(convert(word, script)) for word in term.approved)
        approved = tuple(dict.fromkeys((*map(plain, term.hant), *turned, *term.approved)))
        wrong = tuple(word for word in term.forbidden if word not in approved)
        terms.append(replace(term, approved=approved, forbidden=wrong))
    return TermIndex(tuple(terms))


def glossary_shown(glossary: TermIndex, script: Script) -> TermIndex:
    """The terms as people read and write them in this letter."""
    return glossary if script is Script.HANS else _shown(glossary, script)


@lru_cache(maxsize=8)
def _shown(glossary: TermIndex, script: Script) -> TermIndex:
    """The terms with all their Chinese in this script."""

    def turned(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(convert(word, script) for word in words))

    return TermIndex(
        tuple(
            replace(each, approved=turned(each.approved), forbidden=turned(each.forbidden))
            for each in glossary.terms
        )
    )


def _said(message: Message, bead: Bead, script: Script) -> Message:
    """The message with its words as the text has them, or else in the letter's script."""
    words: list[tuple[str, Argument]] = []
    for name, value in message.arguments:
        word = value
        if isinstance(value, str) and not value.isascii():
            at = plain(bead.zh).find(value)
            stands = bead.zh[at : at + len(value)]
            word = stands if at >= 0 else convert(value, script)
        words.append((name, word))
    return replace(message, arguments=tuple(words))
