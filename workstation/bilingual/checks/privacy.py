"""PII: personal data that this recipient must not get."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity, Span
from workstation.bilingual.values.fold import fold
from workstation.bilingual.values.kinds import Email, Phone
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CaseRecord, CheckContext

_CARD = re.compile(
    r"(?<![\dA-Za-z-])[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\dA-Za-z-])", re.ASCII
)
_OTHER_ID = re.compile(
    r"(?:order|case|listing|number|no\.?|id|#|订单|案件|编号|单号|商品)[^A-Za-z0-9]{0,4}$",
    re.IGNORECASE,
)
_MANY_DIGITS = re.compile(r"(?:\d[^\d]{0,2}){13}")
_ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", re.ASCII)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_INTERNAL = re.compile(
    r"\b(?:internal (?:note|memo|comment)s?\b|risk score|detection score|fraud score"
    r"|confidence score"
    r"|not for the party)|内部(?:备注|笔记|说明|意见|批注)|风险(?:评?分|得分"
    r"|值)[：:]?\s?\d|模型(?:评?分|得分)|检测(?:评?分|得分)|请勿外传",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"#\d{2}-\d{1,4}\b|\b(?:Singapore|S\()\s?\d{6}\b|\b\d{1,5} [A-Z][a-z]+"
    r"(?: [A-Z][a-z]+){0,3} (?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Crescent|View|Close"
    r"|Way|Boulevard)\b"
    r"|[\u4e00-\u9fff]{1,12}(?:路|街|道|巷|弄|里)(?:\d{1,5}[弄巷])?\d{1,5}号(?:[\d\u4e00-\u9fff-]{0,12}(?:室"
    r"|楼|单元|栋))?|邮编[：:]?\s?\d{6}"
)
_NAMELESS = _("The people who decide are not named to a party.")
_STAFF = re.compile(
    r"\b(?:our )?(?:reviewer|moderator|specialist|case handler|agent|colleague),? "
    r"(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)\b"
    r"|(?:审核员|审核专员|专员|同事)(?P<latin>[A-Z][a-z]+ [A-Z][a-z]+)"
)


def check_privacy(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """PII: numbers of cards and ids always; people, contacts and addresses by the open case.

    Without a case record only what is never right in a letter is told: whole card and identity
    numbers, internal notes and the names of reviewers. With one, any telephone number, mail or
    street address that is not the recipient's or the Platform's own is a leak.
    """
    for side in Side:
        text = reading.bead.side(side)
        found: list[tuple[Span, Message, str | None]] = []
        if _MANY_DIGITS.search(text):
            found += _numbers(text)
        for match in _INTERNAL.finditer(text):
            why = _("This belongs to the internal file, not in a letter.")
            found.append((match.span(), why, None))
        for match in _STAFF.finditer(text):
            group = "name" if match["name"] else "latin"
            found.append((match.span(group), _NAMELESS, None))
        if context.record is not None:
            found += ((*each, None) for each in _by_record(reading, side, context.record))
        for span, why, masked in found:
            fixes: tuple[Fix, ...] = ()
            if masked is not None:
                fixes = (Fix(side, span, masked, _("Mask it as {value}", value=masked)),)
            yield reading.finding_on(side, span, Check.PII, Severity.S1, why, fixes=fixes)


def _numbers(text: str) -> Iterator[tuple[Span, Message, str]]:
    """Whole numbers of identity cards and bank cards, with what masks each of them."""
    narrow = fold(text)
    for match in _ID_CARD.finditer(narrow.text):
        if _is_id_card(match[0]):
            masked = "*" * 14 + match[0][-4:]
            yield narrow.span(*match.span()), _("This is an identity card number."), masked
    for match in _CARD.finditer(narrow.text):
        digits = "".join(filter(str.isdigit, match[0]))
        before = narrow.text[max(0, match.start() - 14) : match.start()]
        if _is_card(digits) and not _is_id_card(digits) and not _OTHER_ID.search(before):
            masked = "**** " + digits[-4:]
            yield narrow.span(*match.span()), _("This is a whole card number."), masked


def _by_record(
    reading: BeadReading, side: Side, record: CaseRecord
) -> Iterator[tuple[Span, Message]]:
    """Contacts and addresses that are not the recipient's own, and people who are not named."""
    text = reading.bead.side(side)
    for value in reading.values(side):
        match value.canon:
            case Phone(digits) if not _is_own(digits, record) and _is_phone(digits):
                yield value.span, _("This telephone number is not the recipient’s own.")
            case Email(mail) if not _is_own(mail, record):
                yield value.span, _("This e-mail address is not the recipient’s own.")
            case _:
                pass
    for match in _ADDRESS.finditer(text):
        if not any(match[0] in contact for contact in record.own_contacts):
            yield match.span(), _("This is an address of a person.")
    others = sorted(record.other_parties | record.private)
    people = [(name, _("{name} is another party of this case.", name=name)) for name in others]
    people += [(name, _NAMELESS) for name in sorted(record.staff)]
    lower = text.lower()
    for name, why in people:
        at = lower.find(name.lower()) if name.strip() else -1
        while at >= 0:
            yield (at, at + len(name)), why
            at = lower.find(name.lower(), at + len(name))


def _is_own(contact: str, record: CaseRecord) -> bool:
    """Whether it is the recipient's, as that was written or by its digits."""
    bare = contact.lower().lstrip("+")
    return any(
        bare in (own.lower(), "".join(filter(str.isdigit, own))) for own in record.own_contacts
    )


def _is_card(digits: str) -> bool:
    """Whether the check digit is that of a bank card (ISO/IEC 7812)."""
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 3:
        return False
    total = 0
    for at, char in enumerate(reversed(digits)):
        double = int(char) * (2 if at % 2 else 1)
        total += double - 9 if double > 9 else double
    return total % 10 == 0


def _is_id_card(text: str) -> bool:
    """Whether the check digit is that of a mainland identity card (GB 11643)."""
    if len(text) != 18 or not text[:17].isdigit():
        return False
    month, day = int(text[10:12]), int(text[12:14])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(char) * weight for char, weight in zip(text[:17], _ID_WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


@lru_cache(maxsize=256)
def _is_phone(digits: str) -> bool:
    """Whether the digits may be a telephone number: phonenumbers knows the lengths by country.

    The library loads on first use.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))
