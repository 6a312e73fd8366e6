"""`Heading`: names a section, and says how many things are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.theme import Tone, Type
from ui.widgets.label import Label
from ui.widgets.layout import STRETCH, row
from ui.widgets.look import describe
from ui.widgets.screen_reader import set_spoken_role

if TYPE_CHECKING:
    from ui.language import Source


class Heading(QWidget):
    """The name of a section; `count` puts a number behind it."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._name = Label(source, Type.HEADING)
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self._count.hide()
        self.setLayout(row(self._name, self._count, STRETCH, spacing=6))
        set_spoken_role(self, QAccessible.Role.Heading)
        describe(self, source)

    def say(self, source: Source) -> None:
        """Give the section another name."""
        self._name.say(source)
        describe(self, source)

    def count(self, number: int | None) -> None:
        """Show how many things are in the section, or no number."""
        self._count.content("" if number is None else str(number))
        self._count.setVisible(number is not None)
