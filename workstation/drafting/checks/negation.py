"""Check 17: one side denies what the other affirms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.drafting.checks.contrary import settled, turned
from workstation.drafting.checks.denials import (
    answered,
    banned_only_in_chinese,
    en_denials,
    may_deny,
    repeated,
    zh_denials,
)
from workstation.drafting.checks.finding import Check, Finding, Severity, Span
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.reading import Pairing, Reading

# Software strings: the key of a choice stands in its word, "(R)eject", and a blank before one.
_KEY = re.compile(r"\(([A-Z])\)(?=[a-z]{2})")
_GLUED = re.compile(r"%s(?=[A-Z])")
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_HAS = re.compile(r"\b(?:has|have|had|there (?:is|are|was|were)) (?:an? |the |your )?[a-z]")
_LONGEST_NAME = 40
_LONGEST_SPELT = 12


def check_negation(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A negator on one side and neither negator nor antonym on the other, sentence by sentence."""
    if not reading.translated:
        return
    severity = Severity.S1 if len(reading.pairings) == 1 else Severity.S2
    for pair in reading.pairings:
        if pair.en and pair.zh:
            yield from _compare(reading, pair, severity)
            yield from _opposites(reading, pair, severity)


def _compare(reading: Reading, pair: Pairing, severity: Severity) -> Iterator[Finding]:
    """In human translation an English negator has a Chinese one in all but 3 of 1,000 sentences.

    The reverse holds only for modal verbs (不能, 不得, 不会): English denies with 无 words that are
    adjectives (invalid, unknown) far oftener than with a negator.
    """
    if not may_deny(pair.en_text, pair.zh_text):
        return
    en_text = pair.en_text.replace("_", "") if "(_" in pair.zh_text else pair.en_text
    en_text = _KEY.sub(r"  \1", _GLUED.sub("  ", en_text))
    en_text, zh_text = settled(en_text, pair.zh_text)
    en, zh = en_denials(en_text, zh_text), zh_denials(zh_text, en_text)
    if en.first is not None and _dropped(en_text, zh_text, en.strict, zh.strict + zh.loose):
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("English says “{word}”, and nothing in the Chinese denies it.", word=en.first[0]),
            en=_at(en.first, pair.en_start),
            zh=pair.zh_span,
        )
    elif (
        zh.first is not None
        and not _spelt_out(en_text, zh_text, zh.modal)
        and (
            zh.modal - (repeated(zh_text) if en.strict else 0) > en.strict + en.modal
            or ((zh.verbal or _HAS.search(en_text)) and not en.strict + en.modal + en.loose)
            or (en.strict and zh.strict - repeated(zh_text) > en.strict + en.modal + en.loose)
            or banned_only_in_chinese(en_text, zh_text, en.strict)
        )
    ):
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("Chinese says “{word}”, and nothing in the English denies it.", word=zh.first[0]),
            en=pair.en_span,
            zh=_at(zh.first, pair.zh_start),
        )


def _spelt_out(en_text: str, zh_text: str, modal: int) -> bool:
    """不丹 is Bhutan: a name of a word or two is spelt with what elsewhere denies."""
    if modal or len(en_text) > _LONGEST_NAME or len(zh_text) > _LONGEST_SPELT:
        return False
    return _NAME.fullmatch(en_text) is not None


def _opposites(reading: Reading, pair: Pairing, severity: Severity) -> Iterator[Finding]:
    opposite = turned(pair.en_text, pair.zh_text)
    if opposite is not None:
        english, chinese = opposite
        yield reading.finding(
            Check.NEGATION,
            severity,
            _(
                "English says “{en}” and Chinese says the opposite, “{zh}”.",
                en=english[0],
                zh=chinese[0],
            ),
            en=_at(english, pair.en_start),
            zh=_at(chinese, pair.zh_start),
        )


def _dropped(en_text: str, zh_text: str, en: int, zh: int) -> bool:
    return en > zh and not answered(en_text, zh_text)


def _at(match: re.Match[str], start: int) -> Span:
    return match.start() + start, match.end() + start
