"""The narrow rail of icons at the left: only what exists."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Icon
from ui.widgets import STRETCH, Edge, IconButton, Surface, column, set_edge, set_surface
from workstation.i18n import _

WIDTH = 56


class Rail(QWidget):
    """The queue at the top; the keys and the settings at the bottom."""

    queue_asked = Signal(bool)
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
        self._queue.clicked.connect(self.queue_asked)
        self._help = IconButton(Icon.KEYBOARD, _("Keys"))
        self._help.clicked.connect(self.help_asked)
        self._settings = IconButton(Icon.SETTINGS, _("Settings"))
        self._settings.clicked.connect(self._on_settings)
        for button in (self._queue, self._help, self._settings):
            button.setFixedSize(36, 36)
        self.setLayout(
            column(
                self._queue, STRETCH, self._help, self._settings, margins=(9, 10, 9, 10), spacing=6
            )
        )

    def show_keys(self, help_key: str) -> None:
        """Say which key shows the keys."""
        self._help.show_key(help_key)

    def show_queue(self, visible: bool) -> None:
        """Show whether the queue is in sight."""
        self._queue.setChecked(visible)

    def _on_settings(self) -> None:
        self.settings_asked.emit(self._settings)
