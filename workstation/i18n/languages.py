"""The languages that the window speaks: how each is called, and how it writes what has no words.

A language is added here: with its entry in `SPOKEN` go a catalogue in `translations/`, and nothing
else. Letters are another matter: they are in English and Chinese, whatever the window speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from workstation.i18n.message import Message, _
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """One language of the window.

    `code`: its name in settings and on the command line, and of its folder in `translations/`.
    `word`: one English word for it, of which the name of its action is made.
    `mark`: what stands for it in the switch at the top of the window.
    `name`: what it is called.
    `verb`: what the menu and the palette call switching to it.
    `locale`: what Babel calls it, for decimals.
    `qt_locale`: what Qt calls it, for its own sorting and forms.
    `qt_catalogue`: the file of Qt's own words in it, "" where those are English.
    `is_source`: whether the texts are written in it, so that it needs no catalogue.
    `day`: a day with its year.
    `moment`: a day and the time on it, already in the reader's zone.
    `units`: what stands behind so many days, hours and minutes.
    `between`: what stands between the two units of a span.
    `money`: an amount whose digits are written already, and the code of its currency.
    """

    code: str
    word: str
    mark: str
    name: Message
    verb: Message
    locale: str
    qt_locale: str
    qt_catalogue: str = ""
    is_source: bool = False
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    units: tuple[str, str, str]
    between: str
    money: Callable[[str, str], str]


_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_BEFORE = {
    **{"SGD": "S$", "USD": "US$", "CNY": "¥", "EUR": "€", "MYR": "RM", "HKD": "HK$"},
    **{"GBP": "£", "AUD": "A$"},
}
_BEHIND = {
    "SGD": "新元",
    "USD": "美元",
    "CNY": "元",
    "EUR": "欧元",
    "MYR": "林吉特",
    "HKD": "港元",
    "JPY": "日元",
    "GBP": "英镑",
    "AUD": "澳元",
    "TWD": "新台币",
    "THB": "泰铢",
}

ENGLISH = SpokenLanguage(
    code="en",
    word="english",
    mark="EN",
    name=_("English"),
    verb=_("Speak English"),
    locale="en_GB",
    qt_locale="en_GB",
    is_source=True,
    day=lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    moment=lambda at: f"{at.day} {_MONTHS[at.month - 1]} {at:%H:%M}",
    units=(" d", " h", " min"),
    between=" ",
    money=lambda digits, currency: f"{_BEFORE.get(currency, currency + ' ')}{digits}",
)
CHINESE = SpokenLanguage(
    code="zh_Hans",
    word="chinese",
    mark="中",
    name=_("Chinese"),
    verb=_("Speak Chinese"),
    locale="zh_Hans",
    qt_locale="zh_CN",
    qt_catalogue="qtbase_zh_CN",
    day=lambda day: f"{day.year}年{day.month}月{day.day}日",
    moment=lambda at: f"{at.month}月{at.day}日 {at:%H:%M}",
    units=("天", "小时", "分"),
    between="",
    money=lambda digits, currency: f"{digits}{_BEHIND.get(currency, ' ' + currency)}",
)
# In the order of the switch and of the menu.
SPOKEN: Mapping[str, SpokenLanguage] = {each.code: each for each in (ENGLISH, CHINESE)}
LANGUAGES = tuple(SPOKEN)
