"""How a pair looks: its edge, its ground, the words below it, and its shape as it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import Icon, Tone, icon_pixmap, theme
from ui.widgets import Shape, draw_shape
from workstation.bilingual.bead import Bead, BeadState, Side
from workstation.bilingual.draft import Draft
from workstation.i18n import Message, _
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from workstation.bilingual.checks.finding import Finding, Severity


class PairMark(Enum):
    """A shape that says without colour what is to be done."""

    TRIANGLE = auto()
    HALF = auto()
    DOT = auto()
    RING = auto()
    TICK = auto()
    LOCK = auto()


@dataclass(frozen=True, slots=True)
class PairAppearance:
    """What is painted about a pair.

    state: how far the pair is, in words, for whoever points at it or listens
    mark, tone: the shape at the edge, and its colour
    ground: the soft colour behind both texts
    words, words_side, words_tone: what stands below the text of one side
    """

    state: Message
    mark: PairMark | None = None
    tone: Tone = Tone.FAINT
    ground: Tone | None = None
    words: Message | None = None
    words_side: Side = Side.EN
    words_tone: Tone = Tone.MUTED


FAULTS = {
    PairMark.TRIANGLE: Tone.DANGER,
    PairMark.HALF: Tone.WARN,
    PairMark.DOT: Tone.INFO,
    PairMark.RING: Tone.MUTED,
}
_ORDER = tuple(FAULTS)


@cache
def _marks() -> dict[Severity, PairMark]:
    # The checks are not loaded before there is a finding.
    from workstation.bilingual.checks.finding import Severity

    return dict(zip(Severity, _ORDER, strict=True))


def mark_of(finding: Finding) -> PairMark:
    """The shape of a finding's severity; its tone is in `FAULTS`."""
    return _marks()[finding.severity]


def gravest(findings: Sequence[Finding]) -> PairMark | None:
    """The shape of the finding that decides how the pair looks."""
    return min(map(mark_of, findings), key=_ORDER.index, default=None)


def by_gravity(findings: Sequence[Finding]) -> list[Finding]:
    """The findings to fix first come first."""
    return sorted(findings, key=lambda one: _ORDER.index(mark_of(one)))


def look_of(draft: Draft, bead: Bead, worst: PairMark | None, offered: bool) -> PairAppearance:
    """How a pair looks by the gravest thing about it: something to fix, then a side that changed
    since it was confirmed, something to look at, a confirmation, and a quoted clause.

    worst: the shape of its gravest finding; offered: whether it was pasted, and waits for a yes
    """
    words, side, words_tone = _words(draft, bead)
    ground = Tone.ACCENT if offered else Tone.NEUTRAL if bead.lock is not None else None

    def look(
        state: Message, mark: PairMark | None, tone: Tone, on: Tone | None = ground
    ) -> PairAppearance:
        return PairAppearance(state, mark, tone, on, words, side, words_tone)

    if worst is PairMark.TRIANGLE:
        return look(_("something to fix"), PairMark.TRIANGLE, Tone.DANGER, Tone.DANGER)
    if bead.state is BeadState.PENDING:
        return look(_("to be confirmed again"), PairMark.HALF, Tone.WARN, ground or Tone.WARN)
    if worst is PairMark.HALF:
        return look(_("something to look at"), PairMark.HALF, Tone.WARN)
    if bead.state is BeadState.CONFIRMED:
        return look(_("confirmed"), PairMark.TICK, Tone.OK)
    if bead.lock is not None:
        return look(_("quoted from the policy"), PairMark.LOCK, Tone.MUTED)
    return look(_("draft"), None, Tone.FAINT)


def _words(draft: Draft, bead: Bead) -> tuple[Message | None, Side, Tone]:
    if bead.converted:
        said = _("Read it, then confirm it: put into Traditional characters")
        if bead.lock is not None:
            said = _(
                "Read it, then confirm it: {clause} v{version}, put into Traditional characters",
                clause=bead.lock.clause,
                version=bead.lock.version,
            )
        return said, Side.ZH, Tone.WARN
    if bead.lock is not None:
        clause, version = bead.lock.clause, bead.lock.version
        return (
            _("{clause} v{version}, as published", clause=clause, version=version),
            Side.EN,
            Tone.MUTED,
        )
    if bead.state is BeadState.PENDING:
        return (*_drift(draft.drifted(bead.id)), Tone.WARN)
    was = draft.loosened(bead.id)
    if was is not None:
        return _("No longer the words of {clause}", clause=was.clause), Side.EN, Tone.WARN
    return None, Side.EN, Tone.MUTED


def _drift(sides: frozenset[Side]) -> tuple[Message, Side]:
    """The word stands below the side that may be out of date."""
    if sides == {Side.EN}:
        return _("English changed after Chinese was confirmed"), Side.ZH
    if sides == {Side.ZH}:
        return _("Chinese changed after English was confirmed"), Side.EN
    if sides:
        return _("Both sides changed after they were confirmed"), Side.EN
    return _("Not confirmed yet"), Side.EN


_SHAPES = {
    PairMark.TRIANGLE: Shape.OVERDUE,
    PairMark.TICK: Shape.DONE,
    PairMark.RING: Shape.WAITING,
    PairMark.DOT: Shape.WORKING,
}


def draw_mark(painter: QPainter, box: QRectF, mark: PairMark, tone: Tone) -> None:
    """Draw the shape as large as `box`; a dot is half as large."""
    colour = theme().tokens.tone(tone)
    if mark is PairMark.HALF:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = box.width() * 0.1
        disc = box.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(colour), 1.4))
        painter.drawEllipse(disc)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPie(disc, 90 * 16, 180 * 16)
        painter.restore()
    elif mark is PairMark.LOCK:
        ratio = painter.device().devicePixelRatio()
        side = round(box.width())
        painter.drawPixmap(box.topLeft(), icon_pixmap(Icon.LOCK, colour, side, ratio))
    elif mark is PairMark.DOT:
        inset = box.width() / 4
        draw_shape(painter, box.adjusted(inset, inset, -inset, -inset), _SHAPES[mark], colour)
    else:
        draw_shape(painter, box, _SHAPES[mark], colour)


class MarkWidget(QWidget):
    """One shape beside a line of text."""

    def __init__(self, mark: PairMark, tone: Tone) -> None:
        super().__init__()
        self.mark, self._tone = mark, tone

    def sizeHint(self) -> QSize:
        """Qt: as high as the letters beside it."""
        side = theme().scaled(13)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Qt: never squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: draw it in the middle."""
        side = theme().scaled(13)
        painter = QPainter(self)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        draw_mark(painter, box, self.mark, self._tone)
        painter.end()
