"""What denies and what only looks so: sentences from outside of every sample."""

from __future__ import annotations

import pytest

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check


def denied(en: str, zh: str) -> bool:
    return Check.NEGATION in {each.check for each in check_bead(Bead("b", en, zh), CheckContext())}


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("We received your invoice.", "我们没收到您的发票。"),
        ("Your reasons are accepted.", "我们不同意您的理由。"),
        ("The two labels agree.", "两个标签不一致。"),
        ("The shop meets the condition.", "该店铺不满足条件。"),
        ("The summary can be edited.", "摘要不能编辑。"),
        ("The file may contain names.", "文件可能不能包含姓名。"),
        ("There is NO warranty.", "提供保修。"),
        ("The listing is not restored.", "该商品已恢复。"),
        ("We found no fault, so the freeze was lifted.", "我们未发现问题，因此冻结未解除。"),
    ],
)
def test_one_side_denies(en: str, zh: str) -> None:
    assert denied(en, zh)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("We have not received your invoice.", "我们没收到您的发票。"),
        ("The decision is not changed.", "维持原决定。"),
        ("Please keep the packaging.", "请勿丢弃包装。"),
        ("It has neither a name nor an address.", "既没有名称也没有地址。"),
        ("You may not file more than two appeals.", "最多可提出两次申诉。"),
        ("There is no stock left.", "库存已售罄。"),
        ("The photo is too small to hold the text.", "照片太小，容不下文字。"),
        ("The document was signed with an insecure key.", "该文件使用不安全的密钥签名。"),
        ("Claims of this kind are meaningless.", "此类宣称没有意义。"),
        ("Turn on the mode “No Limit” first.", "请先开启“No Limit”模式。"),
        ("These two options are mutually exclusive.", "这两个选项不能同时使用。"),
        ("Check that the appeal is not late.", "请核对申诉是否逾期。"),
        ("Our policy prevents this change.", "我们的政策不允许此项更改。"),
    ],
)
def test_both_say_the_same(en: str, zh: str) -> None:
    assert not denied(en, zh)
