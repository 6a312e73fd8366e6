"""Catalogues: fresh, complete, with the same placeholders, and compiled from what is there."""

import importlib.util
import string
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from tests.rules.sources import ROOT, expect_none


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue_tool", ROOT / ".ci/messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
LANGUAGES = tool.LANGUAGES


def texts(message: Message) -> tuple[str, ...]:
    """The translations of a message, one for each plural form."""
    match message.string:
        case tuple() | list():
            return tuple(message.string)
        case str():
            return (message.string,)
        case _:
            return ("",)


def sources_of(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def untranslated(catalog: Catalog) -> list[str]:
    return [
        sources_of(message)[0] for message in entries(catalog) if not tool.is_translated(message)
    ]


def fuzzy(catalog: Catalog) -> list[str]:
    return [sources_of(message)[0] for message in entries(catalog) if message.fuzzy]


def placeholders(text: str) -> set[str]:
    """The `{name}` places of a text; raises ValueError when its braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def wrong_placeholders(catalog: Catalog) -> list[str]:
    """Translated texts that name other places than their source, or unnamed ones.

    A form for one case may leave the number out, so the last source form decides.
    """
    return [
        f"{source!r} -> {text!r}"
        for message in entries(catalog)
        for source in sources_of(message)[-1:]
        for text in texts(message)
        if text and not _agree(source, text)
    ]


def _agree(source: str, text: str) -> bool:
    try:
        wanted, found = placeholders(source), placeholders(text)
    except ValueError:
        return False
    return wanted == found and "" not in wanted


def catalog_of(*messages: tuple[str | tuple[str, str], str | tuple[str, ...]]) -> Catalog:
    catalog: Catalog = tool.new_catalog("zh_Hans")
    for source, translation in messages:
        catalog.add(source, translation)
    return catalog


def test_the_template_is_fresh() -> None:
    fresh = tool.po_bytes(tool.extract()).decode()
    stale = tool.TEMPLATE.read_text(encoding="utf-8") != fresh
    assert not stale, "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_texts_of_the_template(language: str) -> None:
    source, _ = tool.paths(language)
    catalog = tool.read(source, language)
    tool.update(catalog, tool.extract())
    stale = source.read_bytes() != tool.po_bytes(catalog)
    assert not stale, "run `make messages`"


def test_an_ellipsis_is_whole_in_chinese() -> None:
    """Six dots: half of one looks like a mistake."""
    catalog = tool.read(tool.paths("zh_Hans")[0], "zh_Hans")
    said = [text for message in entries(catalog) for text in texts(message)]
    expect_none(text for text in said if "…" in text.replace("……", "") or "..." in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    catalog = tool.read(tool.paths(language)[0], language)
    expect_none(f"no translation: {text}" for text in untranslated(catalog))
    expect_none(f"fuzzy: {text}" for text in fuzzy(catalog))


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_agree(language: str) -> None:
    expect_none(wrong_placeholders(tool.read(tool.paths(language)[0], language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    source, compiled = tool.paths(language)
    assert compiled.read_bytes() == tool.mo_bytes(tool.read(source, language))


def test_a_missing_translation_is_found() -> None:
    catalog = catalog_of(("Send", "发送"), ("Keep", ""), (("{n} case", "{n} cases"), ("",)))
    assert untranslated(catalog) == ["Keep", "{n} case"]


def test_a_fuzzy_translation_is_found() -> None:
    catalog = catalog_of(("Send", "发送"))
    catalog["Send"].flags.add("fuzzy")
    assert fuzzy(catalog) == ["Send"]


@pytest.mark.parametrize("text", ["{when}保存", "已保存", "{time}保存{time", "{}保存", "{time}{n}"])
def test_a_wrong_placeholder_is_found(text: str) -> None:
    assert len(wrong_placeholders(catalog_of(("Saved {time}", text)))) == 1


def test_an_unnamed_placeholder_is_found() -> None:
    assert len(wrong_placeholders(catalog_of(("Saved {}", "{}保存")))) == 1


def test_matching_placeholders_pass() -> None:
    catalog = catalog_of(
        ("{who} saved {time}", "{time}由{who}保存"), (("One case", "{n} cases"), ("{n} 件",))
    )
    assert wrong_placeholders(catalog) == []


def test_a_new_text_makes_the_template_stale(tmp_path: Path) -> None:
    package = tmp_path / "ui"
    package.mkdir()
    code = package / "view.py"
    code.write_text('from workstation.i18n import _\nbind(self, set, _("Send"))\n')
    before = tool.po_bytes(tool.extract(tmp_path))
    code.write_text(code.read_text() + 'ngettext("{n} case", "{n} cases", n)\n')
    code.write_text(code.read_text() + 'pgettext("queue", "Mine")\n')
    after = tool.extract(tmp_path)
    assert tool.po_bytes(after) != before
    assert {(message.context, message.id) for message in entries(after)} == {
        (None, "Send"),
        (None, ("{n} case", "{n} cases")),
        ("queue", "Mine"),
    }


def test_catalogues_are_the_same_on_every_machine() -> None:
    text = tool.po_bytes(catalog_of(("Send", "发送"))).decode()
    assert "Date" not in text
    assert "Babel" not in text


def test_an_update_keeps_translations_and_drops_what_is_gone() -> None:
    catalog = catalog_of(("Send", "发送"), ("Gone", "没了"))
    template = tool.new_catalog(None)
    template.add("Send")
    template.add("Sends")
    tool.update(catalog, template)
    assert {sources_of(message)[0]: texts(message) for message in entries(catalog)} == {
        "Send": ("发送",),
        "Sends": ("",),
    }
    assert "没了" not in tool.po_bytes(catalog).decode()
