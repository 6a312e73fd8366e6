"""The typed values of a text in either language, with one canonical form for both."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.values import dates, money, numbers, refs, spans, times, web
from workstation.bilingual.values.scan import Scan

if TYPE_CHECKING:
    from workstation.bilingual.values.kinds import Value

__all__ = ["extract"]


# What one pattern claims is hidden from the next: the order differs by language.
_IN_ORDER = {
    Side.EN: (
        *(dates.take_dates_en, dates.take_weekdays_en, times.take_times_en, money.take_money),
        *(refs.take_references, money.take_percent, dates.take_quarters, spans.take_durations_en),
    ),
    Side.ZH: (
        *(dates.take_weekdays_zh, dates.take_quarters, times.take_times_zh, money.take_percent),
        *(dates.take_dates_zh, dates.take_dates_en, money.take_money, refs.take_references),
        spans.take_durations_zh,
    ),
}


@lru_cache(maxsize=1024)
def extract(text: str, side: Side) -> tuple[Value, ...]:
    """All values of a text in its order, with spans in the text as typed.

    Widths, invisible characters and spacing never change a value. The answer is a pure function
    of the text; it is kept for the beads that were not edited since.
    """
    scan = Scan(text)
    web.take_addresses(scan)
    web.take_variables(scan)
    web.hide_markup(scan)
    if scan.has_digit:
        dates.take_numeric_dates(scan)
        web.take_phones(scan)
    refs.take_clauses(scan)
    refs.take_sales_days(scan)
    for take in _IN_ORDER[side]:
        take(scan)
    refs.take_names(scan)
    spans.take_fractions(scan)
    if side is Side.EN:
        numbers.take_numbers_en(scan)
    else:
        numbers.take_numbers_zh(scan)
    return scan.result()
