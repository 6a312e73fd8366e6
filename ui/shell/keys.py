"""`KeyRouter`: turns keys into actions, except where they are meant for a field or a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from shiboken6 import isValid

from ui.keyboard import ActionSpec
from ui.widgets import OVERLAY, OWN_KEYS, Overlay, is_typing

if TYPE_CHECKING:
    from ui.shell.actions import Actions

_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
_PRESSING = frozenset({"Return", "Space"})

Allowed = Callable[[ActionSpec], bool]


class KeyRouter(QObject):
    """Watches the window and the widget that has the focus, and triggers the action on a key.

    A key without Ctrl that a text field could want goes to the field. While an input method
    composes, in a field or anywhere, no key is an action: Enter there ends the composition.
    An open overlay, menu or dialog gets all keys but those of actions that work over it. `allowed`
    says which actions the window permits now. The signal `begun` carries the first of two keys,
    and "" once the second came or not.
    """

    begun = Signal(str)

    def __init__(self, window: QWidget, actions: Actions, allowed: Allowed) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._allowed = allowed
        self._composing = self._left = False
        self._first = ""
        self._watched: QObject | None = None
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusObjectChanged.connect(self._follow)
        self._follow(QApplication.focusWidget())

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not text yet."""
        return self._composing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: take the keys that are actions."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._window and self._left:
                # It was left to what had the focus, which did not use it up: it is no action now,
                # wherever the focus has gone by it.
                return False
            taken = self._route(event)
            self._left = watched is self._watched and not taken
            return taken
        elif event.type() == QEvent.Type.KeyRelease:
            self._left = False
        return super().eventFilter(watched, event)

    def _follow(self, focus: QObject | None) -> None:
        self._composing = False
        self._begin("")
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        ours = isinstance(focus, QWidget) and focus is not self._window
        if ours and isinstance(focus, QWidget) and self._window.isAncestorOf(focus):
            focus.installEventFilter(self)
            self._watched = focus

    def _route(self, event: QKeyEvent) -> bool:
        key = pressed(event)
        if not key:
            return False
        if QApplication.focusWidget() is None and (over := self._overlay()) is not None:
            # What had the focus in it is gone, and nothing below it may answer.
            over.setFocus(Qt.FocusReason.OtherFocusReason)
            return QCoreApplication.sendEvent(over, event)
        first, found = self._first, None
        self._begin("")
        if first:
            found = self._actions.for_key(f"{first} {key}")
        action = found or self._actions.for_key(key)
        begins = found is None and self._actions.begins(key)
        # A key whose action can neither be done now nor say why stays with what has the focus.
        may = action is not None and self._actions.responds(action.id) and self._allowed(action)
        if not begins and not may:
            return False
        barred = self._elsewhere() and not (action is not None and action.over)
        if self._composing or barred or belongs_to(QApplication.focusWidget(), key):
            return False
        if begins:
            self._begin(key)
        elif action is not None and (not event.isAutoRepeat() or action.repeats):
            # Held down, hardly any goes on: a key that sends must not send twice.
            self._actions.trigger(action.id)
        return True

    def _begin(self, key: str) -> None:
        if key != self._first:
            self._first = key
            self.begun.emit(key)

    def _overlay(self) -> Overlay | None:
        return next((each for each in self._window.findChildren(Overlay) if each.isVisible()), None)

    def _elsewhere(self) -> bool:
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            return True
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self._window:
            if widget.property(OVERLAY):
                return True
            widget = widget.parentWidget()
        return False


def pressed(event: QKeyEvent) -> str:
    """A key press as the catalogue writes it: `j`, `Shift+C`, `?`, `Ctrl+Return`, `F6`."""
    if event.key() in _MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
    text = event.text()
    plain = not modifiers & ~Qt.KeyboardModifier.ShiftModifier
    if plain and text.isprintable() and text.strip() and not text.isalpha():
        return text
    combined = QKeySequence(int(key) | modifiers.value)
    said = combined.toString(QKeySequence.SequenceFormat.PortableText)
    return said.lower() if plain and len(said) == 1 else said


def belongs_to(widget: QWidget | None, key: str) -> bool:
    """Whether `key` is meant for `widget`, which has the focus: as text, or to press a button."""
    if widget is not None and key in (widget.property(OWN_KEYS) or ()):
        return True
    if isinstance(widget, QAbstractButton):
        return key in _PRESSING
    if isinstance(widget, QComboBox) and not widget.isEditable() and key.isdigit():
        # No choice is called by a number, but lines have their choices on the digits.
        return False
    named = key.removeprefix("Shift+")
    function = named.startswith("F") and named[1:].isdigit()
    command = function or key == "Esc" or key.startswith(("Ctrl+", "Meta+"))
    return is_typing(widget) and not command
