"""`Rail`: the narrow column of icons at the left, to go to activities, keys and settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.activity import Activity
from ui.language import bind
from ui.shell.catalogue import ActionId
from ui.theme import Icon, Type, theme
from ui.widgets import STRETCH, Edge, IconButton, Surface, column, set_edge, set_surface
from workstation.i18n import _, ngettext

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.shell.activity_stack import ActivityStack

WIDTH = 56
_MARGIN, _EDGE, _MOST = 9, 3, 99


class RailEntry(IconButton):
    """The icon of an activity, checked while that is in sight; `waiting` is the count at it."""

    def __init__(self, activity: Activity) -> None:
        super().__init__(activity.icon, activity.title)
        self._title = activity.title
        self.waiting = 0
        self.setCheckable(True)

    def show_waiting(self, number: int) -> None:
        """Show how many things wait in the activity for the person; 0 shows no count."""
        if number != self.waiting:
            self.waiting = number
            spoken = self._title
            if number:
                spoken = ngettext(
                    "{activity}, {n} needs you",
                    "{activity}, {n} need you",
                    number,
                    activity=self._title,
                )
            bind(self, self.setAccessibleName, spoken)
            self.update()

    def nextCheckState(self) -> None:
        """Qt: a click does not check it; the activity in sight does."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the icon, and the count at its shoulder."""
        super().paintEvent(event)
        if not self.waiting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font(Type.META_STRONG))
        said = str(self.waiting) if self.waiting <= _MOST else f"{_MOST}+"
        metrics = painter.fontMetrics()
        height = metrics.height()
        width = max(height, metrics.horizontalAdvance(said) + 8)
        disc = QRectF(self.width() - width, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().tokens.accent))
        painter.drawRoundedRect(disc, height / 2, height / 2)
        painter.setPen(QColor(theme().tokens.on_accent))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, said)
        painter.end()


class Rail(QWidget):
    """Entries of the activities at the top; at the foot the keys, and what is apart from the work.

    help_asked: the signal that the page of keys is wanted.
    entries: the entry of each activity, by the name of the activity.
    """

    help_asked = Signal()

    def __init__(self, stack: ActivityStack) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.RIGHT)
        self.setFixedWidth(WIDTH)
        self._stack = stack
        self.entries = {each.name: RailEntry(each) for each in stack.activities}
        for name, way in zip(self.entries, stack.ways, strict=True):
            self.entries[name].clicked.connect(partial(stack.press, name))
            self.entries[name].show_key_of(way.id)
        self._help = IconButton(Icon.KEYBOARD, _("Keys"))
        self._help.show_key_of(ActionId.HELP)
        self._help.clicked.connect(self.help_asked)
        below = [self.entries[each.name] for each in stack.activities if each.at_foot]
        above = [each for each in self.entries.values() if each not in below]
        for button in (*self.entries.values(), self._help):
            button.setFixedSize(36, 36)
        margins = (_MARGIN, 10, _MARGIN, 10)
        self.setLayout(column(*above, STRETCH, self._help, *below, margins=margins, spacing=6))
        stack.changed.connect(self._show_active)

    def show_waiting(self, name: str, number: int) -> None:
        """Show at its entry how much waits in the activity `name`."""
        self.entries[name].show_waiting(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw an edge beside the entry of the activity in sight."""
        super().paintEvent(event)
        chosen = self.entries.get(self._stack.active)
        if chosen is None:
            return
        painter = QPainter(self)
        painter.fillRect(0, chosen.y(), _EDGE, chosen.height(), QColor(theme().tokens.accent))
        painter.end()

    def _show_active(self) -> None:
        for name, entry in self.entries.items():
            entry.setChecked(name == self._stack.active)
        self.update()
