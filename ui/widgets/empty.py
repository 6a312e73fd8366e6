"""`EmptyPanel`: what a pane shows when it is empty or when something went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui.theme import Icon, Tone, Type, icon_pixmap, theme
from ui.widgets.buttons import OutlinedButton
from ui.widgets.label import Label
from ui.widgets.layout import STRETCH, column, row
from ui.widgets.look import describe

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.language import Source


class IconMark(QWidget):
    """One icon as decoration, in a tone of the theme."""

    def __init__(self, icon: Icon, tone: Tone = Tone.MUTED, pixels: int = 20) -> None:
        super().__init__()
        self._icon = icon
        self._tone = tone
        self._pixels = pixels
        self.setFixedSize(self.sizeHint())

    def show_icon(self, icon: Icon, tone: Tone) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a square."""
        return QSize(self._pixels, self._pixels)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it."""
        colour = theme().tokens.tone(self._tone)
        painter = QPainter(self)
        pixmap = icon_pixmap(self._icon, colour, self._pixels, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, pixmap)
        painter.end()


class EmptyPanel(QWidget):
    """Says what a pane is for and how to begin, or what went wrong and how to go on."""

    acted = Signal()

    def __init__(
        self,
        icon: Icon,
        title: Source,
        body: Source,
        action: Source | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__()
        # It may have the focus while its pane has nothing else to give it to.
        describe(self, title)
        heading = Label(title, Type.STRONG, wrap=True)
        text = Label(body, Type.BODY, Tone.MUTED, wrap=True)
        for label in (heading, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        parts = column(row(STRETCH, IconMark(icon, Tone.FAINT, 32), STRETCH), heading, text)
        if action is not None:
            button = OutlinedButton(action)
            button.show_key(key or "")
            button.clicked.connect(self.acted)
            parts.addSpacing(6)
            parts.addLayout(row(STRETCH, button, STRETCH))
        self.setLayout(column(STRETCH, parts, STRETCH, STRETCH, margins=(32, 24, 32, 24)))
