"""Deposited work: the list, what one device had not sent, and that it was dealt with."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.activities.people.choices import ChosenList
from ui.activities.people.row_delegates import HEIGHT, DepositDelegate
from ui.activities.people.state import DepositsState
from ui.activities.people.words import (
    in_both,
    item_words,
    reads_words,
    spoken_deposit,
)
from ui.casework import WidgetPool, in_language, show_refused, will_be_sent
from ui.pane_keys import PaneKeys
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    Heading,
    Label,
    NoticeBar,
    PrimaryButton,
    ReadingView,
    Splitter,
    TextButton,
    Well,
    column,
    describe,
    describe_one,
    foot,
    mark_content,
    row,
    sheet,
)
from ui.widgets.fields import LinesField, named
from ui.widgets.row_list import RowModel
from workstation.domain.people.deposit import Deposit, DepositRow, DepositState, Unsent
from workstation.domain.text import Bilingual
from workstation.i18n import _

_LIST = 420


class ItemCard(Well):
    """One command or draft: about what, when, and every word. Says `opened` with the case."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._case = ""
        self._what = Label(type=Type.STRONG, wrap=True)
        self._about = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.open = TextButton(_("Open the case"))
        texts = column(spacing=6)
        self._texts = WidgetPool(texts, ReadingView)
        self._silent = Label(_("Without words."), Type.META, Tone.MUTED)
        head = row(self._what, self.open)
        head.setStretch(0, 1)
        self.setLayout(
            column(*(head, self._about, texts, self._silent), margins=(14, 10, 14, 12), spacing=4)
        )
        self.open.clicked.connect(lambda: self.opened.emit(self._case))

    def show_item(self, item: Unsent, *, in_sight: bool) -> None:
        """Show it; its case can be opened by whoever holds that."""
        self._case = item.record_id
        what = item_words(item)
        self._what.say(what)
        describe_one(self.open, _("Open the case"), what)
        self._about.say(partial(_about, item))
        mark_content(self._about)
        self.open.setVisible(in_sight)
        said = [part for text in item.words for part in _sides(text)]
        for view, (text, code) in zip(self._texts.need(len(said)), said, strict=True):
            view.show_text(text, code)
            describe(view, in_language(what, code))
        self._silent.setVisible(not said)


class DepositDetail(QWidget):
    """What one device laid down, and the field for what became of it."""

    case_opened = Signal(str)
    typed = Signal(str)
    dealt_with = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._shown: Deposit | None = None
        self._title = Label(type=Type.TITLE, wrap=True)
        self._when = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._never = NoticeBar()
        self._done = NoticeBar()
        items = column(spacing=10)
        self.items = WidgetPool(items, self._made)
        read = sheet(
            *(self._title, self._when, self._done, self._never),
            *(Heading(_("What was not sent")), items),
            spacing=10,
        )
        self.word = LinesField(2)
        self.deal = PrimaryButton(_("Say that it is dealt with"), Icon.CHECK)
        self.deal.show_key("Ctrl+Enter")
        self._refused = NoticeBar()
        became = named(_("What became of it, for the record"), self.word)
        deal = row(self.deal, STRETCH)
        self._foot = foot(column(became, self._refused, deal, spacing=6), margins=(20, 9, 20, 9))
        whole = column(read, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.word.edited.connect(lambda: self.typed.emit(self.word.toPlainText()))
        self.deal.clicked.connect(self.dealt_with)

    def show_deposit(self, state: DepositsState) -> None:
        """Show the one that is read."""
        deposit = state.chosen
        if deposit is None:
            return
        self._title.say(_("Unsent work of {name}", name=deposit.person.name))
        crew = next((each for each in state.crews if each.name == deposit.crew), None)
        self._when.say(
            _(
                "Handed in on {at} by workstation {device}. {who}",
                at=deposit.laid_at or "",
                device=deposit.device[:8],
                who=reads_words(crew),
            )
        )
        self._never.say(
            _("Nothing of this is carried out. If it is still needed, do it in your own name."),
            Tone.INFO,
            dismissable=False,
        )
        cards = self.items.need(len(deposit.items))
        for card, item in zip(cards, deposit.items, strict=True):
            card.show_item(item, in_sight=item.record_id in state.in_sight)
        if deposit.state is DepositState.DEALT_WITH:
            done = _("Dealt with: {word}", word=deposit.word)
            tone = Tone.OK if state.sent else Tone.INFO
            self._done.say(will_be_sent(done, sent=state.sent), tone, dismissable=False)
        else:
            self._done.clear()
        self._foot.setVisible(state.closed is None)
        if state.ticket != self._ticket:
            self._ticket = state.ticket
            self.word.set_text(state.word)
        self.deal.setEnabled(bool(state.word.strip()))
        show_refused(self._refused, state.refused)

    def _made(self) -> ItemCard:
        card = ItemCard()
        card.opened.connect(self.case_opened)
        return card


class DepositsView(QWidget):
    """The list of deposited work, and the one that is read."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.list = ChosenList(
            _("Deposited work"),
            RowModel[DepositRow](lambda row: row.id, spoken_deposit),
            DepositDelegate(),
        )
        self._stage = ContentStage(self.list, rows=4, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.detail = DepositDetail()
        self._side = QStackedWidget()
        self._unchosen = EmptyPanel(
            Icon.INBOX,
            _("Nothing is chosen"),
            _("Choose whose work you want to read. It is never carried out by itself."),
        )
        for each in (self._unchosen, self.detail):
            self._side.addWidget(each)
        self._stage.setMinimumWidth(300)
        across = Splitter(Qt.Orientation.Horizontal)
        across.addWidget(self._stage)
        across.addWidget(self._side)
        across.setStretchFactor(1, 1)
        across.setSizes([_LIST, 900])
        self.setLayout(row(across))
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self._on_in)

    def show_state(self, state: DepositsState) -> None:
        """Show the list, and the work that is read."""
        chosen = state.chosen
        self.list.show_rows(state.rows, chosen.id if chosen is not None else "")
        if state.rows:
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.INBOX,
                _("No deposited work"),
                _(
                    "When somebody's access ends, their device hands in what was not sent. The"
                    " lead of their crew reads it here, or a supervisor."
                ),
            )
            self._stage.show_panel(self._nothing)
        self.detail.show_deposit(state)
        self._side.setCurrentWidget(self.detail if chosen is not None else self._unchosen)

    def parts(self) -> list[PaneKeys]:
        """What F6 goes through."""
        return [PaneKeys(self.list, self.list), PaneKeys(self._side)]

    def _on_in(self) -> None:
        if self.detail.word.isVisible():
            self.detail.word.setFocus(Qt.FocusReason.OtherFocusReason)


def _about(item: Unsent) -> str:
    """What it is about, as that was called."""
    called = " · ".join(each for each in (item.reference, in_both(item.title)) if each)
    return called or item.record_id


def _sides(text: Bilingual) -> list[tuple[str, str]]:
    """What is said in a text, once where both sides say the same."""
    said = [(text.en, "en"), (text.zh, "zh")]
    if text.en == text.zh:
        return [(text.zh, "zh" if any(ord(each) > 0x2E80 for each in text.zh) else "en")]
    return [each for each in said if each[0].strip()]
