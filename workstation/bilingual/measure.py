"""The figures of the checks: what they find, how often they cry wolf, what they cost.
Of samples beside the repository, and of letters by another hand (`tests/workstation/bilingual`):
alone, and with the case that they are about open.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workstation.bilingual.align import sentences
from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead, check_draft
from workstation.bilingual.checks.context import CaseRecord, CheckContext
from workstation.bilingual.checks.finding import Check, Severity
from workstation.bilingual.checks.glossary import TermIndex, read_glossary
from workstation.bilingual.examine import house_glossary
from workstation.bilingual.values import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

_ROOT = Path(__file__).resolve().parents[2]
SAMPLES = _ROOT.parent / "shared" / "bilingual"
GOLD = _ROOT / "tests" / "workstation" / "bilingual"
DRAFT_WORDS = 2000
# What is found only with a case or a glossary open.
NEEDS_MORE = frozenset({"id.record", "pii", "term"})
_GRAVE = frozenset({Severity.S1, Severity.S2})
_BRACKETS = re.compile(r"[()（）]")
THIRTEEN: dict[str, tuple[str, ...]] = {
    "number changed": ("number_changed",),
    "number dropped": ("number_dropped",),
    "date changed": ("date_changed",),
    "currency swapped": ("currency_swapped",),
    "URL missing": ("url_missing",),
    "placeholder missing": ("placeholder_missing",),
    "sentence dropped": ("sentence_dropped",),
    "untranslated": ("untranslated",),
    "variant": ("variant_trad",),
    "half-width": ("halfwidth_punct",),
    "glossary": ("glossary_violated",),
    "negation": ("negation_dropped", "negation_added"),
    "order id": ("order_id_wrong",),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A faulty pair and its clean twin; `fault` names what was done to it."""

    fault: str
    faulty: Bead
    clean: Bead


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of the report; `target` is None where none is set."""

    name: str
    value: float
    unit: str
    target: str | None = None


def read_faults(path: Path) -> list[Sample]:
    """Twins from a file whose ids end in `.f` and `.c`."""
    twins = {row["id"]: row for row in rows(path)}
    return [
        Sample(row["fault"], _bead(row), _bead(twins[name[:-1] + "c"]))
        for name, row in twins.items()
        if row["role"] == "faulty"
    ]


def _bead(row: dict[str, str]) -> Bead:
    return Bead(row["id"], row["en"], row["zh"])


def _checks(bead: Bead, context: CheckContext) -> frozenset[Check]:
    return frozenset(finding.check for finding in check_bead(bead, context))


def net_recall(samples: Iterable[Sample], context: CheckContext) -> dict[str, float]:
    """By fault: the share in per cent where a check fires that is silent on the clean twin."""
    found: dict[str, list[bool]] = {}
    for sample in samples:
        net = _checks(sample.faulty, context) - _checks(sample.clean, context)
        found.setdefault(sample.fault, []).append(bool(net))
    return {fault: 100 * statistics.fmean(hits) for fault, hits in found.items()}


def thirteen(recall: dict[str, float]) -> dict[str, float]:
    """The 13 fault types of the comparison with other tools; each weighs the same."""
    return {
        name: statistics.fmean(recall[fault] for fault in faults)
        for name, faults in THIRTEEN.items()
        if all(fault in recall for fault in faults)
    }


def noise(beads: Sequence[Bead], context: CheckContext, check: Check | None = None) -> float:
    """S1 and S2 findings in a thousand clean segments, of one check or of all."""
    flags = sum(
        finding.severity in (Severity.S1, Severity.S2) and check in (None, finding.check)
        for bead in beads
        for finding in check_bead(bead, context)
    )
    return 1000 * flags / len(beads)


def term_precision(samples: Iterable[Sample], context: CheckContext) -> float:
    """Of the terms flagged in faulty pairs and clean twins, the share that is in faulty ones."""
    faulty = clean = 0
    for sample in samples:
        if sample.fault == "glossary_violated":
            faulty += Check.TERM in _checks(sample.faulty, context)
            clean += Check.TERM in _checks(sample.clean, context)
    return 100 * faulty / (faulty + clean) if faulty + clean else 0.0


def forget() -> None:
    """Drop what is remembered of texts, so that a timing pays for all of its work."""
    for remembered in (extract, sentences):
        remembered.cache_clear()


def bead_times(beads: Iterable[Bead], context: CheckContext, rounds: int = 3) -> list[float]:
    """Milliseconds for each bead on its own with nothing remembered of it, the best of a few
    rounds: what other programs do meanwhile is no cost of ours."""
    times: list[float] = []
    for bead in beads:
        tries: list[float] = []
        for _round in range(rounds):
            forget()
            start = time.perf_counter()
            check_bead(bead, context)
            tries.append(1000 * (time.perf_counter() - start))
        times.append(min(tries))
    return times


def draft_of(beads: Sequence[Bead], words: int = DRAFT_WORDS) -> list[Bead]:
    """A draft of about so many English words, from running text."""
    draft: list[Bead] = []
    counted = 0
    for bead in beads:
        length = len(bead.en.split())
        if 6 <= length <= 60 and counted < words:
            draft.append(bead)
            counted += length
    return draft


def draft_time(draft: Sequence[Bead], context: CheckContext, rounds: int = 5) -> float:
    """Milliseconds for a whole draft, the best of a few cold rounds."""
    times: list[float] = []
    for _round in range(rounds):
        forget()
        start = time.perf_counter()
        check_draft(draft, context)
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def resident() -> float | None:
    """Megabytes that this process holds, or None where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return None
    return pages * 4096 / 1e6


