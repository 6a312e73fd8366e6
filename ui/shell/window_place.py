"""Where the window stands on its screen: all of it in sight, with its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SIZE = QSize(1440, 900)


def first_place(available: QRect, frame: QMargins) -> QRect:
    """The place of a window that was never shown: in the middle, as large as it was designed."""
    place = QRect(available.topLeft(), _SIZE)
    place.moveCenter(available.marginsRemoved(frame).center())
    return brought_in(place, available, frame)


def brought_in(place: QRect, available: QRect, frame: QMargins) -> QRect:
    """`place`, as far moved and made smaller as it takes to have it in `available`.

    place: where the window stands, without its frame.
    """
    room = available.marginsRemoved(frame)
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def bring_in(window: QWidget) -> None:
    """Have all of `window` on the screen that has most of it, unless it fills one already."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = QGuiApplication.screenAt(window.geometry().center()) or window.screen()
    window.setGeometry(brought_in(window.geometry(), screen.availableGeometry(), frame_of(window)))


def frame_of(window: QWidget) -> QMargins:
    """What the desktop draws around `window`; before it is shown, what Qt's own style would."""
    inside, outside = window.geometry(), window.frameGeometry()
    if inside != outside or window.isVisible():
        return QMargins(
            inside.left() - outside.left(),
            inside.top() - outside.top(),
            outside.right() - inside.right(),
            outside.bottom() - inside.bottom(),
        )
    return QMargins(0, window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight), 0, 0)
