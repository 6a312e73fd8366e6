"""How long a party may appeal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ui.activities.policies.settings.periods import (
    Column,
    PeriodList,
    days_counted,
    months_counted,
)
from workstation.domain.record import Command
from workstation.domain.settings.kinds import APPEAL_WINDOWS, SetWindows
from workstation.domain.settings.periods import AppealWindow
from workstation.i18n import _, pgettext

_COLUMNS = (
    Column(
        _("First appeal"), days_counted, lambda period: period.first_days, pgettext("unit", "days")
    ),
    Column(
        _("Second appeal"),
        days_counted,
        lambda period: period.second_days,
        pgettext("unit", "days"),
    ),
    Column(
        _("In the EU and EEA"),
        months_counted,
        lambda period: period.eea_months,
        pgettext("unit", "months"),
    ),
)


def _command(day: date, numbers: Sequence[int], reason: str) -> Command:
    first, second, months = numbers
    period = AppealWindow(
        effective_from=day, first_days=first, second_days=second, eea_months=months
    )
    return SetWindows(period=period, reason=reason)


LIST = PeriodList(
    name=APPEAL_WINDOWS.name,
    title=_("Appeal windows"),
    about=_("Where a window changes while it runs, the one that is milder for the party applies."),
    columns=_COLUMNS,
    record=lambda library: library.windows,
    command=_command,
)
