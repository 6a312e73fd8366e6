"""One message in two languages: plurals, dates, amounts, spans, and several at once."""

import gettext
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.labels import OUTCOME, STATE
from workstation.domain.taxonomy import Outcome, State
from workstation.i18n import LANGUAGES, PSEUDO, Duration, Money, Translator, _, ngettext
from workstation.i18n import translator as module

EN = Translator("en", UTC)
ZH = Translator("zh_Hans", UTC)
AT = datetime(2026, 9, 2, 7, 42, tzinfo=UTC)

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"

msgid "{n} case waits"
msgid_plural "{n} cases wait"
msgstr[0] "{n}个案件待处理"

msgid "Given to {name}"
msgstr "已交给{nmae}"
"""


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Translator:
    """With a catalogue of its own, so that no change of the product's texts disturbs it."""
    mo = BytesIO()
    write_mo(mo, read_po(BytesIO(PO.encode()), locale="zh_Hans"))
    catalogue = gettext.GNUTranslations(BytesIO(mo.getvalue()))
    monkeypatch.setattr(module, "_catalogue", lambda _language: catalogue)
    return Translator("zh_Hans", UTC)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 cases wait"), (1, "1 case waits"), (2, "2 cases wait")]
)
def test_english_counts_one_and_many(count: int, said: str) -> None:
    assert EN.text(ngettext("{n} case waits", "{n} cases wait", count)) == said


def test_chinese_has_one_form(chinese: Translator) -> None:
    for count in (1, 2):
        message = ngettext("{n} case waits", "{n} cases wait", count)
        assert chinese.text(message) == f"{count}个案件待处理"


def test_a_broken_entry_falls_back_to_the_source(chinese: Translator) -> None:
    assert chinese.text(_("Given to {name}", name="Li")) == "Given to Li"
    assert chinese.text(_("Not in the catalogue")) == "Not in the catalogue"


def test_braces_in_what_people_wrote_are_left_alone() -> None:
    assert EN.text(_("Said: {text}", text="{name} {0} }{")) == "Said: {name} {0} }{"


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (7, "7", "7"),
        (12345, "12,345", "12,345"),
        (Decimal("0.5"), "0.5", "0.5"),
        (date(2026, 8, 18), "18 Aug 2026", "2026年8月18日"),
        (AT, "2 Sep 07:42", "9月2日 07:42"),
        (Money(Decimal(8460), "SGD"), "S$8,460", "8,460新元"),
        (Money(Decimal("58.50"), "CNY"), "¥58.50", "58.50元"),
        (Money(Decimal("1234567.8"), "EUR"), "€1,234,567.80", "1,234,567.80欧元"),
        (Money(Decimal(9), "JPY"), "JPY 9", "9日元"),
        (Money(Decimal("1.234"), "BHD"), "BHD 1.234", "1.234 BHD"),
        (Duration(timedelta(minutes=3)), "3 min", "3分"),
        (Duration(timedelta(hours=3, minutes=20)), "3 h 20 min", "3小时20分"),
        (Duration(timedelta(hours=-5)), "5 h", "5小时"),
        (Duration(timedelta(days=1, hours=4)), "1 d 4 h", "1天4小时"),
        (Duration(timedelta(days=12, hours=4)), "12 d", "12天"),
        (OUTCOME[Outcome.UPHELD], "Original decision upheld", "维持原决定"),
        (OUTCOME[Outcome.OVERTURNED], "Original decision overturned", "撤销原决定"),
    ],
)
def test_an_argument_is_said_as_its_language_says_it(value, en: str, zh: str) -> None:
    message = _("{value}", value=value)
    assert (EN.text(message), ZH.text(message)) == (en, zh)


def test_a_time_is_told_in_the_readers_zone() -> None:
    singapore = Translator("zh_Hans", ZoneInfo("Asia/Singapore"))
    late = datetime(2026, 9, 2, 16, 30, tzinfo=UTC)
    assert singapore.moment(late) == "9月3日 00:30"
    assert singapore.clock(late) == "00:30"
    assert EN.clock(late.replace(tzinfo=None)) == "16:30"


def test_the_pseudo_language_marks_and_lengthens() -> None:
    said = Translator(PSEUDO).text(_("Given to {name}", name=STATE[State.QUEUED]))
    assert said.startswith("⟦")
    assert said.endswith("⟧")
    assert said.count("⟦") == 1
    assert len(said) > len("Given to Waiting for an owner") * 1.3


_SPOKEN = (LANGUAGES, (PSEUDO,), LANGUAGES)


def test_languages_live_side_by_side() -> None:
    message = STATE[State.SECOND_REVIEW]
    once, pseudo, again = ([Translator(c).text(message) for c in each] for each in _SPOKEN)
    assert once == again
    assert once[:2] == ["Second review", "双人复核"]
    assert pseudo[0] not in once


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="klingon"):
        Translator("klingon")


@given(st.timedeltas(timedelta(days=-999), timedelta(days=999)))
def test_every_span_can_be_said(span: timedelta) -> None:
    assert EN.span(span)
    assert ZH.span(span)
    assert EN.span(span) == EN.span(-span)
