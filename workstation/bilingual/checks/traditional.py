"""Reading Traditional Chinese: the rules are written for Simplified, character by character.

Each character has one Simplified form, so that spans found in that reading are right in the text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Finding, Fix, content_digest, content_key
from workstation.bilingual.checks.glossary import CheckedTerm, TermIndex
from workstation.bilingual.checks.variant import convert, simple
from workstation.domain.house_style import Script

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead
    from workstation.i18n import Message


# A finding asks for the reading of its whole pair, and a long pair can have a thousand.
@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text in Simplified characters, as long as it was; words stay what they are."""
    return text if text.isascii() else "".join(map(simple, text))


def simplified(bead: Bead) -> Bead:
    """The pair as the rules read it."""
    return replace(bead, zh=plain(bead.zh))


def restored(finding: Finding, bead: Bead, script: Script) -> Finding:
    """A finding of the reading as one of the pair itself: its words, fixes and key are those of
    the text that people see."""
    return replace(
        finding,
        why=_said(finding.why, bead, script),
        fixes=tuple(_fix(each, bead, script) for each in finding.fixes),
        key=content_key(_digest(bead), finding.check, finding.en, finding.zh),
    )


# Its keys copy it, and leave it as it is.
_digest = lru_cache(maxsize=8)(content_digest)


@lru_cache(maxsize=8)
def glossary_for(glossary: TermIndex, script: Script) -> TermIndex:
    """The house's terms as a letter in this script writes them, in Simplified characters."""
    return TermIndex(tuple(_term(each, script) for each in glossary.terms))


def glossary_shown(glossary: TermIndex, script: Script) -> TermIndex:
    """The terms as people read and write them in this letter."""
    return glossary if script is Script.HANS else _shown(glossary, script)


@lru_cache(maxsize=8)
def _shown(glossary: TermIndex, script: Script) -> TermIndex:
    def turned(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(convert(word, script) for word in words))

    return TermIndex(
        tuple(
            replace(each, approved=turned(each.approved), forbidden=turned(each.forbidden))
            for each in glossary.terms
        )
    )


def _term(term: CheckedTerm, script: Script) -> CheckedTerm:
    turned = (plain(convert(word, script)) for word in term.approved)
    approved = tuple(dict.fromkeys((*map(plain, term.hant), *turned, *term.approved)))
    wrong = tuple(word for word in term.forbidden if word not in approved)
    return replace(term, approved=approved, forbidden=wrong)


def _fix(fix: Fix, bead: Bead, script: Script) -> Fix:
    if fix.side is not Side.ZH:
        return fix
    return replace(fix, text=convert(fix.text, script), label=_said(fix.label, bead, script))


def _said(message: Message, bead: Bead, script: Script) -> Message:
    words = tuple(
        (name, _word(value, bead, script) if isinstance(value, str) else value)
        for name, value in message.arguments
    )
    return replace(message, arguments=words)


def _word(word: str, bead: Bead, script: Script) -> str:
    """A word of the text as it stands there; another one in the letter's script."""
    if word.isascii():
        return word
    at = plain(bead.zh).find(word)
    return bead.zh[at : at + len(word)] if at >= 0 else convert(word, script)
