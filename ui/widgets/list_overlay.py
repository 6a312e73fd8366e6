"""`ListOverlay`: a panel over the window with a list, of which one row is looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.theme import Icon, Tone, Type, theme
from ui.widgets.buttons import IconButton
from ui.widgets.empty import EmptyPanel
from ui.widgets.label import Label
from ui.widgets.layout import STRETCH, row, rule
from ui.widgets.look import describe, refuse_input_method, set_role
from ui.widgets.overlay import Overlay
from ui.widgets.row_list import SpokenItem
from ui.widgets.skeleton import ContentStage
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.language import Source

_REPEATS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K})


class Keyed(Protocol):
    """A row that is told from others by its key."""

    @property
    def key(self) -> Hashable: ...


R = TypeVar("R", bound=Keyed)


class ListOverlay(Overlay, Generic[R]):
    """The list stands in `content`, above what is made of the row that is looked at.

    moved: says by how many rows the look goes on.
    chosen: carries the key of the row that was clicked.
    open_pressed: what the row is about is to be opened.
    keys: what the plain keys do; whoever derives from this may add some.
    """

    moved = Signal(int)
    chosen = Signal(object)
    open_pressed = Signal()

    def __init__(self, host: QWidget, width: int, row_height: int, most_rows: int) -> None:
        super().__init__(host, width)
        self._row_height, self._most_rows = row_height, most_rows
        self._rows: tuple[R, ...] = ()
        self._filled = False
        down, up = partial(self.moved.emit, 1), partial(self.moved.emit, -1)
        self.keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Down: down,
            Qt.Key.Key_J: down,
            Qt.Key.Key_Up: up,
            Qt.Key.Key_K: up,
            Qt.Key.Key_Return: self.open_pressed.emit,
            Qt.Key.Key_Enter: self.open_pressed.emit,
        }
        self.list = QListWidget()
        set_role(self.list, "picks")
        refuse_input_method(self.list)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_click)
        self.list.itemDoubleClicked.connect(self._on_double_click)
        self.list.installEventFilter(self)
        self.close_button = IconButton(Icon.CLOSE, _("Close"))
        self.close_button.clicked.connect(self.disappear)
        self.content = QWidget()
        self._stage = ContentStage(self.content, rows=2, row_height=row_height)
        self._empty: EmptyPanel | None = None

    def lay_out(self, title: Message, what: Message, empty: EmptyPanel) -> None:
        """Put `content` below the title and a line that says what is listed; `empty` takes its
        place while nothing is."""
        describe(self.list, title)
        head = row(Label(title, Type.TITLE), STRETCH, self.close_button, margins=(20, 12, 12, 4))
        self.inside.addLayout(head)
        self.inside.addLayout(row(Label(what, Type.META, Tone.MUTED), margins=(20, 0, 20, 10)))
        self.inside.addWidget(rule())
        self.inside.addWidget(self._stage)
        # Before it is shown for the first time nothing else would own it.
        empty.setParent(self)
        empty.hide()
        self._empty = empty

    def fill(self, rows: tuple[R, ...], chosen: Hashable, *, loading: bool) -> None:
        """List these rows, of which the one with the key `chosen` is looked at, or the first."""
        self._filled = loading or bool(rows)
        if loading:
            self._stage.show_loading()
        elif rows:
            self._list_rows(rows, chosen)
            self._stage.show_content()
        elif self._empty is not None:
            self._rows = ()
            self.list.clear()
            if self.list.hasFocus():
                self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stage.show_panel(self._empty)

    @abstractmethod
    def drawn(self, shown: R) -> tuple[Source, QWidget]:
        """What a row says to a screen reader, and the widget that draws it."""

    def primary(self) -> None:
        """Open what is looked at, where it stands."""
        self.open_pressed.emit()

    def steer(self, event: QKeyEvent) -> bool:
        """Do what a key does here; whether it does anything."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or key not in self.keys:
            return False
        # Held down, a key that does something to a row must not do it to all.
        if not event.isAutoRepeat() or key in _REPEATS:
            self.keys[key]()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the keys of the list."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            return self.steer(event)  # type: ignore[arg-type]  # a KeyPress is a QKeyEvent
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what the list does not have the focus for."""
        if not self.steer(event):
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Fit the list to its rows, and the panel to both."""
        rows = max(1, min(len(self._rows), self._most_rows))
        self.list.setFixedHeight(rows * theme().scaled(self._row_height) + 4)
        layout = self.content.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        page = self.content if self._filled or self._empty is None else self._empty
        self._stage.setFixedHeight(page.sizeHint().height())
        super().arrange()

    def _list_rows(self, rows: tuple[R, ...], chosen: Hashable) -> None:
        if rows != self._rows:
            self._rows = rows
            self.list.clear()
            for each in rows:
                spoken, widget = self.drawn(each)
                item = SpokenItem(spoken, theme().scaled(self._row_height))
                self.list.addItem(item)
                self.list.setItemWidget(item, widget)
        keys = [each.key for each in rows]
        self.list.setCurrentRow(keys.index(chosen) if chosen in keys else 0)
        if self.isVisible() and self.close_button.hasFocus():
            # It had nowhere else to be while nothing was here.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_click(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._rows[self.list.row(item)].key)

    def _on_double_click(self, item: QListWidgetItem) -> None:
        self._on_click(item)
        self.open_pressed.emit()
