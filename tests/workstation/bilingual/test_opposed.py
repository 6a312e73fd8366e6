"""Both sides name the same thing, and one of them says the contrary about it."""

from __future__ import annotations

from time import process_time

import pytest

from workstation.bilingual.bead import Bead
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check

_AGES = 20
# English, Chinese that says the same, Chinese that says the contrary.
CONTRARY = [
    ("Reply by 3 June.", "请在6月3日前回复。", "请在6月3日后回复。"),
    ("The parcel left after 12 May.", "包裹于5月12日之后寄出。", "包裹于5月12日之前寄出。"),
    (
        "You have 14 days after delivery to return the lamp.",
        "台灯可在签收后14天内退回。",
        "台灯可在签收前14天退回。",
    ),
    ("Before you open the box, read the leaflet.", "拆箱前请阅读说明书。", "拆箱后请阅读说明书。"),
    ("Once the review ends, the shop opens.", "审核结束后，店铺即恢复。", "审核结束前，店铺恢复。"),
    ("Send at least two photographs.", "请至少提供两张照片。", "请最多提供两张照片。"),
    ("Use no more than 40 words.", "请勿超过40个字。", "请不少于40个字。"),
    ("The fine is above S$500.", "罚款超过500新元。", "罚款不到500新元。"),
    (
        "Titles hold at most 30 characters and subtitles at least 5.",
        "标题最多30个字符，副标题至少5个。",
        "标题至少30个字符，副标题至少5个。",
    ),
    ("All the bags were returned.", "所有箱包均已退回。", "部分箱包已退回。"),
    ("Some of the reviews are genuine.", "其中一些评价属实。", "全部评价属实。"),
    ("Both sides signed the report.", "双方均签署了报告。", "其中一方签署了报告。"),
    (
        "Please send either the receipt or the bank slip.",
        "请提供收据或银行回单。",
        "收据与银行回单请一并提供，两份都要。",
    ),
]
# Good translations that turn the order, the limit or the number of things another way round.
FAITHFUL = [
    ("We cannot ship before you pay.", "您付款后我们才能发货。"),
    ("Prices may not rise by more than 10%.", "涨价不得超过10%。"),
    ("The lamp may not exceed it by more than 10%.", "台灯不得超过该值的10%以上。"),
    ("It is unfit, not made for those under 12.", "该产品不适用于12岁以下人士。"),
    ("None of the films may run under 20 minutes.", "每部影片不得少于20分钟。"),
    ("The shop reopens after the check is done.", "检查完成前，店铺暂停营业。"),
    ("The scan must not be older than two months.", "扫描件须为两个月内制作。"),
    ("You will not be fined more than once.", "您只会被罚一次。"),
    ("Please wait 3 days before you write again.", "请等3天后再来信。"),
    ("The fee is held for 5 days before release.", "费用冻结5天后放款。"),
    ("The entire unpaid amount is due.", "未付部分已到期。"),
    ("The whole form has four pages.", "表格分四个部分。"),
    ("Neither photo alone is enough.", "仅凭其中一张照片不足以证明。"),
    ("Files over 9 MB will be rejected.", "文件最大9 MB。"),
    ("They rang you 12 times and you answered once.", "他们给您打了12次电话，您接听一次。"),
    ("We heard both parties before reaching this view.", "我们听取双方意见后，得出上述结论。"),
    ("The hold lasts until 8 September.", "冻结于9月8日后解除。"),
    ("We do not accept statements older than 90 days.", "我们不接受超过90天的流水。"),
    ("Not all the bags were returned.", "只有部分箱包已退回。"),
    ("Either side may write to us.", "双方均可致函我们。"),
    ("The corrected list came before noon.", "更正后的清单在中午12点前送达。"),
    ("You wrote after we had already refunded it.", "在此之前我们已退款，您随后来信。"),
]


def opposed(en: str, zh: str) -> set[str]:
    return {one.check.value for one in check_bead(Bead("a", en, zh), CheckContext())} & {
        Check.NEGATION.value,
        Check.NUMBER.value,
        Check.ID.value,
        Check.REGISTER.value,
    }


@pytest.mark.parametrize(("en", "same", "contrary"), CONTRARY)
def test_the_contrary_is_found_and_the_same_is_not(en: str, same: str, contrary: str) -> None:
    assert opposed(en, same) == set()
    assert Check.NEGATION.value in opposed(en, contrary)


