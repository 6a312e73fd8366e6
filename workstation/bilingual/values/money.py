"""Finding money and percentages in both languages."""

from __future__ import annotations

import re
from decimal import Decimal

from workstation.bilingual.values.kinds import MoneyValue, Notation, Number, Percent
from workstation.bilingual.values.numerals import (
    EN_WORDS,
    ZH_DIGITS,
    ZH_NUMERAL,
    decimal_of,
    en_number,
    whole_number,
    zh_number,
)
from workstation.bilingual.values.scan import Scan, any_of, compiled

_DOLLARS = frozenset("USD SGD HKD AUD CAD NZD TWD BND".split())
_SIGNS: dict[str, frozenset[str]] = {
    **{code: frozenset({code}) for code in "USD SGD HKD AUD CAD NZD TWD CNY JPY EUR GBP".split()},
    **{code: frozenset({code}) for code in "MYR THB IDR PHP VND KRW INR BRL MXN CHF AED".split()},
    "RMB": frozenset({"CNY"}),
    "CNH": frozenset({"CNY"}),
    "US$": frozenset({"USD"}),
    "S$": frozenset({"SGD"}),
    "HK$": frozenset({"HKD"}),
    "A$": frozenset({"AUD"}),
    "AU$": frozenset({"AUD"}),
    "C$": frozenset({"CAD"}),
    "CA$": frozenset({"CAD"}),
    "NZ$": frozenset({"NZD"}),
    "NT$": frozenset({"TWD"}),
    "R$": frozenset({"BRL"}),
    "CN¥": frozenset({"CNY"}),
    "JP¥": frozenset({"JPY"}),
    "¥": frozenset({"CNY", "JPY"}),
    "$": _DOLLARS,
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "₩": frozenset({"KRW"}),
    "₱": frozenset({"PHP"}),
    "฿": frozenset({"THB"}),
    "₫": frozenset({"VND"}),
    "₹": frozenset({"INR"}),
    "RM": frozenset({"MYR"}),
    "Rp": frozenset({"IDR"}),
}
_EN_NAMES = {
    "us dollar": "USD",
    "singapore dollar": "SGD",
    "hong kong dollar": "HKD",
    "australian dollar": "AUD",
    "canadian dollar": "CAD",
    "euro": "EUR",
    "pound": "GBP",
    "yuan": "CNY",
    "renminbi": "CNY",
    "yen": "JPY",
    "ringgit": "MYR",
    "baht": "THB",
    "rupiah": "IDR",
    "peso": "PHP",
    "dong": "VND",
}
_ZH_NAMES = {
    **dict.fromkeys(("元人民币", "人民币", "元", "块钱", "圆"), "CNY"),
    **dict.fromkeys(("美元", "美金"), "USD"),
    **dict.fromkeys(("港元", "港币", "港幣", "港圆"), "HKD"),
    **dict.fromkeys(("新加坡元", "新元", "新币", "坡币"), "SGD"),
    **dict.fromkeys(("欧元", "歐元"), "EUR"),
    **dict.fromkeys(("英镑", "英鎊", "镑"), "GBP"),
    **dict.fromkeys(("日元", "日圆", "日圓"), "JPY"),
    **dict.fromkeys(("新台币", "台币", "新臺幣", "台幣"), "TWD"),
    **dict.fromkeys(("澳元", "澳币"), "AUD"),
    **dict.fromkeys(("加元", "加币"), "CAD"),
    **dict.fromkeys(("马来西亚林吉特", "林吉特", "令吉", "马币"), "MYR"),
    **dict.fromkeys(("泰铢", "泰銖"), "THB"),
    **dict.fromkeys(("印尼盾", "印尼卢比"), "IDR"),
    **dict.fromkeys(("菲律宾比索", "比索"), "PHP"),
    **dict.fromkeys(("越南盾",), "VND"),
    **dict.fromkeys(("韩元", "韩圆"), "KRW"),
    **dict.fromkeys(("卢比", "印度卢比"), "INR"),
}


