"""What a check says: which rule, how grave, where on both sides, why, and what mends it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from workstation.domain.send_gate import Gravity as Severity

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead, Side
    from workstation.i18n import Message

__all__ = [
    "Check",
    "Finding",
    "Fix",
    "Mqm",
    "Severity",
    "Span",
    "content_digest",
    "content_key",
]

Span = tuple[int, int]


class Mqm(Enum):
    """The top-level MQM error types that the checks use."""

    TERMINOLOGY = "terminology"
    ACCURACY = "accuracy"
    CONVENTIONS = "linguistic conventions"
    STYLE = "style"
    LOCALE = "locale conventions"
    AUDIENCE = "audience appropriateness"
    MARKUP = "design and markup"


class Check(Enum):
    """The 28 checks by id; the ids are a contract with `recoursectl check`."""

    NUMBER = "num.parity"
    NUMBER_COUNT = "num.count"
    DATE = "date.parity"
    DATE_WEEKDAY = "date.weekday"
    DATE_AMBIGUOUS = "date.ambiguous"
    TIME = "time.parity"
    DURATION = "dur.parity"
    MONEY_AMOUNT = "money.amount"
    MONEY_CURRENCY = "money.currency"
    PERCENT = "pct.parity"
    ID = "id.parity"
    ID_RECORD = "id.record"
    CLAUSE = "clause.parity"
    URL = "url.parity"
    CONTACT = "contact.parity"
    VARIABLE = "var.parity"
    NEGATION = "neg.parity"
    MISSING = "seg.missing"
    LENGTH = "seg.length"
    UNTRANSLATED = "seg.untranslated"
    LANGUAGE = "lang.wrong"
    VARIANT = "variant"
    TERM = "term"
    PROMISE = "promise"
    PII = "pii"
    REGISTER = "register/tone"
    ZH_PUNCTUATION = "zh.punct"
    READABILITY = "readability"

    @property
    def mqm(self) -> Mqm:
        """The MQM error type of what this check finds."""
        return _MQM.get(self, Mqm.ACCURACY)


_MQM = {
    Check.DATE_AMBIGUOUS: Mqm.LOCALE,
    Check.VARIABLE: Mqm.MARKUP,
    Check.LANGUAGE: Mqm.LOCALE,
    Check.VARIANT: Mqm.LOCALE,
    Check.TERM: Mqm.TERMINOLOGY,
    Check.PROMISE: Mqm.AUDIENCE,
    Check.PII: Mqm.AUDIENCE,
    Check.REGISTER: Mqm.STYLE,
    Check.ZH_PUNCTUATION: Mqm.CONVENTIONS,
    Check.READABILITY: Mqm.STYLE,
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One click: put `text` in place of `span` on one side of the bead."""

    side: Side
    span: Span
    text: str
    label: Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in one bead; spans are code points of the texts as typed.

    `key` belongs to the content: an "ignore here" lapses when either text changes. `term` is what
    "always for this term" remembers; it is None where a rule may not be ignored for good. `firm`:
    it may not be ignored at all.
    """

    bead: str
    check: Check
    severity: Severity
    why: Message
    en: Span | None = None
    zh: Span | None = None
    fixes: tuple[Fix, ...] = ()
    key: str = ""
    term: str | None = field(default=None, compare=False)
    firm: bool = False

    @property
    def mqm(self) -> Mqm:
        """The MQM error type."""
        return self.check.mqm


def content_digest(bead: Bead) -> hashlib.blake2b:
    """The hash of both texts, from which the keys of a bead's findings are made."""
    digest = hashlib.blake2b(digest_size=12)
    for text in (bead.en, bead.zh):
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest


def content_key(digest: hashlib.blake2b, check: Check, en: Span | None, zh: Span | None) -> str:
    """A hash of the check, both texts and the place; it changes with any of them."""
    own = digest.copy()
    own.update(f"{check.value} {en} {zh}".encode())
    return own.hexdigest()
