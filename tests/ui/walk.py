"""Walks over all that a window shows, and finds words that are cut and controls that touch."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QSplitter,
    QWidget,
)

_CHEVRON = 32
# A pixel of rounding on either side.
_SLACK = 1
_DOTS = "…"


def faults(root: QWidget) -> list[str]:
    """What is wrong with the words that are shown below `root`, one line a fault."""
    parts = [part for part in root.findChildren(QWidget) if part.isVisible()]
    worded = [part for part in parts if said_by(part)]
    found = [f"{_name(part)}: {why}" for part in worded for why in _cut(part, root)]
    return found + [f"touch: {_name(a)} and {_name(b)}" for a, b in _touching(parts)]


def said_by(part: QWidget) -> str:
    """The words that `part` draws itself; "" for none, and for what a layout of its own draws."""
    match part:
        case QLabel():
            return part.text()
        case QAbstractButton():
            return part.text() if part.layout() is None else ""
        case QComboBox():
            return part.currentText()
        case QLineEdit():
            return "" if part.text() else part.placeholderText()
        case _:
            return ""


def _cut(part: QWidget, root: QWidget) -> Iterator[str]:
    need, have = _needed(part), part.width()
    if need > have + _SLACK:
        yield f"needs {need} of {have} pixels in width"
    if isinstance(part, QLabel) and part.wordWrap():
        high = part.heightForWidth(part.width())
        if high > part.height() + _SLACK:
            yield f"needs {high} of {part.height()} pixels in height"
    elif part.fontMetrics().height() > part.height() + _SLACK:
        yield f"needs {part.fontMetrics().height()} of {part.height()} pixels in height"
    yield from _hidden(part, root)


def _needed(part: QWidget) -> int:
    advance = part.fontMetrics().horizontalAdvance
    match part:
        case QLabel() if part.textFormat() is Qt.TextFormat.RichText:
            # Qt lays it out itself; what it needs is what it asks for.
            return part.minimumSizeHint().width()
        case QLabel() if part.wordWrap():
            # The longest word does not wrap.
            return max((advance(word) for word in part.text().split() if word.isascii()), default=0)
        case QLabel():
            edges = 2 * part.margin() + max(part.indent(), 0)
            return max(advance(line) for line in part.text().splitlines() or [""]) + edges
        case QComboBox():
            return advance(part.currentText()) + _CHEVRON
        case QLineEdit():
            return advance(part.placeholderText()) if _DOTS not in part.placeholderText() else 0
        case QAbstractButton():
            return part.minimumSizeHint().width()
        case _:
            return 0


def _hidden(part: QWidget, root: QWidget) -> Iterator[str]:
    """Whether an edge of something that holds `part` cuts it where nothing scrolls."""
    inner: QWidget = part
    holder = part.parentWidget()
    while holder is not None and inner is not root:
        scrolls = holder.parentWidget()
        if isinstance(scrolls, QAbstractScrollArea) and scrolls.viewport() is holder:
            off = scrolls.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if not off:
                return
            yield from _beyond(part, holder, across=True, down=False)
            part = inner = scrolls
            holder = scrolls.parentWidget()
            continue
        if not isinstance(holder, QSplitter):
            yield from _beyond(part, holder, across=True, down=True)
        inner, holder = holder, holder.parentWidget()


def _beyond(part: QWidget, holder: QWidget, *, across: bool, down: bool) -> Iterator[str]:
    area = QRect(part.mapTo(holder, QPoint(0, 0)), part.size())
    if across and (area.left() < -_SLACK or area.right() > holder.width() - 1 + _SLACK):
        yield f"lies beyond the edge of {type(holder).__name__} across"
    if down and (area.top() < -_SLACK or area.bottom() > holder.height() - 1 + _SLACK):
        yield f"lies beyond the edge of {type(holder).__name__} down"


def _touching(parts: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Controls of one holder that cover each other."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QLabel)
    controls = [each for each in parts if isinstance(each, kinds) and _inked(each)]
    for at, first in enumerate(controls):
        for second in controls[at + 1 :]:
            if first.parentWidget() is not second.parentWidget():
                continue
            shared = first.geometry().intersected(second.geometry())
            if shared.width() > _SLACK and shared.height() > _SLACK:
                yield first, second


def _inked(part: QWidget) -> bool:
    return bool(said_by(part)) or isinstance(part, QLineEdit)


def _name(part: QWidget) -> str:
    owner = part.parentWidget()
    inside = type(owner).__name__ if owner is not None else ""
    return f"{type(part).__name__} in {inside} {said_by(part)[:60]!r}"
