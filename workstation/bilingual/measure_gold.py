"""The figures of letters by another hand: alone, and with the case that they are about open."""

from __future__ import annotations

import json
import re
import statistics
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CaseRecord, CheckContext
from workstation.bilingual.checks.finding import Check, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workstation.bilingual.checks.glossary import TermIndex

# What is found only with a case or a glossary open.
NEEDS_MORE = frozenset({"id.record", "pii", "term"})
_GRAVE = frozenset({Severity.S1, Severity.S2})
_BRACKETS = re.compile(r"[()（）]")


def rows(path: Path) -> Iterator[Any]:
    """The lines of a file of pairs. Raises `OSError` and `ValueError`."""
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def record_in(said: Mapping[str, Any]) -> CaseRecord:
    """The case record that stands beside a pair. Any: a parsed line."""
    names = (part.strip() for part in _BRACKETS.split(said.get("recipient", "")))
    amounts = (each.split() for each in said.get("amounts", ()))
    return CaseRecord(
        ids=frozenset(said.get("case_ids", ())),
        linked=frozenset(said.get("linked_ids", ())),
        amounts=frozenset((code, Decimal(sum_)) for code, sum_ in amounts),
        dates=frozenset(date.fromisoformat(each) for each in said.get("dates", {}).values()),
        names=frozenset(filter(None, names)),
        other_parties=frozenset(said.get("other_parties", ())),
        staff=frozenset(said.get("staff_names", ())),
        own_contacts=frozenset(said.get("own_contacts", ())),
    )


def context_in(row: Mapping[str, Any]) -> CheckContext:
    """What is open while a pair is written: its case, and the blanks that its templates know."""
    known = row["context"].get("variables")
    return CheckContext(
        record=record_in(row["context"]),
        variables=frozenset(known) if known is not None else None,
    )


def alone(lines: Iterable[Mapping[str, Any]], context: CheckContext) -> list[bool]:
    """For each fault that a rule can find with no case open, whether one does."""
    return [
        _is_found(row, context)
        for row in lines
        if row["findable"] and row["check"] not in NEEDS_MORE
    ]


def with_all(lines: Iterable[Mapping[str, Any]], glossary: TermIndex) -> list[bool]:
    """For each findable fault whether a check finds it, with what it needs open."""
    return [
        _is_found(
            row,
            CheckContext(glossary=glossary)
            if row["check"] == Check.TERM.value
            else context_in(row)
            if "context" in row
            else CheckContext(),
        )
        for row in lines
        if row["findable"]
    ]


def slips(beads: Iterable[Bead], glossary: TermIndex) -> int:
    """How many words of these letters the dictionary does not know."""
    context = CheckContext(glossary=glossary)
    plain = replace(context, profile=replace(context.profile, spelling=False))
    return sum(len(check_bead(bead, context)) - len(check_bead(bead, plain)) for bead in beads)


def with_case(lines: Iterable[Mapping[str, Any]], check: Check) -> tuple[list[bool], int]:
    """Of one check with the case open: which faults it finds itself, and in how many clean twins
    anything grave is said.
    """
    hits: list[bool] = []
    false = 0
    for row in lines:
        if row["check"] == check.value and "context" in row:
            context = context_in(row)
            found = check_bead(Bead(row["id"], row["en"], row["zh"]), context)
            clean = check_bead(Bead(row["id"], row["clean_en"], row["clean_zh"]), context)
            hits.append(check in {each.check for each in found} - {each.check for each in clean})
            false += any(each.severity in _GRAVE for each in clean)
    return hits, false


def share(hits: list[bool]) -> float:
    """In per cent; nought of nothing."""
    return 100 * statistics.fmean(hits) if hits else 0.0


def _is_found(row: Mapping[str, Any], context: CheckContext) -> bool:
    found = check_bead(Bead(row["id"], row["en"], row["zh"]), context)
    clean = check_bead(Bead(row["id"], row["clean_en"], row["clean_zh"]), context)
    return bool({each.check for each in found} - {each.check for each in clean})
