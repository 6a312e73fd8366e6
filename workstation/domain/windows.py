"""Until when a party may ask: appeal windows as data, and the markets that EU law covers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from workstation.domain.case import Case
from workstation.domain.settings.periods import AppealWindows
from workstation.domain.taxonomy import CaseKind

# EU 27, Iceland, Liechtenstein, Norway.
EEA = frozenset(
    {
        *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT"),
        *("LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"),
    }
)
# Days are counted in Singapore, whatever the zone of the server.
SITE = timezone(timedelta(hours=8))
# Working days until money is released after a decision was overturned (APL 4.2).
RELEASE_WORKING_DAYS = 3
# A party is written to at least this often while its case is open (APL 6.1).
WORD_EVERY = timedelta(days=3)
LAST_LEVEL = 2


def last_day_to_file(case: Case, windows: AppealWindows) -> date | None:
    """The last day on which this request is in time; None where no window applies.

    APL 2.1 and 2.2 (days from the notice, fewer for a second appeal); APL 2.3 and DSA Art. 20(1)
    (six months in the EU and EEA). Escalations and clarifications have no window. Of the rules in
    force from the notice to the filing, the one that is milder for the party applies (APL 3.3).
    """
    if case.enforcement is None or case.kind in (CaseKind.ESCALATION, CaseKind.CLARIFICATION):
        return None
    notice, filed = case.enforcement.notice_on, day_of(case.filed_at)
    if case.market in EEA:
        return _months_after(notice, windows.eea(notice, filed))
    # The enforcement's notice of a second appeal is that of the first appeal's decision.
    return notice + (windows.first if case.level == 1 else windows.second)(notice, filed)


def day_of(moment: datetime) -> date:
    """The day that `moment` falls on for the purposes of policies and windows."""
    return moment.astimezone(SITE).date()


def can_appeal_again(case: Case) -> bool:
    """Whether a decision of this case leaves the party one more level (APL 2.2)."""
    return case.level < LAST_LEVEL and case.kind is not CaseKind.CLARIFICATION


def last_day_to_appeal_again(
    case: Case, told: date, windows: AppealWindows, asked: date
) -> date | None:
    """The last day for a second appeal by a party who is told of the decision on `told`, as the
    rules stand on the day `asked`."""
    return told + windows.second(told, asked) if can_appeal_again(case) else None


def last_day_to_appeal_anew(market: str, told: date, windows: AppealWindows) -> date:
    """The last day for a first appeal against a measure that the party hears of on `told`."""
    if market in EEA:
        return _months_after(told, windows.eea(told, told))
    return told + windows.first(told, told)


def second_appeal_until(case: Case, windows: AppealWindows, asked: date) -> datetime | None:
    """Until when the party may appeal again (APL 2.2): the end of the last day after word, as
    the rules stand on the day `asked`.

    None where no further level is left, or nothing was decided that could be appealed.
    """
    notified = case.clock.notified_at
    last = None
    if notified is not None:
        last = last_day_to_appeal_again(case, day_of(notified), windows, asked)
    return datetime.combine(last + timedelta(days=1), time(), SITE) if last is not None else None


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
