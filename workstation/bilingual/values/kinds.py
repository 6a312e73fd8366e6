"""The canonical forms of the values a letter may state, the same for both languages."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Notation(Enum):
    """How a value is written: digits are always meant, words sometimes are not.

    `WEAK` marks words such as "one", "a", "first" or 一 that may be articles or adverbs; they
    can answer for a value of the other side but are no value of their own account. `COUNTED` is a
    cardinal of three or more that counts things, and is meant like digits.
    """

    DIGITS = "digits"
    COUNTED = "counted"
    WORDS = "words"
    WEAK = "weak"


class Unit(Enum):
    """Units of a duration; a working day and a calendar day are not a day."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    WORKING_DAY = "working day"
    CALENDAR_DAY = "calendar day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


ELAPSED = {
    Unit.SECOND: Decimal(1),
    Unit.MINUTE: Decimal(60),
    Unit.HOUR: Decimal(3600),
    Unit.DAY: Decimal(86400),
    Unit.WEEK: Decimal(604800),
}
MONTHS = {Unit.MONTH: Decimal(1), Unit.QUARTER: Decimal(3), Unit.YEAR: Decimal(12)}


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number, cardinal or ordinal."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class Vague:
    """A magnitude without a figure: dozens, hundreds, 数十, 数百. `power` is of ten."""

    power: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name with digits in it (OAuth2, A1:B5): compared as written."""

    text: str


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date; a part that is not said is None and agrees with anything."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date in digits that reads two ways (03/04/2026)."""

    year: int | None
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year, Q3 or 第三季度."""

    year: int | None
    number: int


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in 24 hours; `offset` is minutes east of UTC where a zone is said."""

    hour: int
    minute: int
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A length of time in its own unit."""

    amount: Decimal
    unit: Unit

    @property
    def measure(self) -> tuple[str, Decimal]:
        """Comparable form: 24 hours are a day, 7 days a week, 12 months a year."""
        if self.unit in ELAPSED:
            return "elapsed", self.amount * ELAPSED[self.unit]
        if self.unit in MONTHS:
            return "months", self.amount * MONTHS[self.unit]
        return self.unit.value, self.amount


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: monthly, 每月."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 for Monday to 7 for Sunday (ISO 8601)."""

    number: int


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """An amount; `currencies` holds each ISO 4217 code that the sign written may mean."""

    amount: Decimal
    currencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in hundredths."""

    amount: Decimal


@dataclass(frozen=True, slots=True)
class ClauseMention:
    """A policy clause; `code` and `version` are None where the text leaves them out."""

    code: str | None
    number: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """An order, case or listing id, compared character by character without `#`."""

    text: str


@dataclass(frozen=True, slots=True)
class Url:
    """A web address without the punctuation of the sentence around it."""

    text: str


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address in lower case."""

    text: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: digits only, with `+` where it is international."""

    digits: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place to be filled in; `text` is its name, or its conversion where it has none."""

    text: str


Canon = (
    Number
    | Vague
    | Name
    | CalendarDate
    | NumericDate
    | Quarter
    | ClockTime
    | TimeSpan
    | Frequency
    | Weekday
    | MoneyValue
    | Percent
    | ClauseMention
    | Reference
    | Url
    | Email
    | Phone
    | Placeholder
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value found in a text: what it is, and where it stands in the text as typed."""

    canon: Canon
    start: int
    end: int
    form: Notation = Notation.DIGITS

    @property
    def span(self) -> tuple[int, int]:
        """Start and end in code points of the original text."""
        return self.start, self.end
