"""Templates: every milestone and outcome has one, filled ones pass all checks, blanks do not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.workstation.bilingual.test_examine import GRAVE, case_of
from tests.workstation.domain import world as w
from workstation.bilingual.bead import Bead, BeadOrigin, Side
from workstation.bilingual.blanks import names, next_blank, spans
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check
from workstation.bilingual.draft import Draft
from workstation.bilingual.draft_form import pairs_of
from workstation.bilingual.examine import context_of, examine, findings, gate
from workstation.bilingual.gate import gate_findings
from workstation.bilingual.templates import (
    LetterSubject,
    LetterTemplate,
    TemplateUnreadable,
    Unclear,
    VariableKind,
    When,
    answer,
    fill,
    holding,
    known,
    load,
    outcome_of,
    parse,
)
from workstation.domain.case import Case, EvidenceVerdict, Measure, Party
from workstation.domain.commands import SendReply
from workstation.domain.house_style import Script
from workstation.domain.labels import EVIDENCE
from workstation.domain.pairs import letter_of
from workstation.domain.problem import Refused
from workstation.domain.send_gate import FindingOverrides, LetterOverride, hold_back, judge
from workstation.domain.taxonomy import (
    Action,
    IntakeFault,
    Milestone,
    Outcome,
    PartyRole,
    State,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.i18n import Translator
from workstation.server.demo.stories import stories

SHELF = load()
S01, DAY = case_of("S01")
M1 = S01.applicant_party
NINE_DAYS = timedelta(days=9)

# What a person would enter where the case knows nothing.
ENTERED = {
    VariableKind.MONEY: Bilingual("S$8,460"),
    VariableKind.CLAUSE: Bilingual("AUT 2.1 v2.0"),
    VariableKind.DAYS: Bilingual("15"),
    VariableKind.WORKING_DAYS: Bilingual("3"),
    VariableKind.NUMBER: Bilingual("240"),
    VariableKind.NAME: Bilingual("Norvane Ridge 3"),
    VariableKind.ID: Bilingual("R-2026-0001"),
}
TEXTS = {
    "items_needed": Bilingual(
        "1. A purchase invoice for the goods.\n2. A photo of the label.",
        "1. 商品的进货发票。\n2. 标签照片。",
    ),
    "facts": Bilingual("The listing was removed after a report.", "收到举报后，该商品被删除。"),
    "reasons": Bilingual("The papers show where the goods came from.", "材料已说明商品的来源。"),
    "refusal": Bilingual("The request was sent twice.", "该申请重复提交。"),
    "route": Bilingual("Please open a dispute under Orders.", "请在“订单”中提交争议。"),
    "question": Bilingual("May a shop use this word?", "店铺可以使用该词吗？"),
    "answer": Bilingual("Yes, if the shop can prove it.", "可以，但店铺须能够证明。"),
    "delay_reason": Bilingual("the report is still being verified", "检测报告仍在核实"),
    "matter": Bilingual("a refund for an order", "订单退款"),
    "outcome": Bilingual("original decision upheld", "维持原决定"),
}
PHRASE = Bilingual("listing removed", "商品删除")


def values_for(
    template: LetterTemplate, case: Case, party: Party, day: date, so: Iterable[When]
) -> Mapping[str, Bilingual]:
    """The case's values, and what a person adds."""
    entered = ENTERED | {VariableKind.DATE: Bilingual((day + NINE_DAYS).isoformat())}
    values = dict(known(LetterSubject(case, party, w.LIBRARY, day)))
    # The rationale is written for colleagues: it names days that are past as "before" them.
    values.pop("reasons", None)
    for name in template.asks_for(so):
        if name not in values:
            kind = SHELF.variables[name].kind
            said = TEXTS.get(name, PHRASE) if kind is VariableKind.TEXT else entered[kind]
            values[name] = answer(kind, said)
    return values


