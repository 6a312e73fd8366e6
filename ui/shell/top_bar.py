"""`TopBar`: the search box, the connection, the language and the person, above everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from ui.keyboard import PALETTE
from ui.language import bind, language, tip_of
from ui.shell.words import LANGUAGE_OF_WINDOW, LANGUAGE_SEGMENTS, PRODUCT, SEARCH_OR_COMMAND
from ui.theme import Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    ElidedLabel,
    KeyCap,
    Label,
    SegmentedSwitch,
    ShapeMark,
    Surface,
    announce,
    describe,
    draw_avatar,
    row,
    set_edge,
    set_role,
    set_surface,
    set_tone,
)
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.shell.status import StatusMark

_SEARCH_WIDTH, _SEARCH_LEAST = 560, 120
_EDGE = 16


class TopBar(QWidget):
    """The bar at the top. It sends signals; the window does what they ask for.

    palette_asked: the command palette is wanted.
    sync_asked: the server should be asked now.
    language_chosen: carries the code of the language to speak.
    person_asked: the menu of the person is wanted; carries the button to open it under.
    connection: the button that shows how it stands with the server.
    """

    palette_asked = Signal()
    sync_asked = Signal()
    language_chosen = Signal(object)
    person_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.BOTTOM)
        self._resize()
        self._name = Label(PRODUCT, Type.READING)
        set_role(self._name, "product")
        self._search = _SearchBox()
        self._search.clicked.connect(self.palette_asked)
        self.connection = _SyncMark()
        self.connection.clicked.connect(self.sync_asked)
        self._switch = SegmentedSwitch(LANGUAGE_SEGMENTS, LANGUAGE_OF_WINDOW)
        self._switch.chosen.connect(self.language_chosen)
        self._person = AvatarButton()
        self._person.clicked.connect(self._on_person)
        right = row(STRETCH, self.connection, self._switch, self._person, spacing=14)
        name = row(self._name, STRETCH)
        whole = row(name, self._search, right, margins=(_EDGE, 0, _EDGE, 0), spacing=_EDGE)
        whole.setStretch(0, 1)
        whole.setStretch(1, 2)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._show_language()
        language().changed.connect(self._show_language)
        theme().changed.connect(self._resize)

    def show_connection(self, mark: StatusMark) -> None:
        """Show how the connection to the server stands."""
        self.connection.show_mark(mark)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: give up, where room is short, first the product's name, then words."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Qt: what is left once all has given way that can."""
        return QSize(self._least(), self.minimumHeight())

    def show_person(self, name: str, initials: str) -> None:
        """Show the name and initials of who is signed in."""
        self._person.show_person(name, initials)

    def _show_language(self) -> None:
        self._switch.choose(language().code)

    def _fold(self) -> None:
        left = self.width() - self._least()
        for words in (self.connection.words, self._name):
            left -= words.sizeHint().width() + _EDGE
            words.setVisible(left >= 0)

    def _least(self) -> int:
        kept = (self.connection.mark, self._switch, self._person)
        widths = sum(part.sizeHint().width() + _EDGE for part in kept)
        return self._search.minimumWidth() + widths + 3 * _EDGE

    def _resize(self) -> None:
        self.setFixedHeight(theme().scaled(44))

    def _on_person(self) -> None:
        self.person_asked.emit(self._person)


class _SearchBox(QPushButton):
    """A button that looks like a field, and opens the palette."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "search")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_SEARCH_WIDTH)
        self.setMinimumWidth(_SEARCH_LEAST)
        describe(self, SEARCH_OR_COMMAND)
        hint = ElidedLabel(Type.BODY, Tone.MUTED, end=True)
        hint.say(SEARCH_OR_COMMAND)
        cap = KeyCap()
        cap.show_key_of(PALETTE)
        inside = row(hint, cap, margins=(10, 0, 9, 0))
        inside.setStretch(0, 1)
        self.setLayout(inside)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Qt: as high as a field."""
        return QSize(_SEARCH_WIDTH, theme().scaled(30))


class _SyncMark(QPushButton):
    """A button that shows the connection as a shape and words; pressing it syncs now.

    mark, words: the shape, and the words that may give way; the tooltip has them too then.
    """

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shown: StatusMark | None = None
        self.mark = ShapeMark()
        self.words = Label(type=Type.META, tone=Tone.MUTED)
        for child in (self.mark, self.words):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(self.mark, self.words, margins=(8, 0, 8, 0), spacing=6))

    def show_mark(self, mark: StatusMark) -> None:
        """Show `mark`. Called every second, it does nothing while the mark is the same."""
        if mark == self._shown:
            return
        # It changes with every second that passes: only a connection lost or back is news.
        news = self._shown is not None and (self._shown.tone is Tone.WARN) != (
            mark.tone is Tone.WARN
        )
        self._shown = mark
        if news:
            announce(self, mark.text)
        self.mark.show_shape(mark.shape, mark.tone)
        self.words.say(mark.text)
        set_tone(self.words, mark.tone if mark.tone is Tone.WARN else Tone.MUTED)
        bind(self, self.setAccessibleName, mark.text)
        bind(self, self.setAccessibleDescription, mark.detail)
        bind(self, tip_of(self), mark.detail)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Qt: the words and the shape."""
        inside = self.layout()
        width = inside.sizeHint().width() if inside is not None else 0
        return QSize(width, theme().scaled(28))


class AvatarButton(QToolButton):
    """A button that shows the initials of who is signed in, and opens their menu."""

    def __init__(self) -> None:
        super().__init__()
        self._initials = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person("", "")

    def show_person(self, name: str, initials: str) -> None:
        """Show `initials`, and name the menu after `name`."""
        self._initials = initials
        message = _("{name}: menu", name=name) if name else _("Menu")
        bind(self, self.setAccessibleName, message)
        bind(self, tip_of(self), message)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a disc with its ring."""
        side = theme().scaled(32)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw the disc, and the ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        draw_avatar(painter, whole.adjusted(3, 3, -3, -3), self._initials)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().tokens.accent), 2))
            painter.drawEllipse(whole.adjusted(1, 1, -1, -1))
        painter.end()
