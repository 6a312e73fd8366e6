"""The buttons of the window, a class for each role; a pane has one `PrimaryButton` at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from ui.keyboard import keyboard
from ui.language import Text, bind, tip_of, words_of
from ui.theme import Icon, Tone
from ui.widgets.layout import STRETCH, row
from ui.widgets.look import set_property, set_role
from ui.widgets.pill import KeyCap
from ui.widgets.tint import tint
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.language import Source

_ICON = QSize(18, 18)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Explained:
    """Makes the tooltip of a button.

    name: what the button does.
    reason: why it cannot be pressed now, or what it will do; None for neither.
    key: the key that does the same, "" for none.
    """

    def __init__(self, source: Source) -> None:
        self.name: Source = source
        self.reason: Source | None = None
        self._key = ""
        self._action = ""

    @property
    def key(self) -> str:
        """The key as the person has it now."""
        return keyboard().name(self._action) if self._action else self._key

    def name_key(self, key: str, action: str = "") -> None:
        """Say this key, or whichever the action has."""
        self._key, self._action = key, action

    def tooltip(self) -> Text:
        """The reason if there is one, else the name; the key behind it."""
        source = self.reason if self.reason is not None else self.name
        said = source if isinstance(source, Message) else source()
        key = self.key
        return _("{what}  ({key})", what=said, key=key) if key else said


class Button(QPushButton):
    """A button of one role. It takes the focus from Tab only, so that a click never moves
    the caret out of the text that a person is writing."""

    role = "quiet"
    tone = Tone.NEUTRAL

    def __init__(self, source: Source, icon: Icon | None = None) -> None:
        super().__init__()
        set_role(self, self.role)
        self._explained = _Explained(source)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setIconSize(_ICON)
        if icon is not None:
            self.set_icon(icon)
        self.say(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter presses it too, not only Space."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def say(self, source: Source) -> None:
        """Put another word on the button."""
        self._explained.name = source
        bind(self, words_of(self), source)
        self._retell()

    def set_icon(self, icon: Icon, tone: Tone | None = None) -> None:
        """Put an icon before the word."""
        tint(self, self.setIcon, icon, tone or self.tone)

    def show_key(self, key: str) -> None:
        """Say in the tooltip which key does the same; one that never changes."""
        self._explained.name_key(key)
        self._retell()

    def show_key_of(self, action: str) -> None:
        """Say in the tooltip the key of `action`, as the person has it."""
        self._explained.name_key("", action)
        self._retell()

    def explain(self, reason: Source | None) -> None:
        """Say in the tooltip why the button cannot be pressed now, or what it will do."""
        self._explained.reason = reason
        self._retell()

    def _retell(self) -> None:
        bind(self, tip_of(self), self._explained.tooltip)
        bind(self, self.setAccessibleDescription, self._explained.tooltip)


class PrimaryButton(Button):
    """The button for the one thing that a pane is for."""

    role = "primary"
    tone = Tone.ON_ACCENT


class OutlinedButton(Button):
    """A button with a line around it, and its key drawn inside if that is a single one."""

    role = "outlined"

    def __init__(self, source: Source, icon: Icon | None = None) -> None:
        self._cap = KeyCap()
        super().__init__(source, icon)
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(STRETCH, self._cap, margins=(8, 0, 10, 0)))

    def show_key(self, key: str) -> None:
        """Draw the key at the right."""
        super().show_key(key)
        bind(self, self._draw_key, lambda: self._explained.key)

    def show_key_of(self, action: str) -> None:
        """Draw the key of `action` at the right."""
        super().show_key_of(action)
        bind(self, self._draw_key, lambda: self._explained.key)

    def _draw_key(self, key: str) -> None:
        single = key if len(key) == 1 else ""
        self._cap.show_keys(single)
        set_property(self, "keyed", "true" if single else "")
        self.updateGeometry()


class QuietButton(Button):
    """A button without a line: a word, with an icon as a rule."""


class TextButton(Button):
    """A button inside a line of text, in the accent colour: Undo, Show all."""

    role = "text"
    tone = Tone.ACCENT


class DangerButton(Button):
    """A button for an act that cannot be taken back, and which its word names."""

    role = "danger"
    tone = Tone.DANGER


class IconButton(QToolButton):
    """A button with an icon alone; its name is in the tooltip and for the screen reader."""

    def __init__(self, icon: Icon, name: Source, tone: Tone = Tone.MUTED) -> None:
        super().__init__()
        self._explained = _Explained(name)
        self._icon = icon
        self._tone = tone
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(20, 20))
        self.set_icon(icon)
        self.toggled.connect(self._tint_checked)
        self.say(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter presses it too, not only Space."""
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def say(self, name: Source) -> None:
        """Give the button another name."""
        self._explained.name = name
        bind(self, self.setAccessibleName, name)
        bind(self, tip_of(self), self._explained.tooltip)

    def set_icon(self, icon: Icon, tone: Tone | None = None) -> None:
        """Show another icon."""
        self._icon = icon
        self._tone = tone or self._tone
        tint(self, self.setIcon, icon, self._tone)

    def show_key(self, key: str) -> None:
        """Say in the tooltip which key does the same; one that never changes."""
        self._explained.name_key(key)
        bind(self, tip_of(self), self._explained.tooltip)

    def show_key_of(self, action: str) -> None:
        """Say in the tooltip the key of `action`, as the person has it."""
        self._explained.name_key("", action)
        bind(self, tip_of(self), self._explained.tooltip)

    def _tint_checked(self, checked: bool) -> None:
        tint(self, self.setIcon, self._icon, Tone.ACCENT if checked else self._tone)


def _pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in _ENTER or not plain or event.isAutoRepeat():
        return False
    button.click()
    return True
