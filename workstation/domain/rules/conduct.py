"""The days whose rules apply to a case, each with the items of the case that it belongs to."""

from __future__ import annotations

from datetime import date

from workstation.domain.case import Case
from workstation.domain.windows import day_of
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Conduct:
    """A day whose rules apply.

    items: the objects whose conduct was on that day; () is the whole case.
    """

    day: date
    items: tuple[str, ...] = ()


def rule_day(case: Case) -> date:
    """The day whose rules apply to a case: that of the conduct, else that of filing (APL 3.3)."""
    return case.enforcement.conduct_on if case.enforcement else day_of(case.filed_at)


def rule_days(case: Case) -> frozenset[date]:
    """All days whose rules apply to a case: several where it holds items of different days."""
    measures = case.enforcement.measures if case.enforcement else ()
    own = {measure.conduct_on for measure in measures if measure.conduct_on is not None}
    return frozenset({rule_day(case), *own})


def conducts(case: Case) -> tuple[Conduct, ...]:
    """Every day whose rules apply to a case with its items, the earliest first."""
    measures = [
        each for each in (case.enforcement.measures if case.enforcement else ()) if each.item
    ]
    general = rule_day(case)
    found = []
    for day in sorted(rule_days(case)):
        items = dict.fromkeys(e.item for e in measures if (e.conduct_on or general) == day)
        found.append(Conduct(day, tuple(items)))
    return tuple(found)
