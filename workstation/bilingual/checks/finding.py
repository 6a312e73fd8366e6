"""What a check says: which rule, how grave, where on both sides, why, and what mends it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from workstation.domain.send_gate import Gravity as Severity
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.bilingual.bead import Bead, Side

__all__ = [
    "Check",
    "Finding",
    "Fix",
    "Mqm",
    "Severity",
    "Span",
    "content_digest",
    "content_key",
    "writing",
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
    """What each check looks for; the values are a contract with `recoursectl check`.

    NUMBER: a number that only one side states, or that each side states otherwise
    NUMBER_COUNT: a number that stands on both sides, more often on one of them
    DATE: a date that the sides state otherwise
    DATE_WEEKDAY: a weekday that the other side, or the date beside it, contradicts
    DATE_AMBIGUOUS: a date that reads two ways, or a deadline that is past on the letter's day
    TIME: a time of day that the sides state otherwise
    DURATION: a length of time, or how often, that the sides state otherwise
    MONEY_AMOUNT: a sum that the sides state otherwise
    MONEY_CURRENCY: a sum in two currencies, or a sign that may mean several
    PERCENT: a share that the sides state otherwise
    ID: an id or a name in Latin letters that is written in two ways
    ID_RECORD: an id, a sum, a date or a name that the open case does not hold
    CLAUSE: a clause that only one side cites, or that the policy library does not hold
    URL: a web address that the sides state otherwise
    CONTACT: an e-mail address or a telephone number that the sides state otherwise
    VARIABLE: a blank that only one side has, that nobody knows, or that is open when sending
    NEGATION: what one side denies or limits, and the other affirms or limits the other way
    MISSING: a pair or a sentence that exists in one language only
    LENGTH: a translation that is far too short or too long
    UNTRANSLATED: English that was left standing on the Chinese side
    LANGUAGE: Chinese in the English, or a language that is neither
    VARIANT: characters or words of a script or region that is not the recipient's
    TERM: a term of the glossary that is written otherwise
    PROMISE: a promise or an admission that no approved clause makes
    PII: personal data that this recipient must not get
    REGISTER: two forms of address, or a tone that a letter must not have
    ZH_PUNCTUATION: Chinese punctuation that a typesetter would change
    READABILITY: long sentences, jargon and slips of spelling
    """

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
    """A change of the bead that mends a finding with one click.

    side: which of the two texts it changes
    span: the stretch of that text that it replaces
    text: what stands there afterwards
    label: what the button says
    """

    side: Side
    span: Span
    text: str
    label: Message


def writing(side: Side, span: Span, text: str) -> Fix:
    """The fix that writes `text` in place of a stretch, and says so on its button."""
    return Fix(side, span, text, _("Write {value}", value=text))


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding in one bead; spans are code points of the texts as typed.

    bead: the id of the bead
    check: which check found it
    severity: how grave it is
    why: what is wrong, for a person
    en, zh: where on each side; None where that side has no place for it
    fixes: the changes that would mend it
    key: belongs to the content: an "ignore here" lapses when either text changes
    term: what "always for this term" remembers; None where a rule may not be ignored for good
    firm: whether it may not be ignored at all
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
    """A hash of the check, of both texts and of the place, so that it changes with any of them."""
    own = digest.copy()
    own.update(f"{check.value} {en} {zh}".encode())
    return own.hexdigest()
