"""A text of any length opens at once in every pane, and all of it can be read."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pages.hands import button_of, click, in_sight, until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW, WEI
from ui.language import WindowLanguage
from ui.widgets import ElidedLabel, Label, ReadingView
from ui.widgets.folded_text import MOST_LINES, UnfoldButton, WholeTextDialog, fold
from workstation.domain.case import Note
from workstation.domain.text import Bilingual

TEXTS = {
    "line breaks": "a\n" * 100_000,
    "one line": "We sold what the brand sold us. " * 32_000,
    "one word": "x" * 1_000_000,
    "marks": "e" + "\u0301" * 100_000,
    "quotes": "\n".join(">" * n + " said" for n in range(2_000)),
    "nothings": "a\0b" * 100_000,
    "from the right": "\u202eشركة عربية\n" * 30_000,
    "Han": "我们的商品来自品牌方。" * 30_000,
}
# In CPU time of this thread. A quick machine takes a fifteenth of it, a busy one five times that.
PROMISED = 0.3


def settled() -> None:
    QApplication.processEvents()


@pytest.mark.parametrize("name", TEXTS)
async def test_a_case_with_such_texts_everywhere_opens_at_once(office: Office, name: str) -> None:
    text = TEXTS[name]
    # The fonts of its script are loaded once.
    warm = ReadingView()
    warm.show_text(text[:40], "en")
    warm.grab()
    warm.deleteLater()
    await office.open("S04")
    await office.open("S02")
    settled()
    began = time.thread_time()
    await office.open("S04")
    settled()
    usual = time.thread_time() - began
    await office.open("S02")
    case = office.desk.table["S04"]
    office.desk.table["S04"] = replace(
        case,
        version=case.version + 1,
        title=Bilingual(text, text),
        statements=tuple(replace(each, text=text) for each in case.statements),
        evidence=tuple(
            replace(each, summary=Bilingual(text, text), file=text) for each in case.evidence
        ),
        notes=(*case.notes, Note(by=WEI.person, at=NOW, text=text)),
        parties=tuple(replace(each, name=text[:300]) for each in case.parties),
    )
    settled()
    began = time.thread_time()
    await office.open("S04")
    settled()
    assert time.thread_time() - began < usual + PROMISED


@pytest.mark.parametrize("name", TEXTS)
async def test_all_of_it_can_be_read_and_copied(dressed: WindowLanguage, name: str) -> None:
    text = TEXTS[name]
    window = QWidget()
    views = (ReadingView(), Label(wrap=True))
    for view in views:
        view.setParent(window)
        view.resize(500, 300)
    window.resize(600, 400)
    window.show()
    views[0].show_text(text, "en")
    views[1].content(text)
    for view in views:
        (button,) = in_sight(view, UnfoldButton)
        assert f"{len(text):,}" in button.text()
        began = time.thread_time()
        click(button)
        settled()
        assert time.thread_time() - began < 2.0
        dialog = window.findChildren(WholeTextDialog)[-1]
        shown = dialog.view.toPlainText()
        for strange in ("\n", "\u0301", "\0", "\ufffd"):
            shown, text_ = shown.replace(strange, ""), text.replace(strange, "")
        if name == "line breaks":
            assert shown == text_.replace("\n", "")
        click(button_of(dialog, "Copy all"))
        assert QGuiApplication.clipboard().text().replace("\0", "") == text.replace("\0", "")
        click(button_of(dialog, "Close"))
        await until(lambda: not window.findChildren(WholeTextDialog))
    window.deleteLater()


def test_a_usual_text_is_whole() -> None:
    letter = "Dear shop,\n\n" + "We have read what you sent. " * 300
    assert fold(letter).is_whole
    assert fold(letter).shown == letter
    assert not fold("a\n" * (MOST_LINES + 1)).is_whole


async def test_a_text_that_is_short_again_offers_nothing(dressed: WindowLanguage) -> None:
    view, label = ReadingView(), Label()
    for each in (view, label):
        each.show()
    view.show_text(TEXTS["one line"], "en")
    label.content(TEXTS["one line"])
    view.show_text("short", "en")
    label.content("short")
    assert not in_sight(view, UnfoldButton)
    assert not in_sight(label, UnfoldButton)
    assert label.contentsMargins().bottom() == 0
    view.deleteLater()
    label.deleteLater()


@pytest.mark.parametrize("name", TEXTS)
async def test_a_name_of_any_length_is_elided_at_once(dressed: WindowLanguage, name: str) -> None:
    label = ElidedLabel()
    label.resize(200, 20)
    label.show()
    began = time.thread_time()
    label.content(TEXTS[name])
    settled()
    assert time.thread_time() - began < PROMISED
    assert len(label.toolTip()) < 1_100
    label.deleteLater()
