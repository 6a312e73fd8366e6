"""Quiet grounds: a card, a well, a sheet that scrolls, a foot, an avatar, a bar of shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.theme import Tone, Type, theme
from ui.widgets.layout import STRETCH, Margins, Part, column, row
from ui.widgets.look import Edge, refuse_input_method, set_edge, set_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class Card(QFrame):
    """A surface with one line around it. Never inside another."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")


class Well(QFrame):
    """A slightly raised ground for something quoted."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "well")


def scrolled(inside: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Put `inside` into a frame that scrolls up and down, and with `sideways` also across."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inside)
    refuse_input_method(scroll)
    return scroll


def sheet(
    *parts: Part, margins: Margins = (20, 16, 20, 16), spacing: int = 12, sideways: bool = False
) -> QScrollArea:
    """Lay `parts` below each other in a frame that scrolls."""
    inside = QWidget()
    inside.setLayout(column(*parts, STRETCH, margins=margins, spacing=spacing))
    return scrolled(inside, sideways=sideways)


def foot(*parts: Part, margins: Margins = (20, 9, 14, 9)) -> QWidget:
    """Lay `parts` beside each other as the foot of a pane, with a line above them."""
    below = QWidget()
    set_edge(below, Edge.TOP)
    below.setLayout(row(*parts, margins=margins))
    return below


class Avatar(QWidget):
    """A person as two letters in a disc; decoration beside the name."""

    def __init__(self, initials: str = "", pixels: int = 26) -> None:
        super().__init__()
        self._initials = initials
        self._pixels = pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_initials(self, initials: str) -> None:
        """Show the letters of another person."""
        self._initials = initials
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a disc."""
        side = theme().scaled(self._pixels)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        draw_avatar(painter, QRectF(self.rect()), self._initials)
        painter.end()


def draw_avatar(painter: QPainter, area: QRectF, initials: str) -> None:
    """Draw a person's initials in a disc that fills `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().tokens.accent))
    painter.drawEllipse(area)
    font = theme().font(Type.META_STRONG)
    font.setPixelSize(max(8, round(area.height() * 0.42)))
    painter.setFont(font)
    painter.setPen(QColor(theme().tokens.on_accent))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()


class ShareBar(QWidget):
    """Shares of a whole as one bar, 8 pixels high; the words beside it carry the meaning."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: tuple[tuple[Tone, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_shares(self, shares: Sequence[tuple[Tone, int]]) -> None:
        """Show these parts, left to right."""
        self._shares = tuple(share for share in shares if share[1] > 0)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as wide as there is room."""
        return QSize(120, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), QColor(theme().tokens.raised))
        x, whole = 0.0, sum(part for _tone, part in self._shares)
        for tone, part in self._shares:
            width = self.width() * part / whole
            colour = QColor(theme().tokens.tone(tone))
            painter.fillRect(QRectF(x, 0, max(1.0, width - 1.5), self.height()), colour)
            x += width
        painter.end()
