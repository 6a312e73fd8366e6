"""Letters about an open case: what is on record passes, what is not on record is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workstation.domain import world as w
from workstation.bilingual.bead import Bead, BeadOrigin, Lock, Side
from workstation.bilingual.checks import BEAD_LIMIT
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.draft import Draft, RunsOn
from workstation.bilingual.draft_form import letter, pairs_of
from workstation.bilingual.examine import (
    beads_of,
    beads_of_text,
    context_of,
    examine,
    findings,
    gate,
)
from workstation.domain.actor import Person
from workstation.domain.case import Case, Decision
from workstation.domain.commands import SendReply
from workstation.domain.house_style import Script
from workstation.domain.pairs import LetterPair, PairOrigin, letter_of
from workstation.domain.policy import ClauseRef
from workstation.domain.problem import Refused
from workstation.domain.send_gate import Gravity, LetterOverride
from workstation.domain.taxonomy import Milestone, State
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.server.demo import story_case
from workstation.server.demo.stories import stories

TODAY = date(2026, 9, 2)
GRAVE = (Severity.S1, Severity.S2)


def case_of(story_id: str) -> tuple[Case, date]:
    """A story as it stands when its letters are written: decided, everything in the file."""
    story = stories()[story_id]
    opening = story_case.opening(
        story, story_case.as_told(story), case_id="c", reference="R-2026-0001"
    )
    decision = Decision(
        finding=story_case.finding(story, w.LIBRARY),
        proposed_by=Person("wei", "Wei Ling"),
        proposed_at=story.filed_at + timedelta(days=3),
    )
    late = story_case.late_evidence(story, story.filed_at)
    told = story.told.moment("decided")
    day = day_of(told.time if told is not None else decision.proposed_at)
    return replace(opening, evidence=(*opening.evidence, *late), decision=decision), day


def grave(case: Case, text: Bilingual, day: date = TODAY, party: str = "M1") -> list[Finding]:
    context = context_of(case, party, library=w.LIBRARY, today=day)
    # The letters are told in Simplified, wherever the party is.
    context = replace(context, script=Script.HANS)
    return [each for each in findings(beads_of_text(text), context) if each.severity in GRAVE]


def reply(text: Bilingual, **more: object) -> SendReply:
    command = SendReply(letter="L", party="M1", milestone=Milestone.REVIEW, text=text)
    return replace(command, **more)


@pytest.mark.parametrize(
    ("story_id", "party"),
    [(each.id, letter.to) for each in stories().values() for letter in each.told.replies],
)
def test_the_letters_of_the_stories_may_be_sent_as_they_are(story_id: str, party: str) -> None:
    case, day = case_of(story_id)
    text = story_case.letter(stories()[story_id], party)
    assert grave(case, text, day, party) == []


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The report names another model.", "检测报告型号不符。"),
        ("The damage comes from a use that the manual rules out.", "损坏系说明书禁止的用法所致。"),
        ("Your case has the number R-2026-0001.", "您的案件编号为R-2026-0001。"),
    ],
)
def test_plain_sentences_of_letters_are_silent(en: str, zh: str) -> None:
    assert grave(S01, Bilingual(en, zh)) == []


S01, _DAY = case_of("S01")


@pytest.mark.parametrize(
    ("en", "zh", "check"),
    [
        (
            "We looked at listing LST-770421 again.",
            "我们再次查看了商品LST-770421。",
            Check.ID_RECORD,
        ),
        ("Your number is R-2026-0010.", "编号为R-2026-0010。", Check.ID_RECORD),
        ("We held S$8,640 so far.", "目前冻结8,640新元。", Check.ID_RECORD),
        ("The notice of 13 March 2024 holds.", "2024年3月13日的通知有效。", Check.ID_RECORD),
        ("AUT 2.1 (version 9.0) applies.", "适用AUT 2.1（9.0版）。", Check.CLAUSE),
        ("Please call Wei Ling.", "请致电客服。", Check.PII),
        ("Call +86 138 0013 8000 to ask.", "请致电+86 138 0013 8000。", Check.PII),
        ("Please wait 7 days.", "请等待10天。", Check.DURATION),
        ("We have it, {{name}}.", "我们已收到，{{name}}。", Check.VARIABLE),
    ],
)
def test_what_is_not_on_record_holds_the_letter(en: str, zh: str, check: Check) -> None:
    found = grave(S01, Bilingual(en, zh))
    assert check in {each.check for each in found if each.severity is Severity.S1}


def test_what_the_letter_brings_of_its_own_is_no_fault_of_the_record() -> None:
    text = Bilingual(
        "Please answer by 30 September 2026; FAQ-118 is attached.",
        "请于2026年9月30日前答复，附件为FAQ-118。",
    )
    assert grave(S01, text) == []


def test_another_party_is_not_named_and_the_recipient_is() -> None:
    case, _day = case_of("S07")
    named = Bilingual("Cotton Cloud Nursery Ltd. answered.", "Cotton Cloud Nursery Ltd.已答复。")
    assert {each.check for each in grave(case, named, party="B1")} == {Check.PII}
    assert grave(case, named, party="M1") == []


def test_a_name_in_chinese_is_greeted_in_an_english_letter() -> None:
    parties = tuple(replace(each, name="北门数码") for each in S01.parties[:1])
    text = Bilingual("Hello 北门数码, we have received it.", "北门数码，您好：我们已收到。")
    assert grave(replace(S01, parties=parties), text) == []
    assert {each.check for each in grave(S01, text)} == {Check.LANGUAGE}


def test_what_a_party_wrote_of_itself_may_be_repeated_to_it() -> None:
    case = w.in_state(State.IN_REVIEW)
    text = Bilingual("We call you on +65 6123 4567.", "我们将拨打+65 6123 4567与您联系。")
    assert {each.check for each in grave(case, text)} == {Check.PII}
    own = replace(S01.statements[0], text="Call me on +65 6123 4567.", party="M1")
    assert grave(replace(case, statements=(own,)), text) == []


def test_a_quoted_clause_is_believed_only_where_it_is_the_clause() -> None:
    ref = ClauseRef("LST", "2.4", "2.0")
    clause = w.LIBRARY.clause(ref)
    assert clause is not None
    real = LetterPair("b", clause.text.en, clause.text.zh, PairOrigin.CLAUSE, ref)
    false = replace(real, en="We guarantee a refund.", zh="我们保证退款。")
    first, second = beads_of(reply(letter_of((real, false)), beads=(real, false)), w.LIBRARY)
    assert first.lock == Lock("LST 2.4", "2.0")
    assert (second.lock, second.origin) == (None, BeadOrigin.TYPED)
    found = examine(S01, reply(letter_of((false,)), beads=(false,)), w.LIBRARY, TODAY)
    assert "promise" in {each.check for each in found if each.severity is Gravity.S1}


def test_a_draft_travels_as_pairs_and_makes_the_same_two_letters() -> None:
    lock = Lock("AUT 2.1", "2.0")
    beads = (
        Bead("1", "Dear team,", "您好："),
        Bead("2", "It is short.", "答复很短。"),
        Bead("3", "Rule.", "规则。", origin=BeadOrigin.CLAUSE, lock=lock),
    )
    draft = Draft(beads, frozenset({RunsOn("2")}))
    pairs = pairs_of(draft)
    assert letter_of(pairs) == Bilingual(letter(draft, Side.EN), letter(draft, Side.ZH))
    assert pairs[2].clause == ClauseRef("AUT", "2.1", "2.0")


def test_the_gate_refuses_lets_pass_and_lapses_with_the_text() -> None:
    wrong = Bilingual("Please wait 7 days.", "请等待10天。")
    with pytest.raises(Refused):
        gate(S01, reply(wrong), w.LIBRARY, TODAY)
    overrides = tuple(
        LetterOverride(each.key, each.check, "The party asked for it.")
        for each in examine(S01, reply(wrong), w.LIBRARY, TODAY)
    )
    gate(S01, reply(wrong, overrides=overrides), w.LIBRARY, TODAY)
    changed = Bilingual("Please wait 7 days.", "请等待12天。")
    with pytest.raises(Refused):
        gate(S01, reply(changed, overrides=overrides), w.LIBRARY, TODAY)


def test_a_paragraph_without_end_is_refused_in_one_sentence() -> None:
    endless = Bilingual("a" * (BEAD_LIMIT + 1), "一")
    with pytest.raises(Refused) as refused:
        examine(S01, reply(endless), w.LIBRARY, TODAY)
    assert refused.value.reason.id.startswith("A paragraph of the letter is longer")


@pytest.mark.parametrize(("region", "script"), [("HK", Script.HANT_HK), ("", Script.HANS)])
def test_the_script_is_that_of_the_recipients_region(region: str, script: Script) -> None:
    case = w.simple()
    parties = tuple(replace(each, region=region) for each in case.parties)
    context = context_of(replace(case, parties=parties), "M1", library=w.LIBRARY, today=TODAY)
    assert context.script is script
