"""What mends a forbidden rendering, where part of the right one stands beside it already."""

import pytest

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check
from workstation.bilingual.checks.glossary import read_glossary

GLOSSARY = read_glossary(("en,zh_hans,forbidden_zh", "second appeal,第二次申诉,二次上诉"))


@pytest.mark.parametrize(
    ("en", "wrong", "right"),
    [
        ("File a second appeal now.", "请现在提出第二次上诉。", "请现在提出第二次申诉。"),
        ("File a second appeal now.", "请现在提出二次上诉。", "请现在提出第二次申诉。"),
        ("A second appeal of a party.", "当事人的次第二次上诉。", "当事人的次第二次申诉。"),
    ],
)
def test_what_stands_there_already_is_not_written_twice(en: str, wrong: str, right: str) -> None:
    found = check_bead(Bead("a", en, wrong), CheckContext(glossary=GLOSSARY))
    (fix,) = next(each for each in found if each.check is Check.TERM).fixes
    assert fix.side is Side.ZH
    assert wrong[: fix.span[0]] + fix.text + wrong[fix.span[1] :] == right
