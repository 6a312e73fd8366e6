"""`SearchField`: a field that filters something while a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ui.language import bind, words_of
from ui.theme import Icon, Tone
from ui.widgets.look import describe, set_role
from ui.widgets.tint import tint

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.language import Source

PAUSE_MS = 150


class SearchField(QLineEdit):
    """A field that sends `searched` when typing pauses, and at once on Enter or when emptied.

    The signal `entered` says that Enter was pressed: the first thing found is meant.
    """

    searched = Signal(str)
    entered = Signal()

    def __init__(self, placeholder: Source) -> None:
        super().__init__()
        set_role(self, "quiet")
        bind(self, self.setPlaceholderText, placeholder)
        describe(self, placeholder)
        glass = QAction(self)
        bind(glass, words_of(glass), placeholder)
        tint(glass, glass.setIcon, Icon.SEARCH, Tone.MUTED)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search_now)
        self._said = ""
        self.textChanged.connect(self._on_change)
        self.returnPressed.connect(self.search_now)
        self.returnPressed.connect(self.entered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter is done with here, else it would be pressed again where the focus went.

        With Ctrl it is for whatever the field is part of.
        """
        super().keyPressEvent(event)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _on_change(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self.search_now()

    def search_now(self) -> None:
        """Send what is typed, without waiting for a pause."""
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)
