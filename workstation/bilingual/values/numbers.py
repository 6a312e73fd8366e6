"""Finding bare numbers: digits with a scale, number words, Chinese numerals, magnitudes."""

from __future__ import annotations

import re
from decimal import Decimal

from workstation.bilingual.bead import Side
from workstation.bilingual.values.kinds import Notation, Number, Vague
from workstation.bilingual.values.numerals import (
    EN_ORDINALS,
    EN_SCALES,
    EN_WORDS,
    ZH_NUMERAL,
    decimal_of,
    en_number,
    zh_number,
)
from workstation.bilingual.values.scan import Scan, any_of, compiled

_DIGITS = compiled(
    r"(?:(?<![A-Za-z\d])|(?<=\d[xX]))(?<!\d\.)(?P<amount>\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:(?P<suffix>st|nd|rd|th)(?![A-Za-z])|(?P<short>[kK])(?![A-Za-z\d])"
    r"| ?(?P<scale>thousand|million|billion|bn)(?![A-Za-z])|\s?(?P<zh>百万|千万|万亿|[万亿萬億]))?"
)
_VERSION = compiled(r"(?<![A-Za-z\d])[vV]\.?(?P<amount>\d+(?:\.\d+)?)(?![\d.]\d)")
_EN_CARDINAL = any_of([*EN_WORDS, *EN_SCALES])
_EN_ORDINAL = any_of(EN_ORDINALS)
_EN_RUN = compiled(
    rf"\b(?:(?:{_EN_CARDINAL})(?:(?:[ -]|(?<=hundred) and |(?<=thousand) and )"
    rf"(?:{_EN_CARDINAL})){{0,12}}"
    rf"(?:[ -](?:{_EN_ORDINAL}))?|{_EN_ORDINAL})\b",
    re.IGNORECASE,
)
# "Three or four" is 三四张: the larger one is meant in both languages.
_OR_SO = compiled(rf" (?:or|to) (?:{any_of(EN_WORDS)})\b")
_EN_DOZEN = compiled(
    r"\b(?:(?P<count>half a|a half|a|one|two|three|four|five|six|\d+) )?dozen\b", re.IGNORECASE
)
_EN_VAGUE = compiled(
    r"\b(?:(?P<tens>tens|dozens)(?: of (?P<of>thousands|millions))?|(?P<word>hundreds"
    r"|thousands|millions|billions)(?: of (?P<more>thousands|millions))?)\b",
    re.IGNORECASE,
)
_POWERS = {"tens": 1, "dozens": 1, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9}
_EN_LOOSE = {
    "half": Decimal("0.5"), "halves": Decimal("0.5"), "quarter": Decimal("0.25"),
    "once": Decimal(1), "single": Decimal(1), "double": Decimal(2), "both": Decimal(2),
    "pair": Decimal(2), "couple": Decimal(2), "either": Decimal(2), "triple": Decimal(3),
    "twice": Decimal(2), "thrice": Decimal(3),
}  # fmt: skip
_EN_TIMES = compiled(
    r"\b(?:(?:only|just|exactly|more than|at most) once\b"
    r"|(?<!at )once(?= (?:a|per|every|each) |[.;])|(?:double|triple)"
    r"(?= (?:the (?:amount|price|deposit|fee|usual|value)|points?|pay|refund)\b))",
    re.IGNORECASE,
)
_EN_LOOSE_PATTERN = compiled(
    r"\b(?:half|halves|quarter|once|single|double|both|pair|couple|either|triple|twice|thrice)\b",
    re.IGNORECASE,
)
_ZH_VAGUE = compiled(
    r"[数數几幾](?P<unit>[十百千万亿]{1,2})|(?P<cheng>上)(?P<up>[百千万亿])(?=[个名人次件笔])"
)
_ZH_POWERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "亿": 8,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
}
# "A device" is 1 个设备 as well; two channels are 双通道.
_ZH_ONE = compiled(r"(?<![\w.,:/第-])1(?=\s?[个條条台只名位项种份件张])")
_ZH_SINGLE = compiled(
    r"双(?=[通声向面层核卡栏人语轨击])|(?<![订名清账菜表简])单(?=[通声向面层核卡栏人轨页]|日(?![志期]))|首(?=[次个张笔份件])"
)
_ZH_HALF = compiled(r"一半|半数|半個|半个|过半|减半")
_ZH_RUN = compiled(
    rf"(?P<rank>第\s?)?(?P<numeral>[{ZH_NUMERAL}]+)(?:点"
    rf"(?P<part>[〇零一二三四五六七八九]+)(?![点整半]))?"
)
_AGAIN = re.compile("[再又另]|重新")
_MEASURES = frozenset(
    "个個件条條次张張笔筆位份项項名种種类類组組行列页頁步家款双雙只隻台部篇段句字章节節轮輪批封处處套道"
    "档級级层倍瓶箱包盒间辆人方分度起遍回场期例幅门册对副米克公千厘毫升岁年月日天周者点號号条元"
)
_COUNTERS = frozenset("个個件张張笔筆位份名套箱瓶双枚封")
_NOT_NUMBERS = frozenset(
    "万一 千万 一一 十一 一二 百千 万万 千百 万千 亿万 三三两两 一百一 七七八八 四六 三五"
    " 三四".split()
)


