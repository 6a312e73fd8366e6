"""Clean pairs in which nothing is wrong, each beside a faulty one of its kind that is found."""

from __future__ import annotations

import pytest

from workstation.drafting.bead import Bead
from workstation.drafting.checks import check_bead
from workstation.drafting.checks.context import CheckContext
from workstation.drafting.checks.finding import Severity

_GRAVE = (Severity.S1, Severity.S2)


def grave(en: str, zh: str) -> set[str]:
    found = check_bead(Bead("b", en, zh), CheckContext())
    return {each.check.value for each in found if each.severity in _GRAVE}


# Each: what is said, and a fault of the same kind that must stay found.
_DENIALS = {
    "another word": (
        ("Each nickname has to be unique.", "昵称不能重复。"),
        ("Each nickname has to be short.", "昵称不能太长。"),
    ),
    "hidden": (
        ("Your phone number stays hidden from buyers.", "您的手机号不会对买家公开。"),
        ("Your phone number is sent to buyers.", "您的手机号不会发给买家。"),
    ),
    "forgotten": (
        ("Can't remember which bank you used?", "忘了用哪家银行？"),
        ("We can't refund the bank you used.", "我们会退款给该银行。"),
    ),
    "never-ending": (
        ("Choose 0 for a never-ending contract.", "选择0表示永久合同。"),
        ("The contract will never be renewed.", "合同将会续签。"),
    ),
    "by degree": (
        ("The old password was unsafe.", "旧密码不够安全。"),
        ("The old password was unsafe.", "旧密码很安全。"),
    ),
    "a hazard": (
        ("The heater is unsafe and was recalled.", "该取暖器存在安全隐患，已召回。"),
        ("The heater is unsafe and was recalled.", "该取暖器安全，已召回。"),
    ),
    "capitals": (
        ("Your card data is NEVER stored.", "您的卡片信息永远不会被保存。"),
        ("Your card data is ALWAYS stored.", "您的卡片信息不会被保存。"),
    ),
    "marked": (
        ("This is **NOT** covered by us.", "这**不**在我们的承保范围内。"),
        ("This is **fully** covered by us.", "这**不**在我们的承保范围内。"),
    ),
    "nor": (
        ("Don't write to the buyer nor the courier.", "不要给买家或快递员写信。"),
        ("Don't write to the buyer or the courier.", "请给买家或快递员写信。"),
    ),
    "quoted code": (
        (
            "The ``Notice:`` above isn't an error, it's a hint.",
            "上面的``提示：``不是错误，而是提示。",
        ),
        ("The ``Notice:`` above is an error.", "上面的``提示：``不是错误。"),
    ),
    "either": (
        ("Upload a passport or a driving licence, but not both.", "请上传护照或驾照其中之一。"),
        ("Upload a passport, but not a driving licence.", "请上传护照和驾照。"),
    ),
    "may or may not": (
        ("The box may or may not hold a charger.", "盒内可能附有充电器。"),
        ("The box may not hold a charger.", "盒内可能附有充电器。"),
    ),
    "shown or hidden": (
        ("Choose which columns are printed.", "选择哪些列打印或不打印。"),
        ("Choose which columns are printed.", "选择哪些列不会打印。"),
    ),
    "old script": (
        ("The store has no rating.", "该店铺沒有评分。"),
        ("The store has a rating.", "该店铺沒有评分。"),
    ),
    "contrast": (
        ("Choose keeping the parcel over sending it back.", "选择保留包裹而不是寄回。"),
        ("Choose the parcel that you sent.", "选择的不是您寄出的包裹。"),
    ),
    "double denial": (
        ("The stamp and the signature are both required.", "盖章和签字缺一不可。"),
        ("The stamp and the signature are accepted.", "盖章和签字不予接受。"),
    ),
    "nothing wrong": (
        ("The two receipts are fine.", "两张收据没有问题。"),
        ("The two receipts arrived.", "两张收据没有送到。"),
    ),
    "minors": (
        ("The rules on minors have changed.", "有关未成年人的规则已更改。"),
        ("The rules on returns have changed.", "有关退货的规则未更改。"),
    ),
    "two denials, one lost": (
        (
            "The licence has not been checked yet, so you can't list toys.",
            "执照尚未核实，不能上架玩具。",
        ),
        (
            "The licence has not been checked yet, so you can't list toys.",
            "执照尚未核实，可以上架玩具。",
        ),
    ),
    "no ban": (
        ("The banner is eligible for the sale.", "横幅符合促销条件。"),
        ("The banner is eligible for the sale.", "横幅不符合促销条件。"),
    ),
}


@pytest.mark.parametrize("kind", _DENIALS)
def test_denials(kind: str) -> None:
    clean, faulty = _DENIALS[kind]
    assert "neg.parity" not in grave(*clean)
    assert "neg.parity" in grave(*faulty)