def filled(template: LetterTemplate, case: Case, party: Party, day: date) -> tuple[Bead, ...]:
    so = holding(LetterSubject(case, party, w.LIBRARY, day))
    ids = map(str, itertools.count())
    return fill(template, values_for(template, case, party, day, so), so, lambda: next(ids))


def context_in(case: Case, party: Party, day: date) -> CheckContext:
    context = context_of(case, party.id, library=w.LIBRARY, today=day)
    return replace(context, script=Script.HANS)


def grave(beads: Iterable[Bead], context: CheckContext) -> list[tuple[str, str, str]]:
    speak = Translator("en").text
    beads = tuple(beads)
    texts = {bead.id: (bead.en, bead.zh) for bead in beads}
    return [
        (each.check.value, speak(each.why), str(texts[each.bead]))
        for each in findings(beads, context)
        if each.severity in GRAVE
    ]


def test_every_milestone_and_every_outcome_has_a_template() -> None:
    generic = {each for one in SHELF.templates if not one.outcomes for each in one.milestones}
    assert generic == set(Milestone)
    assert {each for one in SHELF.templates for each in one.outcomes} == set(Outcome)


def test_templates_stand_in_the_order_of_a_case() -> None:
    ids = [each.id.split("-")[0] for each in SHELF.templates]
    assert ids[:10] == [f"m{n}" for n in range(1, 11)]
    assert set(ids[10:]) == {"outcome"}


def test_every_outcome_can_be_told_to_every_role() -> None:
    ends = {
        Outcome.WITHDRAWN: Milestone.WITHDRAWN,
        **dict.fromkeys(
            (Outcome.EXPIRED, Outcome.DUPLICATE, Outcome.OUT_OF_SCOPE, Outcome.NO_STANDING),
            Milestone.NOT_ACCEPTED,
        ),
    }
    for outcome, role in itertools.product(Outcome, PartyRole):
        found = SHELF.fitting(ends.get(outcome, Milestone.DECIDED), outcome, role)
        assert found, (outcome, role)
        inside = outcome is Outcome.NEW_RESTRICTION and role is PartyRole.INTERNAL
        assert bool(found[0].outcomes) is not inside, (outcome, role)


def test_no_variable_is_defined_that_no_template_asks_for() -> None:
    asked = {name for each in SHELF.templates for name in each.asks_for(When)}
    assert asked == set(SHELF.variables)


@pytest.mark.parametrize("template", SHELF.templates, ids=lambda each: each.id)
@pytest.mark.parametrize("story", [each.id for each in stories().values()])
def test_a_filled_template_has_no_grave_finding(template: LetterTemplate, story: str) -> None:
    case, day = case_of(story)
    for party in (each for each in case.parties if each.owed_word):
        beads = filled(template, case, party, day)
        assert not [name for bead in beads for name in names(bead.en) + names(bead.zh)]
        assert grave(beads, context_in(case, party, day)) == []


@pytest.mark.parametrize("template", SHELF.templates, ids=lambda each: each.id)
def test_every_passage_passes_the_checks_with_neutral_values(template: LetterTemplate) -> None:
    ids = map(str, itertools.count())
    values = values_for(template, S01, M1, DAY, When)
    beads = fill(template, values, When, lambda: next(ids))
    assert len(beads) == len(template.passages)
    assert {bead.origin for bead in beads} == {BeadOrigin.TEMPLATE}
    assert grave(beads, context_in(S01, M1, DAY)) == []


@pytest.mark.parametrize("template", SHELF.templates, ids=lambda each: each.id)
def test_a_template_with_blanks_is_held_back_and_the_blank_is_named(
    template: LetterTemplate,
) -> None:
    ids = map(str, itertools.count())
    beads = fill(template, {}, When, lambda: next(ids))
    context = context_in(S01, M1, DAY)
    found = [each for each in findings(beads, context) if each.check is Check.VARIABLE]
    said = {Translator("en").text(each.why) for each in found}
    assert said == {
        f"The blank {{{{{name}}}}} is not filled in." for name in template.asks_for(When)
    }
    for each in found:
        assert each.en is not None
        assert each.zh is not None
    with pytest.raises(Refused):
        hold_back(gate_findings(found), FindingOverrides())


