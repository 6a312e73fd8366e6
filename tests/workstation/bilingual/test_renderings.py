"""Forbidden renderings: counted where they stand, and left alone where another sense is meant."""

import pytest

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check, Severity
from workstation.bilingual.checks.traditional import glossary_for
from workstation.bilingual.examine import house_glossary
from workstation.domain.house_style import Script


def flagged(en: str, zh: str, script: Script = Script.HANS) -> list[str]:
    """The Chinese that is flagged, in order."""
    glossary = house_glossary()
    if script is not Script.HANS:
        glossary = glossary_for(glossary, script)
    found = check_bead(Bead("a", en, zh), CheckContext(glossary=glossary, script=script))
    spans = sorted(each.zh for each in found if each.check is Check.TERM and each.zh)
    return [zh[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("We have reviewed your documents.", "我们已审核您提交的材料。"),
        ("Our review is finished.", "我们的审核已完成。"),
        ("A second reviewer will review it.", "第二名审核员将进行审核。"),
    ],
)
def test_a_word_of_several_senses_alone_is_not_held_to_one_of_them(en: str, zh: str) -> None:
    assert flagged(en, zh) == []


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("The buyer's review was deleted.", "买家的审核已删除。"),
        ("Three buyer reviews were deleted.", "三条买家审核已删除。"),
        ("A review by a buyer was deleted.", "一条买家的审核已删除。"),
    ],
)
def test_beside_the_word_of_its_bracket_the_sense_is_meant(en: str, zh: str) -> None:
    assert flagged(en, zh) == ["审核"]


def test_swapped_verbs_of_procedure_are_still_found() -> None:
    assert flagged("You may withdraw your request.", "您可以撤销您的请求。") == ["撤销"]


@pytest.mark.parametrize("script", [Script.HANS, Script.HANT_TW])
def test_the_right_word_elsewhere_excuses_no_wrong_one(script: Script) -> None:
    zh = "感谢您的上诉。您的申诉已收到，上诉编号为1。"
    assert flagged("Thank you for your appeal. We have it.", zh, script) == ["上诉", "上诉"]


def test_each_place_has_its_own_fix() -> None:
    bead = Bead("a", "Thank you for your appeal.", "感谢您的上诉。申诉已收到。")
    found = check_bead(bead, CheckContext(glossary=house_glossary()))
    (finding,) = [each for each in found if each.check is Check.TERM]
    assert finding.severity is Severity.S2
    (fix,) = finding.fixes
    assert (fix.span, fix.text) == ((4, 6), "申诉")


def test_a_court_of_appeal_is_no_appeal() -> None:
    assert flagged("Your appeal is with the court.", "您的申诉已在上诉法院。") == []