_DIGITS = r"(?P<amount>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = (
    r"(?:\s?(?P<scale>k|K|thousand|[Mm]illion|mn|bn|[Bb]illion|百万|千万|万亿|[百千万亿萬億])"
    r"(?![A-Za-z]))?"
)
_SIGNED = compiled(
    rf"(?<![A-Za-z$])(?P<sign>{any_of(_SIGNS)}) ?{_DIGITS}(?![\d])(?:{_SCALE})"
    rf"(?:\s?(?P<zh>{any_of(_ZH_NAMES)}))?"
)
_EN_TRAILED = compiled(
    rf"(?<![\w.,])(?:{_DIGITS}|(?P<words>(?:{any_of(EN_WORDS)}|hundred|thousand)(?:[ -]"
    rf"(?:{any_of(EN_WORDS)}|hundred|thousand|and)){{0,7}})){_SCALE}"
    rf" ?(?:(?P<code>(?-i:{any_of(code for code in _SIGNS if code.isalpha() and len(code) == 3)}))"
    rf"|(?P<name>{any_of(_EN_NAMES)})s?|(?P<dollar>dollars?))(?![A-Za-z])",
    re.IGNORECASE,
)
_ZH_DIGIT = "".join(ZH_DIGITS)
_ZH_TRAILED = compiled(
    rf"(?:(?P<before>人民币)\s?)?(?<![\d.A-Za-z])(?:{_DIGITS}|"
    rf"(?P<words>[{ZH_NUMERAL}]+))\s?[多余餘]?{_SCALE}\s?[多余餘]?"
    rf"(?P<name>{any_of(_ZH_NAMES)})(?!素|件|旦|宵|月|组|运算|操作|函|方程|条件|论|化|次)"
    rf"(?:(?P<jiao>[{_ZH_DIGIT}]|\d)角)?(?:(?P<fen>[{_ZH_DIGIT}]|\d)分)?"
)
_ZH_NAMED_FIRST = compiled(
    rf"(?P<name>人民币|港币|美金|新币|新台币|台币|马币|坡币|美元|港元|新元|欧元|英镑|日元"
    rf"|澳元|泰铢)\s?{_DIGITS}{_SCALE}\s?(?:元|圆)?"
)
_PERCENT = compiled(
    r"(?<![\d.,])(?P<amount>\d+(?:,\d{3})*(?:\.\d+)?) ?(?:%|percent\b|per cent\b|‰"
    r"|percentage points?\b|个?百分点)"
)
_ZH_DISCOUNT = compiled(
    r"(?<![\d.])(?:(?P<digits>\d(?:\.\d)?|\d{2})|"
    r"(?P<words>[一二三四五六七八九]{1,2}))\s?折(?!叠|扣|旧|合|算|中|返|腾|磨)"
)
_EN_PERCENT = compiled(
    rf"\b(?P<words>(?:{any_of(EN_WORDS)})(?:[ -](?:{any_of(EN_WORDS)}|hundred)){{0,5}}) "
    rf"(?:percent|per cent)\b",
    re.IGNORECASE,
)
_ZH_PERCENT = compiled(
    rf"百分之 ?(?:(?P<digits>\d+(?:\.\d+)?)|(?P<words>[{ZH_NUMERAL}]+)(?:点"
    rf"(?P<part>[〇零一二三四五六七八九]+))?)|(?P<tenths>[一二三四五六七八九])成"
    rf"(?P<half>半)?(?![为员交功立本果就])"
)


def take_money(scan: Scan) -> None:
    """Amounts with a sign, a code or a name of a currency."""
    if scan.has_digit:
        scan.take(_SIGNED, _signed)
        scan.take(
            _ZH_NAMED_FIRST, lambda match: _money(match, frozenset({_ZH_NAMES[match["name"]]}))
        )
    scan.take(_EN_TRAILED, _trailed)
    if any(sign in scan.text for sign in "元圆币幣镑盾特铢索比吉金圓鎊"):
        scan.take(_ZH_TRAILED, _zh_trailed)


_IN_TEN = compiled(
    rf"\b(?P<share>(?:{any_of(list(EN_WORDS)[1:10])})|[1-9]) (?:in|out of)(?: every)?"
    r" (?P<ten>ten|10)\b",
    re.IGNORECASE,
)