def test_the_gate_of_the_server_holds_a_letter_with_a_blank() -> None:
    template = SHELF.template("m2-review")
    assert template is not None
    values = dict(values_for(template, S01, M1, DAY, ()))
    del values["answer_by"]
    ids = map(str, itertools.count())
    pairs = pairs_of(Draft(fill(template, values, (), lambda: next(ids))))
    command = SendReply(
        letter="L", party="M1", milestone=Milestone.REVIEW, text=letter_of(pairs), beads=pairs
    )
    with pytest.raises(Refused) as refused:
        gate(S01, command, w.LIBRARY, DAY)
    assert "{{answer_by}}" in Translator("en").text(refused.value.reason)
    # No reason lets a blank pass: it would reach the reader.
    reasons = tuple(
        LetterOverride(each.key, each.check, "We send it so.")
        for each in examine(S01, command, w.LIBRARY, DAY)
    )
    with pytest.raises(Refused) as still:
        gate(S01, replace(command, overrides=reasons), w.LIBRARY, DAY)
    assert "no reason" in Translator("en").text(still.value.remedy)


def test_a_blank_that_no_template_knows_is_named_too() -> None:
    context = context_in(S01, M1, DAY)
    found = [
        each
        for each in findings((Bead("1", "Dear {{nobody}},", "{{nobody}}，您好："),), context)
        if each.check is Check.VARIABLE
    ]
    assert [Translator("en").text(each.why) for each in found] == [
        "No template knows the blank {{nobody}}: write the text itself."
    ]


@pytest.mark.parametrize(
    ("said", "firm"),
    [
        ("{{answer_by}}", True),
        ("{{answer_by}", True),
        ("｛｛answer_by｝｝", True),
        ("“{NEW} trail shoe”", False),
        ("“%s”", False),
        ("“${price}”", False),
    ],
)
def test_a_name_in_braces_can_be_let_pass_and_a_blank_cannot(said: str, firm: bool) -> None:
    bead = Bead("1", f"You wrote {said} there.", f"您写了{said}。")
    found = gate_findings(findings((bead,), context_in(S01, M1, DAY)))
    assert "var.parity" in {each.check for each in found}
    reasons = tuple(LetterOverride(each.key, each.check, "It is so called.") for each in found)
    left = judge(found, FindingOverrides(overrides=reasons))
    assert bool(left.blocking) is firm


def test_what_the_case_knows_is_written_in_the_manner_of_each_language() -> None:
    values = known(LetterSubject(S01, M1, w.LIBRARY, DAY))
    assert values["item"] == Bilingual("listing LST-770412", "商品LST-770412")
    assert values["clause"] == Bilingual(
        "AUT 2.1 (version 2.0), AUT 3.1 (version 2.0) and AUT 3.2 (version 2.0)",
        "AUT 2.1（2.0版）、AUT 3.1（2.0版）及AUT 3.2（2.0版）",
    )
    assert values["appeal_days"] == Bilingual("15 days", "15天")
    assert values["release_days"] == Bilingual("3 working days", "3个工作日")
    assert values["amount"] == Bilingual("S$8,460", "8,460新元")
    due = DAY + timedelta(days=15)
    assert values["appeal_by"].zh == f"{due.year}年{due.month}月{due.day}日"
    assert "12 points" in values["lifted"].en
    assert "12分" in values["lifted"].zh


def test_the_name_of_a_party_is_split_between_the_languages() -> None:
    case, day = case_of("S07")
    party = case.party("B1")
    assert party is not None
    assert known(LetterSubject(case, party, w.LIBRARY, day))["party_name"] == Bilingual(
        "Ms Lin", "林女士"
    )


