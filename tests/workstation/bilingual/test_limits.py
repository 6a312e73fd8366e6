"""Bad input is answered in linear time, or refused in one sentence."""

from __future__ import annotations

import gc
import itertools
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.bilingual.align import PASTE_LIMIT, PasteTooLong, align, sentences
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.checks import BEAD_LIMIT, BeadTooLong, check_bead, check_draft
from workstation.bilingual.checks.context import CaseRecord, CheckContext
from workstation.bilingual.checks.traditional import glossary_for
from workstation.bilingual.examine import house_glossary
from workstation.bilingual.measure import forget
from workstation.domain.house_style import Script

CONTEXT = CheckContext(
    record=CaseRecord(ids=frozenset({"A-1"}), names=frozenset({"aaaa"}), staff=frozenset({"bb"}))
)
HOSTILE = [
    "a", "A", "1", " ", "(", ")", "{", "{{", "%", "$", "“", '"', "「", "一", "第", "的", "你", "不",
    ".", "!", "。", "…", "-", "—", "\n", "\u200b", "\u202e", "\ud800", "\ue000", "😀", "ﷺ",
    "1 ", "1,", "1.", "1-", "1:", "1/2 ", "#1", "$1", "a@", "a.", "a ", "Ab Cd ", "http://a.)",
    "A-", "2026年", "1月", "1日", "Monday ", "12 March ", "one hundred and ", "twenty-", "from ",
    "not a ", "whether a", "neither a", "kept a", "平台啊", "百分之", "１，", "<a", "&", "1\n",
]  # fmt: skip


# What a letter in Traditional has many findings of, and quotations of the other script.
TAIWAN = replace(
    CONTEXT, script=Script.HANT_TW, glossary=glossary_for(house_glossary(), Script.HANT_TW)
)
MANY = ["上诉", "1日", "3天，", "2026年", "百分之", "「书书」", "“书书”", "「書書」", "登陆您"]


def seconds(text: str, context: CheckContext = CONTEXT) -> float:
    forget()
    # A collection walks everything that the whole run of tests holds, which is not the text's.
    gc.disable()
    try:
        start = time.process_time()
        check_bead(Bead("x", text, text), context)
        check_bead(Bead("x", text, "不可" + text[:10]), context)
        check_bead(Bead("x", "appeal", text), context)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_only(piece: str) -> None:
    """Eight times the text may take eight times as long; a quadratic pattern takes sixty-four."""
    short, long = (piece * 2000)[:2000], (piece * 16000)[:16000]
    best = min(seconds(short) for _round in range(2))
    assert min(seconds(long) for _round in range(2)) < 24 * best + 0.15


@pytest.mark.parametrize("piece", MANY)
@pytest.mark.parametrize("context", [CONTEXT, TAIWAN], ids=["hans", "hant"])
def test_many_findings_cost_no_more_each(piece: str, context: CheckContext) -> None:
    short, long = (piece * 2000)[:2000], (piece * 16000)[:16000]
    best = min(seconds(short, context) for _round in range(2))
    assert seconds(long, context) < 24 * best + 0.15


def test_a_megabyte_is_refused() -> None:
    with pytest.raises(BeadTooLong):
        check_bead(Bead("x", "a" * 1_000_000, "一"), CheckContext())
    with pytest.raises(PasteTooLong):
        align("a " * PASTE_LIMIT, "一")


def test_the_longest_bead_is_answered() -> None:
    text = ("We have reviewed 3 documents of 5 March 2026. " * 500)[:BEAD_LIMIT]
    assert seconds(text) < 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_a_check(en: str, zh: str) -> None:
    for finding in check_draft([Bead("1", en, zh), Bead("2", zh, en)], CONTEXT):
        for span, text in ((finding.en, (en, zh)), (finding.zh, (zh, en))):
            if span is not None:
                assert 0 <= span[0] <= span[1] <= len(text[int(finding.bead) - 1])


ODD = st.text(
    st.sampled_from(
        "a1 .,。，（）“”'\"「」{}<>%$¥不未一二年月日天个我们您你\u200b\u202e\ud800\ue000😀\n\t"
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(ODD, ODD)
def test_odd_characters_break_no_check(en: str, zh: str) -> None:
    check_draft([Bead("1", en, zh)], CONTEXT)


@given(ODD, st.sampled_from(Side))
def test_sentences_lose_nothing_but_space_and_marks(text: str, side: Side) -> None:
    found = sentences(text, side)
    assert all(text[one.start : one.end] == one.text for one in found)
    kept = "".join(one.text for one in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
