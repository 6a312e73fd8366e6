"""The fields of forms: for words, lines, days and numbers, with their names above them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from ui.language import Source, language
from ui.theme import Icon, Tone, Type, theme
from ui.widgets.buttons import IconButton
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.look import describe, describe_one, mark_content, set_role, set_type
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

_LINE, _FRAME, _NUMBER, _AMOUNT = 20, 16, 72, 132
# A float holds every amount up to it to the last decimal.
_MOST = 99_999_999_999
# The least height of a text that grows, and what its frame takes of it.
_LEAST, _GROWING_FRAME = 62, 14


def named(name: Source, field: QWidget) -> QWidget:
    """Put `name` above `field`, and return both as one widget."""
    describe(field, name)
    both = QWidget()
    label = Label(name, Type.META, Tone.MUTED, wrap=True)
    label.setBuddy(field)
    both.setLayout(column(label, field, spacing=3))
    return both


class WordField(QLineEdit):
    """A field of one line. The signal `edited` says that a person changed it."""

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
    """A field of a few lines. The signal `edited` says that they changed, but not by `set_text`."""

    edited = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        set_role(self, "field")
        mark_content(self)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_change)
        self._filling = False
        self.fit()
        theme().changed.connect(self.fit)

    def set_text(self, text: str) -> None:
        """Show `text`; caret and undo stay if it stands there already."""
        if text != self.toPlainText():
            self._filling = True
            self.setPlainText(text)
            self._filling = False

    def fit(self) -> None:
        """Be as high as so many lines are."""
        self.setFixedHeight(theme().scaled(_LINE * self._lines + _FRAME))

    def _on_change(self) -> None:
        if not self._filling:
            self.edited.emit()


class GrowingField(LinesField):
    """A field that grows with its text instead of scrolling, to be read while it is written."""

    def __init__(self) -> None:
        super().__init__(lines=2)
        set_type(self, Type.READING)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width is another height."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the text is."""
        wanted = round(self.document().size().height()) + _GROWING_FRAME
        height = max(wanted, theme().scaled(_LEAST))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _on_change(self) -> None:
        self.fit()
        super()._on_change()


class DayField(QDateEdit):
    """A field for a day, written as the language of the window writes days.

    The signal `edited` says that a person chose another day. The wheel changes nothing while the
    field does not have the focus.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark_content(self)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self.lineEdit(), "bare")
        self._filling = False
        self._on_language()
        language().changed.connect(self._on_language)
        self.dateChanged.connect(self._on_change)

    @property
    def day(self) -> date:
        """The day that is chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date, latest: date | None = None) -> None:
        """Show this day, without saying so; none after `latest` can be chosen."""
        self._filling = True
        if latest is not None:
            self.setMaximumDate(QDate(latest.year, latest.month, latest.day))
        self.setDate(QDate(day.year, day.month, day.day))
        self._filling = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a styled field without its own buttons leaves the day no room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(10, 2, -10, -2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: only a field that has the focus turns with the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_language(self) -> None:
        chinese = language().code.startswith("zh")
        self.setLocale(QLocale("zh_CN" if chinese else "en_GB"))
        self.setDisplayFormat("yyyy年M月d日" if chinese else "d MMM yyyy")

    def _on_change(self) -> None:
        if not self._filling:
            self.edited.emit()


class NumberField(QSpinBox):
    """A field for a number between two bounds. The wheel changes it only if it has the focus."""

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


class AmountField(QDoubleSpinBox):
    """A field for an amount of money. `edited` says another amount with every key, not only by
    Enter: whoever goes on with a key of the window has no older one in it."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setGroupSeparatorShown(True)
        set_role(self.lineEdit(), "bare")
        self._fit()
        theme().changed.connect(self._fit)
        mark_content(self)
        self.valueChanged.connect(self._on_value)

    @property
    def amount(self) -> Decimal:
        """The amount that stands in it."""
        return Decimal(f"{self.value():.{self.decimals()}f}")

    def set_amount(self, amount: Decimal, decimals: int) -> None:
        """Show this amount with so many decimals, without saying so; what is being typed stays if
        it means the same."""
        if decimals == self.decimals() and amount == self.amount:
            return
        self.blockSignals(True)
        self.setDecimals(decimals)
        self.setRange(10.0**-decimals, _MOST)
        self.setValue(float(amount))
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a styled spin box without its own buttons leaves the digits no room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(10, 2, -10, -2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: only a field that has the focus turns with the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        self.setFixedWidth(theme().scaled(_AMOUNT))

    def _on_value(self) -> None:
        self.edited.emit(self.amount)


class Stepper(QWidget):
    """A field for a number, and two buttons that make it smaller or larger."""

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

    def speak_of(self, what: Source) -> None:
        """Name the buttons after `what` they make smaller or larger."""
        describe_one(self.less, _("Less"), what)
        describe_one(self.more, _("More"), what)
