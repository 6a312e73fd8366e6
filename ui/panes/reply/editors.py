"""The letter in English and in Chinese beside each other, as plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from ui.language import bind
from ui.theme import Tone, Type, theme
from ui.widgets import Label, Splitter, column, describe, mark_content, set_type
from workstation.domain.labels import LANGUAGE
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _

_LINE = {Language.EN: 1.45, Language.ZH: 1.65}
_HINT = {
    Language.EN: _("Write the letter in English"),
    Language.ZH: _("Write the letter in Chinese"),
}


class LetterEdit(QTextEdit):
    """One side of a letter. Pasted formats are dropped; Tab moves on."""

    def __init__(self, side: Language) -> None:
        super().__init__()
        self._side = side
        set_type(self, Type.READING)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        mark_content(self)
        name: Message = _("Letter in {language}", language=LANGUAGE[side])
        describe(self, name)
        bind(self, self.setPlaceholderText, _HINT[side])
        theme().changed.connect(self._space)
        self._space()

    def place(self, text: str) -> None:
        """Show another text; its undo history begins here."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._space()

    def _space(self) -> None:
        spacing = QTextBlockFormat()
        pixels = theme().font(Type.READING).pixelSize() * _LINE[self._side]
        spacing.setLineHeight(pixels, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        signals = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.document().clearUndoRedoStacks()
        self.blockSignals(signals)


class Editors(QWidget):
    """Both sides. Says `typed` whenever a person changed either."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.sides = {side: LetterEdit(side) for side in Language}
        self._columns = {side: self._column(side) for side in Language}
        self._splitter = Splitter(Qt.Orientation.Horizontal)
        for each in self._columns.values():
            self._splitter.addWidget(each)
        self.setLayout(column(self._splitter))
        for edit in self.sides.values():
            edit.textChanged.connect(self._say)

    def place(self, text: Bilingual) -> None:
        """Show another letter."""
        self.sides[Language.EN].place(text.en)
        self.sides[Language.ZH].place(text.zh)

    def swap(self) -> None:
        """Change sides: what stood at the right stands at the left."""
        right = self._splitter.widget(1)
        if right is not None:
            self._splitter.insertWidget(0, right)

    def begin(self, side: Language) -> None:
        """Put the caret into one side."""
        self.sides[side].setFocus(Qt.FocusReason.OtherFocusReason)

    def _column(self, side: Language) -> QWidget:
        holder = QWidget()
        label = Label(LANGUAGE[side], Type.META, Tone.MUTED)
        parts: QVBoxLayout = column(label, self.sides[side], margins=(18, 8, 12, 4), spacing=2)
        parts.setStretch(1, 1)
        holder.setLayout(parts)
        holder.setMinimumWidth(140)
        return holder

    def _say(self) -> None:
        en, zh = (self.sides[side].toPlainText() for side in (Language.EN, Language.ZH))
        self.typed.emit(en, zh)
