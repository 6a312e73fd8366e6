"""Small marks: a state as a pill, an outlined tag, and a key as on the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from ui.keyboard import keyboard
from ui.language import bind, unbind
from ui.theme import Tone, Type, theme
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.look import CONTENT, mark_content, set_role, set_tone, set_type
from ui.widgets.shape import Shape, ShapeMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.language import Source

_MARKS = {"en": "EN", "zh": "中", "zh_Hans": "中", "zh-Hans": "中"}


class Pill(QFrame):
    """The state of a case as a shape and a word, which can be read without the colour."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "pill")
        self._mark = ShapeMark()
        self._word = Label(type=Type.META)
        self._word.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self._mark, self._word, margins=(8, 2, 9, 2), spacing=5))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, shape: Shape, source: Source, tone: Tone) -> None:
        """Show a state by its shape, word and tone."""
        self._mark.show_shape(shape, tone)
        self._word.say(source)
        set_tone(self._word, tone)
        set_tone(self, tone)


class Tag(QLabel):
    """A small outlined word: a language, a kind, a clause."""

    def __init__(self, source: Source | None = None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "tag")
        set_type(self, Type.META)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if source is not None:
            self.say(source)

    def say(self, source: Source) -> None:
        """Show a word of the window."""
        self.setProperty(CONTENT, None)
        bind(self, self.setText, source)

    def content(self, text: str) -> None:
        """Show a word of the case, or a language mark."""
        unbind(self, self.setText)
        mark_content(self)
        self.setText(text)


class KeyCap(QLabel):
    """A key as it stands on the keyboard."""

    def __init__(self, keys: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self, "key")
        set_type(self, Type.META)
        mark_content(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_keys(keys)

    def show_key_of(self, action: str) -> None:
        """Show the key of `action`, as the person has it."""
        bind(self, self.show_keys, lambda: keyboard().name(action))

    def show_keys(self, keys: str) -> None:
        """Show other keys, or nothing."""
        self.setText(keys.replace("+", " "))
        if self.parentWidget() is not None:
            self.setVisible(bool(keys))
        else:
            # Shown before it stands anywhere it would be a window, and take the keys from its own.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, not keys)


def language_mark(codes: Iterable[str]) -> str:
    """The languages of a case as a row shows them: EN, 中, or both."""
    return " ".join(dict.fromkeys(_MARKS.get(code, code.upper()) for code in sorted(codes)))


def draw_tag(painter: QPainter, right: float, middle: float, text: str) -> float:
    """Draw a tag whose right edge is at `right` and whose centre line is `middle`.

    Answers with its left edge, so that a row can go on beside it.
    """
    font = theme().font(Type.META)
    metrics = QFontMetrics(font)
    width, height = metrics.horizontalAdvance(text) + 9, metrics.height() + 1
    box = QRectF(right - width + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(QPen(QColor(theme().tokens.line), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(theme().tokens.muted))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return right - width
