"""The letter against what is open: the case record and the policy library.
Two checks: ID_RECORD (`check_record`), and CLAUSE for what the library holds (`check_clauses`).
"""

from __future__ import annotations

import re
from datetime import date
from string import ascii_letters
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Severity, writing
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

    from workstation.bilingual.checks.bead_values import BeadReading
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
    """ID_RECORD: ids, amounts, dates and names in the letter that the open case does not hold.

    A quoted clause says what it says: its days and sums are no slip.
    """
    record = context.record
    if record is None or reading.bead.lock is not None:
        return
    for side in Side:
        for value in reading.values(side):
            why = _not_on_record(value, record)
            if why is not None:
                right = _nearest_id(value, record)
                yield reading.finding_on(
                    side,
                    value.span,
                    Check.ID_RECORD,
                    Severity.S1,
                    why,
                    fixes=(writing(side, value.span, right),) if right is not None else (),
                )
        yield from _misspelt_names(reading, side, record)
        yield from _other_titles(reading, side, record)


def _not_on_record(value: Value, record: CaseRecord) -> Message | None:
    """What is wrong with a value that the case does not hold; None for all others."""
    match value.canon:
        case Reference(text) if text not in record.ids | record.linked:
            # The number of a precedent or of an attachment is of a kind that the record cannot
            # speak of: it is wrong where the case has that kind, or nearly that id.
            kinds = {_kind(held) for held in record.ids if len(held) >= _LEAST_ID}
            if _kind(text) in kinds or _nearest_id(value, record) is not None:
                return _("{id} is not an id of this case or of a linked one.", id=text)
        case MoneyValue(amount, currencies) if record.amounts:
            if not any(amount == held and code in currencies for code, held in record.amounts):
                return _("This amount is not in the case record.")
        case CalendarDate(int(year), int(month), int(day)) if record.dates:
            try:
                said = date(year or 1, month or 1, day or 1)
            except ValueError:
                return None
            if said not in record.dates:
                return _("{date} is not a date of this case.", date=said)
        case _:
            return None
    return None


def _kind(text: str) -> str:
    return text[: len(text) - len(text.lstrip(_LETTERS))].upper()


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
        # Stretches that begin like the name; the first of them that is nearly it.
        start, tries = text.find(name[:3]), 0
        while start >= 0 and tries < _MOST_TRIES:
            piece = text[start : start + len(name)]
            if len(piece) >= len(name) - 1 and 0 < _letters_apart(piece, name) <= _NEAR_NAME:
                span = (start, start + len(name))
                why = _("The case record spells this name {name}.", name=name)
                fixes = (writing(side, span, name),)
                yield reading.finding_on(side, span, Check.ID_RECORD, Severity.S1, why, fixes=fixes)
                break
            start, tries = text.find(name[:3], start + 1), tries + 1


def _letters_apart(one: str, other: str) -> int:
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
                why = _("The case record says {name}.", name=held)
                fixes = (writing(side, span, held),)
                yield reading.finding_on(side, span, Check.ID_RECORD, Severity.S1, why, fixes=fixes)


def check_clauses(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """CLAUSE: clauses that the policy library does not hold, or holds in another version."""
    library = context.library
    if library is None:
        return
    for side in Side:
        for value in reading.values(side):
            canon = value.canon
            if isinstance(canon, ClauseMention) and canon.code is not None:
                why = _not_in_force(canon, canon.code, library, context.conduct_date)
                if why is not None:
                    yield reading.finding_on(side, value.span, Check.CLAUSE, Severity.S1, why)


def _not_in_force(
    canon: ClauseMention, code: str, library: ClauseLibrary, on: date | None
) -> Message | None:
    """What is wrong with a clause that is cited for this day; None where nothing is."""
    number, version = canon.number, canon.version
    held = library.versions(code, number)
    if not held:
        return _("The policy library has no clause {code} {number}.", code=code, number=number)
    force = library.in_force(code, number, on)
    if version is None or version == force:
        return None
    if version not in held:
        return _(
            "{code} {number} has no version {version}.", code=code, number=number, version=version
        )
    if force is None:
        return None
    return _(
        "{code} {number} was in force in version {force}, not {version}.",
        code=code,
        number=number,
        force=force,
        version=version,
    )
