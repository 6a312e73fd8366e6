"""The days of conduct of a case, each with the items that it belongs to (APL 3.3, S04)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.domain.case import Case
from workstation.domain.rules.decision import rule_day, rule_days


@dataclass(frozen=True, slots=True)
class Conduct:
    """A day whose rules apply. `items` are the objects of that day; () is the whole case."""

    day: date
    items: tuple[str, ...] = ()


def conducts(case: Case) -> tuple[Conduct, ...]:
    """Every day whose rules apply, the earliest first."""
    measures = case.enforcement.measures if case.enforcement else ()
    general = rule_day(case)
    return tuple(
        Conduct(
            day,
            tuple(
                dict.fromkeys(
                    each.item
                    for each in measures
                    if each.item and (each.conduct_on or general) == day
                )
            ),
        )
        for day in sorted(rule_days(case))
    )
