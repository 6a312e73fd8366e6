"""The settings: the list of acts, and the pane in which a key is changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import said, type_han
from ui.activities.settings.pane import SettingsPane


class SettingsPage:
    """What a person sees and presses there."""

    def __init__(self, pane: SettingsPane) -> None:
        self.pane = pane
        self.keys = pane.view.keys

    @property
    def acts(self) -> list[str]:
        """The acts in the list, by the place and name of the first."""
        return [row.id for row in self.pane.state.rows if not row.heads]

    @property
    def chosen(self) -> str:
        """The act that is looked at."""
        chosen = self.pane.state.chosen
        return chosen.id if chosen is not None else ""

    @property
    def beside(self) -> str:
        """What the pane beside says."""
        return said(self.keys.change)

    @property
    def may_keep(self) -> bool:
        """Whether the new key can be kept."""
        return self.keys.change.keep.isEnabled()

    def seek(self, text: str) -> None:
        """Find an act by `/`, as somebody types who then presses Enter."""
        self.press(Qt.Key.Key_Slash, text="/")
        if text.isascii():
            QTest.keyClicks(self.keys.search, text)
        else:
            type_han(self.keys.search, text)
        self.press(Qt.Key.Key_Return)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        text: str = "",
    ) -> None:
        """Press a key where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        if text:
            QTest.keyClicks(focus, text)
        else:
            QTest.keyClick(focus, key, modifiers)
