"""`Toasts`: announces acts at the bottom for some seconds, in which they can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import Type, theme
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.look import set_role
from workstation.i18n import Message, _
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from ui.language import Source, Text

_TICK_MS = 1000
_GAP = 16
# The status line and, above it, the foot of a pane: it says why something cannot be sent.
_FOOT = 128


@dataclass(frozen=True, slots=True)
class Counting:
    """A text that counts down: `words` makes it from the seconds that are left."""

    words: Callable[[int], Message]


class Toast(QFrame):
    """One announcement. With `undo` it counts down the seconds in which that is possible."""

    gone = Signal()

    def __init__(
        self, source: Source | Counting, undo: Callable[[], object] | None, seconds: int
    ) -> None:
        super().__init__()
        set_role(self, "toast")
        self._undo = undo
        self._offered: Callable[[], object] | None = None
        self._left = seconds
        self._button = Button(self._undo_text)
        if undo is None:
            self._button.hide()
        self._button.clicked.connect(self.undo)
        self._source = source
        self._text = Label(self.said, Type.BODY)
        self._parts = row(self._text, self._button, margins=(16, 8, 10, 8), spacing=16)
        self.setLayout(self._parts)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self.tick)
        self._clock.start()

    def tick(self) -> None:
        """One second has passed."""
        self._left -= 1
        if self._left <= 0:
            self.end()
        else:
            self._button.say(self._undo_text)
            self._text.say(self.said)

    def said(self) -> Text:
        """The text of the announcement now."""
        match self._source:
            case Counting(words):
                return words(self._left)
            case Message():
                return self._source
            case _:
                return self._source()

    def heard(self) -> Text:
        """What a screen reader says of it: also that it can be undone, and for how long."""
        said = self.said()
        if self._undo is None:
            return said
        return _("{said}. {undo}", said=said, undo=self._undo_text())

    def undo(self) -> bool:
        """Undo the announced act and end; answers whether it could be undone."""
        if self._undo is None:
            return False
        act, self._undo = self._undo, None
        act()
        self.end()
        return True

    def offer(self, words: Source, act: Callable[[], object]) -> None:
        """Give the announcement a button that calls `act` and ends it."""
        button = Button(words)
        self._parts.addWidget(button)
        self._offered = act
        button.clicked.connect(self._on_offered)

    def end(self) -> None:
        """End the announcement."""
        self._clock.stop()
        self.gone.emit()

    def _on_offered(self) -> None:
        act = self._offered
        self.end()
        if act is not None:
            act()

    def _undo_text(self) -> Message:
        return _("Undo · {seconds} s", seconds=self._left)


class Toasts(QWidget):
    """The announcements over the bottom of `host`, the newest below; three at most."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._shown: list[Toast] = []
        self._column = column(spacing=8)
        self.setLayout(self._column)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        host.installEventFilter(self)
        self.hide()

    def announce(
        self, source: Source | Counting, undo: Callable[[], object] | None = None, seconds: int = 10
    ) -> Toast:
        """Show an announcement for `seconds`."""
        toast = Toast(source, undo, seconds)
        toast.gone.connect(self._sweep)
        self._shown.append(toast)
        self._column.addWidget(toast, 0, Qt.AlignmentFlag.AlignHCenter)
        # Qt would show it in a later turn, and until then the column has no room for it.
        toast.show()
        if len(self._shown) > 3:
            self._shown[0].end()
        self._place()
        announce(toast, toast.heard)
        return toast

    def undo_last(self) -> bool:
        """Undo the newest announced act that can be undone; answers whether there was one."""
        return any(toast.undo() for toast in reversed(tuple(self._shown)))

    def fit(self) -> None:
        """Fit the size to the texts of the announcements."""
        self._place()

    def clear(self) -> None:
        """End all announcements without undoing anything."""
        for toast in tuple(self._shown):
            toast.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: stay at the bottom of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _sweep(self) -> None:
        toast = self.sender()
        if isinstance(toast, Toast) and toast in self._shown:
            self._shown.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        self.setVisible(bool(self._shown))
        self._column.activate()
        hint = self.sizeHint()
        width = min(hint.width(), self._host.width())
        x = (self._host.width() - width) // 2
        y = self._host.height() - hint.height() - theme().scaled(_FOOT) - _GAP
        self.setGeometry(x, y, width, hint.height())
        self.raise_()
