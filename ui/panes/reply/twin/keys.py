"""What a key means in the twin draft."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Intent(Enum):
    """What the person wants done to the pairs, not to the letters of one text."""

    SPLIT = auto()
    CONFIRM = auto()
    SEND = auto()
    MERGE_UP = auto()
    MERGE_DOWN = auto()
    UNDO = auto()
    REDO = auto()
    ACCEPT = auto()
    DISMISS = auto()


class Erasing(Enum):
    """Which way a key takes text away."""

    BACK = auto()
    AHEAD = auto()


_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier
_INTENTS = {
    (Qt.Key.Key_Return, _NONE): Intent.SPLIT,
    (Qt.Key.Key_Return, _CTRL): Intent.CONFIRM,
    (Qt.Key.Key_Return, _CTRL | _SHIFT): Intent.SEND,
    (Qt.Key.Key_Return, _ALT): Intent.ACCEPT,
    (Qt.Key.Key_Up, _ALT): Intent.MERGE_UP,
    (Qt.Key.Key_Down, _ALT): Intent.MERGE_DOWN,
    (Qt.Key.Key_Escape, _NONE): Intent.DISMISS,
}
_STANDARD = QKeySequence.StandardKey
_BACK = (_STANDARD.Backspace, _STANDARD.DeleteStartOfWord)
_AHEAD = (
    _STANDARD.Delete,
    _STANDARD.DeleteEndOfWord,
    _STANDARD.DeleteEndOfLine,
    _STANDARD.DeleteCompleteLine,
)
# What a router of window keys must leave to these editors.
OWN_KEYS = ("Ctrl+Return", "Ctrl+Shift+Return")


def intent_of(event: QKeyEvent) -> Intent | None:
    """What the key asks for, or None where it is the text's own."""
    if event.matches(_STANDARD.Undo):
        return Intent.UNDO
    if event.matches(_STANDARD.Redo):
        return Intent.REDO
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _INTENTS.get((key, modifiers))


def erasing(event: QKeyEvent) -> Erasing | None:
    """Which way the key deletes, if it does. Shift+Backspace deletes too."""
    if any(event.matches(key) for key in _BACK) or event.key() == Qt.Key.Key_Backspace:
        return Erasing.BACK
    return Erasing.AHEAD if any(event.matches(key) for key in _AHEAD) else None


def writes(event: QKeyEvent) -> bool:
    """Whether the key puts a letter, a line break or the clipboard into the text."""
    if event.matches(_STANDARD.Paste) or event.matches(_STANDARD.Cut):
        return True
    commanding = event.modifiers() & (_CTRL | Qt.KeyboardModifier.MetaModifier)
    text = event.text()
    return bool(text) and not commanding and (text.isprintable() or text in "\r\n")