def test_the_evidence_of_the_other_side_is_not_told() -> None:
    case, day = case_of("S06")
    party = case.party("M1")
    assert party is not None
    finding = case.decision.finding if case.decision else None
    assert finding is not None
    told = known(LetterSubject(case, party, w.LIBRARY, day)).get("evidence", Bilingual()).en
    others = {each.type for each in case.evidence if each.source != "M1"}
    own = {each.type for each in case.evidence if each.source == "M1"}
    for each in others - own:
        assert Translator("en").text(EVIDENCE[each]).lower() not in told.lower()


def test_evidence_that_did_not_count_is_not_said_to_have_been_weighed() -> None:
    case, day = case_of("S06")
    party = case.party("M1")
    assert party is not None
    assert case.decision is not None

    def told(verdict: Verdict) -> Bilingual:
        weighed = tuple(
            EvidenceVerdict(evidence=each.id, verdict=verdict) for each in case.evidence
        )
        finding = replace(case.decision.finding, weighed=weighed)
        so = replace(case, decision=replace(case.decision, finding=finding))
        return known(LetterSubject(so, party, w.LIBRARY, day)).get("evidence", Bilingual())

    assert told(Verdict.SUFFICIENT).complete
    assert told(Verdict.NOT_GENUINE).complete
    assert told(Verdict.NOT_COUNTED) == Bilingual()


@pytest.mark.parametrize(
    ("story", "party_id"), [("S01", "RO1"), ("S06", "RO1"), ("S07", "B1"), ("S08", "I1")]
)
def test_points_money_and_what_speaks_of_them_are_not_told_to_others(
    story: str, party_id: str
) -> None:
    case, day = case_of(story)
    party = case.party(party_id)
    assert party is not None
    scene = LetterSubject(case, party, w.LIBRARY, day)
    measures = {"facts", "reasons", "kept", "lifted", "imposed", "amount"}
    assert not measures & set(known(scene))
    assert When.MONEY_RELEASED not in holding(scene)


def test_what_a_shop_bears_is_told_to_it_and_whose_request_it_is_to_its_author() -> None:
    case, day = case_of("S08")
    shop, manager = case.party("M1"), case.party("I1")
    assert shop is not None
    assert manager is not None
    scene = LetterSubject(case, shop, w.LIBRARY, day)
    told = known(scene)
    assert "S$125,100" in told["lifted"].en
    assert When.MONEY_RELEASED in holding(scene)
    assert "request" not in told
    assert known(LetterSubject(case, manager, w.LIBRARY, day))["request"].en == "request"


@pytest.mark.parametrize(
    ("currency", "en", "zh"),
    [
        ("EUR", "€600", "600欧元"),
        ("CNY", "CNY 600", "600元"),
        ("USD", "US$600", "600美元"),
        ("JPY", "JPY 600", "600日元"),
        ("SGD", "S$600", "600新元"),
    ],
)
def test_what_is_imposed_is_told_in_its_own_currency(currency: str, en: str, zh: str) -> None:
    case, day = case_of("S01")
    assert case.decision is not None
    new = Measure(action=Action.FUNDS_HELD, money=w.money("600", currency))
    finding = replace(case.decision.finding, imposed=(new,))
    decided = replace(case, decision=replace(case.decision, finding=finding))
    told = known(LetterSubject(decided, decided.applicant_party, w.LIBRARY, day))["imposed"]
    assert en in told.en
    assert zh in told.zh


