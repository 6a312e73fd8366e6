"""`ReadingView`: shows text to be read at length, such as a claim, a letter or a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from ui.theme import Type, theme
from ui.widgets.folded_text import UnfoldButton, fold
from ui.widgets.look import mark_content, refuse_input_method, set_type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LATIN_MEASURE, _HAN_MEASURE = 72, 38
_LATIN_LINE, _HAN_LINE = 1.45, 1.65


class ReadingView(QTextEdit):
    """Case text, read only, as high as it is long; the pane around it scrolls.

    At most 72 Latin or 38 Han characters a line, lines 1.45 or 1.65 of the font size apart.
    """

    def __init__(self, step: Type = Type.READING) -> None:
        super().__init__()
        self._step = step
        self._chinese = False
        self._unfold = UnfoldButton(self)
        self._below = 0
        set_type(self, step)
        mark_content(self)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        refuse_input_method(self)
        self.setContentsMargins(0, 0, 0, 0)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._settle)

    def show_text(self, text: str, language_code: str) -> None:
        """Show plain text written in this language."""
        self._chinese = language_code.startswith("zh")
        folded = fold(text)
        self.setPlainText(folded.shown)
        self._below = self._unfold.offer("" if folded.is_whole else text)
        self._settle()

    def show_html(self, html: str, language_code: str) -> None:
        """Show text with marks in it; the caller escapes what parties wrote."""
        self._chinese = language_code.startswith("zh")
        self._below = self._unfold.offer("")
        self.setHtml(html)
        self._settle()

    def measure(self) -> int:
        """The width of the widest line, in pixels."""
        metrics = QFontMetrics(theme().font(self._step))
        if self._chinese:
            return metrics.horizontalAdvance("永") * _HAN_MEASURE
        return metrics.averageCharWidth() * _LATIN_MEASURE

    def sizeHint(self) -> QSize:
        """Qt: the measure wide, as high as the text."""
        return QSize(self.measure(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """Qt: as narrow as the pane likes."""
        return QSize(80, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keep the measure, follow with the height."""
        super().resizeEvent(event)
        self._fit()

    def _settle(self) -> None:
        spacing = QTextBlockFormat()
        line = _HAN_LINE if self._chinese else _LATIN_LINE
        pixels = theme().font(self._step).pixelSize() * line
        spacing.setLineHeight(pixels, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.document().setDefaultFont(theme().font(self._step))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self._fit()

    def _fit(self) -> None:
        width = min(self.width(), self.measure())
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)
        text = round(self.document().size().height()) + 1
        self._unfold.move(0, text + 2)
        height = text + self._below
        if self.minimumHeight() != height or self.maximumHeight() != height:
            self.setFixedHeight(height)
