"""`SegmentedSwitch` and `Tabs`: a choice of one among a few things that are all in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QPushButton, QSizePolicy

from ui.language import Source, bind, tip_of, words_of
from ui.theme import Type, theme
from ui.widgets.layout import row
from ui.widgets.look import describe, describe_one, set_role, set_type
from ui.widgets.screen_reader import set_spoken_role
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QKeyEvent


@dataclass(frozen=True, slots=True)
class SwitchChoice:
    """One of the choices; `name` is for the screen reader where the label is only a mark."""

    value: Hashable
    label: Source
    name: Source | None = None


class SegmentedSwitch(QFrame):
    """Choices beside each other in one frame; exactly one is chosen.

    A screen reader calls it by `name`: a group of radio buttons.
    """

    chosen = Signal(object)
    _role: ClassVar = "switch"
    _margins: ClassVar = (1, 1, 1, 1)
    _gap: ClassVar = 0
    _spoken: ClassVar = QAccessible.Role.Grouping

    def __init__(self, segments: Sequence[SwitchChoice], name: Source | None = None) -> None:
        super().__init__()
        set_role(self, self._role)
        set_spoken_role(self, self._spoken)
        if name is not None:
            describe(self, name)
        self._segments = tuple(segments)
        self._group = QButtonGroup(self)
        parts: list[QPushButton] = []
        for at, segment in enumerate(self._segments):
            button = _SegmentButton()
            button.setCheckable(True)
            self._dress(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            set_type(button, Type.META)
            bind(button, words_of(button), segment.label)
            if segment.name is not None:
                describe(button, segment.name)
                bind(button, tip_of(button), segment.name)
            self._group.addButton(button, at)
            parts.append(button)
        self.setLayout(row(*parts, margins=self._margins, spacing=self._gap))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._on_click)

    @property
    def chosen_button(self) -> QAbstractButton:
        """The button of what is chosen."""
        return self._group.button(self._group.checkedId())

    def speak_of(self, what: Source) -> None:
        """Name the switch and each of its choices after `what`, one of several of its kind."""
        describe(self, what)
        for at, segment in enumerate(self._segments):
            describe_one(self._group.button(at), segment.name or segment.label, what)

    @property
    def value(self) -> Hashable:
        """What is chosen."""
        return self._segments[self._group.checkedId()].value

    def choose(self, value: Hashable) -> None:
        """Choose by value, without sending `chosen`."""
        for at, segment in enumerate(self._segments):
            if segment.value == value:
                self._group.button(at).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the arrow keys choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        at = (self._group.checkedId() + step) % len(self._segments)
        button = self._group.button(at)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def _dress(self, button: QPushButton) -> None:
        # Qt calls what is exclusive by itself a radio button, and what is so in a group a box.
        button.setAutoExclusive(True)

    def _on_click(self, at: int) -> None:
        self.chosen.emit(self._segments[at].value)


class _SegmentButton(QPushButton):
    """As wide as its word in the chosen, heavier weight, so that choosing moves nothing."""

    def sizeHint(self) -> QSize:
        """Qt: room for the heavier word."""
        hint = super().sizeHint()
        strong = QFontMetrics(theme().font(Type.META_STRONG)).horizontalAdvance(self.text())
        plain = QFontMetrics(theme().font(Type.META)).horizontalAdvance(self.text())
        return QSize(hint.width() + max(0, strong - plain) + 1, hint.height())


class Tabs(SegmentedSwitch):
    """A switch that shows its choices as underlined words."""

    _role: ClassVar = "tabs"
    _margins: ClassVar = (0, 0, 0, 0)
    _gap: ClassVar = 16
    _spoken: ClassVar = QAccessible.Role.PageTabList

    def _dress(self, button: QPushButton) -> None:
        set_spoken_role(button, QAccessible.Role.PageTab)
