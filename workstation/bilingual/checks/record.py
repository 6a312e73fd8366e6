"""Checks 12 and 13 against what is open: the case record and the policy library."""

from __future__ import annotations

import re
from datetime import date
from string import ascii_letters
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.values.kinds import (
    CalendarDate,
    ClauseMention,
    MoneyValue,
    Reference,
    Value,
)
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_reading import BeadReading
    from workstation.bilingual.checks.context import CaseRecord, CheckContext, ClauseLibrary
    from workstation.i18n import Message

_NEAR_NAME = 2
_MOST_NAME = 60
_MOST_TRIES = 50
_LEAST_ID = 6
# A Chinese surname has one character or two.
_TITLED = {
    Side.EN: re.compile(r"\b(?:(?P<he>Mr)|Mrs|Ms|Miss)\.? (?P<name>[A-Z][A-Za-z'’-]+)\b"),
    Side.ZH: re.compile(r"(?P<name>[\u4e00-\u9fff]{1,2})(?:(?P<he>先生)|女士|小姐|太太)"),
}
_LETTERS = ascii_letters + "-_#"


def check_record(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """Ids, amounts, dates and names in the letter that the open case does not hold.

    A quoted clause says what it says: its days and sums are no slip.
    """
    record = context.record
    if record is None or reading.bead.lock is not None:
        return
    for side in Side:
        for value in reading.values(side):
            why = _not_on_record(value, record)
            if why is not None:
                yield _finding(
                    reading, Check.ID_RECORD, side, value, why, _nearest_id(value, record)
                )
        yield from _misspelt_names(reading, side, record)
        yield from _other_titles(reading, side, record)


def _finding(
    reading: BeadReading, check: Check, side: Side, value: Value, why: Message, right: str | None
) -> Finding:
    fixes: tuple[Fix, ...] = ()
    if right is not None:
        fixes = (Fix(side, value.span, right, _("Write {value}", value=right)),)
    return reading.finding(
        check,
        Severity.S1,
        why,
        en=value.span if side is Side.EN else None,
        zh=value.span if side is Side.ZH else None,
        fixes=fixes,
    )


def _not_on_record(value: Value, record: CaseRecord) -> Message | None:
    canon = value.canon
    match canon:
        case Reference(text) if _is_another(value, text, record):
            return _("{id} is not an id of this case or of a linked one.", id=text)
        case MoneyValue(amount, currencies) if record.amounts:
            if not any(amount == held and code in currencies for code, held in record.amounts):
                return _("This amount is not in the case record.")
        case CalendarDate(int(), int(), int()) if record.dates:
            day = _day(canon)
            if day is not None and day not in record.dates:
                return _("{date} is not a date of this case.", date=day)
        case _:
            return None
    return None


def _is_another(value: Value, text: str, record: CaseRecord) -> bool:
    """An id of a kind that the case has, or nearly one of its ids, and yet none of them.

    The number of a precedent or of an attachment is of a kind that the record cannot speak of.
    """
    if text in record.ids | record.linked:
        return False
    kinds = {_kind(held) for held in record.ids if len(held) >= _LEAST_ID}
    return _kind(text) in kinds or _nearest_id(value, record) is not None


def _kind(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_LETTERS))].upper()


def _day(canon: CalendarDate) -> date | None:
    try:
        return date(canon.year or 1, canon.month or 1, canon.day or 1)
    except ValueError:
        return None


def _nearest_id(value: Value, record: CaseRecord) -> str | None:
    """The id that was meant, where one of the same length differs in two places at most."""
    if not isinstance(value.canon, Reference):
        return None
    text = value.canon.text
    for held in sorted(record.ids):
        if len(held) == len(text) and sum(map(str.__ne__, held, text)) <= 2:
            return held
    return None


def _misspelt_names(reading: BeadReading, side: Side, record: CaseRecord) -> Iterator[Finding]:
    """A name of the record that is nearly there: one or two letters off."""
    text = reading.bead.side(side)
    for name in sorted(record.names):
        if name in text or not 4 <= len(name) <= _MOST_NAME or name.isascii() != (side is Side.EN):
            continue
        at = _nearly(text, name)
        if at is not None:
            span = (at, at + len(name))
            yield reading.finding(
                Check.ID_RECORD,
                Severity.S1,
                _("The case record spells this name {name}.", name=name),
                en=span if side is Side.EN else None,
                zh=span if side is Side.ZH else None,
                fixes=(Fix(side, span, name, _("Write {value}", value=name)),),
            )


def _other_titles(reading: BeadReading, side: Side, record: CaseRecord) -> Iterator[Finding]:
    """Mr in the letter where the record says Ms, 先生 where it says 女士, or the reverse."""
    for held in sorted(record.names):
        match = _TITLED[side].fullmatch(held)
        if match is None:
            continue
        for other in _TITLED[side].finditer(reading.bead.side(side)):
            # Chinese has no space before a surname: 感谢林先生.
            called = other["name"] == match["name"] or side is Side.ZH
            called = called and other["name"].endswith(match["name"])
            if called and bool(other["he"]) != bool(match["he"]):
                span = (other.end() - len(held), other.end()) if side is Side.ZH else other.span()
                fix = Fix(side, span, held, _("Write {value}", value=held))
                yield reading.finding(
                    Check.ID_RECORD,
                    Severity.S1,
                    _("The case record says {name}.", name=held),
                    en=span if side is Side.EN else None,
                    zh=span if side is Side.ZH else None,
                    fixes=(fix,),
                )


def _nearly(text: str, name: str) -> int | None:
    """Where a stretch begins like the name and differs from it in a letter or two."""
    start, tries = text.find(name[:3]), 0
    while start >= 0 and tries < _MOST_TRIES:
        tries += 1
        piece = text[start : start + len(name)]
        if len(piece) >= len(name) - 1 and 0 < _distance(piece, name) <= _NEAR_NAME:
            return start
        start = text.find(name[:3], start + 1)
    return None


def _distance(one: str, other: str) -> int:
    """Letters to change, to add or to leave out; at most 60 x 60 steps."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for column, right in enumerate(other, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (char != right)),
            )
    return row[-1]


def check_clauses(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """Clauses that the policy library does not hold, or holds in another version that day."""
    library = context.library
    if library is None:
        return
    for side in Side:
        for value in reading.values(side):
            canon = value.canon
            if not isinstance(canon, ClauseMention) or canon.code is None:
                continue
            why = _clause_problem(canon, canon.code, library, context.conduct_date)
            if why is not None:
                yield _finding(reading, Check.CLAUSE, side, value, why, None)


def _clause_problem(
    canon: ClauseMention, code: str, library: ClauseLibrary, on: date | None
) -> Message | None:
    held = library.versions(code, canon.number)
    if not held:
        return _(
            "The policy library has no clause {code} {number}.", code=code, number=canon.number
        )
    force = library.in_force(code, canon.number, on)
    if canon.version is None or canon.version == force:
        return None
    if canon.version not in held:
        return _(
            "{code} {number} has no version {version}.",
            code=code,
            number=canon.number,
            version=canon.version,
        )
    if force is None:
        return None
    return _(
        "{code} {number} was in force in version {force}, not {version}.",
        code=code,
        number=canon.number,
        force=force,
        version=canon.version,
    )
