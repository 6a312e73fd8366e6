"""A bead as the checks read it: values, sentences and words, each worked out once."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.bilingual.align import Sentence, align_sentences, sentences
from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import (
    Check,
    Finding,
    Fix,
    Severity,
    Span,
    content_digest,
    content_key,
)
from workstation.bilingual.checks.mismatch import Mismatch, mismatches
from workstation.bilingual.values import extract

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.values.kinds import Value
    from workstation.i18n import Message

HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0002fa1f]")
_EN_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
# A line that goes on in small letters was wrapped; it is no sentence of its own.
_WRAP = re.compile(r"(?<![.!?:;\n])\n[ \t]{0,40}(?=[a-z])")
_ZH_WRAP = re.compile(r"(?<=[㐀-鿿，、A-Za-z0-9])\n[ \t]{0,40}(?=[㐀-鿿A-Za-z0-9])")


def _as_blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@dataclass(frozen=True, slots=True)
class ValuePairing:
    """Sentences that belong together: one of each side as a rule, or a few that were merged."""

    en: tuple[Sentence, ...]
    zh: tuple[Sentence, ...]

    @property
    def en_text(self) -> str:
        """The English of these sentences."""
        return " ".join(sentence.text for sentence in self.en)

    @property
    def zh_text(self) -> str:
        """The Chinese of these sentences."""
        return " ".join(sentence.text for sentence in self.zh)

    @property
    def en_start(self) -> int:
        """Where the English begins in its text."""
        return self.en[0].start if self.en else 0

    @property
    def zh_start(self) -> int:
        """Where the Chinese begins in its text."""
        return self.zh[0].start if self.zh else 0

    @property
    def en_span(self) -> Span | None:
        """All of the English."""
        return (self.en[0].start, self.en[-1].end) if self.en else None

    @property
    def zh_span(self) -> Span | None:
        """All of the Chinese."""
        return (self.zh[0].start, self.zh[-1].end) if self.zh else None

    def en_place(self, match: re.Match[str]) -> Span:
        """Where a match in `en_text` stands in the English of the bead."""
        return match.start() + self.en_start, match.end() + self.en_start

    def zh_place(self, match: re.Match[str]) -> Span:
        """Where a match in `zh_text` stands in the Chinese of the bead."""
        return match.start() + self.zh_start, match.end() + self.zh_start


class BeadReading:
    """One bead and what is read out of it; made anew for each check of a bead."""

    def __init__(self, bead: Bead) -> None:
        self.bead = bead

    @cached_property
    def en(self) -> tuple[Value, ...]:
        """Values of the English side."""
        return extract(self.bead.en, Side.EN)

    @cached_property
    def zh(self) -> tuple[Value, ...]:
        """Values of the Chinese side."""
        return extract(self.bead.zh, Side.ZH)

    @cached_property
    def _digest(self) -> hashlib.blake2b:
        return content_digest(self.bead)

    @cached_property
    def both(self) -> bool:
        """Whether both sides say something that can be compared."""
        return bool(self.bead.en.strip()) and bool(self.bead.zh.strip())

    @cached_property
    def han_count(self) -> int:
        """How many Han characters the Chinese side has."""
        return len(HAN.findall(self.bead.zh))

    @cached_property
    def en_words(self) -> int:
        """How many words the English side has."""
        return len(_EN_WORD.findall(self.bead.en))

    @cached_property
    def en_sentences(self) -> tuple[Sentence, ...]:
        """English sentences."""
        return sentences(_WRAP.sub(_as_blank, self.bead.en), Side.EN)

    @cached_property
    def zh_sentences(self) -> tuple[Sentence, ...]:
        """Chinese sentences; lines of a text whose English is wrapped are wrapped too."""
        zh = self.bead.zh
        wrapped = _WRAP.search(self.bead.en) is not None
        return sentences(_ZH_WRAP.sub(_as_blank, zh) if wrapped else zh, Side.ZH)

    @cached_property
    def pairings(self) -> tuple[ValuePairing, ...]:
        """Sentences of both sides laid together within this bead."""
        en, zh = self.en_sentences, self.zh_sentences
        if len(en) <= 1 or len(zh) <= 1:
            return (ValuePairing(en, zh),)
        steps = align_sentences(en, zh)
        return tuple(ValuePairing(en[a:b], zh[c:d]) for a, b, c, d in steps)

    @cached_property
    def translated(self) -> bool:
        """Whether the Chinese side is Chinese, and the English one there to compare it with."""
        return self.both and bool(HAN.search(self.bead.zh))

    @cached_property
    def mismatches(self) -> tuple[Mismatch, ...]:
        """Values of either side that the other does not state."""
        return mismatches(self.en, self.zh)

    def values(self, side: Side) -> tuple[Value, ...]:
        """Values of one side."""
        return self.en if side is Side.EN else self.zh

    def finding(
        self,
        check: Check,
        severity: Severity,
        why: Message,
        *,
        en: Span | None = None,
        zh: Span | None = None,
        fixes: tuple[Fix, ...] = (),
        term: str | None = None,
        firm: bool = False,
    ) -> Finding:
        """A finding in this bead, with the key that belongs to both texts and its place."""
        key = content_key(self._digest, check, en, zh)
        return Finding(self.bead.id, check, severity, why, en, zh, fixes, key, term, firm)

    def finding_on(
        self,
        side: Side,
        span: Span,
        check: Check,
        severity: Severity,
        why: Message,
        *,
        fixes: tuple[Fix, ...] = (),
        term: str | None = None,
    ) -> Finding:
        """A finding that has its place on one side only."""
        en, zh = (span, None) if side is Side.EN else (None, span)
        return self.finding(check, severity, why, en=en, zh=zh, fixes=fixes, term=term)
