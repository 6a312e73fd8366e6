"""Fields of forms: a name above, what is typed below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QTextEdit, QWidget

from ui.language import Source
from ui.theme import Icon, Tone, Type, theme
from ui.widgets.buttons import IconButton
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.look import describe, mark_content, set_role
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

_LINE, _FRAME, _NUMBER = 20, 16, 72


def named(name: Source, field: QWidget) -> QWidget:
    """The field below its name."""
    describe(field, name)
    both = QWidget()
    label = Label(name, Type.META, Tone.MUTED, wrap=True)
    label.setBuddy(field)
    both.setLayout(column(label, field, spacing=3))
    return both


class WordField(QLineEdit):
    """One line; `edited` when a person changed it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark_content(self)
        self.textEdited.connect(self.edited)

    def set_text(self, text: str) -> None:
        """Show `text`; the caret stays if it stands there already."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)


class LinesField(QTextEdit):
    """A few lines of plain text; `edited` when they changed other than by `put`."""

    edited = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        set_role(self, "field")
        mark_content(self)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._say)
        self._putting = False
        self._fit()
        theme().changed.connect(self._fit)

    def set_text(self, text: str) -> None:
        """Show `text`; caret and undo stay if it stands there already."""
        if text != self.toPlainText():
            self._putting = True
            self.setPlainText(text)
            self._putting = False

    def _say(self) -> None:
        if not self._putting:
            self.edited.emit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().scaled(_LINE * self._lines + _FRAME))


class NumberField(QSpinBox):
    """A number between two bounds. Scrolling past changes nothing."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        set_role(self.lineEdit(), "bare")
        self._fit()
        theme().changed.connect(self._fit)
        mark_content(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a styled spin box without its own buttons leaves the digits no room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(10, 2, -10, -2))

    def _fit(self) -> None:
        self.setFixedWidth(theme().scaled(_NUMBER))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: only a field that has the focus turns with the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Stepper(QWidget):
    """A number, and two buttons for who would rather not type."""

    def __init__(self, number: NumberField) -> None:
        super().__init__()
        self.less = IconButton(Icon.CHEVRON_DOWN, _("Less"))
        self.more = IconButton(Icon.CHEVRON_UP, _("More"))
        for button in (self.less, self.more):
            set_role(button, "small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.less.clicked.connect(number.stepDown)
        self.more.clicked.connect(number.stepUp)
        self.setLayout(row(number, self.less, self.more, spacing=2))
