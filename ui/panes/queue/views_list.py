"""The six views with how many cases each holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.language import Text
from ui.panes.queue.words import VIEWS
from ui.theme import Tone, Type, theme
from ui.widgets import STRETCH, Label, column, describe, row, set_role, set_tone, set_type
from workstation.domain.views import View
from workstation.i18n import Message, ngettext


class _Entry(QPushButton):
    def __init__(self, name: Message) -> None:
        super().__init__()
        set_role(self, "entry")
        self.setCheckable(True)
        # Also by the mouse: the key after it moves in the view, and is no letter of the draft.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = name
        self._number: int | None = None
        self._name = Label(name, Type.BODY, Tone.MUTED)
        self._count = Label(type=Type.BODY, tone=Tone.MUTED)
        for label in (self._name, self._count):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(self._name, STRETCH, self._count, margins=(8, 0, 8, 0)))
        describe(self, self._spoken)
        self.toggled.connect(self._tint)

    def sizeHint(self) -> QSize:
        """Qt: one line of 28 pixels."""
        return QSize(120, theme().scaled(28))

    def minimumSizeHint(self) -> QSize:
        """Qt: never lower than its line."""
        return QSize(60, theme().scaled(28))

    def count(self, number: int, *, loud: bool) -> None:
        self._number = number
        self._count.content(f"{number:,}")
        set_tone(self._count, Tone.DANGER if loud else self._tone())
        set_type(self._count, Type.STRONG if loud or self.isChecked() else Type.BODY)
        describe(self, self._spoken)

    def _spoken(self) -> Text:
        if self._number is None:
            return self._said
        return ngettext("{view}, {n} case", "{view}, {n} cases", self._number, view=self._said)

    def _tone(self) -> Tone:
        return Tone.ACCENT if self.isChecked() else Tone.MUTED

    def _tint(self, checked: bool) -> None:
        for label in (self._name, self._count):
            set_tone(label, self._tone())
            set_type(label, Type.STRONG if checked else Type.BODY)


class ViewsList(QWidget):
    """Says `chosen` with a view."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._entries = {view: _Entry(name) for view, name in VIEWS.items()}
        self._group = QButtonGroup(self)
        for at, entry in enumerate(self._entries.values()):
            self._group.addButton(entry, at)
        self._group.idClicked.connect(self._on_click)
        self.setLayout(column(*self._entries.values(), margins=(8, 8, 8, 8), spacing=0))

    def show_views(self, view: View, counts: Mapping[View, int]) -> None:
        """Mark the view that is shown, and say how many each holds."""
        self._entries[view].setChecked(True)
        if any(entry.hasFocus() for entry in self._entries.values()):
            self._entries[view].setFocus()
        for each, entry in self._entries.items():
            number = counts.get(each)
            if number is not None:
                entry.count(number, loud=each is View.NEEDS_YOU and number > 0)

    def _on_click(self, at: int) -> None:
        self.chosen.emit(tuple(self._entries)[at])
