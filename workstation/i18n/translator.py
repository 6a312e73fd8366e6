"""`Translator`, which says messages, dates, amounts and spans of time in one language."""

from __future__ import annotations

import gettext
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import assert_never

from workstation.files import resource
from workstation.i18n.isolation import isolated
from workstation.i18n.languages import ENGLISH, LANGUAGES, SPOKEN
from workstation.i18n.message import Argument, Duration, Message, Money

PSEUDO = "qps"

_LONGER = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


class Translator:
    """Says messages in one language. It is a plain object: several may live side by side."""

    def __init__(
        self, language: str, zone: tzinfo | None = None, *, isolates: bool = False
    ) -> None:
        """Say messages in `language`, and times in `zone` (None: that of the machine).

        With `isolates` what others wrote stands in a sentence as on an island: a name from the
        right, or one with signs that turn directions, moves none of the words around it. That is
        for a screen; what is sent or stored goes without.

        The language is a code of `LANGUAGES`, or `qps`, which is English in brackets and a third
        longer, so that an untranslated or clipped text is seen at once. Raises `ValueError` for any
        other.
        """
        if language not in (*LANGUAGES, PSEUDO):
            raise ValueError(f"no such language: {language!r}; there are {LANGUAGES}")
        self.language = language
        self.zone = zone
        self._quoted = isolated if isolates else str
        self._spoken = SPOKEN.get(language, ENGLISH)
        self._catalogue = _catalogue(self._spoken.code)

    def text(self, message: Message) -> str:
        """`message` in this language; in the source language where its translation is broken."""
        filled = {name: self._argument(value) for name, value in message.arguments}
        try:
            said = self._template(message).format_map(filled)
        except (KeyError, IndexError, ValueError):
            said = message.id.format_map(filled)
        return pseudo(said) if self.language == PSEUDO else said

    def _template(self, message: Message) -> str:
        count = message.count
        if message.plural is not None and count is not None:
            if message.context is not None:
                return self._catalogue.npgettext(message.context, message.id, message.plural, count)
            return self._catalogue.ngettext(message.id, message.plural, count)
        if message.context is not None:
            return self._catalogue.pgettext(message.context, message.id)
        return self._catalogue.gettext(message.id)

    def _argument(self, value: Argument) -> str:
        match value:
            case Message():
                inner = self.text(value)
                return inner.strip("⟦⟧") if self.language == PSEUDO else inner
            case str():
                return self._quoted(value)
            case int() | Decimal():
                return self.number(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Money():
                return self.money(value)
            case Duration():
                return self.span(value.span)
            case _:
                assert_never(value)

    def number(self, value: int | Decimal) -> str:
        """A number with the separators of this language."""
        if isinstance(value, int):
            # Both languages group by three with commas; Babel takes 60 ms to say the same.
            return f"{value:,}"
        from babel.numbers import format_decimal  # loaded on first use: 35 ms at start-up

        return format_decimal(value, locale=self._spoken.locale)

    def money(self, value: Money) -> str:
        """An amount as people in Singapore write it: S$8,460 / 8,460新元."""
        from babel.numbers import format_decimal

        whole = value.amount == value.amount.to_integral_value()
        digits = format_decimal(value.amount, "#,##0" if whole else "#,##0.00#", locale="en")
        return self._spoken.money(digits, value.currency)

    def day(self, value: date) -> str:
        """A day with its year: 18 Aug 2026 / 2026年8月18日."""
        return self._spoken.day(value)

    def moment(self, value: datetime) -> str:
        """A day and time in the reader's zone: 2 Sep 15:42 / 9月2日 15:42."""
        return self._spoken.moment(self.local(value))

    def clock(self, value: datetime) -> str:
        """A time of day in the reader's zone: 15:42."""
        return f"{self.local(value):%H:%M}"

    def local(self, value: datetime) -> datetime:
        """The same moment in the reader's zone; a moment without a zone is taken as UTC."""
        aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        return aware.astimezone(self.zone)

    def span(self, value: timedelta) -> str:
        """A span of time, without its sign, in its two largest units: 3 h 20 min / 3小时20分."""
        minutes = int(abs(value).total_seconds() // 60)
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        day, hour, minute = self._spoken.units
        if days:
            parts = [f"{days}{day}", f"{hours}{hour}" if hours and days < 3 else ""]
        elif hours:
            parts = [f"{hours}{hour}", f"{minutes}{minute}" if minutes else ""]
        else:
            parts = [f"{minutes}{minute}"]
        return self._spoken.between.join(filter(None, parts))


def pseudo(text: str) -> str:
    """`text` in the pseudo-language: accented, a third longer, and in brackets."""
    return f"⟦{text.translate(_LONGER)}{'·' * (len(text) // 3)}⟧"


def _catalogue(language: str) -> gettext.NullTranslations:
    if SPOKEN[language].is_source:
        return gettext.NullTranslations()
    with resource(f"translations/{language}/LC_MESSAGES/messages.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
