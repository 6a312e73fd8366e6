"""Labels: words of the window, which follow its language, or case content, which does not."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.language import bind, tip_of, unbind
from ui.theme import Tone, Type, theme
from ui.widgets.folded_text import (
    LABEL_CHARACTERS,
    LABEL_LINES,
    UnfoldButton,
    drawable,
    fold,
)
from ui.widgets.look import CONTENT, mark_content, set_tone, set_type

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.language import Source

# No line of a window has room for more.
_EITHER_END = 300


class Label(QLabel):
    """A line or paragraph of text in one step of the type scale."""

    def __init__(
        self,
        source: Source | None = None,
        type: Type = Type.BODY,
        tone: Tone | None = None,
        *,
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        self._unfold: UnfoldButton | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        set_type(self, type)
        if tone is not None:
            set_tone(self, tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if source is not None:
            self.say(source)

    def say(self, source: Source) -> None:
        """Show a text of the window, in its language."""
        self.setProperty(CONTENT, None)
        bind(self, self.setText, source)

    def content(self, text: str) -> None:
        """Show text of a case, which is never translated."""
        unbind(self, self.setText)
        mark_content(self)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Qt: show `text`; of one that is too long its beginning, with a button to all of it."""
        folded = fold(text, LABEL_CHARACTERS, LABEL_LINES)
        super().setText(folded.shown)
        if not folded.is_whole and self._unfold is None:
            self._unfold = UnfoldButton(self)
        if self._unfold is not None:
            below = self._unfold.offer("" if folded.is_whole else text)
            self.setContentsMargins(0, 0, 0, below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the button stays below the text."""
        super().resizeEvent(event)
        if self._unfold is not None:
            self._unfold.move(0, self.height() - self._unfold.height())


class ElidedLabel(Label):
    """One line that gives up its middle when there is no room; the tooltip has it whole.

    With `end` it gives up its end: what begins a sentence tells more than what ends it.
    """

    def __init__(
        self, type: Type = Type.BODY, tone: Tone | None = None, *, end: bool = False
    ) -> None:
        self._whole = ""
        self._step = type
        self._mode = Qt.TextElideMode.ElideRight if end else Qt.TextElideMode.ElideMiddle
        super().__init__(None, type, tone)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(32)

    def setText(self, text: str) -> None:
        """Show `text`, whole where it fits."""
        self._whole = text
        self.setAccessibleName(one_line(text))
        self._fit()
        self.updateGeometry()

    def whole(self) -> str:
        """The text before anything was left out."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fit the text anew."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Qt: wide enough for the whole text."""
        metrics = QFontMetrics(theme().font(self._step))
        return QSize(
            metrics.horizontalAdvance(one_line(self._whole)) + 4, super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        """Qt: narrow, because it elides."""
        return QSize(32, super().minimumSizeHint().height())

    def _fit(self) -> None:
        room = max(self.width() - 2, 32)
        shown = _elided(
            one_line(self._whole), theme().font(self._step).toString(), room, self._mode
        )
        QLabel.setText(self, shown)
        tip_of(self)(self._whole if shown != self._whole else "")


@lru_cache(maxsize=4096)
def _elided(text: str, key: str, width: int, mode: Qt.TextElideMode) -> str:
    font = QFont()
    font.fromString(key)
    return QFontMetrics(font).elidedText(text, mode, width)


def elide_middle(text: str, font: QFont, width: int) -> str:
    """`text` with its middle left out where it is wider than `width`; remembered for painters."""
    return _elided(one_line(text), font.toString(), width, Qt.TextElideMode.ElideMiddle)


def one_line(text: str) -> str:
    """`text` as one line that can be measured at once: of a long one its beginning and end."""
    if len(text) > 2 * _EITHER_END:
        text = f"{text[:_EITHER_END]}…{text[-_EITHER_END:]}"
    return drawable(" ".join(text.split()) if "\n" in text or "\r" in text else text)
