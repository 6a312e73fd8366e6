"""`Message`: a text that has no language yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code), in major units."""

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
    cannot slip onto the screen untranslated. `plural` and `count` are set by `ngettext`.
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
    """A message whose `{name}` places are filled from `arguments` when it is said."""
    return Message(text, _in_order(arguments))


def ngettext(one: str, many: str, count: int, /, **arguments: Argument) -> Message:
    """A message that depends on a number; `{n}` in it is `count`."""
    return Message(one, _in_order({"n": count, **arguments}), plural=many, count=count)


def pgettext(context: str, text: str, /, **arguments: Argument) -> Message:
    """A message whose source text means something else elsewhere; `context` tells them apart."""
    return Message(text, _in_order(arguments), context=context)


def _in_order(arguments: dict[str, Argument]) -> tuple[tuple[str, Argument], ...]:
    """By name, so that the same sentence is the same value wherever it was made."""
    return tuple(sorted(arguments.items(), key=lambda item: item[0]))
