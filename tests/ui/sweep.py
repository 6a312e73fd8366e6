"""The live sweep: switched to the pseudo-language, every visible text must carry its marks."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from ui.language import WindowLanguage
from ui.widgets.look import CONTENT

OPEN, SHUT = "⟦", "⟧"


def texts(root: QWidget) -> list[tuple[str, str]]:
    """Every text of the window that a person can see or hear below `root`: where, and what."""
    found = [
        (f"{type(widget).__name__}.{place}", text)
        for widget in (root, *root.findChildren(QWidget))
        if _is_chrome(widget, root)
        for place, text in _said_by(widget)
    ]
    return [(place, text) for place, text in found if has_words(text)]


def unmarked(root: QWidget) -> list[str]:
    """What does not carry the marks of the pseudo-language; switch to it first."""
    return [f"{place}: {text!r}" for place, text in texts(root) if not is_marked(text)]


def assert_speaks(root: QWidget, language: WindowLanguage) -> None:
    """Switch to the pseudo-language, fail on what stayed behind, switch back and compare."""
    before_code, before = language.code, texts(root)
    assert before, "nothing to read: is the widget shown?"
    language.switch("qps")
    _settle()
    left = unmarked(root)
    language.switch(before_code)
    _settle()
    assert not left, "\n".join(["still in the old language:", *left])
    again = texts(root)
    assert again == before, f"not as before: {sorted(set(before) ^ set(again))}"


def _settle() -> None:
    QApplication.sendPostedEvents()


def _is_chrome(widget: QWidget, root: QWidget) -> bool:
    if not widget.isVisibleTo(root):
        return False
    while widget is not None:
        if widget.property(CONTENT):
            return False
        if widget is root:
            return True
        widget = widget.parentWidget()
    return True


def _said_by(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "toolTip", widget.toolTip()
    yield "accessibleName", widget.accessibleName()
    yield "accessibleDescription", widget.accessibleDescription()
    if widget.isWindow():
        yield "windowTitle", widget.windowTitle()
    for text in _shown_by(widget):
        yield "text", text
    for text in getattr(widget, "shown_texts", list)():
        yield "shown_texts", text


def _shown_by(widget: QWidget) -> list[str]:
    match widget:
        case QLabel() | QAbstractButton():
            return [widget.text()]
        case QLineEdit() | QTextEdit() | QPlainTextEdit():
            return [widget.placeholderText()]
        case QComboBox():
            return [widget.itemText(at) for at in range(widget.count())]
        case QTabWidget():
            return [widget.tabText(at) for at in range(widget.count())]
        case QGroupBox():
            return [widget.title()]
        case QMenu():
            return [action.text() for action in widget.actions() if isinstance(action, QAction)]
        case _:
            return []


def has_words(text: str) -> bool:
    """Whether it is more than figures, marks and the signs of the languages."""
    return any(letter.isalpha() for letter in text) and text not in {"EN", "中", "EN 中"}


def is_marked(text: str) -> bool:
    """Whether the pseudo-language is all that it speaks."""
    # Several messages may stand in one line, and a key behind an entry of a menu.
    return text.strip().startswith(OPEN) and SHUT in text
