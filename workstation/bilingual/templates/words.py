"""Words of the closed lists as a letter says them in each language: measures, and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from workstation.bilingual.templates.answers import written
from workstation.bilingual.values.kinds import MoneyValue
from workstation.domain.case import Measure
from workstation.domain.labels import ACTION
from workstation.domain.text import Bilingual
from workstation.i18n import Message, Translator


def same(text: str) -> Bilingual:
    """A name, an id: the same in both."""
    return Bilingual(text, text)


def both(message: Message) -> Bilingual:
    """A label inside a sentence of each language."""
    english, chinese = (say(message) for say in _speakers())
    return Bilingual(_lowered(english), chinese)


def joined(several: Iterable[Bilingual]) -> Bilingual:
    """A list within a sentence."""
    listed = list(several)
    return Bilingual("; ".join(each.en for each in listed), "；".join(each.zh for each in listed))


def measures_said(measures: Iterable[Measure]) -> Bilingual:
    """All measures with what they are measured in."""
    return joined(_measure(each) for each in measures)


def money_in(measures: Iterable[Measure]) -> MoneyValue | None:
    """What is held in all; None for nothing, or for amounts of two currencies."""
    held = [each.money for each in measures if each.money is not None]
    currencies = frozenset(each.currency for each in held)
    if len(currencies) != 1:
        return None
    return MoneyValue(sum((each.amount for each in held), Decimal(0)), currencies)


def _measure(measure: Measure) -> Bilingual:
    name = both(ACTION[measure.action])
    details = [same(measure.item)] if measure.item else []
    if measure.money is not None:
        amount, currency = measure.money.amount, measure.money.currency
        details.append(written(MoneyValue(amount, frozenset({currency}))))
    if measure.points:
        points = measure.points
        details.append(Bilingual(f"{points} point{'s' if points > 1 else ''}", f"{points}分"))
    if not details:
        return name
    more = joined(details)
    return Bilingual(f"{name.en} ({more.en})", f"{name.zh}（{more.zh}）")


def _lowered(text: str) -> str:
    """Inside a sentence; UN 38.3 keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _speakers() -> tuple[Callable[[Message], str], Callable[[Message], str]]:
    return Translator("en").text, Translator("zh_Hans").text