def sample_figures(folder: Path) -> list[Rate]:
    """All figures that the samples give."""
    with (folder / "glossary.csv").open(encoding="utf-8-sig", newline="") as lines:
        glossed = CheckContext(glossary=read_glossary(lines))
    plain = CheckContext()
    before = resident()
    samples = read_faults(folder / "faults.jsonl")
    clean = [_bead(row) for row in rows(folder / "clean.jsonl")]
    data = resident()
    recall = net_recall(samples, glossed)
    compared = thirteen(recall)
    figures = [Rate(f"net recall, {name}", value, "%", ">= 85") for name, value in compared.items()]
    figures.append(
        Rate("net recall, mean of 13", statistics.fmean(compared.values()), "%", ">= 97")
    )
    figures += [
        Rate(f"net recall, {fault.replace('_', ' ')}", value, "%", _TARGETS.get(fault))
        for fault, value in sorted(recall.items())
    ]
    figures += [
        Rate("glossary precision", term_precision(samples, glossed), "%", ">= 85"),
        Rate("S1 and S2 in 1,000 clean segments", noise(clean, plain), "", "<= 10"),
        Rate("negation in 1,000 clean segments", noise(clean, plain, Check.NEGATION), "", None),
    ]
    after = resident()
    draft = draft_of(clean)
    times = sorted(bead_times(draft, glossed))
    figures += [
        Rate("edited bead, median", statistics.median(times), "ms", None),
        Rate("edited bead, p95", times[int(0.95 * (len(times) - 1))], "ms", "<= 2"),
        Rate("whole draft of 2,000 words", draft_time(draft, glossed), "ms", "<= 200"),
    ]
    if before is not None and data is not None and after is not None:
        figures.append(Rate("memory of the language parts", after - data, "MB", "<= 120"))
    return figures


_TARGETS = {
    "negation_dropped": ">= 85",
    "negation_added": ">= 75",
    "glossary_violated": ">= 95",
    "halfwidth_punct": ">= 99",
    "variant_trad": ">= 99.9",
}


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


def gold_figures(folder: Path) -> list[Rate]:
    """Recall and false alarms on letters written by another hand, alone and with a case open."""
    context = CheckContext()
    gold = list(rows(folder / "gold.jsonl"))
    opened = [*gold, *rows(folder / "gold_record.jsonl")]
    twins = [Bead(row["id"], row["clean_en"], row["clean_zh"]) for row in gold]
    letters = [
        Bead(letter["id"], bead["en"], bead["zh"])
        for letter in rows(folder / "letters.jsonl")
        for bead in letter["beads"]
    ]
    words = sum(len(bead.en.split()) for bead in (*twins, *letters))
    false = noise((*twins, *letters), context) * len((*twins, *letters)) / 1000
    figures = [
        Rate("gold letters, faults found with no case open", share(alone(gold, context)), "%"),
        Rate(
            "gold letters, faults found with case or glossary open",
            share(with_all(gold, house_glossary())),
            "%",
        ),
        Rate(
            "words not in the dictionary in 2,000 of clean letters",
            2000 * slips((*twins, *letters), house_glossary()) / words,
            "",
        ),
        Rate("gold letters, false S1 and S2 in 2,000 words", 2000 * false / words, "", "<= 1"),
    ]
    for check in (Check.ID_RECORD, Check.PII, Check.VARIABLE):
        hits, wrong = with_case(opened, check)
        note = f"{check.value} with the case open, {len(hits)} faults"
        figures.append(Rate(f"{note}: found", share(hits), "%", ">= 95"))
        figures.append(Rate(f"{note}: clean twins flagged", float(wrong), "", "<= 0"))
    return figures


def report(*, as_json: bool, out: TextIO, samples: Path = SAMPLES, gold: Path = GOLD) -> None:
    """Print each figure on a line; what has no data on this machine is left out."""
    figures: list[Rate] = []
    if (samples / "faults.jsonl").exists():
        figures += sample_figures(samples)
    if (gold / "gold.jsonl").exists():
        figures += gold_figures(gold)
    for figure in figures:
        if as_json:
            line = {
                "name": figure.name,
                "value": round(figure.value, 3),
                "unit": figure.unit,
                "target": figure.target,
            }
            out.write(json.dumps(line) + "\n")
        else:
            wanted = f"  ({figure.target})" if figure.target else ""
            out.write(f"{figure.value:9.2f} {figure.unit:3} {figure.name}{wanted}\n")
