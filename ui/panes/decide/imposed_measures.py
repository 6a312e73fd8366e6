"""The new measures of a decision: which ones, and how much of each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.casework import ChoiceBox
from ui.theme import Icon, Type
from ui.widgets import (
    STRETCH,
    Heading,
    IconButton,
    Label,
    Menu,
    QuietButton,
    column,
    describe,
    row,
)
from ui.widgets.fields import AmountField, NumberField
from workstation.domain.case import Measure
from workstation.domain.currencies import decimals
from workstation.domain.labels import ACTION
from workstation.domain.rules.measures import with_amount
from workstation.domain.taxonomy import Action
from workstation.i18n import _

_MOST_POINTS = 100


class _ImposedRow(QWidget):
    """One new measure: its points, or its amount and the currency of that."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, at: int, measure: Measure, currencies: tuple[str, ...]) -> None:
        super().__init__()
        self._measure = measure
        # With its number: the same measure may stand there twice.
        name = _("{n}. {what}", n=at + 1, what=ACTION[measure.action])
        self._points = NumberField(1, _MOST_POINTS)
        self._points.setKeyboardTracking(True)
        self._points.setVisible(measure.action is Action.POINTS)
        describe(self._points, _("How much: {measure}", measure=name))
        self._amount = AmountField()
        describe(self._amount, _("How much: {measure}", measure=name))
        self._currency = ChoiceBox(
            _("Currency: {measure}", measure=name),
            [(code, partial(str, code)) for code in currencies],
        )
        for part in (self._amount, self._currency):
            part.setVisible(measure.money is not None)
        remove = IconButton(Icon.CLOSE, _("Remove {what}", what=name))
        label = Label(ACTION[measure.action], Type.BODY, wrap=True)
        parts = row(label, self._points, self._currency, self._amount, remove)
        parts.setStretch(0, 1)
        self.setLayout(parts)
        self.show_measure(measure)
        self._points.valueChanged.connect(self._on_points)
        self._amount.edited.connect(self._on_amount)
        self._currency.chosen.connect(self._on_currency)
        remove.clicked.connect(self.removed)

    def show_measure(self, measure: Measure) -> None:
        """Show how much of it is imposed now."""
        self._measure = measure
        if measure.action is Action.POINTS and measure.points != self._points.value():
            self._points.blockSignals(True)
            self._points.setValue(measure.points)
            self._points.blockSignals(False)
        if measure.money is not None:
            self._currency.choose(measure.money.currency)
            self._amount.set_amount(measure.money.amount, decimals(measure.money.currency))

    def _on_points(self, points: int) -> None:
        self.changed.emit(replace(self._measure, points=points))

    def _on_amount(self, amount: Decimal) -> None:
        if self._measure.money is not None:
            self.changed.emit(with_amount(self._measure, amount, self._measure.money.currency))

    def _on_currency(self, currency: str) -> None:
        self.changed.emit(with_amount(self._measure, self._amount.amount, currency))


class ImposedMeasures(QWidget):
    """New measures: `added` says the action of another one, `changed` all of them as they are."""

    added = Signal(object)
    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._imposed: tuple[Measure, ...] = ()
        self._lines = column(spacing=4)
        self._rows: list[_ImposedRow] = []
        self._currencies: tuple[str, ...] = ()
        self._add = QuietButton(_("Another measure"), Icon.PLUS)
        self._menu = Menu(self._add)
        for action in Action:
            self._menu.entry(ACTION[action], partial(self.added.emit, action))
        self._add.clicked.connect(partial(self._menu.popup_under, self._add))
        heading = Heading(_("New restriction"))
        self.setLayout(column(heading, self._lines, row(self._add, STRETCH)))

    def open_line(self) -> QWidget | None:
        """The button that adds one, while there is none."""
        return None if self._imposed else self._add

    def show_imposed(self, imposed: tuple[Measure, ...], currencies: tuple[str, ...]) -> None:
        """Show these measures; new amounts can be in `currencies`, and in those they are in."""
        own = (each.money.currency for each in imposed if each.money is not None)
        offered = tuple(dict.fromkeys((*currencies, *own)))
        same = [_sort(each) for each in imposed] == [_sort(each) for each in self._imposed]
        self._imposed = imposed
        if not same or offered != self._currencies:
            self._currencies = offered
            self._build()
        for line, measure in zip(self._rows, imposed, strict=True):
            line.show_measure(measure)

    def _build(self) -> None:
        for line in self._rows:
            line.hide()
            line.deleteLater()
        self._rows = [
            _ImposedRow(at, each, self._currencies) for at, each in enumerate(self._imposed)
        ]
        for at, line in enumerate(self._rows):
            line.changed.connect(partial(self._change, at))
            line.removed.connect(partial(self._remove, at))
            self._lines.addWidget(line)

    def _change(self, at: int, measure: Measure) -> None:
        self.changed.emit((*self._imposed[:at], measure, *self._imposed[at + 1 :]))

    def _remove(self, at: int) -> None:
        self.changed.emit((*self._imposed[:at], *self._imposed[at + 1 :]))


def _sort(measure: Measure) -> tuple[Action, bool]:
    """What decides which fields its line has."""
    return (measure.action, measure.money is not None)
