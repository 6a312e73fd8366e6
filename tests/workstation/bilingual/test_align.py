"""Pasted text becomes proposed beads: nothing is lost, and a gap is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workstation.bilingual.align import Proposal, align, sentences
from workstation.bilingual.bead import Side

EN = [
    "We have reviewed your appeal about listing LST-770412.",
    "The original decision is overturned.",
    "Your invoice of 12 March 2026 is inside the 180-day period.",
    "The S$8,460 held will be released by 11 September.",
    "Nothing more is needed from you.",
]
ZH = [
    "关于商品LST-770412的申诉已审核完毕。",
    "现撤销原决定。",
    "贵店2026年3月12日的发票在180天期限内。",
    "冻结的8,460新元将于9月11日前释放。",
    "您无需再提交其他材料。",
]


def test_sentences_that_match_are_laid_together() -> None:
    assert align(" ".join(EN), "".join(ZH)) == tuple(map(Proposal, EN, ZH))


def test_a_dropped_sentence_leaves_a_gap_in_its_place() -> None:
    proposals = align(" ".join(EN), "".join(ZH[:2] + ZH[3:]))
    assert Proposal(EN[2], "") in proposals
    assert Proposal(EN[3], ZH[3]) in proposals


def test_merged_sentences_share_a_bead() -> None:
    merged = "关于商品LST-770412的申诉已审核完毕，现撤销原决定。"
    proposals = align(" ".join(EN), merged + "".join(ZH[2:]))
    assert proposals[0] == Proposal(f"{EN[0]} {EN[1]}", merged)


def test_a_slip_stays_inside_its_paragraph() -> None:
    proposals = align(f"{EN[0]} {EN[1]}\n\n{EN[4]}", f"{ZH[0]}\n\n{ZH[4]}")
    assert proposals[-1] == Proposal(EN[4], ZH[4])


def test_texts_of_hopeless_proportion_are_laid_side_by_side() -> None:
    proposals = align("One. Two.", "一。" * 400)
    assert "".join(one.zh for one in proposals) == "一。" * 400


@given(
    st.lists(st.sampled_from(EN), max_size=8),
    st.lists(st.sampled_from(ZH), max_size=8),
)
def test_alignment_loses_no_sentence(en: list[str], zh: list[str]) -> None:
    proposals = align(" ".join(en), "".join(zh))
    assert " ".join(one.en for one in proposals if one.en) == " ".join(en)
    assert "".join(one.zh for one in proposals) == "".join(zh)


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    text = "Mr. Koh paid 1.5 dollars at 5 p.m. on Friday. It is settled, cf. Art. 4."
    assert len(sentences(text, Side.EN)) == 2
    assert len(sentences("商品v2.0共1.5千克。已结案！", Side.ZH)) == 2
