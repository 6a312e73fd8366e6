"""Between Han and figures, Latin letters or a place of a text stands no space, in all our Chinese.

That is how the house writes: 72小时已用71小时, 由Wei Ling负责. The one exception is the time of a
day, 9月2日 15:42, which would run into the date. Letters are the house's own matter: its style says
how they are spaced, and a check holds them to it.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from babel.messages.pofile import read_po

from tests.rules.sources import ROOT, expect_none, sources
from workstation.i18n import SPOKEN, Money, Translator

HAN = "\u3400-\u9fff"
SPACE = "[ \u00a0\u2002-\u200a\u202f]"
GAP = re.compile(rf"[{HAN}]{SPACE}+[0-9A-Za-z{{]|[0-9A-Za-z}}%]{SPACE}+[{HAN}]")
TIME = re.compile(rf"日{SPACE}(\d\d:\d\d|{{}})")
# In the code an English sentence may name a Chinese word.
_FIGURE = re.compile(r"[0-9{}]")
CHINESE = [code for code in SPOKEN if code.startswith("zh")]


def gaps(text: str) -> list[str]:
    """The places of a text where such a space stands."""
    return [found[0] for found in GAP.finditer(TIME.sub("日00:00", text))]


def texts_in(value: object) -> Iterator[str]:
    """Every text of a resource, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts_in(each)
        case list():
            for each in value:
                yield from texts_in(each)


@pytest.mark.parametrize("code", CHINESE)
def test_the_catalogue_has_no_such_space(code: str) -> None:
    path = ROOT / f"translations/{code}/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, code)
    forms = [
        form
        for message in catalogue
        if message.id
        for form in ((message.string,) if isinstance(message.string, str) else message.string)
    ]
    assert len(forms) > 1000
    expect_none([form for form in forms if gaps(form)])


def test_templates_and_the_house_s_texts_have_no_such_space() -> None:
    templates = sorted((ROOT / "resources/templates").glob("*.toml"))
    wholes = [tomllib.loads(path.read_text(encoding="utf-8")) for path in templates]
    for name in ("domain/policies.json", "domain/taxonomy.json", "demo/stories.json"):
        wholes.append(json.loads((ROOT / f"resources/{name}").read_text(encoding="utf-8")))
    found = [text for whole in wholes for text in texts_in(whole)]
    assert len(found) > 500
    expect_none([text for text in found if gaps(text)])


def test_what_a_language_composes_has_no_such_space() -> None:
    for code in CHINESE:
        translator = Translator(code, UTC)
        at = datetime(2026, 9, 2, 15, 42, tzinfo=UTC)
        spans = [timedelta(days=1, hours=3), timedelta(hours=72, minutes=7), timedelta(minutes=5)]
        money = [Money(Decimal("8460.50"), each) for each in ("SGD", "USD", "CNY", "EUR", "XYZ")]
        said = [translator.day(at.date()), translator.moment(at), translator.clock(at)]
        said += [*map(translator.span, spans), *map(translator.money, money)]
        assert [each for each in said if gaps(f"于{each}内")] == []


def test_what_is_written_in_the_code_has_no_such_space() -> None:
    found = []
    for source in sources("ui", "workstation/i18n", "workstation/domain", "workstation/app"):
        for node in ast.walk(source.tree):
            match node:
                case ast.Constant(value=str() as text) if "\n" not in text:
                    found += [
                        f"{source.at(node)} {text}" for gap in gaps(text) if _FIGURE.search(gap)
                    ]
                case ast.JoinedStr():
                    text = "".join(map(_piece, node.values))
                    found += [
                        f"{source.at(node)} {text}" for gap in gaps(text) if _FIGURE.search(gap)
                    ]
    expect_none(found)


def _piece(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("第 1 对", ["第 1"]),
        ("{n} 件未完成", ["} 件"]),
        ("已分配给 {name}", ["给 {"]),
        ("按 Enter 打开", ["按 E", "r 打"]),
        ("9月2日 15:42已保存", []),
        ("9月2日 15:42 已保存", ["0 已"]),
        ("72小时已用71小时7分 · 听取意见", []),
    ],
)
def test_the_rule_can_fail(text: str, wrong: list[str]) -> None:
    assert gaps(text) == wrong
