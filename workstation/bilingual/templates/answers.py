"""What a person entered for a variable, written in the manner of each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar, assert_never

from workstation.bilingual.bead import Side
from workstation.bilingual.templates.form import VariableKind
from workstation.bilingual.values import extract
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClauseMention,
    MoneyValue,
    Number,
    TimeSpan,
    Unit,
)
from workstation.bilingual.values.write import write
from workstation.domain.policy import ClauseRef
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _

_HAN = re.compile(r"[㐀-鿿]")
_Wanted = TypeVar("_Wanted", CalendarDate, ClauseMention, TimeSpan, MoneyValue, Number)


class Unclear(Exception):
    """What was entered is not what the variable holds.

    why: what to write instead, for the person who entered it
    """

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


def answer(kind: VariableKind, said: Bilingual) -> Bilingual:
    """Both forms of what was entered; an empty side stays a blank of the letter.

    For a kind that is entered once, `en` holds what was entered. Raises `Unclear`.
    """
    one = said.en.strip()
    match kind:
        case VariableKind.TEXT:
            return Bilingual(one, said.zh.strip())
        case VariableKind.NAME | VariableKind.ID:
            return Bilingual(one, said.zh.strip() or one)
        case _ if not one:
            return Bilingual()
        case VariableKind.CLAUSE:
            found = _all(one, ClauseMention)
            refs = [
                ClauseRef(each.code, each.number, each.version)
                for each in found
                if each.code is not None and each.version is not None
            ]
            if not refs or len(refs) < len(found):
                raise Unclear(_("Write each clause with its version, such as AUT 2.1 v2.0."))
            return clauses(refs)
        case (
            VariableKind.DATE
            | VariableKind.MONEY
            | VariableKind.DAYS
            | VariableKind.WORKING_DAYS
            | VariableKind.NUMBER
        ):
            return written(_value(kind, one))
        case _ as never:
            assert_never(never)


def written(canon: Canon) -> Bilingual:
    """A value as each language writes it. Raises `Unclear` for one that has no one form."""
    forms = write(canon, Side.EN), write(canon, Side.ZH)
    if forms[0] is None or forms[1] is None:
        raise Unclear(_("Write it in full."))
    return Bilingual(forms[0], forms[1])


def clauses(refs: Sequence[ClauseRef]) -> Bilingual:
    """Clauses with their versions, as letters cite them."""
    english = [f"{ref.code} {ref.clause} (version {ref.version})" for ref in refs]
    chinese = [f"{ref.code} {ref.clause}（{ref.version}版）" for ref in refs]
    return Bilingual(_row(english, ", ", " and "), _row(chinese, "、", "及"))


def _row(several: Sequence[str], between: str, before_last: str) -> str:
    """A list within a sentence, with an "and" before the last."""
    head = between.join(several[:-1])
    return f"{head}{before_last}{several[-1]}" if head else several[-1]


def _value(kind: VariableKind, said: str) -> Canon:
    """The value that was entered for a kind with one form. Raises `Unclear`."""
    match kind:
        case VariableKind.DATE:
            return _date(said)
        case VariableKind.MONEY:
            wanted = _("Write one amount and its currency, such as S$8,460.")
            found = _one(said, MoneyValue, wanted)
            if len(found.currencies) != 1:
                raise Unclear(wanted)
            return found
        case VariableKind.DAYS:
            return _length(said, Unit.DAY)
        case VariableKind.WORKING_DAYS:
            return _length(said, Unit.WORKING_DAY)
        case _:
            return _one(said, Number, _("Write a number, such as 12."))


def _date(said: str) -> CalendarDate:
    """A full date that the calendar has. Raises `Unclear`."""
    wanted = _("Write one date with its year, such as 2 November 2026.")
    found = _one(said, CalendarDate, wanted)
    if found.year is None or found.month is None or found.day is None:
        raise Unclear(wanted)
    try:
        date(found.year, found.month, found.day)
    except ValueError as no_day:
        raise Unclear(wanted) from no_day
    return found


def _length(said: str, unit: Unit) -> TimeSpan:
    """So many of these days; a bare number is enough. Raises `Unclear`."""
    wanted = _("Write a number of days, such as 15.")
    bare = said.isdecimal() and said.isascii()
    found = TimeSpan(Decimal(said), unit) if bare else _one(said, TimeSpan, wanted)
    if found.unit is not unit or found.amount <= 0:
        raise Unclear(wanted)
    return found


def _one(said: str, type_: type[_Wanted], wanted: Message) -> _Wanted:
    """The one value of this type that was entered. Raises `Unclear`, with what is wanted."""
    found = _all(said, type_)
    if len(found) != 1:
        raise Unclear(wanted)
    return found[0]


def _all(said: str, type_: type[_Wanted]) -> list[_Wanted]:
    side = Side.ZH if _HAN.search(said) else Side.EN
    return [value.canon for value in extract(said, side) if isinstance(value.canon, type_)]
