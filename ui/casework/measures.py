"""The measures of a decision in words: Listing removed · S$8,460 held · 12 points."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.case import Measure
from workstation.domain.labels import ACTION
from workstation.domain.taxonomy import Action
from workstation.i18n import Message, _, ngettext


def measure_words(measure: Measure) -> Message:
    """Write one measure with its amount or points, and its item where it has one."""
    said = _amount(measure)
    return _("{measure} ({item})", measure=said, item=measure.item) if measure.item else said


def _amount(measure: Measure) -> Message:
    action = ACTION[measure.action]
    if measure.money is not None:
        return _("{action} {amount}", action=action, amount=measure.money)
    if measure.action is Action.POINTS:
        return ngettext("{n} point", "{n} points", measure.points)
    return action


def measures_words(measures: Iterable[Measure]) -> Message:
    """Write all measures on one line, or say that none was taken."""
    said = [measure_words(measure) for measure in measures]
    if not said:
        return _("No measure was taken")
    line = said[0]
    for each in said[1:]:
        line = _("{first} · {second}", first=line, second=each)
    return line
