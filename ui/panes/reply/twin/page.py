"""One side of the twin draft: an editor in which each block is one bead's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from ui.panes.reply.twin import blocks
from ui.panes.reply.twin.blocks import from_block, from_utf16, to_utf16
from ui.panes.reply.twin.rows import paint_ground, painted_texts
from ui.theme import Icon, Type, theme
from ui.widgets import OWN_KEYS, Menu, mark_content, set_type
from workstation.bilingual.bead import Side
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QPaintEvent, QResizeEvent

    from ui.panes.reply.twin.pair_appearance import PairAppearance
    from ui.panes.reply.twin.writer import TwinWriter, WritingSession
    from workstation.i18n import Message

_SIDES, _TOP = 14, 10
_LINES = {Side.EN: 1.45, Side.ZH: 1.65}

Spot = tuple[int, int]


class Intent(Enum):
    """What a key asks to have done to the pairs, not to the letters of one text."""

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
# What the router of the window's keys leaves to these editors, and Escape while they ask.
_OWN_KEYS = ("Ctrl+Return", "Ctrl+Shift+Return")
_ESCAPE = "Esc"


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


class TwinPage(QTextEdit):
    """An editor that types text itself and asks for everything that concerns the pairs.

    Signals: `typed` (side, block, its text now), `reshaped` (side, all texts, where blocks came
    or went in an unforeseen way), `relaid` (first and last block that may have another height),
    `asked` (an `Intent`), `erased` (a selection over several beads is to go), `joined` (an
    `Erasing` at the edge of a bead), `pasted` (text), `refused` (somebody wrote into a locked
    bead), `composed` (an input method has finished), `menu_wanted` (page, place on the screen).
    What a program changes is not reported.
    """

    typed = Signal(object, int, str)
    reshaped = Signal(object, object)
    relaid = Signal(int, int)
    asked = Signal(object)
    erased = Signal()
    joined = Signal(object)
    pasted = Signal(str)
    refused = Signal()
    composed = Signal()
    menu_wanted = Signal(object, object)

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side
        self.locked: frozenset[int] = frozenset()
        self.looks: Sequence[PairAppearance] = ()
        self.hint: Message | None = None
        self._composing = False
        self._quiet = False
        self._dirty: tuple[int, int] | None = None
        self._count = 1
        set_type(self, Type.READING)
        mark_content(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        # A drag within the text would move it across locks and pairs.
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # `paint_ground` covers all of it: at a key nothing of what lies below is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hold_escape(hold=False)
        self.document().contentsChange.connect(self._note)
        self.document().contentsChanged.connect(self._report)
        self.dress()

    @property
    def holds_escape(self) -> bool:
        """Whether Escape answers something in the letter, and leaves it only after that."""
        return _ESCAPE in self.property(OWN_KEYS)

    def hold_escape(self, *, hold: bool) -> None:
        """Keep Escape for the letter while something is asked in it."""
        self.setProperty(OWN_KEYS, [*_OWN_KEYS, _ESCAPE] if hold else list(_OWN_KEYS))

    @property
    def composing(self) -> bool:
        """Whether an input method holds letters that are not text yet."""
        return self._composing

    def line(self) -> int:
        """The height of one line, in pixels."""
        return round(theme().font(Type.READING).pixelSize() * _LINES[self.side])

    def spot(self) -> Spot:
        """The block of the caret, and the code points before it."""
        return self._spot(self.textCursor().position())

    def selected(self) -> tuple[Spot, Spot]:
        """Both ends of the selection."""
        cursor = self.textCursor()
        return self._spot(cursor.selectionStart()), self._spot(cursor.selectionEnd())

    def position(self, spot: Spot) -> int:
        """Where a spot is in the whole document."""
        block = self.document().findBlockByNumber(spot[0])
        return block.position() + to_utf16(block.text(), spot[1])

    def put_caret(self, spot: Spot, end: int | None = None) -> None:
        """Set the caret, and scroll to it; with `end` the text up to there is selected."""
        cursor = self.textCursor()
        cursor.setPosition(self.position(spot))
        if end is not None:
            cursor.setPosition(self.position((spot[0], end)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Make the blocks say this; carets in what stays the same stay too."""
        with self._hushed():
            blocks.show_texts(self.document(), texts)
        self._count = self.document().blockCount()
        self._dirty = None

    def give_room(self, margins: Mapping[int, int]) -> None:
        """Set the room below these blocks, in pixels, and below the last one again."""
        with self._hushed():
            if margins:
                blocks.set_bottoms(self.document(), margins)
            below = self.document().lastBlock().blockFormat().bottomMargin()
            blocks.set_foot(self.document(), round(below))

    def laid_out(self, number: int) -> QTextBlock:
        """Lay one block out, so that its lines are known, and return it."""
        block = self.document().findBlockByNumber(number)
        self.document().documentLayout().blockBoundingRect(block)
        return block

    def dress(self) -> None:
        """Take font, line height and margins from the theme."""
        with self._hushed():
            font = theme().font(Type.READING)
            blocks.dress(self.document(), font, self.line(), _TOP, _SIDES)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: keys that concern the pairs are asked for; the rest is typing."""
        intent, way = intent_of(event), erasing(event)
        if self._composing and (intent is not None or way is not None):
            event.accept()
        elif intent is Intent.DISMISS and not self.holds_escape:
            event.ignore()
        elif intent is not None:
            self.asked.emit(intent)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_out()
        elif way is not None:
            self._erase(way, event)
        elif not writes(event) or self._makes_way():
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt: letters in the making; nothing else happens to this text until they are made."""
        begins = bool(event.preeditString() or event.commitString()) and not self._composing
        if begins and not self._makes_way():
            QGuiApplication.inputMethod().reset()
            event.accept()
            return
        self._composing = self._composing or bool(event.preeditString())
        super().inputMethodEvent(event)
        if not event.preeditString():
            self._finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines break elsewhere, so blocks have other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.relaid.emit(0, self.document().blockCount() - 1)
        if self.hasFocus():
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the input method gives up what it held."""
        super().focusOutEvent(event)
        if not self.textCursor().block().layout().preeditAreaText():
            self._finish()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Qt: pasted text is the draft's business; nothing but text is taken."""
        if source.hasText() and not self._composing and self._makes_way():
            self.pasted.emit(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt: text only."""
        return source.hasText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Qt: plain text goes out, too."""
        text = self.textCursor().selectedText()
        # Made by Qt: one made here would outlive Python on the clipboard and crash the exit.
        copied = super().createMimeDataFromSelection()
        copied.clear()
        copied.setText(from_block(text).replace("\u2029", "\n"))
        return copied

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: the twin draft has its own menu, because Qt's would cut across pairs."""
        self.menu_wanted.emit(self, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ground and the words of the pairs lie below the text."""
        paint_ground(self, event.rect())
        super().paintEvent(event)

    def cut_out(self) -> None:
        """Cut the selection, over several beads too."""
        if self.textCursor().hasSelection() and not self._composing:
            self.copy()
            if self._makes_way():
                self.textCursor().removeSelectedText()

    def shown_texts(self) -> list[str]:
        """What is painted here in the language of the window."""
        return painted_texts(self)

    def _spot(self, position: int) -> Spot:
        block = self.document().findBlock(position)
        return block.blockNumber(), from_utf16(block.text(), position - block.position())

    def _makes_way(self) -> bool:
        """Whether text may come where the selection is; one over several beads goes first."""
        (first, _), (last, _) = self.selected()
        if not self.locked.isdisjoint(range(first, last + 1)):
            self.refused.emit()
            return False
        if first != last:
            self.erased.emit()
        return True

    def _erase(self, way: Erasing, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if cursor.hasSelection():
            if self._makes_way():
                self.textCursor().removeSelectedText()
        elif cursor.atBlockStart() if way is Erasing.BACK else cursor.atBlockEnd():
            self.joined.emit(way)
        elif not self._makes_way():
            return
        elif event.matches(QKeySequence.StandardKey.DeleteEndOfWord):
            # Qt's own would run into the next bead.
            end = cursor.block().position() + cursor.block().length() - 1
            cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
            cursor.setPosition(min(cursor.position(), end), QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        if self._composing:
            self._composing = False
            self.composed.emit()

    @contextmanager
    def _hushed(self) -> Iterator[None]:
        was, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = was

    def _note(self, position: int, _removed: int, added: int) -> None:
        document = self.document()
        last = document.findBlock(position + added)
        end = last.blockNumber() if last.isValid() else document.blockCount() - 1
        start = document.findBlock(position).blockNumber()
        if self._dirty is not None:
            start, end = min(start, self._dirty[0]), max(end, self._dirty[1])
        self._dirty = (start, end)

    def _report(self) -> None:
        # Typing may make a scroll bar come, and that levels rows: what was typed waits for the
        # report of the typing itself.
        if self._quiet or self._dirty is None:
            return
        dirty, self._dirty = self._dirty, None
        if self.document().blockCount() != self._count:
            self._count = self.document().blockCount()
            self.reshaped.emit(self.side, blocks.texts_of(self.document()))
            return
        for number in range(dirty[0], min(dirty[1] + 1, self._count)):
            text = self.document().findBlockByNumber(number).text()
            self.typed.emit(self.side, number, from_block(text))
        self.relaid.emit(*dirty)


def open_menu(page: TwinPage, writing: TwinWriter, session: WritingSession, at: QPoint) -> Menu:
    """Open the menu of a page at a place of the screen; it is deleted when it closes. It offers
    what a right click may do without cutting across pairs."""
    menu = Menu(page)
    chosen = page.textCursor().hasSelection()
    pasteable = bool(QGuiApplication.clipboard().text())
    menu.entry(_("Undo"), writing.undo, Icon.UNDO, "Ctrl+Z", enabled=session.can_undo)
    menu.entry(_("Redo"), writing.redo, Icon.REDO, "Ctrl+Shift+Z", enabled=session.can_redo)
    menu.rule()
    menu.entry(pgettext("edit", "Cut"), page.cut_out, None, "Ctrl+X", enabled=chosen)
    menu.entry(pgettext("edit", "Copy"), page.copy, Icon.COPY, "Ctrl+C", enabled=chosen)
    menu.entry(pgettext("edit", "Paste"), page.paste, None, "Ctrl+V", enabled=pasteable)
    menu.entry(_("Select all"), page.selectAll, None, "Ctrl+A")
    menu.rule()
    menu.entry(_("Confirm this pair"), writing.confirm, Icon.CHECK, "Ctrl+Enter")
    menu.entry(_("Join with the pair above"), writing.join_above, None, "Alt+Up")
    menu.entry(_("Join with the pair below"), writing.join_below, None, "Alt+Down")
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
