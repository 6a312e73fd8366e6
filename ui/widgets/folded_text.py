"""Folds a text that is too long to be laid out at once: its beginning, and a way to the rest."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from ui.language import Source, bind, title_of, words_of
from ui.theme import Type
from ui.widgets.layout import STRETCH, column, row
from ui.widgets.look import describe, mark_content, set_role, set_type
from workstation.i18n import _
from workstation.value_class import dataclass

# No letter and no claim that somebody means to be read is longer; laying it out takes 20 ms.
MOST_CHARACTERS, MOST_LINES = 12_000, 200
# A label is a remark, a name, a line of a list.
LABEL_CHARACTERS, LABEL_LINES = 2_000, 40
# More of them pile up on one letter than any script has.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{8}}){_MARK}+")
# What draws nothing, or ends a text where it is read in C.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# A line of the whole text is cut for the screen after so many: Qt lays a line out as one.
_LONGEST_LINE = 4_000
_LONG_LINE = re.compile(f"(.{{{_LONGEST_LINE}}})(?=.)")
_SIZE = (820, 620)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text as it is shown.

    shown: its beginning, without what cannot be drawn.
    is_whole: whether that is all of it.
    """

    shown: str
    is_whole: bool


def fold(text: str, characters: int = MOST_CHARACTERS, most_lines: int = MOST_LINES) -> FoldedText:
    """Fold `text` after so many characters or lines; one of a usual length stays as it is."""
    lines = text[:characters].split("\n", most_lines)
    is_whole = len(text) <= characters and len(lines) <= most_lines
    drawn = drawable("\n".join(lines[:most_lines]))
    return FoldedText(drawn if is_whole else f"{drawn}…", is_whole)


def drawable(text: str) -> str:
    """`text` without what takes a screen apart: signs that draw nothing, and towers of marks."""
    return _MARKS.sub(r"\1", _CONTROLS.sub("\ufffd", text))


class _WordButton(QPushButton):
    """A word to press. `Button` cannot be it: what that is made of stands above labels."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "text")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bind(self, words_of(self), source)


class UnfoldButton(_WordButton):
    """Stands below a text that is folded, as a part of the widget that shows it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(_("Show all"), view)
        self._text = ""
        self.hide()
        self.clicked.connect(self._open)

    def offer(self, text: str) -> int:
        """Offer all of `text`; "" for nothing to offer. Returns how high the button is now."""
        self._text = text
        if not text:
            self.hide()
            return 0
        bind(self, words_of(self), _("Show all: {n} characters", n=len(text)))
        self.adjustSize()
        self.show()
        return self.sizeHint().height() + 4

    def _open(self) -> None:
        WholeTextDialog(self._text, self.window()).open()


class WholeTextDialog(QDialog):
    """All of a text, laid out as it comes into sight."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        bind(self, title_of(self), _("The whole text"))
        self._text = text
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        set_type(self.view, Type.READING)
        mark_content(self.view)
        describe(self.view, _("The whole text"))
        self.view.setPlainText(_LONG_LINE.sub(r"\1\n", drawable(text)))
        copy = _WordButton(_("Copy all"))
        copy.clicked.connect(self._copy)
        close = _WordButton(_("Close"))
        close.clicked.connect(self.accept)
        foot = row(copy, STRETCH, close)
        self.setLayout(column(self.view, foot, margins=(18, 16, 18, 14), spacing=12))
        self.resize(*_SIZE)
        self.view.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
