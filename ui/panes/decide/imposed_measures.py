"""New measures in a decision: which ones, and how much of each."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from ui.theme import Icon, Type
from ui.widgets import STRETCH, Heading, IconButton, Label, Menu, QuietButton, column, describe, row
from workstation.domain.case import Measure
from workstation.domain.labels import ACTION
from workstation.domain.taxonomy import Action
from workstation.i18n import Money, _

_MONEY = (Action.FUNDS_HELD, Action.COMMISSION_HELD, Action.COMMISSION_FORFEIT)


class ImposedMeasures(QWidget):
    """New measures. Says `changed` with all of them."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._imposed: tuple[Measure, ...] = ()
        self._lines = column(spacing=4)
        self._holders: list[QWidget] = []
        self._add = QuietButton(_("Another measure"), Icon.PLUS)
        self._menu = Menu(self._add)
        for action in Action:
            self._menu.entry(ACTION[action], partial(self._impose, action))
        self._add.clicked.connect(partial(self._menu.popup_under, self._add))
        heading = Heading(_("New restriction"))
        self.setLayout(column(heading, self._lines, row(self._add, STRETCH)))

    def show_imposed(self, imposed: tuple[Measure, ...]) -> None:
        """Fill it, unless it shows them already."""
        if imposed == self._imposed:
            return
        same = [each.action for each in imposed] == [each.action for each in self._imposed]
        self._imposed = imposed
        if not same:
            self._rebuild()

    def _rebuild(self) -> None:
        for holder in self._holders:
            holder.hide()
            holder.deleteLater()
        self._holders = [self._line(at, each) for at, each in enumerate(self._imposed)]
        for holder in self._holders:
            self._lines.addWidget(holder)

    def _line(self, at: int, measure: Measure) -> QWidget:
        holder = QWidget()
        parts = row(Label(ACTION[measure.action], Type.BODY), STRETCH)
        if measure.action is Action.POINTS or measure.action in _MONEY:
            spin = QSpinBox()
            spin.setRange(1, 100 if measure.action is Action.POINTS else 9_999_999)
            spin.setValue(measure.points or int(measure.money.amount if measure.money else 0))
            describe(spin, ACTION[measure.action])
            spin.valueChanged.connect(partial(self._measure, at))
            parts.addWidget(spin)
        remove = IconButton(Icon.CLOSE, _("Remove this line"))
        remove.clicked.connect(partial(self._remove, at))
        parts.addWidget(remove)
        holder.setLayout(parts)
        return holder

    def _impose(self, action: Action) -> None:
        points = 1 if action is Action.POINTS else 0
        money = Money(Decimal(1), "SGD") if action in _MONEY else None
        self._say((*self._imposed, Measure(action=action, points=points, money=money)))

    def _measure(self, at: int, number: int) -> None:
        old = self._imposed[at]
        money = Money(Decimal(number), "SGD") if old.money else None
        points = number if old.points else 0
        new = Measure(action=old.action, item=old.item, points=points, money=money)
        self._say((*self._imposed[:at], new, *self._imposed[at + 1 :]))

    def _remove(self, at: int) -> None:
        self._say((*self._imposed[:at], *self._imposed[at + 1 :]))

    def _say(self, imposed: tuple[Measure, ...]) -> None:
        self.changed.emit(imposed)
