"""The dialog of the kept words: the pieces, the one that is looked at, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.language import language
from ui.panes.kept_words.parts import PieceRow, PieceTexts, spoken
from ui.panes.kept_words.state import KeptRow, KeptWordsState
from ui.panes.kept_words.words import OPENS, copy_of
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ContentStage,
    EmptyPanel,
    IconButton,
    Label,
    OutlinedButton,
    Overlay,
    QuietButton,
    TextButton,
    announce,
    column,
    describe,
    refuse_input_method,
    row,
    rule,
    set_role,
    set_tone,
)
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTH = 820
_ROW, _ROWS, _TEXT = 52, 5, 220


class KeptWordsView(Overlay):
    """Says what somebody wants; `show_state` is all that it shows."""

    moved = Signal(int)
    chosen = Signal(object)
    copied = Signal()
    throw_pressed = Signal()
    undo_pressed = Signal()
    open_pressed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH)
        self._state = KeptWordsState()
        self._rows: tuple[KeptRow, ...] = ()
        self._heard: Message | None = None
        self._keys = self._own_keys()
        self.list = QListWidget()
        set_role(self.list, "picks")
        refuse_input_method(self.list)
        describe(self.list, _("Kept words"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_click)
        self.list.itemDoubleClicked.connect(self._on_double_click)
        self.list.installEventFilter(self)
        self.text = PieceTexts()
        self._acts()
        self._content = self._middle()
        self._stage = ContentStage(self._content, rows=2, row_height=_ROW)
        self._empty = _empty()
        self._head()
        self.foot = self._foot()
        self.inside.addWidget(self._stage)
        self.inside.addWidget(self.foot)

    def show_state(self, state: KeptWordsState) -> None:
        """Show the whole of it."""
        self._state = state
        self._show_foot(state)
        if state.loading:
            self._stage.show_loading()
        elif state.rows:
            self._fill(state)
            self._stage.show_content()
        else:
            self._show_empty()
        if self.isVisible():
            self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the keys of the list, and of the window while nothing is in it."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            return self._steer(event)  # type: ignore[arg-type]  # a KeyPress is a QKeyEvent
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what the list does not have the focus for."""
        if not self._steer(event):
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Fit the list to its rows, and the panel to both."""
        rows = max(1, min(len(self._state.rows), _ROWS))
        self.list.setFixedHeight(rows * theme().scaled(_ROW) + 4)
        self.text.fit(theme().scaled(_TEXT), self.panel.width())
        layout = self._content.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        filled = bool(self._state.rows) or self._state.loading
        page = self._content if filled else self._empty
        self._stage.setFixedHeight(page.sizeHint().height())
        super().arrange()

    def _head(self) -> None:
        self.close_button = IconButton(Icon.CLOSE, _("Close"))
        self.close_button.clicked.connect(self.disappear)
        title = Label(_("Kept words"), Type.TITLE)
        head = row(title, STRETCH, self.close_button, margins=(20, 12, 12, 4))
        self.inside.addLayout(head)
        what = _(
            "What you wrote and what has not gone out: in forms that you left, and in what was not"
            " carried out."
        )
        self.inside.addLayout(row(Label(what, Type.META, Tone.MUTED), margins=(20, 0, 20, 10)))
        self.inside.addWidget(rule())

    def _middle(self) -> QWidget:
        content = QWidget()
        acts = row(self.copy, self.open, self.throw, STRETCH, margins=(12, 8, 12, 8), spacing=6)
        listed = column(self.list, margins=(6, 6, 6, 6))
        content.setLayout(column(listed, rule(), self.text, rule(), acts, spacing=0))
        return content

    def _acts(self) -> None:
        self.copy = OutlinedButton(pgettext("act", "Copy"), Icon.COPY)
        self.open = QuietButton(pgettext("act", "Open"), Icon.CHEVRON_RIGHT)
        self.throw = QuietButton(pgettext("act", "Throw away"), Icon.CLOSE)
        self.undo = TextButton(pgettext("act", "Take back"))
        for button, key in ((self.copy, "C"), (self.open, "Enter"), (self.throw, "Delete")):
            button.show_key(key)
        self.undo.show_key("Z")
        self.copy.clicked.connect(self._copy)
        self.open.clicked.connect(self.open_pressed)
        self.throw.clicked.connect(self.throw_pressed)
        self.undo.clicked.connect(self.undo_pressed)

    def _foot(self) -> QWidget:
        self._said = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        foot = QWidget()
        line = row(self._said, self.undo, margins=(20, 6, 12, 8))
        line.setStretch(0, 1)
        foot.setLayout(column(rule(), line, spacing=0))
        return foot

    def _show_foot(self, state: KeptWordsState) -> None:
        self.foot.setVisible(state.said is not None or state.thrown_away > 0)
        self.undo.setVisible(state.thrown_away > 0)
        set_tone(self._said, Tone.DANGER if state.failed else Tone.MUTED)
        if state.said is None:
            self._said.content("")
        else:
            self._said.say(state.said)
            if state.said != self._heard:
                announce(self._said, state.said)
        self._heard = state.said

    def _fill(self, state: KeptWordsState) -> None:
        if state.rows != self._rows:
            self._rows = state.rows
            self.list.clear()
            for each in state.rows:
                self._append(each)
        keys = [each.key for each in state.rows]
        at = keys.index(state.chosen) if state.chosen in keys else 0
        self.list.setCurrentRow(at)
        shown = state.row
        if shown is not None:
            self._show_acts(shown)
        self.text.show_row(shown)
        if self.isVisible() and self.close_button.hasFocus():
            # It had nowhere else to be while nothing was here.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_acts(self, shown: KeptRow) -> None:
        self.open.say(OPENS[shown.words.stands])
        self.open.setEnabled(shown.opens)
        self.open.explain(None if shown.opens else _OUT_OF_SIGHT)
        self.throw.setEnabled(shown.can_go)
        self.throw.explain(None if shown.can_go else _STAYS)

    def _show_empty(self) -> None:
        self._rows = ()
        self.list.clear()
        if self.list.hasFocus():
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stage.show_panel(self._empty)

    def _append(self, shown: KeptRow) -> None:
        item = QListWidgetItem()
        item.setSizeHint(QSize(100, theme().scaled(_ROW)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, language().text(spoken(shown)))
        self.list.addItem(item)
        self.list.setItemWidget(item, PieceRow(shown))

    def _steer(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return True
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or key not in self._keys:
            return False
        # Held down, Delete must not empty the list.
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
            Qt.Key.Key_C: self._copy,
            Qt.Key.Key_Delete: self.throw_pressed.emit,
            Qt.Key.Key_Z: self.undo_pressed.emit,
            Qt.Key.Key_Return: self.open_pressed.emit,
            Qt.Key.Key_Enter: self.open_pressed.emit,
        }

    def _copy(self) -> None:
        """What is marked with the mouse, else all of the piece."""
        shown = self._state.row
        if shown is not None:
            marked = [view.textCursor().selectedText() for view in self.text.views.values()]
            text = "\n\n".join(each.replace("\u2029", "\n") for each in marked if each)
            QGuiApplication.clipboard().setText(text or copy_of(shown.words))
            self.copied.emit()

    def _on_click(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self._state.rows[self.list.row(item)].key)

    def _on_double_click(self, _item: QListWidgetItem) -> None:
        self.open_pressed.emit()


_REPEATS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Up, Qt.Key.Key_K})
_STAYS = _("It is emptied in its form, or dropped where it waits for your answer.")
_OUT_OF_SIGHT = _("What this is about is out of your sight, or no page shows it.")


def _empty() -> EmptyPanel:
    return EmptyPanel(
        Icon.DRAFT,
        _("Nothing is kept here"),
        _(
            "Letters, decisions and forms that you began, and what you wrote in something that was"
            " not carried out, are listed here until they have gone out."
        ),
    )
