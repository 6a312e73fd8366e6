"""Changes of the glossary that were refused: why, what was written, what stands now, ways on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.activities.glossary.state import Turned
from ui.activities.glossary.words import style_words, turned_words
from ui.casework import WidgetPool
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    IconMark,
    Label,
    OutlinedButton,
    QuietButton,
    Well,
    column,
    describe,
    refuse_input_method,
    row,
)
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import PutTerm, SetStyle, Term
from workstation.i18n import Message, _, pgettext

# Pixels at the drawn text size, and the share in hundredths of the pane that they may take.
_MOST, _SHARE = 240, 35


class RefusedTermCard(Well):
    """One of them. Its buttons say the id of the edit."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(str)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._id = ""
        describe(self, _("A change that was not taken"))
        self._what = Label(type=Type.STRONG, wrap=True)
        self._why = Label(type=Type.BODY, wrap=True)
        self._mine = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._now = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.redo = OutlinedButton(pgettext("act", "Do it again"), Icon.REDO)
        self.edit = QuietButton(pgettext("act", "Edit first"), Icon.DRAFT)
        self.drop = QuietButton(pgettext("act", "Drop it"), Icon.CLOSE)
        acts = (self.redo, self.edit, self.drop)
        head = row(IconMark(Icon.NEEDS_YOU, Tone.WARN, 18), self._what, *acts)
        head.setStretch(1, 1)
        self.setLayout(
            column(
                *(head, self._why, self._mine, self._now),
                margins=(14, 10, 14, 8),
                spacing=4,
            )
        )
        self.redo.clicked.connect(self._on_redo)
        self.edit.clicked.connect(self._on_edit)
        self.drop.clicked.connect(self._on_drop)

    def show_turned(self, turned: Turned) -> None:
        """Show one."""
        self._id = turned.id
        what = turned_words(turned.change, turned.subject)
        self._what.say(_("This was not taken ({at}): {what}", what=what, at=turned.given_at))
        if turned.remedy is not None:
            self._why.say(_("{reason} {remedy}", reason=turned.reason, remedy=turned.remedy))
        else:
            self._why.say(turned.reason)
        mine = _mine(turned)
        self._mine.setVisible(mine is not None)
        if mine is not None:
            self._mine.say(mine)
        self._now.setVisible(turned.now is not None)
        if turned.now is not None:
            self._now.say(_("It now says: {what}", what=term_words(turned.now)))
        self.edit.setVisible(isinstance(turned.change, PutTerm | SetStyle))

    def _on_redo(self) -> None:
        self.redo_pressed.emit(self._id)

    def _on_edit(self) -> None:
        self.edit_pressed.emit(self._id)

    def _on_drop(self) -> None:
        self.drop_pressed.emit(self._id)


class RefusedTermStrip(QScrollArea):
    """All of them, above the glossary; a few in sight, the rest by scrolling. Hidden while there
    is none."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(str)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self._column = column(margins=(16, 10, 16, 10), spacing=8)
        inside.setLayout(self._column)
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cards = WidgetPool[RefusedTermCard](self._column, self._made)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        refuse_input_method(self)
        self.hide()

    def show_turned(self, turned: tuple[Turned, ...]) -> None:
        """Show them, the oldest first."""
        for card, each in zip(self.cards.need(len(turned)), turned, strict=True):
            card.show_turned(each)
        self.setVisible(bool(turned))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as what it says, up to a limit."""
        wanted = self._column.totalHeightForWidth(self.viewport().width())
        around = self.parentWidget()
        most = theme().scaled(_MOST)
        if around is not None:
            most = min(most, around.height() * _SHARE // 100)
        self.setFixedHeight(min(max(wanted, 1), most))

    def _made(self) -> RefusedTermCard:
        card = RefusedTermCard()
        card.redo_pressed.connect(self.redo_pressed)
        card.edit_pressed.connect(self.edit_pressed)
        card.drop_pressed.connect(self.drop_pressed)
        return card


def _mine(turned: Turned) -> Message | None:
    match turned.change:
        case PutTerm(term=term):
            return _("You wrote: {what}", what=term_words(term))
        case SetStyle(style=style):
            return _("You chose: {what}", what=style_words(style))
        case UnknownCommand(words=words) if words:
            return _("You wrote: {what}", what=" · ".join(words))
        case _:
            return None


def term_words(term: Term) -> Message:
    """A term with everything that is written in it."""
    wrong = " · ".join((*term.forbidden_zh, *term.forbidden_en))
    said = " / ".join(each for each in (term.en, term.zh_hans, term.zh_hant, term.note) if each)
    if not wrong:
        return _("{term}", term=said)
    return _("{term} (not: {wrong})", term=said, wrong=wrong)
