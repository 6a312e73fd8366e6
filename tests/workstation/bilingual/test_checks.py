"""Each check of a letter's language (`Check`): what it must flag, and what it must not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workstation.bilingual.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.bilingual.checks import check_bead, check_draft
from workstation.bilingual.checks.context import (
    CaseRecord,
    CheckContext,
    ClauseTexts,
)
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.checks.glossary import TermIndex, read_glossary
from workstation.bilingual.checks.variant import convert
from workstation.domain.house_style import Profile, QuoteStyle, Script
from workstation.i18n import Translator

GLOSSARY = read_glossary(
    [
        "en,zh_hans,part,forbidden_zh,forbidden_en",
        "appeal,申诉,procedure,上诉;呼吁,petition",
        "document,文档,object,文件,",
        "file,文件,object,档案,",
        "order,订单,object,定单,",
        "withdraw (by the applicant),撤回,procedure,撤销,",
        "Closed,已结案,status label,已关闭,",
    ]
)
GLOSSED = CheckContext(glossary=GLOSSARY)
PLAIN = CheckContext()


def found(en: str, zh: str, context: CheckContext = PLAIN) -> list[Finding]:
    return list(check_bead(Bead("b", en, zh), context))


def ids(en: str, zh: str, context: CheckContext = PLAIN) -> set[str]:
    return {finding.check.value for finding in found(en, zh, context)}


FLAGGED = [
    ("num.parity", "We saw 7 boxes.", "我们看到十个箱子。"),
    ("num.parity", "More than 12,000 units were sold.", "售出超过12万件。"),
    ("num.parity", "This is your second appeal.", "这是您的第三次申诉。"),
    ("num.parity", "We checked three documents.", "我们核对了文件。"),
    ("num.count", "2 points lapse and 2 stay.", "2分失效，其余保留。"),
    ("date.parity", "Please reply by 3 March.", "请于3月13日前回复。"),
    ("date.parity", "The figures for Q3 are ready.", "第二季度的数据已备妥。"),
    ("date.weekday", "Please send it by Friday.", "请于周四前发送。"),
    ("date.weekday", "Call us on Tuesday, 9 March 2026.", "请于2026年3月9日（星期二）来电。"),
    ("date.ambiguous", "The notice is dated 03/04/2026.", "通知日期为2026年4月3日。"),
    ("date.ambiguous", "The record is dated 7/8.", "记录日期为8月7日。"),
    ("time.parity", "The form closes at 5 p.m.", "表单于15:00关闭。"),
    ("dur.parity", "Reply within two business days.", "请在两天内回复。"),
    ("dur.parity", "It must reach us within one week.", "须在一个月内送达我们。"),
    ("money.amount", "A fee of ¥500 applies.", "将收取5000元的费用。"),
    ("money.currency", "The total was $45.90.", "总额为45.90元。"),
    ("pct.parity", "A share of 15 % is held.", "冻结其中的5%。"),
    ("id.parity", "Order 702-174-5562-9910 is affected.", "订单702-147-5562-9910受到影响。"),
    ("clause.parity", "This breaks Section 4.2(b).", "该行为违反第4.2(a)条。"),
    ("url.parity", "See https://help.shop.example/p.", "请参阅帮助中心。"),
    ("contact.parity", "Write to appeals@shop.example.", "请致函appeal@shop.example。"),
    ("var.parity", "Please quote {{case_id}}.", "回复时请注明{{order_id}}。"),
    ("var.parity", "We answer by {{due}}.", "我们将于｛｛due｝｝前答复。"),
    ("neg.parity", "This decision cannot be appealed.", "您可以对本决定提出申诉。"),
    ("neg.parity", "You may publish the video again.", "您不可以重新发布该视频。"),
    ("neg.parity", "The picture is allowed with a label.", "加注标识的，禁止使用该图片。"),
    ("neg.parity", "Nobody outside the legal team may open it.", "法务以外的任何人可打开该文件。"),
    ("neg.parity", "A countdown must end on time.", "倒计时不须按时结束。"),
    ("neg.parity", "Files may have up to 10 MB each.", "文件每个超过10 MB。"),
    ("neg.parity", "You may send evidence before the decision.", "在决定作出前，您不可补充证据。"),
    ("seg.missing", "The listing is live again.", ""),
    ("seg.missing", "We have asked the carrier for a photo.", "——"),
    (
        "seg.missing",
        "The invoice covers 40 pieces. Please send the missing purchase records for the others.",
        "该发票覆盖40件商品。",
    ),
    ("seg.length", "We looked at each of the pictures that you sent us with care.", "已看。"),
    ("seg.untranslated", "The listing is live again.", "The listing is live again."),
    (
        "seg.untranslated",
        "We have read it. Nothing more is needed.",
        "我们已阅读。Nothing more is needed from you.",
    ),
    ("lang.wrong", "Please send 您 the letter.", "请寄送该函。"),
    ("lang.wrong", "Wir freuen uns auf Ihre Antwort.", "期待您的回复。"),
    ("variant", "Please check your mail.", "请查收您的郵件。"),
    ("variant", "Please save it as a file.", "请保存为档案。"),
    ("promise", "We will review your appeal.", "我们保证您的申诉一定会通过。"),
    ("promise", "We guarantee a full refund.", "我们将退款。"),
    ("promise", "It was our fault.", "是我们的责任。"),
    ("pii", "The refund goes to card 6222021234567894.", "退款将退至银行卡6222021234567894。"),
    ("pii", "Internal note: risk score 0.93.", "内部备注：风险分0.93。"),
    ("register/tone", "We will write to you. Thank you.", "我们会给你写信。感谢您。"),
    ("register/tone", "Do not do this again!!", "请勿再犯。"),
    ("zh.punct", "For this reason it stays frozen.", "因此,该商品继续冻结。"),
    ("zh.punct", "20% are held.", "冻结２０%。"),
    ("zh.punct", "Please wait for our message.", "请等候我们的消息。。"),
    ("zh.punct", "Add the words “simulated”.", '请加注"模拟效果"。'),
    ("readability", "Please sign in.", "请登陆您的账号。"),
    ("readability", "Please send the photo.", "请提交您的供应商的仓库的员工的照片。"),
]


@pytest.mark.parametrize(("check", "en", "zh"), FLAGGED)
def test_it_is_flagged(check: str, en: str, zh: str) -> None:
    assert check in ids(en, zh)


SILENT = [
    ("Sales passed 12,000.", "销量超过1.2万。"),
    ("This is your second appeal.", "这是您的第二次申诉。"),
    ("We have used OAuth2 since then.", "此后我们使用OAuth2。"),
    ("The letter is dated March 12, 2026.", "该函日期为二〇二六年三月十二日。"),
    ("Call us on Monday, 9 March 2026.", "请于2026年3月9日（星期一）来电。"),
    ("The form closes at 11:59 p.m.", "表单于23:59关闭。"),
    ("Reply within 48 hours.", "请在两天内回复。"),
    ("Allow 3 to 5 working days.", "需3至5个工作日。"),
    ("It may need two or three days.", "可能需要两三天。"),
    ("We paid US$1,249.00 back.", "我们已退还1249美元。"),
    ("Everything was 20% off.", "全部商品八折。"),
    ("See Article 12.", "见第十二条。"),
    ("Read https://shop.example/en/p first.", "请先阅读https://shop.example/zh/p。"),
    ("Ring +86 400 820 5566.", "请拨打+86 400-820-5566。"),
    ("Please do not forget the label.", "请记得加上标识。"),
    ("Only the first picture needs a label.", "只需为第一张图片加注标识。"),
    ("The freeze continues until the report arrives.", "收到报告后才会解除冻结。"),
    ("Nobody may trade a review, or write one.", "不得交换评价，也不得撰写评价。"),
    ("The orders have no link to the conduct.", "该等订单与违规行为无关。"),
    ("We were not able to read it.", "我们无法辨认。"),
    ("Please make sure that the label is visible.", "请您确保标签可见。"),
    ("Please make no promise about dates.", "请勿就日期作出承诺。"),
    ("A guarantee goes further than a story.", "保证已超出个人经历的范围。"),
    ("Hello, welcome to the service desk.", "你好，欢迎联系服务台。"),
    ("The buyer wrote “包装完全压坏了” in the review.", "买家在评价中写道“包裝完全壓壞了”。"),
    ("Version v2.0 applies at 3:45 p.m.", "15:45起适用v2.0。"),
    ("The charger was too hot to touch.", "充电器过热，无法触碰。"),
    ("A cause outside the owner’s control delays it.", "因权利人无法控制的原因导致延迟。"),
    ("Files may have up to 10 MB each.", "文件每个不超过10 MB。"),
    ("Neither the invoice nor the letter names it.", "发票和授权书均未载明。"),
    ("We have made a decision. It is set out below.", "我们已作出决定，详见下文。"),
    ("He scored 1.5 in test (A).", "他在测试（A）中得1.5分。"),
]


@pytest.mark.parametrize(("en", "zh"), SILENT)
def test_it_is_left_alone(en: str, zh: str) -> None:
    said = [
        (f.check.value, f.severity.value)
        for f in found(en, zh)
        if f.severity in (Severity.S1, Severity.S2)
    ]
    assert said == []


def test_a_forbidden_rendering_is_flagged_and_mended() -> None:
    (finding,) = [
        f
        for f in found("Your appeal is here.", "您的上诉已收到。", GLOSSED)
        if f.check is Check.TERM
    ]
    assert finding.severity is Severity.S2
    assert finding.fixes[0].text == "申诉"


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Sign in in order to see it.", "登录后即可查看定单。"),
        ("The file belongs to the document.", "该文件属于该文档。"),
        ("Save the document.", "保存文档和文件夹。"),
    ],
)
def test_a_term_in_another_sense_is_left_alone(en: str, zh: str) -> None:
    assert "term" not in ids(en, zh, GLOSSED)


def test_a_term_bound_to_a_sense_is_a_hint_only() -> None:
    (finding,) = found("You withdrew the appeal.", "您已撤销申诉。", GLOSSED)
    assert (finding.check, finding.severity) == (Check.TERM, Severity.S3)


def test_unwanted_english_is_flagged_where_the_chinese_shows_the_sense() -> None:
    assert "term" in ids("Your petition is here.", "您的申诉已收到。", GLOSSED)
    assert "term" not in ids("The petition went to court.", "请愿书已递交法院。", GLOSSED)


def test_a_glossary_without_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="zh_hans"):
        read_glossary(["en,de", "appeal,Beschwerde"])


RECORD = CaseRecord(
    ids=frozenset({"ORD-2026-286096"}),
    linked=frozenset({"ORD-2026-111111"}),
    amounts=frozenset({("SGD", Decimal(8460))}),
    dates=frozenset({date(2026, 9, 11)}),
    names=frozenset({"Harbour Thread"}),
    other_parties=frozenset({"Zhao Wenjing", "赵文静"}),
    staff=frozenset({"Priya Raman"}),
    own_contacts=frozenset({"me@shop.example"}),
)
CASE = CheckContext(record=RECORD)


@pytest.mark.parametrize(
    ("en", "zh", "check"),
    [
        ("Order ORD-2026-286069.", "订单ORD-2026-286069。", "id.record"),
        ("S$8,640 is held.", "冻结8,640新元。", "id.record"),
        ("It ends on 12 September 2026.", "于2026年9月12日结束。", "id.record"),
        ("Dear Harbour Tread team,", "Harbour Tread团队，您好：", "id.record"),
        ("Zhao Wenjing wrote to us.", "赵文静致函我们。", "pii"),
        ("Write to other@mail.example.", "请致函other@mail.example。", "pii"),
        ("Ring +65 6550 1180.", "请致电+65 6550 1180。", "pii"),
        ("Priya Raman agrees.", "Priya Raman同意。", "pii"),
    ],
)
def test_the_open_case_is_the_measure(en: str, zh: str, check: str) -> None:
    assert check in ids(en, zh, CASE)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Order ORD-2026-286096 and ORD-2026-111111.", "订单ORD-2026-286096及ORD-2026-111111。"),
        ("S$8,460 is held until 11 September 2026.", "8,460新元冻结至2026年9月11日。"),
        ("We write to me@shop.example.", "我们将致函me@shop.example。"),
    ],
)
def test_what_the_open_case_holds_is_fine(en: str, zh: str) -> None:
    assert not ids(en, zh, CASE) & {"id.record", "pii"}


def test_a_near_miss_offers_the_id_that_was_meant() -> None:
    (finding, _twin) = [
        f for f in found("ORD-2026-286069", "ORD-2026-286069", CASE) if f.check is Check.ID_RECORD
    ]
    assert finding.fixes[0].text == "ORD-2026-286096"


LIBRARY = CheckContext(
    library=ClauseTexts({("AUT", "2.1"): {"1.0": ("a", "一"), "2.0": ("b", "二")}})
)


def test_the_policy_library_is_asked_for_every_clause() -> None:
    assert "clause.parity" not in ids("AUT 2.1 (version 2.0)", "AUT 2.1（2.0版）", LIBRARY)
    assert "clause.parity" in ids("AUT 2.1 (version 1.0)", "AUT 2.1（1.0版）", LIBRARY)
    assert "clause.parity" in ids("AUT 2.9 applies.", "适用AUT 2.9。", LIBRARY)


def test_text_of_an_approved_clause_may_promise() -> None:
    bead = Bead(
        "c",
        "We guarantee a refund.",
        "我们保证退款。",
        origin=BeadOrigin.CLAUSE,
        lock=Lock("REF 1.1", "1.0"),
    )
    assert not [f for f in check_bead(bead, PLAIN) if f.check is Check.PROMISE]
    typed = bead.edited(Side.EN, "We guarantee a full refund.")
    assert [f for f in check_bead(typed, PLAIN) if f.check is Check.PROMISE]


def test_a_merged_bead_that_a_person_confirmed_is_not_doubted() -> None:
    bead = Bead(
        "m",
        "The invoice covers 40 pieces. Please send the missing purchase records for the others.",
        "该发票覆盖40件商品。",
    )
    assert Check.MISSING in {f.check for f in check_bead(bead, PLAIN)}
    assert Check.MISSING not in {f.check for f in check_bead(bead.confirmed(), PLAIN)}
    assert bead.confirmed().edited(Side.ZH, "好").state is BeadState.PENDING


def test_blanks_block_only_when_sending() -> None:
    pair = ("Case {{case_id}}.", "案件{{case_id}}。")
    assert "var.parity" not in ids(*pair)
    assert "var.parity" in ids(*pair, CheckContext(sending=True))
    assert "var.parity" in ids(*pair, CheckContext(variables=frozenset({"order_id"})))


def test_a_deadline_before_the_day_of_the_letter() -> None:
    context = CheckContext(letter_date=date(2026, 11, 22))
    pair = ("Please answer by 20 November 2026.", "请于2026年11月20日前答复。")
    assert "date.ambiguous" in ids(*pair, context)
    assert "date.ambiguous" not in ids(*pair)


def test_a_traditional_recipient_turns_the_variant_round() -> None:
    context = CheckContext(script=Script.HANT_TW)
    assert "variant" in ids("Your mail.", "您的邮件。", context)
    assert "variant" not in ids("Your mail.", "您的郵件。", context)
    assert convert("您的邮件", Script.HANT_HK) == "您的郵件"


@pytest.mark.parametrize(("zh", "term"), [("您的邮件。", None), ("您的邮费。", "邮费")])
def test_a_single_character_of_another_script_never_passes_for_good(
    zh: str, term: str | None
) -> None:
    context = CheckContext(script=Script.HANT_TW)
    (one,) = (each for each in found("Your case.", zh, context) if each.check is Check.VARIANT)
    assert one.term == term


def test_the_house_chooses_its_quotes() -> None:
    corner = CheckContext(profile=Profile(quotes=QuoteStyle.CORNER))
    assert "zh.punct" in ids("Add “ad”.", "请加注“广告”。", corner)
    assert "zh.punct" not in ids("Add “ad”.", "请加注“广告”。")


def test_what_shows_only_across_beads() -> None:
    beads = [
        Bead("1", "Thank you.", "感谢您。"),
        Bead("2", "We wrote to you.", "我们给你写过信。"),
        Bead("3", "The fee is $5.", "费用为$5。"),
        Bead("4", "Use the A form.", "请使用 A 表。"),
        Bead("5", "Use B or C.", "请使用B或C。"),
    ]
    checks = {(f.bead, f.check) for f in check_draft(beads, PLAIN)}
    assert ("2", Check.REGISTER) in checks
    assert ("3", Check.MONEY_CURRENCY) in checks
    assert {bead for bead, check in checks if check is Check.ZH_PUNCTUATION} & {"4", "5"}


def test_a_key_lapses_when_either_text_changes() -> None:
    pair = ("We saw 7 boxes.", "我们看到十个箱子。")
    (before,), (same,) = found(*pair), found(*pair)
    (after,) = found("We saw 7 big boxes.", pair[1])
    assert before.key == same.key != after.key


def test_every_finding_speaks_both_languages() -> None:
    english, chinese = Translator("en"), Translator("zh_Hans")
    for _check, en, zh in FLAGGED:
        for finding in found(en, zh):
            assert not re.search(r"[{}]{1}[a-z]+}", english.text(finding.why).replace("{{", ""))
            assert chinese.text(finding.why)


def test_a_fix_mends_what_it_was_offered_for() -> None:
    for check, en, zh in FLAGGED:
        bead = Bead("b", en, zh)
        for finding in check_bead(bead, PLAIN):
            if finding.check.value != check or check == "register/tone":
                continue
            for fix in finding.fixes:
                text = bead.side(fix.side)
                mended = bead.edited(fix.side, text[: fix.span[0]] + fix.text + text[fix.span[1] :])
                assert finding.key not in {f.key for f in check_bead(mended, PLAIN)}


def test_nothing_heavy_is_loaded_by_importing_the_checks() -> None:
    import subprocess
    import sys

    code = (
        "import sys, workstation.bilingual.checks, workstation.bilingual.commands\n"
        "heavy = ('opencc', 'ahocorasick_rs', 'phonenumbers', 'symspellpy')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_empty_glossary_is_no_trouble() -> None:
    assert ids("Your appeal.", "您的上诉。", CheckContext(glossary=TermIndex(()))) == set()
