"""The versions of a policy as a rail: past, in force, ahead, and the draft of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.activities.policies.state import Version, VersionStanding
from ui.activities.policies.words import days_words, noted_version, spoken_version, standing_words
from ui.casework import side_of
from ui.language import bind, language, tip_of
from ui.theme import Tone, Type, theme
from ui.widgets import describe, mark_content, one_line, row

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_HEIGHT, _NARROWEST, _DOT, _RAIL = 94, 168, 7, 22
_TONES = {
    VersionStanding.PAST: Tone.MUTED,
    VersionStanding.IN_FORCE: Tone.OK,
    VersionStanding.AHEAD: Tone.NEUTRAL,
    VersionStanding.DRAFT: Tone.ACCENT,
}


class VersionMark(QAbstractButton):
    """One version: its dot on the rail, its number, its days, and why it came."""

    def __init__(self) -> None:
        super().__init__()
        self.version: Version | None = None
        self._before = self._ahead = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        mark_content(self)
        language().changed.connect(self.update)
        theme().changed.connect(self.updateGeometry)

    def show_version(self, version: Version, *, first: bool, ahead: bool) -> None:
        """Show it; `ahead` says that the rail behind it is not begun."""
        self.version = version
        self._before, self._ahead = not first, ahead
        describe(self, spoken_version(version))
        # Days and note are cut off where there is little room.
        bind(self, tip_of(self), noted_version(version))
        self.update()

    def nextCheckState(self) -> None:
        """Qt: what is read says what is chosen, not the click."""

    def sizeHint(self) -> QSize:
        """Qt: four lines below the rail."""
        return QSize(theme().scaled(_NARROWEST), theme().scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Qt: no narrower than its days."""
        return QSize(theme().scaled(96), theme().scaled(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it."""
        version = self.version
        if version is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_rail(painter, version)
        tone = _TONES[version.standing]
        top, line = theme().scaled(_RAIL) + 8, QFontMetrics(theme().font(Type.META)).height()
        said = language().text
        name = said(standing_words(version))
        strong = Type.STRONG if self.isChecked() else Type.META_STRONG
        self._write(painter, top, name, strong, tone)
        self._write(painter, top + line + 2, said(days_words(version)), Type.META, Tone.MUTED)
        note = version.note.best(side_of(language().code))
        self._write(painter, top + 2 * (line + 2), note, Type.META, Tone.MUTED)
        if self.hasFocus() or self.isChecked():
            pen = QPen(QColor(theme().tokens.accent), 2)
            painter.setPen(pen)
            y = self.height() - 2
            if self.hasFocus():
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -9, -1), 6, 6)
            else:
                width = QFontMetrics(theme().font(strong)).horizontalAdvance(name)
                painter.drawLine(0, y, min(width, self.width() - 12), y)
        painter.end()

    def _draw_rail(self, painter: QPainter, version: Version) -> None:
        tokens = theme().tokens
        middle, radius = theme().scaled(_RAIL) / 2 + 4, theme().scaled(_DOT)
        rail = QPen(QColor(tokens.faint if self._ahead else tokens.line), 2)
        if self._ahead:
            rail.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(rail)
        painter.drawLine(QPointF(2 * radius + 2, middle), QPointF(self.width(), middle))
        colour = QColor(tokens.tone(_TONES[version.standing]))
        centre = QPointF(radius + 1, middle)
        if version.standing in (VersionStanding.DRAFT, VersionStanding.AHEAD):
            painter.setPen(QPen(colour, 2))
            painter.setBrush(QColor(tokens.surface))
            painter.drawEllipse(centre, radius - 1, radius - 1)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(centre, radius, radius)

    def _write(self, painter: QPainter, top: int, text: str, step: Type, tone: Tone) -> None:
        font = theme().font(step)
        painter.setFont(font)
        painter.setPen(QColor(theme().tokens.tone(tone)))
        metrics = QFontMetrics(font)
        box = QRect(0, top, self.width() - 12, metrics.height())
        said = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, said)


class VersionRail(QWidget):
    """As many versions as fit, the chosen one among them. Says `chosen` with its key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._versions: tuple[Version, ...] = ()
        self._chosen = ""
        self._parts = row(margins=(20, 6, 0, 6), spacing=0)
        self.setLayout(self._parts)
        self.marks: list[VersionMark] = []

    def show_versions(self, versions: Sequence[Version], chosen: str) -> None:
        """Show them in their order."""
        self._versions, self._chosen = tuple(versions), chosen
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: as many as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = max(1, (self.width() - 20) // theme().scaled(_NARROWEST))
        keys = [each.key for each in self._versions]
        at = keys.index(self._chosen) if self._chosen in keys else len(keys) - 1
        # The latest, unless the chosen one is older than all of them.
        start = max(0, min(len(keys) - room, at))
        shown = self._versions[start : start + room]
        while len(self.marks) < len(shown):
            mark = VersionMark()
            mark.clicked.connect(self._on_click)
            self.marks.append(mark)
            self._parts.addWidget(mark)
        for number, mark in enumerate(self.marks):
            mark.setVisible(number < len(shown))
            if number < len(shown):
                version = shown[number]
                follows = self._versions[start + number + 1 :][:1]
                ahead = not follows
                mark.show_version(version, first=start + number == 0, ahead=ahead)
                mark.setChecked(version.key == self._chosen)

    def _on_click(self) -> None:
        mark = self.sender()
        if isinstance(mark, VersionMark) and mark.version is not None:
            self.chosen.emit(mark.version.key)
