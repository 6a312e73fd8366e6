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
        left, right = en_open.get(family, []), zh_open.get(family, [])
        if family is Family.NAME:
            # SSH2 and SSH3 are one name with a slip; other names may be translated.
            by_letters: dict[str, list[Value]] = {}
            for value in right:
                by_letters.setdefault(_letters(value), []).append(value)
            for value in left:
                if alike := by_letters.get(_letters(value)):
                    found.append(Mismatch(family, value, alike.pop(0)))
        elif family is not Family.VARIABLE:
            found += _paired(family, left, right)
    return tuple(found)


def _unmatched(mine: Sequence[Value], theirs: Sequence[Value], *, flip: bool) -> list[Value]:
    """My values that agree with none of theirs; `flip` where mine are the Chinese ones."""
    said = {value.canon for value in theirs}
    rest = [value for value in mine if value.canon not in said]
    if len(rest) > _MOST_COMPARED or len(said) > _MOST_COMPARED:
        return rest
    if flip:
        return [value for value in rest if not any(agree(one, value.canon) for one in said)]
    return [value for value in rest if not any(agree(value.canon, one) for one in said)]


def _uncovered(
    left: Sequence[Value], theirs_left: Sequence[Value], theirs: Sequence[Value]
) -> dict[Family, list[Value]]:
    """By family, the values whose figures the other side does not write as another kind of value.

    A bare number may stand in any value that found no twin ("3 to 5 days", 3天至5天); a composite
    one is covered by loose figures unless the other side has a rival of the same family.
    """
    # A year alone, or a day alone, agrees with any fuller date and with a bare figure too.
    singles = _figures(
        one for one in theirs if isinstance(one.canon, CalendarDate) and len(parts(one.canon)) == 1
    )
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


def _figures(values: Iterable[Value]) -> set[Decimal]:
    return {figure for value in values for figure in parts(value.canon)}


def _paired(family: Family, en: list[Value], zh: list[Value]) -> list[Mismatch]:
    """What is left of one family laid side by side, in the order of the texts."""
    en_said, en_rest = _split(en, zh)
    zh_said, zh_rest = _split(zh, en)
    found: list[Mismatch] = []
    for at in range(max(len(en_said), len(zh_said))):
        left = en_said[at] if at < len(en_said) else _rival(zh_said[at], en_rest)
        right = zh_said[at] if at < len(zh_said) else _rival(en_said[at], zh_rest)
        found.append(Mismatch(family, left, right))
    return found


def _split(values: Sequence[Value], theirs: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """My values that must be said again, and the rest.

    Digits must be said again; a word only where the other side says another value instead.
    """
    # The kinds of value they have, and whether one of each is more than a weak word.
    rivals: dict[type, bool] = {}
    for value in theirs:
        kind = type(value.canon)
        rivals[kind] = rivals.get(kind, False) or value.form is not Notation.WEAK
    said: list[Value] = []
    rest: list[Value] = []
    for value in values:
        kind = type(value.canon)
        worded = value.form is Notation.WORDS
        if value.form in (Notation.DIGITS, Notation.COUNTED):
            again = True
        elif isinstance(value.canon, TimeSpan | Frequency):
            again = kind in rivals or worded
        else:
            again = worded and rivals.get(kind, False)
        (said if again else rest).append(value)
    return said, rest


def _rival(value: Value, rest: list[Value]) -> Value | None:
    """The first of the rest that is of the same kind, which it then is no more part of."""
    for one in rest:
        if type(one.canon) is type(value.canon) and not isinstance(one.canon, Number):
            rest.remove(one)
            return one
    return None


def _letters(value: Value) -> str:
    return _LETTERS.sub("", value.canon.text) if isinstance(value.canon, Name) else ""
