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


@lru_cache(maxsize=1024)
def extract(text: str, side: Side) -> tuple[Value, ...]:
    """All values of a text in its order, with spans in the text as typed.

    Widths, invisible characters and spacing never change a value. What one pattern claims is
    hidden from the next. The answer rests on the text alone, and so is kept.
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
    if side is Side.EN:
        dates.take_dates_en(scan)
        dates.take_weekdays_en(scan)
        times.take_times_en(scan)
        money.take_money(scan)
        refs.take_references(scan)
        money.take_percent(scan)
        dates.take_quarters(scan)
        spans.take_durations_en(scan)
    else:
        dates.take_weekdays_zh(scan)
        dates.take_quarters(scan)
        times.take_times_zh(scan)
        money.take_percent(scan)
        dates.take_dates_zh(scan)
        dates.take_dates_en(scan)
        money.take_money(scan)
        refs.take_references(scan)
        spans.take_durations_zh(scan)
    refs.take_names(scan)
    spans.take_fractions(scan)
    numbers.take_numbers(scan, side)
    return scan.result()