def take_numbers(scan: Scan, side: Side) -> None:
    """Bare numbers, in whatever way that language writes them."""
    if side is Side.EN:
        take_numbers_en(scan)
    else:
        take_numbers_zh(scan)


def take_numbers_en(scan: Scan) -> None:
    """English numbers."""
    _take_digits(scan)
    if "ozen" in scan.text:
        scan.take(_EN_DOZEN, _dozen)
    scan.take(_EN_VAGUE, _vague_en)
    scan.take(_EN_RUN, _en_run)
    if "nce" in scan.text or "ouble" in scan.text or "riple" in scan.text:
        scan.take(
            _EN_TIMES,
            lambda match: (Number(_EN_LOOSE[match[0].lower().split(" ")[-1]]), Notation.WORDS),
        )
    scan.take(_EN_LOOSE_PATTERN, _loose)


def take_numbers_zh(scan: Scan) -> None:
    """Chinese numbers; a numeral counts as a value only where it measures something."""
    if "1" in scan.text:
        scan.take(_ZH_ONE, lambda _: (Number(Decimal(1)), Notation.WORDS))
    _take_digits(scan)
    scan.take(
        _ZH_SINGLE, lambda match: (Number(Decimal(2 if match[0] == "双" else 1)), Notation.WEAK)
    )
    scan.take(
        _ZH_VAGUE,
        lambda match: (Vague(_ZH_POWERS.get(match["unit"] or match["up"], 1)), Notation.WORDS),
    )
    if "半" in scan.text:
        scan.take(_ZH_HALF, lambda _: (Number(Decimal("0.5")), Notation.WEAK))
    scan.take(_ZH_RUN, _zh_run)


def _take_digits(scan: Scan) -> None:
    if scan.has_digit:
        scan.take(_VERSION, _digits)
        scan.take(_DIGITS, _digits)


def _digits(match: re.Match[str]) -> Number | None:
    groups = match.groupdict()
    scale = groups.get("short") or groups.get("scale") or groups.get("zh")
    amount = decimal_of(groups["amount"], scale)
    return None if amount is None else Number(amount)


def _dozen(match: re.Match[str]) -> tuple[Number, Notation]:
    """A dozen, half a dozen, three dozen."""
    count = (match["count"] or "a").lower()
    if "half" in count:
        return Number(Decimal(6)), Notation.WORDS
    times = int(count) if count.isdigit() else int(en_number(count) or 1)
    return Number(Decimal(12 * times)), Notation.WORDS


def _vague_en(match: re.Match[str]) -> tuple[Vague, Notation]:
    """Dozens, hundreds, tens of thousands."""
    power = _POWERS[(match["tens"] or match["word"]).lower()]
    of = match["of"] or match["more"]
    return Vague(power + (_POWERS[of.lower()] if of else 0)), Notation.WORDS


def _en_run(match: re.Match[str]) -> tuple[Number, Notation] | None:
    """Number words in a row; "one", and the smaller of "three or four", count little."""
    amount = en_number(match[0])
    if amount is None:
        return None
    if amount <= 1 or _OR_SO.match(match.string, match.end()):
        return Number(amount), Notation.WEAK
    cardinal = match[0].split()[-1].split("-")[-1].lower() not in EN_ORDINALS
    return Number(amount), Notation.COUNTED if amount >= 3 and cardinal else Notation.WORDS


def _loose(match: re.Match[str]) -> tuple[Number, Notation]:
    """Half, both, a couple: words that hold a number and often mean none."""
    word = match[0].lower()
    form = Notation.WORDS if word in ("twice", "thrice") else Notation.WEAK
    return Number(_EN_LOOSE[word]), form


def _zh_run(match: re.Match[str]) -> tuple[Number, Notation] | None:
    """A Chinese numeral, with 第 before it or a fraction behind 点."""
    numeral = match["numeral"]
    amount = zh_number(numeral)
    if amount is None:
        return None
    if match["part"]:
        fraction = zh_number(match["part"]) or Decimal(0)
        amount += fraction.scaleb(-len(match["part"]))
        return Number(amount), Notation.WORDS
    after = match.string[match.end() : match.end() + 1]
    # 再犯一次 is a second time: what says so stands within a few characters.
    ahead = max(0, match.start() - 5), match.start()
    if numeral == "一" and after == "次" and _AGAIN.search(match.string, *ahead):
        return Number(amount), Notation.WEAK
    return Number(amount), _zh_form(numeral, amount, after, ranked=bool(match["rank"]))


def _zh_form(numeral: str, amount: Decimal, after: str, *, ranked: bool) -> Notation:
    """A numeral is meant as a number after 第, before a measure word, or when it is long."""
    if numeral == "一" and after == "次":
        return Notation.WORDS
    if numeral in ("十", "百", "千", "万") and after == "位":
        return Notation.WEAK
    if amount <= 1 or numeral in _NOT_NUMBERS or (numeral == "十" and after in "分进" and after):
        return Notation.WEAK
    if not ranked and amount >= 3 and after in _COUNTERS:
        return Notation.COUNTED
    if ranked or after in _MEASURES:
        return Notation.WORDS
    return Notation.WEAK
