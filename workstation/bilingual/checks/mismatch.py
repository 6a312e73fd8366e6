"""Which values of a pair have no twin: the comparison under all parity checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from workstation.bilingual.values.agree import agree, parts
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClauseMention,
    ClockTime,
    Email,
    Frequency,
    MoneyValue,
    Name,
    Notation,
    Number,
    NumericDate,
    Percent,
    Phone,
    Placeholder,
    Quarter,
    Reference,
    TimeSpan,
    Url,
    Value,
    Weekday,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

_MOST_COMPARED = 300
_LETTERS = re.compile(r"[^a-z]+")


class Family(Enum):
    """Values that are compared with each other, one check or two for each."""

    NUMBER = auto()
    NAME = auto()
    DATE = auto()
    TIME = auto()
    DURATION = auto()
    WEEKDAY = auto()
    MONEY = auto()
    PERCENT = auto()
    CLAUSE = auto()
    REFERENCE = auto()
    URL = auto()
    CONTACT = auto()
    VARIABLE = auto()


_FAMILIES: dict[type, Family] = {
    Name: Family.NAME,
    CalendarDate: Family.DATE,
    NumericDate: Family.DATE,
    Quarter: Family.DATE,
    ClockTime: Family.TIME,
    TimeSpan: Family.DURATION,
    Frequency: Family.DURATION,
    Weekday: Family.WEEKDAY,
    MoneyValue: Family.MONEY,
    Percent: Family.PERCENT,
    ClauseMention: Family.CLAUSE,
    Reference: Family.REFERENCE,
    Url: Family.URL,
    Email: Family.CONTACT,
    Phone: Family.CONTACT,
    Placeholder: Family.VARIABLE,
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Values of one family that should say the same; one side may have none."""

    family: Family
    en: Value | None
    zh: Value | None


def family_of(canon: Canon) -> Family:
    """The family of a value; what has none of its own is a number."""
    return _FAMILIES.get(type(canon), Family.NUMBER)


def mismatches(en: Sequence[Value], zh: Sequence[Value]) -> tuple[Mismatch, ...]:
    """Values of either side that the other does not state in any form."""
    en_left, zh_left = _unmatched(en, zh, flip=False), _unmatched(zh, en, flip=True)
    if not en_left and not zh_left:
        return ()
    en_open, zh_open = _uncovered(en_left, zh_left, zh), _uncovered(zh_left, en_left, en)
    found: list[Mismatch] = []
    for family in Family:
        if family is not Family.VARIABLE:
            _pair_up(family, en_open.get(family, []), zh_open.get(family, []), found)
    return tuple(found)


def _unmatched(mine: Sequence[Value], theirs: Sequence[Value], *, flip: bool) -> list[Value]:
    said = {value.canon for value in theirs}
    rest = [value for value in mine if value.canon not in said]
    if len(rest) > _MOST_COMPARED or len(said) > _MOST_COMPARED:
        return rest
    return [value for value in rest if not any(_same(value.canon, one, flip) for one in said)]


def _same(mine: Canon, theirs: Canon, flip: bool) -> bool:
    return agree(theirs, mine) if flip else agree(mine, theirs)


def _uncovered(
    left: Sequence[Value], theirs_left: Sequence[Value], theirs: Sequence[Value]
) -> dict[Family, list[Value]]:
    """By family, the values whose figures the other side does not write as another kind of value.

    A bare number may stand in any value that found no twin ("3 to 5 days", 3天至5天); a composite
    one is covered by loose figures unless the other side has a rival of the same family.
    """
    singles = _figures(one for one in theirs if _single_part(one.canon))
    numbers = _figures(one for one in theirs if isinstance(one.canon, Number))
    everything = _figures(theirs_left) | numbers
    bare = singles | _figures(
        one for one in theirs_left if family_of(one.canon) is not Family.NUMBER
    )
    rivals = {
        family
        for family, one in ((family_of(one.canon), one) for one in theirs_left)
        if one.form is not Notation.WEAK or family is Family.DURATION
    }
    rest: dict[Family, list[Value]] = {}
    for value in left:
        family = family_of(value.canon)
        pool = bare if family is Family.NUMBER else set() if family in rivals else everything
        figures = parts(value.canon)
        if not figures or not set(figures) <= pool:
            rest.setdefault(family, []).append(value)
    return rest


def _single_part(canon: Canon) -> bool:
    """A year alone, or a day alone, agrees with any fuller date and with a bare figure too."""
    return isinstance(canon, CalendarDate) and len(parts(canon)) == 1


def _figures(values: Iterable[Value]) -> set[Decimal]:
    return {figure for value in values for figure in parts(value.canon)}


def _pair_up(family: Family, en: list[Value], zh: list[Value], found: list[Mismatch]) -> None:
    """Lay what is left of one family side by side, in the order of the texts."""
    if family is Family.NAME:
        _pair_names(en, zh, found)
        return
    en_said, en_rest = _split(en, _kinds(zh))
    zh_said, zh_rest = _split(zh, _kinds(en))
    for at in range(max(len(en_said), len(zh_said))):
        left = en_said[at] if at < len(en_said) else _rival(zh_said[at], en_rest)
        right = zh_said[at] if at < len(zh_said) else _rival(en_said[at], zh_rest)
        found.append(Mismatch(family, left, right))


def _kinds(values: Sequence[Value]) -> dict[type, bool]:
    """The kinds of value there are, and whether one of each is more than a weak word."""
    kinds: dict[type, bool] = {}
    for value in values:
        kind = type(value.canon)
        kinds[kind] = kinds.get(kind, False) or value.form is not Notation.WEAK
    return kinds


def _split(values: Sequence[Value], rivals: dict[type, bool]) -> tuple[list[Value], list[Value]]:
    """Those that must be said again, and the rest."""
    said = [value for value in values if _demands(value, rivals)]
    kept = set(map(id, said))
    return said, [value for value in values if id(value) not in kept]


def _rival(value: Value | None, rest: list[Value]) -> Value | None:
    if value is None:
        return None
    for one in rest:
        if type(one.canon) is type(value.canon) and not isinstance(one.canon, Number):
            rest.remove(one)
            return one
    return None


def _demands(value: Value, rivals: dict[type, bool]) -> bool:
    """Digits must be said again; a word only where the other side says another value instead."""
    if value.form in (Notation.DIGITS, Notation.COUNTED):
        return True
    kind = type(value.canon)
    if isinstance(value.canon, TimeSpan | Frequency):
        return kind in rivals or value.form is Notation.WORDS
    return value.form is Notation.WORDS and rivals.get(kind, False)


def _pair_names(en: list[Value], zh: list[Value], found: list[Mismatch]) -> None:
    """SSH2 and SSH3 are one name with a slip; other names may be translated."""
    by_letters: dict[str, list[Value]] = {}
    for value in zh:
        by_letters.setdefault(_letters(value), []).append(value)
    for value in en:
        alike = by_letters.get(_letters(value))
        if alike:
            found.append(Mismatch(Family.NAME, value, alike.pop(0)))


def _letters(value: Value) -> str:
    return _LETTERS.sub("", value.canon.text) if isinstance(value.canon, Name) else ""
