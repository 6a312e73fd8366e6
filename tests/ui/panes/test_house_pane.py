"""The house pane with real clicks and keys, over a book in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import click, compose, in_sight, said, until
from tests.ui.pages.house import HousePage
from tests.ui.panes.book import BOOK, BookDesk
from tests.ui.panes.table import NOW, SOFIA, WEI
from tests.ui.sweep import assert_speaks
from ui.activities.glossary.pane import GlossaryPane
from ui.activities.glossary.state import Section
from ui.activities.glossary.words import SECTIONS
from ui.activity import Seat
from ui.casework import RefusedChangeCard
from ui.language import WindowLanguage, language
from ui.shell import ActionId, Actions
from ui.shell.keys import KeyRouter
from ui.theme import Mode, Theme
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import Glossary, GlossaryChange, LetPass, Term
from workstation.domain.house_style import QuoteStyle
from workstation.i18n import Message, _

CTRL = Qt.KeyboardModifier.ControlModifier


class Opened:
    """A pane on the screen, and the desk behind it."""

    def __init__(self, desk: BookDesk) -> None:
        self.desk = desk
        ids = iter(range(100))
        self.left = False
        self.pane = GlossaryPane(
            Seat(
                workstation=desk,
                frame=self,
                host=None,
                memory=None,
                way=self,
                now=lambda: NOW,
                new_id=lambda: f"new-{next(ids)}",
            )
        )
        self.page = HousePage(self.pane)
        actions = Actions()
        actions.on(ActionId.STEP_BACK, self.pane.step_back)
        # Its parent, the view, keeps it.
        KeyRouter(self.pane.view, actions, lambda _action: True)
        self.pane.view.resize(1200, 700)
        self.pane.view.show()

    def home(self) -> None:
        """The glossary was left for the cases."""
        self.left = True

    def toast(
        self, said: Message, undo: Callable[[], object] | None = None, seconds: int = 10
    ) -> None:
        """What was done is said in the window."""

    async def begin(self) -> Opened:
        self.pane.refresh()
        await until(lambda: self.pane.state.terms.total > 0)
        return self

    def row(self, at: int) -> None:
        """Click a row of the terms."""
        view = self.pane.view.terms.list
        middle = view.visualRect(view.model().index(at, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def tab(self, section: Section) -> None:
        """Click a tab."""
        self.page.tab(language().text(SECTIONS[section]))


@pytest.fixture
async def opened(dressed: WindowLanguage) -> AsyncIterator[Opened]:
    made = await Opened(BookDesk()).begin()
    yield made
    made.pane.view.close()
    made.pane.view.deleteLater()
    await until(lambda: True)


@pytest.fixture
async def reader(dressed: WindowLanguage) -> AsyncIterator[Opened]:
    desk = BookDesk()
    desk.others_change(LetPass("appeal=上诉", "a court's own word"), WEI)
    desk.me = WEI
    made = await Opened(desk).begin()
    yield made
    made.pane.view.close()
    made.pane.view.deleteLater()
    await until(lambda: True)


async def test_a_policy_user_changes_a_term_with_keys_alone(opened: Opened) -> None:
    form = opened.pane.view.terms.form
    opened.pane.view.terms.list.setFocus()
    QTest.keyClick(opened.pane.view.terms.list, Qt.Key.Key_Down)
    assert form.en.text() == "order"
    QTest.keyClick(opened.pane.view.terms.list, Qt.Key.Key_Return)
    assert form.en.hasFocus()
    QTest.keyClicks(form.en, "order number")
    assert form.save.isEnabled()
    opened.pane.save()
    await until(lambda: bool(opened.desk.mine))
    await until(lambda: opened.pane.state.waiting == 1)
    assert opened.desk.current.term("order").en == "order number"
    assert "waiting to send" in said(form)


async def test_what_is_typed_survives_a_click_on_another_term(opened: Opened) -> None:
    form = opened.pane.view.terms.form
    form.note.setFocus()
    QTest.keyClicks(form.note, "Mind: ")
    before = form.note.toPlainText()
    assert before.startswith("Mind: ")
    opened.row(2)
    assert form.en.text() == "uphold"
    opened.row(0)
    assert form.note.toPlainText() == before
    assert "not saved" in said(form)


async def test_a_refusal_stands_at_the_form_and_the_text_stays(opened: Opened) -> None:
    form = opened.pane.view.terms.form
    form.zh_hans.selectAll()
    QTest.keyClick(form.zh_hans, Qt.Key.Key_Delete)
    click(form.save)
    await until(lambda: opened.pane.state.terms.form.refused is not None)
    assert "approved Chinese" in said(form)
    assert form.zh_hans.text() == ""
    assert opened.desk.mine == []
    click(form.revert)
    assert form.zh_hans.text() == "申诉"
    assert "approved Chinese" not in said(form)


async def test_a_term_is_taken_out_with_a_reason(opened: Opened) -> None:
    form = opened.pane.view.terms.form
    click(form.take_out)
    assert form.ask.isVisible()
    QTest.keyClick(form.ask.reason, Qt.Key.Key_Escape)
    assert not form.ask.isVisible()
    click(form.take_out)
    QTest.keyClicks(form.ask.reason, "said otherwise now")
    click(form.ask.drop)
    await until(lambda: opened.pane.state.terms.total == 2)
    assert form.en.text() == "order"


async def test_a_new_term_is_written(opened: Opened) -> None:
    terms, form = opened.pane.view.terms, opened.pane.view.terms.form
    click(terms.new)
    assert form.en.hasFocus()
    assert not form.take_out.isVisible()
    QTest.keyClicks(form.en, "goodwill")
    form.zh_hans.setFocus()
    compose(form.zh_hans, "", "善意补偿")
    click(form.save)
    await until(lambda: opened.pane.state.terms.total == 4)
    assert opened.desk.current.term("new-0").zh_hans == "善意补偿"


async def test_searching_by_a_wrong_rendering_and_finding_nothing(opened: Opened) -> None:
    terms = opened.pane.view.terms
    opened.pane.focus_search()
    QTest.keyClicks(terms.search, "petition")
    QTest.keyClick(terms.search, Qt.Key.Key_Return)
    assert terms.list.model().rowCount() == 1
    assert terms.list.hasFocus()
    opened.pane.focus_search()
    QTest.keyClick(terms.search, Qt.Key.Key_End)
    assert "1 of 3 terms" in said(terms)
    QTest.keyClicks(terms.search, "zzz")
    QTest.keyClick(terms.search, Qt.Key.Key_Return)
    assert not terms.list.isVisible()
    assert "No term says this" in said(terms)
    QTest.keyClick(terms.search, Qt.Key.Key_Escape)
    assert terms.search.text() == "petitionzzz"
    assert not terms.search.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert terms.list.isVisible()
    assert terms.list.model().rowCount() == 3
    assert not opened.left


async def test_escape_leaves_the_book_last(opened: Opened) -> None:
    opened.pane.view.begin()
    assert opened.pane.view.terms.list.hasFocus()
    QTest.keyClick(opened.pane.view.terms.list, Qt.Key.Key_Escape)
    assert opened.left


async def test_who_reads_cannot_write(reader: Opened) -> None:
    pane, form = reader.pane, reader.pane.view.terms.form
    assert "policy role" in said(pane.view)
    for field in (form.en, form.zh_hans, form.zh_hant, form.note, form.forbidden_zh):
        assert field.isReadOnly()
    assert not form.part.isEnabled()
    QTest.keyClicks(form.en, "x")
    assert form.en.text() == "appeal"
    for button in (pane.view.terms.new, form.save, form.take_out, form.revert):
        assert not button.isVisible()
    reader.tab(Section.STYLE)
    assert not pane.view.style_page.save.isVisible()
    assert not pane.view.style_page.quotes.isEnabled()


async def test_who_reads_sees_what_passes_and_cannot_end_it(reader: Opened) -> None:
    pane = reader.pane
    reader.tab(Section.PASSES)
    QTest.keyClick(pane.view.passes.list, Qt.Key.Key_Down)
    assert "“上诉” for “appeal”" in said(pane.view.passes)
    assert WEI.name in said(pane.view.passes)
    assert not pane.view.passes.stop.isVisible()


async def test_a_policy_user_ends_what_passes(dressed: WindowLanguage) -> None:
    desk = BookDesk()
    desk.others_change(LetPass("appeal=上诉", "a court's own word"), WEI)
    opened = await Opened(desk).begin()
    opened.tab(Section.PASSES)
    QTest.keyClick(opened.pane.view.passes.list, Qt.Key.Key_Down)
    click(opened.pane.view.passes.stop)
    await until(lambda: not opened.pane.state.passes)
    assert "Nothing always passes" in said(opened.pane.view.passes)
    assert desk.current.passes == ()
    opened.pane.view.deleteLater()


async def test_a_refused_change_stands_on_top_and_is_done_again(opened: Opened) -> None:
    form = opened.pane.view.terms.form
    form.note.setFocus()
    QTest.keyClicks(form.note, "mine ")
    click(form.save)
    await until(lambda: bool(opened.desk.mine))
    opened.desk.refuse(_("Somebody was faster."))
    opened.pane.refresh()
    await until(opened.pane.view.refused_changes.isVisible)
    assert "Somebody was faster." in said(opened.pane.view.refused_changes)
    assert "mine" in said(opened.pane.view.refused_changes)
    (card,) = opened.pane.view.refused_changes.cards.need(1)
    click(card.redo)
    await until(lambda: not opened.pane.view.refused_changes.isVisible())
    assert [each.refused for each in opened.desk.mine] == [None]


async def test_a_refused_change_is_dropped(opened: Opened) -> None:
    await opened.desk.change(LetPass("appeal!", "our brand says so"))
    opened.desk.refuse(_("No."))
    opened.pane.refresh()
    await until(opened.pane.view.refused_changes.isVisible)
    (card,) = opened.pane.view.refused_changes.cards.need(1)
    assert not card.edit.isVisible()
    click(card.drop)
    await until(lambda: not opened.pane.view.refused_changes.isVisible())
    assert opened.desk.mine == []


async def test_a_change_that_only_a_later_version_knows_is_shown_with_its_words(
    opened: Opened,
) -> None:
    phrase = UnknownCommand(kind="put_phrase", v=4, body=b"{}", words=("in good faith", "善意"))
    await opened.desk.change(phrase)
    opened.pane.refresh()
    await until(lambda: opened.pane.state.waiting == 1)
    opened.desk.refuse(_("This command is of a kind that this version does not know."))
    opened.pane.refresh()
    await until(opened.pane.view.refused_changes.isVisible)
    shown = said(opened.pane.view.refused_changes)
    assert "does not know" in shown
    assert "in good faith · 善意" in shown
    (card,) = opened.pane.view.refused_changes.cards.need(1)
    assert not card.edit.isVisible()
    card.edit.click()
    await until(lambda: True)
    assert len(opened.desk.mine) == 1
    click(card.redo)
    await until(lambda: not opened.pane.view.refused_changes.isVisible())
    assert [(each.change, each.refused) for each in opened.desk.mine] == [(phrase, None)]


async def test_the_style_is_chosen_and_saved(opened: Opened) -> None:
    page = opened.pane.view.style_page
    opened.tab(Section.STYLE)
    click(opened.page.quotes("「 」"))
    page.en_words.setFocus()
    page.en_words.selectAll()
    QTest.keyClicks(page.en_words, "25")
    click(page.save)
    await until(lambda: opened.pane.state.waiting == 1)
    style = opened.desk.current.style
    assert style.quotes is QuoteStyle.CORNER
    assert style.max_en_words == 25
    assert not page.save.isEnabled()


async def test_sentence_lengths_keep_their_bounds(opened: Opened) -> None:
    page = opened.pane.view.style_page
    opened.tab(Section.STYLE)
    for number in (page.en_words, page.zh_chars):
        number.setValue(10**6)
        assert number.value() == number.maximum()
    opened.pane.save()
    await until(lambda: bool(opened.desk.mine))
    assert opened.pane.state.style.refused is None


@pytest.mark.parametrize("section", list(Section))
async def test_every_part_speaks_the_language_of_the_window(
    opened: Opened, dressed: WindowLanguage, section: Section
) -> None:
    await opened.desk.change(LetPass("appeal!", "our brand says so"))
    opened.pane.refresh()
    await until(lambda: bool(opened.pane.state.passes))
    opened.tab(section)
    assert_speaks(opened.pane.view, dressed)


async def test_a_language_switch_loses_nothing(opened: Opened, dressed: WindowLanguage) -> None:
    form = opened.pane.view.terms.form
    form.note.setFocus()
    QTest.keyClicks(form.note, "Mind: ")
    caret = form.note.textCursor().position()
    form.part.setFocus()
    dressed.switch("zh_Hans")
    assert form.note.toPlainText().startswith("Mind: ")
    assert form.note.textCursor().position() == caret
    assert form.part.value == "procedure"


async def test_tab_goes_from_the_search_to_save(opened: Opened) -> None:
    terms, form = opened.pane.view.terms, opened.pane.view.terms.form
    form.note.setFocus()
    QTest.keyClicks(form.note, "x")
    terms.search.setFocus()
    order = [
        *(terms.new, terms.list, form.en, form.zh_hans, form.zh_hant, form.part, form.note),
        *(form.forbidden_zh, form.forbidden_en, form.take_out, form.revert, form.save),
    ]
    for expected in order:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is expected


async def test_hundreds_of_terms_cost_only_those_in_sight(
    dressed: WindowLanguage, ui_theme: Theme
) -> None:
    terms = tuple(
        Term(id=str(n), en=f"term {n}", zh_hans=f"词{n}", forbidden_zh=(f"字{n}",))
        for n in range(3000)
    )
    opened = await Opened(BookDesk(me=SOFIA, truth=Glossary(version=1, terms=terms))).begin()
    view = opened.pane.view.terms.list
    painted: list[int] = []
    delegate = view.itemDelegate()
    write = delegate.lines

    def lines(first: object, second: object, row: object) -> None:
        painted.append(1)
        write(first, second, row)

    delegate.lines = lines
    ui_theme.wear(Mode.DARK)
    opened.pane.view.grab()
    assert 0 < len(painted) < 60
    assert view.indexAt(QPoint(5, 5)).row() == 0
    ui_theme.wear(Mode.LIGHT)
    opened.pane.view.deleteLater()
    assert len(BOOK.terms) == 3


async def test_a_second_press_saves_nothing_twice(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    change = opened.desk.change

    async def slowly(wanted: GlossaryChange) -> str:
        begun.set()
        await go_on.wait()
        return await change(wanted)

    monkeypatch.setattr(opened.desk, "change", slowly)
    form = opened.pane.view.terms.form
    opened.row(1)
    form.en.setFocus()
    form.en.selectAll()
    QTest.keyClicks(form.en, "order number")
    click(form.save)
    await begun.wait()
    click(form.save)
    opened.pane.save()
    go_on.set()
    await until(lambda: opened.pane.state.waiting == 1)
    assert len(opened.desk.mine) == 1
    # Nobody else changed it: the second press must not say so.
    assert opened.pane.state.terms.form is not None
    assert opened.pane.state.terms.form.refused is None


async def test_what_was_not_taken_is_done_again_once(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.pane.view.terms.form.en.setFocus()
    QTest.keyClicks(opened.pane.view.terms.form.en, "s")
    opened.pane.save()
    await until(lambda: bool(opened.desk.mine))
    opened.desk.refuse(_("Not now."))
    opened.pane.refresh()
    await until(lambda: bool(opened.pane.state.refused_changes))
    given: list[GlossaryChange] = []
    change = opened.desk.change

    async def slowly(wanted: GlossaryChange) -> str:
        given.append(wanted)
        await asyncio.sleep(0)
        return await change(wanted)

    monkeypatch.setattr(opened.desk, "change", slowly)
    (card,) = in_sight(opened.pane.view.refused_changes, RefusedChangeCard)
    click(card.redo)
    click(card.redo)
    await until(lambda: not opened.pane.state.refused_changes)
    assert len(given) == 1
