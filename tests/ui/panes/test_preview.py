"""The preview shows what is sent: the same parts, in the same order, through the same gate."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import said, until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from ui.language import language
from ui.panes.reply.preview import PreviewSheet
from ui.widgets import ElidedLabel, ReadingView
from workstation.bilingual.bead import Side
from workstation.domain.letters import arrival
from workstation.domain.taxonomy import Language

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
EN, ZH = "Thank you for your appeal.\n\nWe are reading it.", "感谢您的申诉。\n\n我们正在审核。"


def sheet(office: Office) -> PreviewSheet:
    made = office.window.findChild(PreviewSheet)
    assert isinstance(made, PreviewSheet)
    return made


def drawn(office: Office) -> list[str]:
    """What stands on the sheet, part by part."""
    return [each.toPlainText() for each in sheet(office).findChildren(ReadingView)]


async def previewed(office: Office, en: str = EN, zh: str = ZH) -> PreviewSheet:
    await office.open("S01")
    reply = office.place.reply
    write(reply, en, zh)
    await until(lambda: reply.state.text.en == en)
    english = page(reply, Side.EN)
    english.setFocus()
    await until(english.hasFocus)
    QTest.keyClick(english, Qt.Key.Key_F7)
    await until(lambda: sheet(office).isVisible())
    return sheet(office)


async def test_the_sheet_shows_both_texts_in_the_recipients_order(office: Office) -> None:
    await previewed(office)
    party = office.place.reply.state.party
    assert party is not None
    parts = arrival(office.place.reply.state.text, None, party.language)
    assert drawn(office) == [part.text for part in parts]
    assert sheet(office).shown == parts


async def test_what_is_sent_is_what_was_previewed(office: Office) -> None:
    shown = await previewed(office)
    before = shown.shown
    shown.order_chosen.emit(before[1].language)
    await until(lambda: shown.shown == (before[1], before[0]))
    assert drawn(office) == [before[1].text, before[0].text]
    reply = office.place.reply
    await until(shown.send.isEnabled)
    QTest.keyClick(shown, Qt.Key.Key_Return, CTRL | SHIFT)
    await until(lambda: bool(office.desk.given))
    letter = office.desk.table["S01"].letters[-1]
    assert letter.first is before[1].language
    party = office.desk.table["S01"].party(letter.party)
    assert party is not None
    assert arrival(letter.text, letter.first, party.language) == (before[1], before[0])
    assert "first" in office.desk.table["S01"].timeline[-1].detail.en
    # It is remembered for the letters to come.
    assert office.memory.recall("letter order") == before[1].language.value
    assert reply.state.first is before[1].language


async def test_a_letter_that_is_held_back_says_so_and_cannot_be_sent_from_here(
    office: Office,
) -> None:
    shown = await previewed(office, "Please answer within 7 days.", "请在10天内答复。")
    await until(lambda: office.place.reply.state.refused is not None)
    assert not shown.send.isEnabled()
    refused = office.place.reply.state.refused
    assert language().text(refused.reason) in said(shown)
    QTest.keyClick(shown, Qt.Key.Key_Return, CTRL | SHIFT)
    assert office.desk.given == []
    assert shown.isVisible()


async def test_a_blank_is_shown_as_a_blank(office: Office) -> None:
    shown = await previewed(office, "Dear {{party_name}},", "{{party_name}}，您好：")
    assert all("{{party_name}}" in text for text in drawn(office))
    assert "background-color" in shown.findChildren(ReadingView)[0].toHtml()
    await until(lambda: not shown.send.isEnabled())


async def test_escape_goes_back_to_the_text(office: Office) -> None:
    shown = await previewed(office)
    QTest.keyClick(shown.area, Qt.Key.Key_Escape)
    english = page(office.place.reply, Side.EN)
    await until(english.hasFocus)
    assert not shown.isVisible()


async def test_an_order_chosen_before_is_there_on_the_next_day(office: Office) -> None:
    office.memory.remember("letter order", Language.ZH.value)
    office.place.begin()
    await office.open("S01")
    assert office.place.reply.state.first is Language.ZH


async def test_a_long_name_in_the_title_is_shortened_with_dots(office: Office) -> None:
    name = "Ningbo Shiguang Home & Garden Furnishings Company Limited, Zhejiang"
    case = office.desk.table["S01"]
    parties = tuple(replace(party, name=name) for party in case.parties)
    office.desk.table["S01"] = replace(case, parties=parties)
    shown = await previewed(office)
    (title,) = [each for each in shown.findChildren(ElidedLabel) if name in each.whole()]
    assert "…" in title.text()
    assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
    assert title.toolTip() == title.whole()
    assert shown.panel.width() <= office.window.width()
