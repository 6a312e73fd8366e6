"""The narrow rail of icons at the left: only what exists."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Icon
from ui.widgets import STRETCH, Edge, IconButton, Surface, column, set_edge, set_surface
from workstation.i18n import _

WIDTH = 56


class Rail(QWidget):
    """The queue and the house book at the top; the keys and the settings at the bottom."""

    queue_asked = Signal(bool)
    house_asked = Signal()
    help_asked = Signal()
    settings_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.RIGHT)
        self.setFixedWidth(WIDTH)
        self._queue = IconButton(Icon.QUEUE, _("Queue"))
        self._queue.setCheckable(True)
        self._queue.setChecked(True)
        self._queue_shown = True
        self._queue.clicked.connect(self.queue_asked)
        self._house = IconButton(Icon.GLOSSARY, _("Glossary and house style"))
        self._house.setCheckable(True)
        self._house.clicked.connect(self._on_house)
        self._help = IconButton(Icon.KEYBOARD, _("Keys"))
        self._help.clicked.connect(self.help_asked)
        self._settings = IconButton(Icon.SETTINGS, _("Settings"))
        self._settings.clicked.connect(self._on_settings)
        for button in (self._queue, self._house, self._help, self._settings):
            button.setFixedSize(36, 36)
        self.setLayout(
            column(
                *(self._queue, self._house, STRETCH, self._help, self._settings),
                margins=(9, 10, 9, 10),
                spacing=6,
            )
        )

    def show_keys(self, help_key: str, house_key: str) -> None:
        """Say which key shows the keys, and which the house book."""
        self._help.show_key(help_key)
        self._house.show_key(house_key)

    def show_queue(self, visible: bool) -> None:
        """Show whether the queue is in sight."""
        self._queue_shown = visible
        self._queue.setChecked(visible and not self._house.isChecked())

    def show_house(self, visible: bool) -> None:
        """Show whether the house book stands in the place of the cases."""
        self._house.setChecked(visible)
        self.show_queue(self._queue_shown)

    def _on_house(self) -> None:
        # What is in sight says what is checked, not the click.
        self._house.setChecked(not self._house.isChecked())
        self.house_asked.emit()

    def _on_settings(self) -> None:
        self.settings_asked.emit(self._settings)