def _in_ten(scan: Scan, match: re.Match[str]) -> tuple[Percent, Notation]:
    """九成 is nine in ten; who says 十个中有九个 repeats both figures."""
    said = match["share"].lower()
    share = Decimal(said) if said.isdigit() else en_number(said) or Decimal(0)
    for amount, group in ((share, "share"), (Decimal(10), "ten")):
        scan.add(Number(amount), *match.span(group), Notation.WEAK)
    return Percent(share * 10), Notation.WORDS


def take_percent(scan: Scan) -> None:
    """Percentages, 百分之 and 三成."""
    if scan.has_digit:
        scan.take(_PERCENT, _digit_percent)
    if " ten" in scan.text or " 10" in scan.text:
        scan.take(_IN_TEN, lambda match: _in_ten(scan, match))
    if "cent" in scan.text:
        scan.take(_EN_PERCENT, lambda match: _percent(en_number(match["words"])))
    if "折" in scan.text:
        scan.take(_ZH_DISCOUNT, _zh_discount)
    if "成" in scan.text or "百分之" in scan.text:
        scan.take(_ZH_PERCENT, _zh_percent)


def _amount(match: re.Match[str], words: Decimal | None = None) -> Decimal | None:
    """The amount with its scale: that of the digits, else that of the words."""
    if match["amount"]:
        return decimal_of(match["amount"], match["scale"])
    if words is None or not match["scale"]:
        return words
    return words * (decimal_of("1", match["scale"]) or 1)


def _money(match: re.Match[str], currencies: frozenset[str]) -> MoneyValue | None:
    amount = _amount(match)
    return None if amount is None else MoneyValue(amount, currencies)


def _signed(match: re.Match[str]) -> MoneyValue | None:
    """¥500元 says CNY twice; the name decides where the sign leaves a choice."""
    currencies = _SIGNS[match["sign"]]
    named = match["zh"]
    if named and named != "元":
        currencies = frozenset({_ZH_NAMES[named]})
    elif named and "CNY" in currencies:
        currencies = frozenset({"CNY"})
    return _money(match, currencies)


def _trailed(match: re.Match[str]) -> MoneyValue | None:
    """An amount before the code or the English name of its currency."""
    amount = _amount(match, en_number(match["words"]) if match["words"] else None)
    if amount is None:
        return None
    if match["dollar"]:
        return MoneyValue(amount, _DOLLARS)
    code = match["code"] or _EN_NAMES[match["name"].lower()]
    return MoneyValue(amount, _SIGNS[code])


def _zh_trailed(match: re.Match[str]) -> MoneyValue | None:
    """An amount before the Chinese name of its currency, with 角 and 分."""
    if match["words"] == "一":  # 一元 is far oftener "unary" or "single" than one yuan.
        return None
    amount = _amount(match, zh_number(match["words"]) if match["words"] else None)
    if amount is None:
        return None
    for part, worth in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        # Not plus nothing: 8460 with hundredths is another way of writing it.
        if match[part]:
            amount += (whole_number(match[part]) or 0) * worth
    return MoneyValue(amount, frozenset({_ZH_NAMES[match["name"]]}))


def _percent(amount: Decimal | None) -> Percent | None:
    return None if amount is None else Percent(amount)


def _digit_percent(match: re.Match[str]) -> Percent | None:
    """A share in digits; ‰ is a tenth of it."""
    amount = decimal_of(match["amount"])
    return None if amount is None else Percent(amount / 10 if match[0].endswith("‰") else amount)


def _zh_discount(match: re.Match[str]) -> Percent | None:
    """八折 leaves eight tenths of the price: 20 % off."""
    digits = match["digits"] or "".join(str(zh_number(char)) for char in match["words"])
    left = Decimal(digits.replace(".", ""))
    left = left * 10 if len(digits.replace(".", "")) == 1 else left
    return Percent(100 - left) if left < 100 else None


def _zh_percent(match: re.Match[str]) -> Percent | None:
    """三成, 三成半 and 百分之, in digits or numerals."""
    if match["tenths"]:
        tenths = zh_number(match["tenths"]) or Decimal(0)
        return Percent(tenths * 10 + (5 if match["half"] else 0))
    if match["digits"]:
        return _percent(decimal_of(match["digits"]))
    whole = zh_number(match["words"])
    if whole is None or not match["part"]:
        return _percent(whole)
    return Percent(whole + Decimal("0." + str(zh_number(match["part"])).zfill(len(match["part"]))))
