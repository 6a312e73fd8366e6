"""Clean pairs in which nothing is wrong, each beside a faulty one of its kind that is found."""

from __future__ import annotations

import pytest

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Severity

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


# Losses, figures and addresses: the check that is meant, what is said, and a fault of the kind.
_REST = {
    "two sentences in one": (
        "seg.missing",
        (
            "Two reviews were removed last night. Both of them had been written by your own staff"
            " members, and that is against the rules.",
            "昨晚删除了两条评价，均由贵店员工撰写，违反规则。",
        ),
        ("The refund is on its way. The courier brings your new card on Monday.", "退款已经发出。"),
    ),
    "then": (
        "seg.length",
        ("The buyer then must open the box.", "然后，买家必须打开箱子。"),
        ("Click the box on the left, and then type the name of your new shop.", "然后输入新店名。"),
    ),
    "a device": (
        "num.parity",
        ("Choose a printer", "选择 1 台打印机"),
        ("Choose 3 printers", "选择 1 台打印机"),
    ),
    "double": (
        "num.parity",
        ("The 2 layer bag is back.", "双层袋已到货。"),
        ("The 3 layer bag is back.", "双层袋已到货。"),
    ),
    "decades": (
        "num.parity",
        ("Posters of the 1970s and 80s are welcome.", "欢迎1970年代到1980年代的海报。"),
        ("Posters of the 1970s and 80 stamps are welcome.", "欢迎1970年代的海报和85枚邮票。"),
    ),
    "places": (
        "num.parity",
        ("Show thousands groups", "显示千位分组"),
        ("Show 100 groups", "显示1000个分组"),
    ),
    "evening": (
        "time.parity",
        ("The show began at 7 p.m. and broke off at 7:45.", "直播晚上七点开始，7点45分中断。"),
        ("The show began at 7 p.m. and broke off at 7:45.", "直播上午七点开始，7点45分中断。"),
    ),
    "once more": (
        "num.parity",
        ("Listing it a second time will close the shop.", "若再上架一次，店铺将被关闭。"),
        ("Listing it a second time will close the shop.", "若第三次上架，店铺将被关闭。"),
    ),
    "a share": (
        "dur.parity",
        ("Orders rose by a quarter in a single month.", "订单量一个月之内增加了四分之一。"),
        ("Sales fell by half within two weeks.", "销量三周之内下降了一半。"),
    ),
    "some day": (
        "dur.parity",
        ("A buyer may one day ask for the receipt.", "买家以后可能会索要收据。"),
        ("Send us the receipt within one day.", "请将收据发给我们。"),
    ),
    "language of a page": (
        "url.parity",
        ("See https://shop.example.com/help/.", "见 https://shop.example.com/zh-CN/help/。"),
        ("See https://shop.example.com/help/.", "见 https://shop.example.com/zh-CN/hello/。"),
    ),
}


@pytest.mark.parametrize("kind", _REST)
def test_losses_and_values(kind: str) -> None:
    check, clean, faulty = _REST[kind]
    assert check not in grave(*clean)
    assert check in grave(*faulty)