def test_the_days_to_appeal_again_are_counted_from_when_the_letter_says() -> None:
    told = datetime.combine(DAY + timedelta(days=4), time(6), UTC)
    case = replace(S01, clock=replace(S01.clock, notified_at=told))
    scene = LetterSubject(case, M1, w.LIBRARY, told.date())
    template = SHELF.template("m7-next")
    assert template is not None
    beads = fill(template, known(scene), holding(scene), lambda: "x")
    (english,) = [bead.en for bead in beads if "within 15 days" in bead.en]
    (chinese,) = [bead.zh for bead in beads if "15天内" in bead.zh]
    last = told.date() + timedelta(days=15)
    assert f"of being told of it, by {last.day} " in english
    assert f"获知该决定后15天内，即{last.year}年{last.month}月{last.day}日前" in chinese


def test_a_day_that_is_past_is_not_announced() -> None:
    values = known(LetterSubject(S01, M1, w.LIBRARY, DAY + timedelta(days=400)))
    assert "answer_by" not in values


def test_the_pairs_follow_the_case() -> None:
    first = holding(LetterSubject(S01, M1, w.LIBRARY, DAY))
    assert When.FURTHER_APPEAL in first
    assert When.MONEY_RELEASED in first
    assert When.EEA not in first
    last = holding(LetterSubject(replace(S01, level=2, market="NL"), M1, w.LIBRARY, DAY))
    assert {When.LAST_LEVEL, When.EEA} <= last
    assert When.FURTHER_APPEAL not in last


def test_the_outcome_is_the_decision_the_withdrawal_or_what_the_intake_found() -> None:
    assert outcome_of(S01) is Outcome.OVERTURNED
    assert outcome_of(replace(S01, state=State.WITHDRAWN)) is Outcome.WITHDRAWN
    undecided = replace(S01, decision=None)
    assert outcome_of(undecided) is None
    assert outcome_of(replace(undecided, faults=(IntakeFault.EXPIRED,))) is Outcome.EXPIRED


@pytest.mark.parametrize(
    ("kind", "said", "en", "zh"),
    [
        (VariableKind.DATE, "2026-11-02", "2 November 2026", "2026年11月2日"),
        (VariableKind.DATE, "2 Nov 2026", "2 November 2026", "2026年11月2日"),
        (VariableKind.DATE, "2026年11月2日", "2 November 2026", "2026年11月2日"),
        (VariableKind.MONEY, "S$8,460", "S$8,460", "8,460新元"),
        (VariableKind.MONEY, "8460新元", "S$8,460", "8,460新元"),
        (VariableKind.CLAUSE, "AUT 2.1 v2.0", "AUT 2.1 (version 2.0)", "AUT 2.1（2.0版）"),
        (
            VariableKind.CLAUSE,
            "AUT 2.1 v2.0, AUT 3.1 v2.0",
            "AUT 2.1 (version 2.0) and AUT 3.1 (version 2.0)",
            "AUT 2.1（2.0版）及AUT 3.1（2.0版）",
        ),
        (VariableKind.CLAUSE, "AUT 2.1 (version 2.0)", "AUT 2.1 (version 2.0)", "AUT 2.1（2.0版）"),
        (VariableKind.DAYS, "1", "1 day", "1天"),
        (VariableKind.DAYS, "15 days", "15 days", "15天"),
        (VariableKind.WORKING_DAYS, "3", "3 working days", "3个工作日"),
        (VariableKind.WORKING_DAYS, "3个工作日", "3 working days", "3个工作日"),
        (VariableKind.NUMBER, "1240", "1,240", "1,240"),
        (VariableKind.ID, " ORD-1 ", "ORD-1", "ORD-1"),
    ],
)
def test_one_entry_is_written_in_both_languages(
    kind: VariableKind, said: str, en: str, zh: str
) -> None:
    assert answer(kind, Bilingual(said)) == Bilingual(en, zh)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (VariableKind.DATE, "soon"),
        (VariableKind.DATE, "2 November"),
        (VariableKind.DATE, "03/04/2026"),
        (VariableKind.DATE, "31 February 2026"),
        (VariableKind.DATE, "2026年2月30日"),
        (VariableKind.DAYS, "0"),
        (VariableKind.WORKING_DAYS, "0 working days"),
        (VariableKind.MONEY, "8,460"),
        (VariableKind.MONEY, "$8,460"),
        (VariableKind.CLAUSE, "AUT 2.1"),
        (VariableKind.CLAUSE, "the rule"),
        (VariableKind.DAYS, "3 working days"),
        (VariableKind.WORKING_DAYS, "a while"),
        (VariableKind.NUMBER, "many"),
    ],
)
def test_what_is_unclear_is_asked_for_again(kind: VariableKind, said: str) -> None:
    with pytest.raises(Unclear):
        answer(kind, Bilingual(said))


