"""Letters made of known sentences and any values: a true pair is silent, a changed value is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.checks import check_bead, check_draft
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Severity
from workstation.bilingual.values.agree import agree
from workstation.bilingual.values.kinds import (
    CalendarDate,
    Canon,
    ClockTime,
    MoneyValue,
    Number,
    Percent,
    Reference,
    TimeSpan,
    Unit,
)
from workstation.bilingual.values.write import write
from workstation.domain.house_style import Profile

DATES = st.dates(date(2024, 1, 1), date(2030, 12, 31)).map(
    lambda day: CalendarDate(day.year, day.month, day.day)
)
PERIODS = st.builds(
    TimeSpan,
    st.integers(2, 90).map(Decimal),
    st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.HOUR, Unit.MONTH]),
)
SUMS = st.builds(
    MoneyValue,
    st.integers(1, 900_000).map(Decimal),
    st.sampled_from(["SGD", "USD", "EUR", "HKD"]).map(lambda code: frozenset({code})),
)
IDS = st.integers(100_000, 999_999).map(lambda number: Reference(f"LST-{number}"))
COUNTS = st.integers(2, 5000).map(lambda number: Number(Decimal(number)))
SHARES = st.integers(1, 99).map(lambda number: Percent(Decimal(number)))
TIMES = st.builds(ClockTime, st.integers(0, 23), st.integers(1, 59))


@dataclass(frozen=True)
class Sentence:
    """A sentence in both languages with one place for a value."""

    en: str
    zh: str
    values: st.SearchStrategy[Canon]

    def pair(self, en: Canon, zh: Canon) -> tuple[str, str]:
        """The sentence with its value written on each side."""
        return (
            self.en.format(write(en, Side.EN)),
            self.zh.format(write(zh, Side.ZH)),
        )


SENTENCES = (
    Sentence(
        "Your appeal about listing {} has been reviewed.", "关于商品{}的申诉已审核完毕。", IDS
    ),
    Sentence("The notice of {} cited another rule.", "{}的通知引用了另一条规则。", DATES),
    Sentence("Please reply within {}.", "请在{}内回复。", PERIODS),
    Sentence("The {} held will be released.", "冻结的{}将予释放。", SUMS),
    Sentence("We counted {} parcels in the warehouse.", "我们在仓库清点到{}件包裹。", COUNTS),
    Sentence("The price was lowered by {}.", "价格下调了{}。", SHARES),
    Sentence("The form closes at {}.", "表单于{}关闭。", TIMES),
    Sentence("You may file a second appeal by {}.", "您可于{}前提出第二次申诉。", DATES),
    Sentence("We could not accept the invoice of {}.", "我们无法接受{}的发票。", DATES),
)


@st.composite
def facts(draw: st.DrawFn) -> tuple[Sentence, Canon, Canon]:
    sentence = draw(st.sampled_from(SENTENCES))
    return sentence, draw(sentence.values), draw(sentence.values)


PLAIN = CheckContext(profile=Profile(style=False))


@settings(max_examples=150, deadline=None)
@given(st.lists(facts(), min_size=1, max_size=6))
def test_a_true_letter_is_silent(letter: list[tuple[Sentence, Canon, Canon]]) -> None:
    pairs = [sentence.pair(value, value) for sentence, value, _other in letter]
    beads = [Bead(str(at), en, zh) for at, (en, zh) in enumerate(pairs)]
    whole = Bead("all", " ".join(en for en, _zh in pairs), "".join(zh for _en, zh in pairs))
    findings = [*check_draft(beads, PLAIN), *check_bead(whole, PLAIN)]
    assert [f for f in findings if f.severity in (Severity.S1, Severity.S2)] == []


@settings(max_examples=200, deadline=None)
@given(facts())
def test_a_changed_value_is_critical(fact: tuple[Sentence, Canon, Canon]) -> None:
    sentence, value, other = fact
    assume(not agree(value, other))
    en, zh = sentence.pair(value, other)
    findings = check_bead(Bead("b", en, zh), PLAIN)
    assert any(finding.severity is Severity.S1 for finding in findings)


@settings(max_examples=100, deadline=None)
@given(facts())
def test_a_dropped_value_is_found(fact: tuple[Sentence, Canon, Canon]) -> None:
    sentence, value, _other = fact
    en, zh = sentence.pair(value, value)
    without = zh.replace(write(value, Side.ZH) or "", "")
    assert check_bead(Bead("b", en, without), PLAIN)
