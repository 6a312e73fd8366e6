"""`Message`, a text that has no language yet, and what its arguments may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NoReturn

from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money, in major units of a currency, which is named by ISO 4217."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time to be said in words, in its two largest units ("3 h 20 min")."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in the source language with its arguments, to be said in any language later.

    It is deliberately not a `str`: `str()` and f-strings raise `TypeError`, so that a text
    cannot slip onto the screen untranslated.

    id: the text in the source language, with `{name}` places.
    arguments: what fills them, by name and in the order of names.
    context: tells texts apart that are written alike and mean different things; None for none.
    plural, count: the text for another number than one, and the number; None where the text does
        not depend on a number.
    """

    id: str
    arguments: tuple[tuple[str, Argument], ...] = ()
    context: str | None = None
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> NoReturn:
        raise TypeError(f"a Message has no language yet; use Translator.text: {self.id!r}")

    def __format__(self, specification: str) -> NoReturn:
        raise TypeError(f"a Message has no language yet; use Translator.text: {self.id!r}")


Argument = str | int | Decimal | date | datetime | Money | Duration | Message


def _(text: str, /, **arguments: Argument) -> Message:
    """A message whose `{name}` places are filled with `arguments` when it is said."""
    return Message(text, _in_order(arguments))


def ngettext(one: str, many: str, count: int, /, **arguments: Argument) -> Message:
    """A message that is said as `one` or as `many`, depending on `count`, which is `{n}` in it."""
    return Message(one, _in_order({"n": count, **arguments}), plural=many, count=count)


def pgettext(context: str, text: str, /, **arguments: Argument) -> Message:
    """A message whose source text means something else elsewhere; `context` tells them apart."""
    return Message(text, _in_order(arguments), context=context)


def _in_order(arguments: dict[str, Argument]) -> tuple[tuple[str, Argument], ...]:
    """The arguments in the order of their names, so that the same sentence is the same value
    wherever it was made."""
    return tuple(sorted(arguments.items(), key=lambda item: item[0]))
