"""One canonical form for both languages, whatever the width, the spacing or the script."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.bilingual.bead import Side
from workstation.bilingual.values import extract
from workstation.bilingual.values.agree import agree
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClauseMention,
    ClockTime,
    Email,
    Frequency,
    MoneyValue,
    Notation,
    Number,
    NumericDate,
    Percent,
    Phone,
    Placeholder,
    Quarter,
    Reference,
    TimeSpan,
    Unit,
    Url,
    Vague,
    Weekday,
)
from workstation.bilingual.values.numerals import en_number, zh_number
from workstation.bilingual.values.write import write

YUAN, DOLLAR = frozenset({"CNY"}), frozenset({"USD"})


def canons(text: str, side: Side) -> list[Canon]:
    return [value.canon for value in extract(text, side)]


def number(amount: str) -> Number:
    return Number(Decimal(amount))


@pytest.mark.parametrize(
    ("text", "side", "expected"),
    [
        ("within 7 days", Side.EN, TimeSpan(Decimal(7), Unit.DAY)),
        ("两个工作日内", Side.ZH, TimeSpan(Decimal(2), Unit.WORKING_DAY)),
        ("fifteen calendar days", Side.EN, TimeSpan(Decimal(15), Unit.CALENDAR_DAY)),
        ("两个半小时", Side.ZH, TimeSpan(Decimal("2.5"), Unit.HOUR)),
        ("30日内", Side.ZH, TimeSpan(Decimal(30), Unit.DAY)),
        ("三个月", Side.ZH, TimeSpan(Decimal(3), Unit.MONTH)),
        ("every month", Side.EN, Frequency(Unit.MONTH)),
        ("每周", Side.ZH, Frequency(Unit.WEEK)),
        ("12 March 2026", Side.EN, CalendarDate(2026, 3, 12)),
        ("March 12th, 2026", Side.EN, CalendarDate(2026, 3, 12)),
        ("二〇二六年三月十二日", Side.ZH, CalendarDate(2026, 3, 12)),
        ("２０２６年３月１２日", Side.ZH, CalendarDate(2026, 3, 12)),
        ("2026-03-12", Side.ZH, CalendarDate(2026, 3, 12)),
        ("03/04/2026", Side.EN, NumericDate(2026, 3, 4)),
        ("25/04/2026", Side.EN, CalendarDate(2026, 4, 25)),
        ("third quarter", Side.EN, Quarter(None, 3)),
        ("第三季度", Side.ZH, Quarter(None, 3)),
        ("11:59 p.m.", Side.EN, ClockTime(23, 59)),
        ("half past two in the afternoon", Side.EN, ClockTime(14, 30)),
        ("下午两点半", Side.ZH, ClockTime(14, 30)),
        ("晚上12点", Side.ZH, ClockTime(0, 0)),
        ("on Friday", Side.EN, Weekday(5)),
        ("下周五", Side.ZH, Weekday(5)),
        ("US$1,249.00", Side.EN, MoneyValue(Decimal("1249.00"), DOLLAR)),
        ("1249美元", Side.ZH, MoneyValue(Decimal(1249), DOLLAR)),
        ("人民币三万元", Side.ZH, MoneyValue(Decimal(30000), YUAN)),
        ("RMB 571.81", Side.EN, MoneyValue(Decimal("571.81"), YUAN)),
        ("1.2万元", Side.ZH, MoneyValue(Decimal(12000), YUAN)),
        ("15 per cent", Side.EN, Percent(Decimal(15))),
        ("百分之十五", Side.ZH, Percent(Decimal(15))),
        ("三成", Side.ZH, Percent(Decimal(30))),
        ("八五折", Side.ZH, Percent(Decimal(15))),
        ("0.5‰", Side.ZH, Percent(Decimal("0.05"))),
        ("Section 3.4(b)", Side.EN, ClauseMention(None, "3.4(b)")),
        ("第3.4（b）条", Side.ZH, ClauseMention(None, "3.4(b)")),
        ("第四条第二款", Side.ZH, ClauseMention(None, "4(2)")),
        ("AUT 2.1（2.0版）", Side.ZH, ClauseMention("AUT", "2.1", "2.0")),
        ("AUT 2.1 (version 2.0)", Side.EN, ClauseMention("AUT", "2.1", "2.0")),
        ("订单762-9023951-9043391", Side.ZH, Reference("762-9023951-9043391")),
        ("ORD-2026-286096", Side.EN, Reference("ORD-2026-286096")),
        ("见https://a.example/p。", Side.ZH, Url("https://a.example/p")),
        ("Appeals@Example.com", Side.EN, Email("appeals@example.com")),
        ("致电+86 138 0013 8000", Side.ZH, Phone("+8613800138000")),
        ("{{ case_id | upper }}", Side.EN, Placeholder("case_id")),
        ("{n, plural, one {# item} other {# items}}", Side.EN, Placeholder("{n}")),
        ("1.5亿件", Side.ZH, number("150000000")),
        ("150 million units", Side.EN, number("150000000")),
        ("第二次申诉", Side.ZH, number("2")),
        ("half a dozen photos", Side.EN, number("6")),
        ("数百条", Side.ZH, Vague(2)),
        ("两三天", Side.ZH, TimeSpan(Decimal(3), Unit.DAY)),
    ],
)
def test_a_value_has_its_canonical_form(text: str, side: Side, expected: Canon) -> None:
    assert expected in canons(text, side)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("48 hours", "两天"),
        ("14 days", "两周"),
        ("11:59 p.m.", "23:59"),
        ("5 p.m. SGT", "北京时间17:00"),
        ("10:00 UTC", "新加坡时间18:00"),
        ("12,000", "1.2万"),
        ("March 12, 2026", "3月12日"),
        ("20% off", "八折"),
        ("half", "五成"),
        ("https://a.example/en/p", "https://a.example/zh/p"),
        ("+86 400 820 5566", "+86 400-820-5566"),
    ],
)
def test_forms_of_the_two_languages_agree(en: str, zh: str) -> None:
    (left,), (right,) = canons(en, Side.EN), canons(zh, Side.ZH)
    assert agree(left, right)


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("two business days", "两天"),
        ("15 calendar days", "15天"),
        ("5 p.m.", "15:00"),
        ("$45.90", "45.90元"),
        ("one week", "一个月"),
        ("every month", "每天"),
        ("third quarter", "第二季度"),
        ("Section 4.2(b)", "第4.2(a)条"),
    ],
)
def test_forms_that_mean_something_else_do_not_agree(en: str, zh: str) -> None:
    (left,), (right,) = canons(en, Side.EN), canons(zh, Side.ZH)
    assert not agree(left, right)


@pytest.mark.parametrize(
    "text",
    ["统一处理", "进一步核实", "一定程度", "万一", "第三方", "十分感谢", "四周", "一起", "之一"],
)
def test_numerals_inside_words_are_no_values_of_their_own(text: str) -> None:
    assert all(value.form is not Notation.COUNTED for value in extract(text, Side.ZH))
    assert not [v for v in extract(text, Side.ZH) if v.form is Notation.DIGITS]


def test_a_span_stands_in_the_text_as_typed() -> None:
    text = "请\u200b于２０２６年３月１２日前回复"
    (value,) = extract(text, Side.ZH)
    assert text[value.start : value.end] == "２０２６年３月１２日"


def test_a_name_with_digits_is_no_number() -> None:
    assert not [c for c in canons("Sign in with OAuth2", Side.EN) if isinstance(c, Number)]


AMOUNTS = st.integers(0, 10**7).map(Decimal)
VALUES: st.SearchStrategy[Canon] = st.one_of(
    st.builds(Number, AMOUNTS),
    st.builds(Percent, st.integers(0, 100).map(Decimal)),
    st.builds(
        TimeSpan,
        st.integers(1, 400).map(Decimal),
        st.sampled_from([u for u in Unit if u is not Unit.QUARTER]),
    ),
    st.builds(
        MoneyValue,
        AMOUNTS,
        st.sampled_from("USD SGD HKD EUR GBP CNY JPY AUD".split()).map(lambda c: frozenset({c})),
    ),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(
        lambda day: CalendarDate(day.year, day.month, day.day)
    ),
    st.builds(ClockTime, st.integers(0, 23), st.integers(0, 59)),
    st.builds(Weekday, st.integers(1, 7)),
    st.builds(Quarter, st.none(), st.integers(1, 4)),
    st.integers(10**8, 10**12).map(lambda n: Reference(f"ORD-{n}")),
)


@given(VALUES)
def test_what_is_written_is_read_back_in_either_language(canon: Canon) -> None:
    for side, frame in ((Side.EN, "It is {} now."), (Side.ZH, "现为{}。")):
        text = frame.format(write(canon, side))
        assert any(agree(canon, found) and agree(found, canon) for found in canons(text, side)), (
            text
        )


@given(VALUES)
def test_both_languages_write_the_same_value(canon: Canon) -> None:
    (en, *_more) = canons(f"It is {write(canon, Side.EN)} now.", Side.EN)
    (zh, *_rest) = canons(f"现为{write(canon, Side.ZH)}。", Side.ZH)
    assert agree(en, zh)


WIDE = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}


@given(VALUES, st.sampled_from(["\u200b", "\u200e", "\ufeff", "\u2060"]))
def test_width_and_invisible_marks_change_no_value(canon: Canon, mark: str) -> None:
    written = write(canon, Side.ZH) or ""
    plain = canons(f"现为{written}。", Side.ZH)
    wide = "现为" + written.translate(WIDE) + "。"
    assert canons(wide, Side.ZH) == plain
    assert canons(unicodedata.normalize("NFKC", wide), Side.ZH) == plain
    assert canons("现为" + mark.join(written) + "。", Side.ZH) == plain


@given(st.integers(1, 99_999_999))
def test_a_chinese_numeral_reads_as_its_number(amount: int) -> None:
    assert zh_number(spelt(amount)) == amount


def spelt(amount: int) -> str:
    """The numeral in full, written here by itself so that the reader has an oracle."""
    if amount >= 10_000:
        rest = amount % 10_000
        return (
            spelt(amount // 10_000)
            + "万"
            + (("零" if rest < 1000 else "") + spelt(rest) if rest else "")
        )
    text, pending = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = amount // unit % 10
        if digit:
            text += ("零" if pending and text else "") + "一二三四五六七八九"[digit - 1] + name
        pending = not digit
    return text


@given(st.text(max_size=300), st.sampled_from(Side))
def test_any_text_at_all_is_read(text: str, side: Side) -> None:
    for value in extract(text, side):
        assert 0 <= value.start < value.end <= len(text)


@pytest.mark.parametrize(
    ("words", "amount"),
    [("twenty-one", 21), ("three hundred and five", 305), ("two thousand", 2000), ("twelfth", 12)],
)
def test_english_number_words(words: str, amount: int) -> None:
    assert en_number(words) == amount
