"""The order in which a window is read: Tab and screen readers follow the layouts, from the top.

It is asked for when it is needed, so that what is built late or anew has its place at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QWidget,
)
from shiboken6 import isValid

_MARGIN = 8
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_NO_BUTTON = -1


def parts_in_order(whole: QWidget) -> list[QWidget]:
    """The direct parts of `whole` as they are laid out, then what floats above those."""
    inside = (each for each in whole.children() if isinstance(each, QWidget) and isValid(each))
    own = dict.fromkeys(each for each in inside if not each.isWindow())
    laid = [each for each in dict.fromkeys(_laid_out(whole)) if each in own]
    return [*laid, *(each for each in own if each not in laid)]


def tab_stops(root: QWidget, here: QWidget | None = None) -> list[QWidget]:
    """What Tab comes to below `root`, in order; with `here`, wherever that stands among them.

    Buttons of which one is chosen are a single stop: the arrow keys go from one to the next.
    """
    return [each for each in _walk(root, here) if each is here or _is_stop(each, here)]


def go_on(root: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop below `root`, or to the one before; whether there is one."""
    here = QApplication.focusWidget()
    stops = tab_stops(root, here)
    if not any(each is not here for each in stops):
        return False
    at = stops.index(here) if here in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def reveal(part: QWidget) -> None:
    """Scroll whatever `part` stands in, so that all of it is in sight, or else its caret."""
    areas = list(_scrolling(part))
    if areas:
        # What was built just now has no place before it is laid out.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    for area in areas:
        room = area.viewport().size()
        if part.height() + 2 * _MARGIN > room.height():
            area.ensureWidgetVisible(part, _MARGIN, _MARGIN)
            continue
        inside = area.widget() or area
        at = part.mapTo(inside, QPoint(part.width() // 2, part.height() // 2))
        across = min(part.width(), room.width()) // 2
        area.ensureVisible(at.x(), at.y(), across, part.height() // 2 + _MARGIN)


def _laid_out(whole: QWidget) -> Iterator[QWidget | None]:
    layout = whole.layout()
    if isinstance(whole, QSplitter):
        for at in range(whole.count()):
            yield from (whole.handle(at), whole.widget(at))
    elif layout is not None:
        yield from _held(layout)


def _held(layout: QLayout) -> Iterator[QWidget]:
    for item in _items(layout):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _held(inner)


def _items(layout: QLayout) -> list[QLayoutItem]:
    held = [layout.itemAt(at) for at in range(layout.count())]
    if isinstance(layout, QGridLayout):
        # A cell may be filled before the one at its left.
        cells = [cast("tuple[int, int]", layout.getItemPosition(at)) for at in range(len(held))]
        held = [held[at] for at in sorted(range(len(held)), key=cells.__getitem__)]
    return [each for each in held if each is not None]


def _walk(whole: QWidget, here: QWidget | None) -> Iterator[QWidget]:
    for part in parts_in_order(whole):
        if part.isHidden() and not (here is not None and _holds(part, here)):
            continue
        yield part
        yield from _walk(part, here)


def _holds(part: QWidget, inner: QWidget) -> bool:
    return part is inner or part.isAncestorOf(inner)


def _is_stop(part: QWidget, here: QWidget | None) -> bool:
    if not part.isEnabled() or not part.isVisible():
        return False
    if isinstance(part.parent(), (QAbstractSpinBox, QComboBox)):
        # Its field hands the focus on to the whole of it.
        return False
    group = _group_of(part) if isinstance(part, QAbstractButton) else None
    if group is not None and group.exclusive():
        return part is _entrance(group, here)
    return bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _group_of(button: QAbstractButton) -> QButtonGroup | None:
    """The group of `button`, looked for at what the button stands in. The button itself is not
    asked: PySide would take the group for a part of the button, and delete it with the button."""
    around = button.parentWidget()
    while around is not None:
        for group in around.findChildren(QButtonGroup, options=_DIRECT):
            if group.id(button) != _NO_BUTTON:
                return group
        around = around.parentWidget()
    return None


def _entrance(group: QButtonGroup, here: QWidget | None) -> QWidget | None:
    """Where Tab enters a group: at the button that is chosen, or at the first."""
    usable = [each for each in group.buttons() if each.isVisible() and each.isEnabled()]
    if not any(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in usable):
        return None
    wanted = here if here in usable else group.checkedButton()
    return wanted if wanted in usable else usable[0]


def _scrolling(part: QWidget) -> Iterator[QScrollArea]:
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.widget() is not None:
            yield around
        around = around.parentWidget()
