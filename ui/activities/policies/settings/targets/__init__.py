"""By when a case is to be answered and decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ui.activities.policies.settings.periods import (
    Column,
    PeriodList,
    days_counted,
    minutes_counted,
)
from workstation.domain.record import Command
from workstation.domain.settings.kinds import TARGETS, SetTargets
from workstation.domain.settings.periods import Target, TargetPeriod
from workstation.domain.taxonomy import Severity
from workstation.i18n import _, pgettext

_HOUR = 60


def _first_answer(severity: Severity) -> Column:
    return Column(
        _("{severity}, first answer", severity=severity.value),
        minutes_counted,
        lambda period: period.of(severity).first_response,
        pgettext("unit", "minutes"),
    )


def _decision(severity: Severity) -> Column:
    return Column(
        _("{severity}, decision", severity=severity.value),
        minutes_counted,
        lambda period: period.of(severity).resolution,
        pgettext("unit", "hours"),
        _HOUR,
    )


_COLUMNS = (
    *(column for each in Severity for column in (_first_answer(each), _decision(each))),
    Column(
        _("Documents of a party"),
        days_counted,
        lambda period: period.information_days,
        pgettext("unit", "days"),
    ),
)


def _command(day: date, numbers: Sequence[int], reason: str) -> Command:
    minutes = [number * column.times for number, column in zip(numbers, _COLUMNS, strict=True)]
    p0, p1, p2, p3 = (
        Target(first_response=minutes[at], resolution=minutes[at + 1]) for at in (0, 2, 4, 6)
    )
    period = TargetPeriod(
        effective_from=day, p0=p0, p1=p1, p2=p2, p3=p3, information_days=minutes[8]
    )
    return SetTargets(period=period, reason=reason)


LIST = PeriodList(
    name=TARGETS.name,
    title=_("Targets"),
    about=_("A case keeps the targets of the day on which it was filed."),
    columns=_COLUMNS,
    record=lambda library: library.targets,
    command=_command,
)
