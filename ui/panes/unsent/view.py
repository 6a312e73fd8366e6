"""The dialog of the unsent changes: what each is about and is, since when and why it waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.language import language, tip_of
from ui.panes.unsent.state import UnsentRow, UnsentState
from ui.panes.unsent.words import (
    ASKS,
    about_change,
    opens_words,
    spoken_change,
    what_change,
    why_it_waits,
)
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ContentStage,
    ElidedLabel,
    EmptyPanel,
    IconButton,
    IconMark,
    Label,
    OutlinedButton,
    Overlay,
    column,
    describe,
    refuse_input_method,
    row,
    rule,
    set_role,
)
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTH = 820
_ROW, _ROWS = 52, 8
_REPEATS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K})
_OUT_OF_SIGHT = _("What this is about is out of your sight, or no page shows it.")


class _ChangeRow(QWidget):
    """A change in the list: what it is about, and since when; below it what it is, and why it
    waits. The list takes the mouse."""

    def __init__(self, shown: UnsentRow) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        change = shown.change
        asks = change.reason in ASKS
        about = ElidedLabel(Type.STRONG)
        about.say(partial(about_change, change))
        since = Label(_("since {at}", at=change.given_at), Type.META, Tone.MUTED)
        what = Label(what_change(change), Type.META, Tone.MUTED)
        why = ElidedLabel(Type.META, Tone.WARN if asks else Tone.MUTED)
        why.say(partial(why_it_waits, change))
        mark = IconMark(
            Icon.NEEDS_YOU if asks else Icon.CLOCK, Tone.WARN if asks else Tone.FAINT, 14
        )
        above, below = row(about, since, spacing=12), row(what, mark, why, spacing=8)
        above.setStretch(0, 1)
        below.setStretch(2, 1)
        self.setLayout(column(above, below, margins=(10, 6, 12, 6), spacing=2))


class UnsentView(Overlay):
    """The changes in a list, and the way to one of them.

    `moved` says by how many rows, `chosen` the key of a change.
    """

    moved = Signal(int)
    chosen = Signal(str)
    open_pressed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH)
        self._state = UnsentState()
        self._rows: tuple[UnsentRow, ...] = ()
        self._keys = self._own_keys()
        self.list = QListWidget()
        set_role(self.list, "picks")
        refuse_input_method(self.list)
        describe(self.list, _("What waits to be sent"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_click)
        self.list.itemDoubleClicked.connect(self._on_double_click)
        self.list.installEventFilter(self)
        self.open = OutlinedButton(pgettext("act", "Open"), Icon.CHEVRON_RIGHT)
        self.open.show_key("Enter")
        self.open.clicked.connect(self.open_pressed)
        self.close_button = IconButton(Icon.CLOSE, _("Close"))
        self.close_button.clicked.connect(self.disappear)
        self._lay_out()

    def _lay_out(self) -> None:
        title = Label(_("What waits to be sent"), Type.TITLE)
        what = _("Everything here is kept on this machine, also when it is switched off.")
        self.inside.addLayout(row(title, STRETCH, self.close_button, margins=(20, 12, 12, 4)))
        self.inside.addLayout(row(Label(what, Type.META, Tone.MUTED), margins=(20, 0, 20, 10)))
        self.inside.addWidget(rule())
        self._content = QWidget()
        listed = column(self.list, margins=(6, 6, 6, 6))
        acts = row(self.open, STRETCH, margins=(12, 8, 12, 8))
        self._content.setLayout(column(listed, rule(), acts, spacing=0))
        self._stage = ContentStage(self._content, rows=2, row_height=_ROW)
        self._empty = EmptyPanel(
            Icon.CHECK,
            _("Nothing waits"),
            _("The server has everything that you did. What it has not yet is listed here."),
        )
        # It belongs to the panel also while nothing is empty.
        self._empty.setParent(self)
        self._empty.hide()
        self.inside.addWidget(self._stage)
        language().changed.connect(self._tell)

    def show_state(self, state: UnsentState) -> None:
        """Show the state."""
        self._state = state
        if state.loading:
            self._stage.show_loading()
        elif state.rows:
            self._show_rows(state)
            self._stage.show_content()
        else:
            self._rows = ()
            self.list.clear()
            if self.list.hasFocus():
                self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stage.show_panel(self._empty)
        if self.isVisible():
            self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the keys of the list."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            return self._steer(event)  # type: ignore[arg-type]  # a KeyPress is a QKeyEvent
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what the list does not have the focus for."""
        if not self._steer(event):
            super().keyPressEvent(event)

    def primary(self) -> None:
        """Open what the change is about that is looked at."""
        self.open_pressed.emit()

    def arrange(self) -> None:
        """Fit the list to its rows, and the panel to both."""
        rows = max(1, min(len(self._state.rows), _ROWS))
        self.list.setFixedHeight(rows * theme().scaled(_ROW) + 4)
        layout = self._content.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        filled = bool(self._state.rows) or self._state.loading
        page = self._content if filled else self._empty
        self._stage.setFixedHeight(page.sizeHint().height())
        super().arrange()

    def _tell(self) -> None:
        """Say each row to screen readers, and why it waits, in the language of the window."""
        for at, each in enumerate(self._rows):
            item = self.list.item(at)
            spoken = language().text(spoken_change(each.change))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            tip_of(item)(language().text(why_it_waits(each.change)))

    def _show_rows(self, state: UnsentState) -> None:
        if state.rows != self._rows:
            self._rows = state.rows
            self.list.clear()
            for each in state.rows:
                item = QListWidgetItem()
                item.setSizeHint(QSize(100, theme().scaled(_ROW)))
                self.list.addItem(item)
                self.list.setItemWidget(item, _ChangeRow(each))
            self._tell()
        keys = [each.key for each in state.rows]
        self.list.setCurrentRow(keys.index(state.chosen) if state.chosen in keys else 0)
        shown = state.row
        if shown is not None:
            self.open.say(opens_words(shown.change))
            self.open.setEnabled(shown.opens)
            self.open.explain(None if shown.opens else _OUT_OF_SIGHT)
        if self.isVisible() and self.close_button.hasFocus():
            # It had nowhere else to be while nothing was here.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _steer(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or key not in self._keys:
            return False
        if not event.isAutoRepeat() or key in _REPEATS:
            self._keys[key]()
        return True

    def _own_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        down, up = partial(self.moved.emit, 1), partial(self.moved.emit, -1)
        return {
            Qt.Key.Key_Down: down,
            Qt.Key.Key_J: down,
            Qt.Key.Key_Up: up,
            Qt.Key.Key_K: up,
            Qt.Key.Key_Return: self.open_pressed.emit,
            Qt.Key.Key_Enter: self.open_pressed.emit,
        }

    def _on_click(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._rows[self.list.row(item)].key)

    def _on_double_click(self, item: QListWidgetItem) -> None:
        self._on_click(item)
        self.open_pressed.emit()
