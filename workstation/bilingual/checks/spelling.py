"""English spelling by symspellpy, and Chinese words that are often written for one another."""

from __future__ import annotations

import re
from functools import lru_cache

from workstation.bilingual.checks.dictionary import dictionary

# What the dictionary lacks: words of the trade, and the spellings of either side of the Atlantic.
_OUR_WORDS = frozenset(
    "organisation recognise recognised authorised authorisation authorise apologise"
    " apologised organise"
    " favour colour labelled unlabelled travelled cancelled fulfil fulfilment judgement"
    " licence licences"
    " programme cheque centre metre litre grey catalogue enquiry offence defence practise"
    " listing listings"
    " notarisation notarised counterfeit voucher vouchers reinstated reinstate merchant"
    " merchants onboarding"
    " livestream livestreams sunscreen oxybenzone octinoxate screenshots screenshot"
    " traceability timestamp"
    " reviewer reviewers relisted relist unboxing resale reseller resellers dropshipping"
    " hotline webpage"
    " behaviour analyse analysed neighbour honour harbour labour cosy tyre kerb mould"
    " plough sceptical"
    " whilst learnt burnt spelt dreamt email emails online offline website websites app"
    " apps login backend hotspot hotspots username usernames hashtag hashtags unpublish"
    " parfum catalog catalogs color colors colored favorite favorites center centered labeled"
    " canceled canceling analyzed fulfillment math".split()
)

# (what was written, what is meant); the second is expanded with the groups of the first.
ZH_CONFUSED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"登陆(?=[您你账帐平后商系网页面到]|$|，|。)", "登录"),
        (r"帐([号户单款目])", r"账\1"),
        (r"做出(?=决定|判断|裁决|回应|承诺|说明|解释|处理|处罚)", "作出"),
        (r"做为", "作为"),
        (r"作法", "做法"),
        (
            r"(清晰|明确|及时|准确|真实|完整|详细|认真|仔细|尽快|妥善|严格|主动|错误|公平"
            r"|充分)的(?=[印标说提告核审处执填写列展显注回答遵使记评])(?!的)(?!"
            r"(?:标[识准志签题]|说明|处[理罚置]|回[复应]|审核|记录|评[价分论]|提[示醒]"
            r"|执行|核查|答复|告知|显示|展示|使用|注[册意])(?:，|。|；|$|是|为|和|及|与|或"
            r"|由|将|应|须|可))",
            r"\1地",
        ),
        (r"(?<=[说处审写做拍])的(?=很|非常|不够|更|太|十分)", "得"),
        (r"以经", "已经"),
        (r"在次(?=申诉|提交|违规|审核|联系)", "再次"),
        (r"既使", "即使"),
        (r"按排", "安排"),
        (r"既往不究", "既往不咎"),
        (r"截止(?=(?:\d{1,4}年)?\d{1,2}月\d{1,2}日(?:，|我们|仍|尚|已|为止))", "截至"),
        (r"启示(?=书|公告)", "启事"),
        (r"申述(?=[期人书理材]|，|。|已|被)", "申诉"),
        (r"反应(?=问题|情况|的问题|的情况)", "反映"),
        (r"必需(?=[在于提交说向遵])", "必须"),
        (r"其它(?=人)", "其他"),
        (r"起迄", "起讫"),
        (r"交待", "交代"),
        (r"渡过(?=难关)", "度过"),
        (r"一但", "一旦"),
        (r"在接再厉", "再接再厉"),
        (r"署明", "注明"),
    )
)


def suggestions(word: str) -> tuple[str, ...] | None:
    """None for a word that is spelt right; else the words that may be meant, likeliest first."""
    lower = word.lower()
    if lower in _OUR_WORDS or lower.replace("-", "") in _OUR_WORDS:
        return None
    return _suggest(lower)


@lru_cache(maxsize=4096)
def _suggest(word: str) -> tuple[str, ...] | None:
    """What the dictionary says of a word in small letters; a hyphened one is right by its parts."""
    from symspellpy import Verbosity

    pieces = word.split("-")
    if len(pieces) > 1:
        # A letter before a hyphen is a word there: x-ray, e-commerce.
        known = all(len(one) < 2 or one in _OUR_WORDS or _suggest(one) is None for one in pieces)
        return None if known else ()
    found = dictionary().lookup(word, Verbosity.CLOSEST, max_edit_distance=2)
    if any(item.distance == 0 for item in found) or not found:
        return None
    return tuple(item.term for item in found[:3])
