"""Which values of a pair have no twin: the comparison under all parity checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from workstation.drafting.values.agree import agree, parts
from workstation.drafting.values.kinds import (
    CalendarDate,
    Canon,
    ClauseRef,
    ClockTime,
    Duration,
    Email,
    Form,
    Frequency,
    Money,
    Name,
    Number,
    NumericDate,
    Percent,
    Phone,
    Quarter,
    Reference,
    Url,
    Value,
    Variable,
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
    Duration: Family.DURATION,
    Frequency: Family.DURATION,
    Weekday: Family.WEEKDAY,
    Money: Family.MONEY,
    Percent: Family.PERCENT,
    ClauseRef: Family.CLAUSE,
    Reference: Family.REFERENCE,
    Url: Family.URL,
    Email: Family.CONTACT,
    Phone: Family.CONTACT,
    Variable: Family.VARIABLE,
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
    en_open = [value for value in en_left if not _covered(value, zh_left, zh)]
    zh_open = [value for value in zh_left if not _covered(value, en_left, en)]
    found: list[Mismatch] = []
    for family in Family:
        if family is not Family.VARIABLE:
            _pair_up(
                family,
                [value for value in en_open if family_of(value.canon) is family],
                [value for value in zh_open if family_of(value.canon) is family],
                found,
            )
    return tuple(found)


def _unmatched(mine: Sequence[Value], theirs: Sequence[Value], *, flip: bool) -> list[Value]:
    said = {value.canon for value in theirs}
    rest = [value for value in mine if value.canon not in said]
    if len(rest) > _MOST_COMPARED or len(said) > _MOST_COMPARED:
        return rest
    return [value for value in rest if not any(_same(value.canon, one, flip) for one in said)]


def _same(mine: Canon, theirs: Canon, flip: bool) -> bool:
    return agree(theirs, mine) if flip else agree(mine, theirs)


def _covered(value: Value, theirs_left: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """The other side writes the same figures as another kind of value.

    A bare number may stand in any value that found no twin ("3 to 5 days", 3天至5天); a composite
    one is covered by loose figures unless the other side has a rival of the same family.
    """
    figures = parts(value.canon)
    if not figures:
        return False
    family = family_of(value.canon)
    rivals = [one for one in theirs_left if family_of(one.canon) is family]
    if family is Family.NUMBER:
        pool = _figures(one for one in theirs_left if family_of(one.canon) is not family)
        pool |= _figures(one for one in theirs if _single_part(one.canon))
        return set(figures) <= pool
    if any(one.form is not Form.WEAK or family is Family.DURATION for one in rivals):
        return False
    pool = _figures([*theirs_left, *(one for one in theirs if isinstance(one.canon, Number))])
    return set(figures) <= pool


def _single_part(canon: Canon) -> bool:
    """A year alone, or a day alone, agrees with any fuller date and with a bare figure too."""
    return isinstance(canon, CalendarDate) and len(parts(canon)) == 1


def _figures(values: Iterable[Value]) -> set[Decimal]:
    return {figure for value in values for figure in parts(value.canon)}


def _pair_up(
    family: Family, en: list[Value], zh: list[Value], found: list[Mismatch]
) -> None:
    """Lay what is left of one family side by side, in the order of the texts."""
    if family is Family.NAME:
        _pair_names(en, zh, found)
        return
    en_said = [value for value in en if _demands(value, zh)]
    zh_said = [value for value in zh if _demands(value, en)]
    en_rest = [value for value in en if value not in en_said]
    zh_rest = [value for value in zh if value not in zh_said]
    while en_said or zh_said:
        left = en_said.pop(0) if en_said else _rival(zh_said[0], en_rest)
        right = zh_said.pop(0) if zh_said else _rival(left, zh_rest)
        found.append(Mismatch(family, left, right))


def _rival(value: Value | None, rest: list[Value]) -> Value | None:
    if value is None:
        return None
    for one in rest:
        if type(one.canon) is type(value.canon) and not isinstance(one.canon, Number):
            rest.remove(one)
            return one
    return None


def _demands(value: Value, rivals: Sequence[Value]) -> bool:
    """Digits must be said again; a word only where the other side says another value instead."""
    if value.form is Form.DIGITS:
        return True
    alike = [one for one in rivals if type(one.canon) is type(value.canon)]
    if isinstance(value.canon, Duration | Frequency):
        return bool(alike) or value.form is Form.WORDS
    return value.form is Form.COUNTED or (
        value.form is Form.WORDS and any(one.form is not Form.WEAK for one in alike)
    )


def _pair_names(en: list[Value], zh: list[Value], found: list[Mismatch]) -> None:
    """SSH2 and SSH3 are one name with a slip; other names may be translated."""
    for value in en:
        for one in zh:
            if _letters(value) == _letters(one):
                found.append(Mismatch(Family.NAME, value, one))
                zh.remove(one)
                break


def _letters(value: Value) -> str:
    return _LETTERS.sub("", value.canon.text) if isinstance(value.canon, Name) else ""
