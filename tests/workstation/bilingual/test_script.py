"""Letters in Traditional characters: turned, reviewed, and checked as strictly as any other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workstation.bilingual.test_examine import TODAY, case_of
from tests.workstation.bilingual.test_generated import Sentence, facts
from tests.workstation.domain import world as w
from workstation.bilingual.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.bilingual.checks import check_bead, check_draft
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check, Severity
from workstation.bilingual.checks.traditional import glossary_for, glossary_shown
from workstation.bilingual.draft import Draft, confirmed, edited, merged, split
from workstation.bilingual.draft_form import from_json, from_pairs, pairs_of, to_json
from workstation.bilingual.examine import beads_of, context_of, findings, gate, house_glossary
from workstation.bilingual.script import in_script, own_words, script_of
from workstation.bilingual.values import extract
from workstation.bilingual.values.kinds import Canon, Placeholder
from workstation.bilingual.values.write import write
from workstation.domain.case import Case
from workstation.domain.commands import SendReply
from workstation.domain.house_style import Script
from workstation.domain.pairs import letter_of
from workstation.domain.policy import ClauseRef
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Milestone

GRAVE = (Severity.S1, Severity.S2)
OTHERS = (Script.HANT_TW, Script.HANT_HK)
CLAUSE = ClauseRef("AUT", "2.1", "2.0")
GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]


def to(region: str) -> Case:
    """The shoes, to a party there."""
    case, _day = case_of("S01")
    return replace(case, parties=tuple(replace(each, region=region) for each in case.parties))


def quoted() -> Bead:
    """A clause as it is inserted."""
    clause = w.LIBRARY.clause(CLAUSE)
    assert clause is not None
    label = CLAUSE.label()
    return Bead(
        "q",
        f"{label}: {clause.text.en}",
        f"{label}：{clause.text.zh}",
        origin=BeadOrigin.CLAUSE,
        lock=Lock("AUT 2.1", "2.0"),
    )


def turned(zh: str, script: Script = Script.HANT_TW, own: tuple[str, ...] = ()) -> str:
    return in_script([Bead("b", "", zh)], script, own)[0].zh


def test_a_letter_is_written_in_the_script_of_its_recipient() -> None:
    assert script_of(to("TW"), "M1") is Script.HANT_TW
    assert script_of(to("HK"), "M1") is Script.HANT_HK
    assert script_of(to("SG"), "M1") is Script.HANS
    assert script_of(to("TW"), "nobody") is Script.HANS


def test_a_document_is_no_computer_file_in_taiwan() -> None:
    assert turned("请提交文件，待审核后发布。") == "請提交文件，待審核後發佈。"
    assert turned("视频链接与账号信息") == "影片連結與帳號資訊"
    assert turned("视频链接与账号信息", Script.HANT_HK).startswith("視頻鏈接")


def test_what_was_turned_is_to_be_confirmed_and_a_lock_stays() -> None:
    sure = Bead("a", "Thank you.", "谢谢。", BeadState.CONFIRMED)
    same = Bead("b", "OK", "OK", BeadState.CONFIRMED)
    first, second, clause = in_script([sure, same, quoted()], Script.HANT_TW)
    assert (first.zh, first.state, first.converted) == ("謝謝。", BeadState.PENDING, True)
    assert second == same
    assert clause.lock == quoted().lock
    assert clause.converted
    assert in_script([sure], Script.HANS) == (sure,)


def test_quoted_words_of_a_party_and_blanks_stay() -> None:
    own = own_words(to("TW"))
    title = "【官方正品】轻量跑鞋"
    assert turned(f"商品“{title}”已恢复。", own=(*own, title)) == f"商品“{title}”已恢復。"
    assert turned("状态为“已经撤销了”。", own=own) == "狀態為“已經撤銷了”。"
    assert turned("{{记分}}已撤销。") == "{{记分}}已撤銷。"


def test_a_pair_stays_to_be_confirmed_through_every_act_until_it_is() -> None:
    (bead,) = in_script([Bead("a", "One. Two.", "谢谢。您好。")], Script.HANT_TW)
    draft = Draft((bead, Bead("b", "Three.", "三。")))
    assert edited(draft, "a", Side.EN, "One and two.").bead("a").converted
    assert all(each.converted for each in split(draft, "a", 4, 3, "c").beads[:2])
    assert merged(draft, "a").bead("a").converted
    assert not confirmed(draft, "a").bead("a").converted
    assert from_json(to_json(draft)) == draft
    assert from_pairs(pairs_of(draft)).bead("a") == bead


def reply(draft: Draft) -> SendReply:
    pairs = pairs_of(draft)
    text = letter_of(pairs)
    return SendReply(letter="L", party="M1", milestone=Milestone.REVIEW, text=text, beads=pairs)


@pytest.mark.parametrize("region", ["TW", "HK"])
def test_only_traditional_passes_the_gate_there(region: str) -> None:
    case = to(region)
    beads = (
        Bead("a", "We have received your appeal and the invoice.", "我们已收到您的申诉及发票。"),
        quoted(),
    )
    with pytest.raises(Refused):
        gate(case, reply(Draft(beads)), w.LIBRARY, TODAY)
    done = Draft(in_script(beads, script_of(case, "M1")))
    for each in done.beads:
        done = confirmed(done, each.id)
    gate(case, reply(done), w.LIBRARY, TODAY)
    assert beads_of(reply(done), w.LIBRARY)[1].lock == quoted().lock
    with pytest.raises(Refused):
        gate(to("SG"), reply(done), w.LIBRARY, TODAY)


def test_the_turned_clause_may_not_be_written_over_under_its_lock() -> None:
    (clause,) = in_script([quoted()], Script.HANT_TW)
    other = replace(clause, zh=clause.zh.replace("不得", "可以"))
    assert beads_of(reply(Draft((other,))), w.LIBRARY)[0].lock is None


@pytest.mark.parametrize("script", OTHERS)
def test_every_clause_is_silent_in_either_script(script: Script) -> None:
    context = context_of(to(script.value[-2:]), "M1", library=w.LIBRARY, today=TODAY)
    context = replace(context, library=None)
    loud = []
    for policy in w.LIBRARY.policies:
        for version in policy.versions:
            for clause in version.clauses:
                lock = Lock(f"{policy.code} {clause.no}", version.version)
                bead = replace(quoted(), en=clause.text.en, zh=clause.text.zh, lock=lock)
                found = findings(in_script([bead], script), context)
                loud += [lock for each in found if each.severity in GRAVE]
    # Version 2.0 of the price rule says 30 days in English and 14 in Chinese.
    assert set(loud) == {Lock("PRC 2.1", "2.0")}


@pytest.mark.parametrize("script", OTHERS)
def test_letters_in_traditional_are_checked_as_well_as_any(script: Script) -> None:
    context = CheckContext(script=script, glossary=glossary_for(house_glossary(), script))

    def found(en: str, zh: str) -> tuple[set[Check], bool]:
        every = check_draft(in_script([Bead("b", en, zh)], script), context)
        return {each.check for each in every}, any(each.severity in GRAVE for each in every)

    hits = []
    for row in GOLD:
        clean, loud = found(row["clean_en"], row["clean_zh"])
        assert not loud, row["clean_zh"]
        if row["findable"] and row["check"] != Check.VARIANT.value:
            hits.append(bool(found(row["en"], row["zh"])[0] - clean))
    assert sum(hits) / len(hits) >= 0.9


def test_a_finding_speaks_of_the_text_as_it_stands() -> None:
    context = CheckContext(
        script=Script.HANT_TW, glossary=glossary_for(house_glossary(), Script.HANT_TW)
    )
    appeal = "We received your appeal."
    assert not check_bead(Bead("b", appeal, "我們已收到您的申訴。"), context)
    (wrong,) = check_bead(Bead("b", appeal, "我們已收到您的上訴。"), context)
    assert wrong.check is Check.TERM
    assert [fix.text for fix in wrong.fixes] == ["申訴"]
    assert dict(wrong.why.arguments)["word"] == "上訴"
    simple = CheckContext(glossary=house_glossary())
    (other,) = check_bead(Bead("b", appeal, "我们已收到您的上诉。"), simple)
    assert other.key != wrong.key


def test_a_text_in_the_other_script_is_one_finding_and_a_slip_is_mended_where_it_is() -> None:
    context = CheckContext(script=Script.HANT_TW)
    long = Bead("b", "We received it.", "我们已收到您的材料，正在进行审核，请您耐心等待处理结果。")
    found = [each for each in check_bead(long, context) if each.check is Check.VARIANT]
    assert len(found) == 1
    slip = Bead("b", "We received it.", "我們已收到您的申诉。")
    (mended,) = [each for each in check_bead(slip, context) if each.check is Check.VARIANT]
    assert [fix.text for fix in mended.fixes] == ["訴"]


def test_the_terms_of_the_house_are_shown_in_the_letters_script() -> None:
    case = to("TW")
    context = context_of(case, "M1", library=w.LIBRARY, today=TODAY)
    assert context.glossary is not None
    shown = glossary_shown(context.glossary, context.script)
    terms = {term.en: term for term in shown.terms}
    assert terms["appeal"].approved == ("申訴",)
    assert "上訴" in terms["appeal"].forbidden
    assert terms["personal data"].approved[0] == "個人資訊"


def values(zh: str) -> list[Canon]:
    """The values of a text; a blank is named as it is written."""
    return [each.canon for each in extract(zh, Side.ZH) if not isinstance(each.canon, Placeholder)]


@settings(max_examples=200, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=4), st.sampled_from(OTHERS))
def test_turning_a_letter_changes_no_value(
    letter: list[tuple[Sentence, Canon, Canon]], script: Script
) -> None:
    zh = "".join(sentence.zh.format(write(value, Side.ZH)) for sentence, value, _other in letter)
    assert values(turned(zh, script)) == values(zh)


@pytest.mark.parametrize("script", OTHERS)
def test_turning_a_known_letter_changes_no_value(script: Script) -> None:
    for row in GOLD:
        for zh in (row["zh"], row["clean_zh"]):
            assert values(turned(zh, script)) == values(zh), zh


def test_the_place_of_a_value_is_the_same_in_either_script() -> None:
    hans, hant = "请在7个工作日内转账3000港币。", "請在7個工作日內轉帳3000港幣。"
    assert [one.span for one in extract(hant, Side.ZH)] == [
        one.span for one in extract(hans, Side.ZH)
    ]
    assert values("三人參加") == values("三人参加")
    assert values("參萬元整") == values("叁万元整")
