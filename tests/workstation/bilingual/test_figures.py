"""What the checks find in letters by another hand, and that clean letters are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workstation.bilingual import measure
from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CaseRecord, CheckContext
from workstation.bilingual.checks.finding import Check, Finding, Severity

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[Any]:
    yield from measure.rows(HERE / name)


def findings(en: str, zh: str) -> tuple[Finding, ...]:
    return check_bead(Bead("g", en, zh), CheckContext())


def test_faults_in_letters_are_found() -> None:
    hits: dict[str, list[bool]] = {}
    for row in rows("gold.jsonl"):
        if row["findable"] and row["check"] not in measure.NEEDS_MORE:
            clean = {f.check for f in findings(row["clean_en"], row["clean_zh"])}
            net = {f.check for f in findings(row["en"], row["zh"])} - clean
            hits.setdefault(row["check"], []).append(bool(net))
    every = [hit for found in hits.values() for hit in found]
    assert sum(every) / len(every) >= 0.93
    weak = {check for check, found in hits.items() if sum(found) / len(found) < 0.6}
    assert weak == set()


def test_faults_in_letters_of_other_desks_are_found() -> None:
    twins = list(rows("gold_more.jsonl"))
    missed, false = [], []
    for row in twins:
        clean = findings(row["clean_en"], row["clean_zh"])
        net = {f.check for f in findings(row["en"], row["zh"])} - {f.check for f in clean}
        if row["findable"] and not net:
            missed.append(row["id"])
        if any(f.severity in (Severity.S1, Severity.S2) for f in clean):
            false.append(row["id"])
    assert len(missed) <= 3, missed
    assert false == []


@pytest.mark.parametrize(
    ("en", "zh", "halved"),
    [
        ("If the parcel is damaged, refuse it at the door.", "请当场拒收。", True),
        ("If the parcel is damaged, refuse it at the door.", "如包裹破损，请当场拒收。", False),
        ("Send the invoice so that we can match the goods.", "以便我们核对商品。", True),
        ("Send the invoice so that we can match the goods.", "请提供发票，以便核对。", False),
    ],
)
def test_half_a_sentence_is_missed(en: str, zh: str, halved: bool) -> None:
    assert (Check.LENGTH in {f.check for f in findings(en, zh)}) is halved


@pytest.mark.parametrize(
    ("en", "zh", "denied"),
    [
        ("The item has authorisation.", "该商品无授权。", True),
        ("The item has authorisation.", "该商品有授权。", False),
        ("Your listing is unlawful.", "您的商品是合法的。", True),
        ("Your listing is unlawful.", "您的商品是违法的。", False),
        ("Safi", "萨非", False),
    ],
)
def test_a_prefix_denies_only_beside_its_opposite(en: str, zh: str, denied: bool) -> None:
    assert (Check.NEGATION in {f.check for f in findings(en, zh)}) is denied


@pytest.mark.parametrize("check", [Check.ID_RECORD, Check.PII, Check.VARIABLE])
def test_what_the_open_case_says_otherwise_is_found(check: Check) -> None:
    opened = [*rows("gold.jsonl"), *rows("gold_record.jsonl")]
    hits, false = measure.with_case(opened, check)
    assert len(hits) >= 15
    assert measure.share(hits) >= 95
    assert false == 0


@pytest.mark.parametrize(
    ("en", "zh", "title"),
    [
        ("Thank you, Mr Lin.", "感谢林先生来信。", True),
        ("Thank you, Mrs Lin.", "感谢林女士来信。", False),
        ("Mr Maclin told us.", "陈先生告诉我们。", False),
    ],
)
def test_a_title_is_that_of_the_record(en: str, zh: str, title: bool) -> None:
    context = CheckContext(record=CaseRecord(names=frozenset({"Ms Lin", "林女士"})))
    found = check_bead(Bead("b", en, zh), context)
    assert (Check.ID_RECORD in {each.check for each in found}) is title


def test_clean_letters_are_left_alone() -> None:
    texts = [(row["clean_en"], row["clean_zh"]) for row in rows("gold.jsonl")]
    for letter in rows("letters.jsonl"):
        texts += [(bead["en"], bead["zh"]) for bead in letter["beads"]]
    words = sum(len(en.split()) for en, _zh in texts)
    false = [
        (finding.check.value, en)
        for en, zh in texts
        for finding in findings(en, zh)
        if finding.severity in (Severity.S1, Severity.S2)
    ]
    assert len(false) <= words / 2000, false


@pytest.mark.skipif(
    not (measure.SAMPLES / "faults.jsonl").exists(), reason="the samples are not on this machine"
)
def test_figures_of_the_samples_hold() -> None:
    with (measure.SAMPLES / "glossary.csv").open(encoding="utf-8-sig") as lines:
        context = CheckContext(glossary=measure.read_glossary(lines))
    recall = measure.net_recall(measure.read_faults(measure.SAMPLES / "faults.jsonl"), context)
    compared = measure.thirteen(recall)
    assert len(compared) == 13
    assert sum(compared.values()) / 13 >= 97
    assert min(compared.values()) >= 85
    clean = [
        Bead(row["id"], row["en"], row["zh"]) for row in rows(str(measure.SAMPLES / "clean.jsonl"))
    ]
    assert measure.noise(clean, CheckContext()) <= 10
    assert measure.noise(clean, CheckContext(), Check.NEGATION) <= 3


def test_a_draft_is_checked_in_time() -> None:
    beads = [
        Bead(letter["id"], bead["en"], bead["zh"])
        for letter in rows("letters.jsonl")
        for bead in letter["beads"]
    ]
    draft = measure.draft_of(beads)
    assert measure.draft_time(draft, CheckContext(), rounds=3) < 400