def test_an_empty_side_stays_a_blank() -> None:
    template = SHELF.template("m8-delay")
    assert template is not None
    values = {"delay_reason": answer(VariableKind.TEXT, Bilingual("we wait for the brand", " "))}
    beads = fill(template, values, (), lambda: "x")
    assert "we wait for the brand" in beads[2].en
    assert "{{delay_reason}}" in beads[2].zh


def test_the_next_blank_goes_round() -> None:
    beads = (
        Bead("a", "Dear {{party_name}},", "{{party_name}}，您好："),
        Bead("b", "None here.", "没有。"),
        Bead("c", "{{item}} and {{reference}}", "{{item}}、{{reference}}"),
    )
    assert next_blank(beads, Side.EN, 0, 0) == (0, (5, 19))
    assert next_blank(beads, Side.EN, 0, 19) == (2, (0, 8))
    assert next_blank(beads, Side.EN, 2, 8) == (2, (13, 26))
    assert next_blank(beads, Side.EN, 2, 26) == (0, (5, 19))
    assert next_blank(beads[1:2], Side.EN, 0, 0) is None
    assert spans("{{ item }}") == ((0, 10),)


VARIABLES = b"""
format = 1
[[variable]]
name = "item"
kind = "text"
label = { en = "Item", zh = "\xe5\xaf\xb9\xe8\xb1\xa1" }
"""
GOOD = """
format = 1
name = { en = "One", zh = "一" }
milestones = ["M2_REVIEW"]
[[bead]]
en = "About {{item}}."
zh = "关于{{item}}。"
"""


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("format = 1", "format = 2"),
        ('milestones = ["M2_REVIEW"]', "milestones = []"),
        ('milestones = ["M2_REVIEW"]', 'milestones = ["M99"]'),
        ("About {{item}}.", "About it."),
        ("{{item}}", "{{nobody}}"),
        ('zh = "关于{{item}}。"', 'zh = ""'),
        ("[[bead]]", "[[bead]]\nwhen = 'never'"),
        ("[[bead]]", "surprise = 1\n[[bead]]"),
        ("[[bead]]", "[[bead"),
    ],
)
def test_a_file_that_is_no_template_is_refused_by_name(was: str, now: str) -> None:
    assert parse({"variables.toml": VARIABLES, "a.toml": GOOD.encode()}).templates
    files = {"variables.toml": VARIABLES, "a.toml": GOOD.replace(was, now).encode()}
    with pytest.raises(TemplateUnreadable, match=r"a\.toml"):
        parse(files)


def test_a_shelf_without_variables_or_with_one_twice_is_refused() -> None:
    with pytest.raises(TemplateUnreadable, match="variables"):
        parse({"a.toml": GOOD.encode()})
    with pytest.raises(TemplateUnreadable, match="twice"):
        parse({"variables.toml": VARIABLES + VARIABLES.split(b"1", 1)[1]})


def test_a_full_stop_is_not_doubled() -> None:
    template = SHELF.template("m8-delay")
    assert template is not None
    values = {"delay_reason": Bilingual("We wait.", "仍在等待。"), "new_date": PHRASE}
    beads = fill(template, values, (), lambda: "x")
    assert "wait. The" in beads[2].en
    assert "等待。新的" in beads[2].zh
