"""Until when a party may appeal, and the markets that EU law covers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from workstation.domain.case import Case
from workstation.domain.settings.periods import AppealWindows
from workstation.domain.taxonomy import CaseKind

# The 27 countries of the EU, Iceland, Liechtenstein and Norway, by ISO 3166 alpha-2.
EEA = frozenset(
    {
        *("AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT"),
        *("LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO"),
    }
)
# The zone in which days are counted, Singapore, whatever that of the server.
SITE = timezone(timedelta(hours=8))
# Working days until money is released after a decision was overturned (APL 4.2).
RELEASE_WORKING_DAYS = 3
# A party is written to at least this often while its case is open (APL 6.1).
WORD_EVERY = timedelta(days=3)
# A second appeal is the last one (APL 2.2).
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
    """The day on which `moment` falls for policies and windows, which is that in Singapore."""
    return moment.astimezone(SITE).date()


def can_appeal_again(case: Case) -> bool:
    """Whether the party may appeal against a decision of this case once more (APL 2.2)."""
    return case.level < LAST_LEVEL and case.kind is not CaseKind.CLARIFICATION


def last_day_to_appeal_again(
    case: Case, told: date, windows: AppealWindows, asked: date
) -> date | None:
    """The last day for a second appeal by a party who is told of the decision on the day `told`,
    as the rules stand on the day `asked`; None where there is no further level."""
    return told + windows.second(told, asked) if can_appeal_again(case) else None


def last_day_to_appeal_anew(market: str, told: date, windows: AppealWindows) -> date:
    """The last day for a first appeal in `market` against a measure of which the party hears on
    the day `told`."""
    if market in EEA:
        return _months_after(told, windows.eea(told, told))
    return told + windows.first(told, told)


def second_appeal_until(case: Case, windows: AppealWindows, asked: date) -> datetime | None:
    """The moment until which the party may appeal again (APL 2.2), which ends the last day for
    it, as the rules stand on the day `asked`.

    None where there is no further level, or the party was told of no decision.
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
