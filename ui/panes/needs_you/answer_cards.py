"""The answers to a question as cards beside each other, of which one is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.language import language
from ui.theme import Type, theme
from ui.widgets import row
from workstation.app.values import AnswerKind
from workstation.i18n import Message

_PADDING, _CAP, _GAP, _RADIUS = 12, 22, 8, 6
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class AnswerCard(QRadioButton):
    """One answer: its key, its name, and what it does."""

    def __init__(self, answer: AnswerKind) -> None:
        super().__init__()
        self.answer = answer
        self._words: tuple[Message, Message] | None = None
        self._key = ""
        # Digits choose, as long as one of the cards has the focus.
        self.setProperty("own_keys", ["1", "2", "3"])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        language().changed.connect(self._tell)
        theme().changed.connect(self.updateGeometry)

    def show_answer(self, key: str, words: tuple[Message, Message], *, enabled: bool) -> None:
        """Show the answer under that key, and whether it can be given."""
        self._key, self._words = key, words
        self.setEnabled(enabled)
        self._tell()

    @property
    def said(self) -> tuple[str, str]:
        """Its name and what it does, in the language of the window."""
        if self._words is None:
            return "", ""
        name, does = self._words
        return language().text(name), language().text(does)

    def sizeHint(self) -> QSize:
        """Qt: as high as its two texts."""
        return QSize(200, self._height(max(self.width(), theme().scaled(200))))

    def hasHeightForWidth(self) -> bool:
        """Qt: what it does may take more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: as high as its two texts at that width."""
        return self._height(width)

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002  Qt gives the place.
        """Qt: all of the card."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the card."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        edge = QColor(tokens.accent if chosen or focused else tokens.line)
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        name, does = self.said
        cap = QRect(_PADDING, _PADDING, theme().scaled(_CAP), theme().scaled(20))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(cap, 3, 3)
        painter.setFont(theme().font(Type.META))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)
        left, width = self._text_area(self.width())
        painter.setFont(theme().font(Type.STRONG))
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.muted))
        first = self._first_height(width)
        painter.drawText(QRect(left, _PADDING, width, first), _WRAP, name)
        painter.setFont(theme().font(Type.META))
        painter.setPen(QColor(tokens.muted))
        below = QRect(left, _PADDING + first + 2, width, self.height())
        painter.drawText(below, _WRAP, does)

    def _text_area(self, width: int) -> tuple[int, int]:
        left = _PADDING + theme().scaled(_CAP) + _GAP
        return left, max(width - left - _PADDING, 40)

    def _first_height(self, width: int) -> int:
        metrics = QFontMetrics(theme().font(Type.STRONG))
        return metrics.boundingRect(QRect(0, 0, width, 1000), _WRAP, self.said[0]).height()

    def _height(self, width: int) -> int:
        room = self._text_area(width)[1]
        metrics = QFontMetrics(theme().font(Type.META))
        second = metrics.boundingRect(QRect(0, 0, room, 1000), _WRAP, self.said[1]).height()
        return 2 * _PADDING + self._first_height(room) + 2 + second

    def _tell(self) -> None:
        name, does = self.said
        self.setAccessibleName(name)
        self.setAccessibleDescription(does)
        self.updateGeometry()
        self.update()


class AnswerCards(QWidget):
    """The cards of all answers, of which a question shows its own. `chosen` says the one that a
    person chose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.cards = {each: AnswerCard(each) for each in AnswerKind}
        self._shown: tuple[AnswerKind, ...] = ()
        for card in self.cards.values():
            self._group.addButton(card)
            card.clicked.connect(partial(self._say, card.answer))
        parts = row(*self.cards.values(), spacing=10)
        for at in range(len(self.cards)):
            parts.setStretch(at, 1)
        self.setLayout(parts)

    def show_answers(
        self, answers: tuple[tuple[AnswerKind, tuple[Message, Message], bool], ...], now: AnswerKind
    ) -> None:
        """Show these answers with their words and whether each can be given; `now` is chosen."""
        self._shown = tuple(answer for answer, _words, _enabled in answers)
        for answer, card in self.cards.items():
            card.setVisible(answer in self._shown)
        for at, (answer, words, enabled) in enumerate(answers, start=1):
            self.cards[answer].show_answer(str(at), words, enabled=enabled)
        self.cards[now].setChecked(True)

    def take_focus(self) -> None:
        """Give the focus to the answer that is chosen."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: a digit chooses."""
        key = event.text()
        if key.isdigit() and 0 < int(key) <= len(self._shown):
            card = self.cards[self._shown[int(key) - 1]]
            if card.isEnabled():
                card.setFocus(Qt.FocusReason.OtherFocusReason)
                card.click()
        else:
            super().keyPressEvent(event)

    def _say(self, answer: AnswerKind, _checked: bool = False) -> None:
        self.chosen.emit(answer)