@pytest.mark.parametrize(("en", "zh"), FAITHFUL)
def test_another_way_of_saying_it_is_no_contrary(en: str, zh: str) -> None:
    assert opposed(en, zh) == set()


@pytest.mark.parametrize(
    ("en", "same", "other"),
    [
        ("The seller was warned twice.", "卖家曾被警告两次。", "卖家曾被警告一次。"),
        ("You may appeal only once.", "您只能申诉一次。", "您只能申诉两次。"),
        (
            "It broke once in June and twice in July.",
            "六月坏过一次，七月两次。",
            "六月坏过两次，七月两次。",
        ),
    ],
)
def test_how_often_is_counted(en: str, same: str, other: str) -> None:
    assert opposed(en, same) == set()
    assert Check.NUMBER.value in opposed(en, other)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Once you pay twice the fee, we reopen it.", "您支付双倍费用后，我们将重新开通一次。"),
        ("It failed once, and once again in May.", "该商品先后两次不合格。"),
    ],
)
def test_once_as_a_beginning_or_with_again_is_no_count(en: str, zh: str) -> None:
    assert Check.NUMBER.value not in opposed(en, zh)


@pytest.mark.parametrize(
    ("en", "same", "other"),
    [
        ("Ms Farrow filed it.", "Farrow 女士提出了申诉。", "Farow 女士提出了申诉。"),
        ("It comes from Tern Books Ltd.", "来自 Tern Books Ltd。", "来自 Tern Book Ltd。"),
    ],
)
def test_a_name_in_latin_letters_is_spelt_alike(en: str, same: str, other: str) -> None:
    assert opposed(en, same) == set()
    (found,) = [
        one for one in check_bead(Bead("a", en, other), CheckContext()) if one.check is Check.ID
    ]
    assert len(found.fixes) == 2
    start, end = found.fixes[0].span
    assert other[:start] + found.fixes[0].text + other[end:] == same


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Plugins are checked at upload.", "Plugin 在上传时检查。"),
        ("Signed letters only.", "仅接受有 Sign 标记的信函。"),
        ("Goods from Lisbon and London.", "来自 Lisbon 和 London 的货物。"),
        ("Dear André, thank you.", "尊敬的 Andre，谢谢您。"),
        ("On 7 Apr you used it.", "4月7日您使用了 App。"),
    ],
)
def test_another_form_or_another_name_is_no_slip(en: str, zh: str) -> None:
    assert Check.ID.value not in opposed(en, zh)


def test_the_title_before_a_name_agrees() -> None:
    assert opposed("Mr Osei called us.", "Osei 先生来电。") == set()
    assert opposed("Mr Osei called us.", "Osei 女士来电。") == {Check.REGISTER.value}
    assert opposed("Dear Sir or Madam,", "尊敬的先生/女士：") == set()


@pytest.mark.parametrize(
    ("en", "zh", "promises"),
    [
        ("We looked into it.", "我们对此承担全部责任。", True),
        ("We looked into it.", "错在我们。", True),
        ("We looked into it.", "暂时无法处理，我们承诺明天解决。", True),
        ("The buyer says it was our fault.", "买家称这是我们的责任。", False),
        ("We say it was our fault.", "经查，事出有因。", True),
        ("As we said, it was our fault.", "经查，事出有因。", True),
        ("We looked into it.", "我们深表歉意，这是我们的责任。", True),
        ("We looked into it.", "我们负责审核申诉。", False),
        ("We looked into it.", "我们将处理您的赔偿申请。", False),
    ],
)
def test_whose_promise_or_admission_it_is(en: str, zh: str, promises: bool) -> None:
    found = check_bead(Bead("a", en, zh), CheckContext())
    assert any(one.check is Check.PROMISE for one in found) is promises


def test_a_bead_full_of_limits_and_times_is_read_at_once() -> None:
    # Every value against every other took a minute and a half; now it is a third of a second.
    many = Bead("a", "more than 1 day by 2 May, " * 600, "超过1天，5月2日后，" * 600)
    begun = process_time()
    assert check_bead(many, CheckContext())
    assert process_time() - begun < _AGES
