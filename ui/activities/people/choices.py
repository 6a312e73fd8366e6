"""Choices among what there is: some of a list, one of a list that changes, one row of many."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.casework import ChoiceBox
from ui.language import Source, bind, words_of
from ui.widgets import FlowLayout, describe, describe_one
from ui.widgets.row_list import RowList


class Ticks(QWidget):
    """Some of a few things that are all in sight. Says `edited` when a person ticked one."""

    edited = Signal()

    def __init__(self, name: Source, choices: Sequence[tuple[Hashable, Source]] = ()) -> None:
        super().__init__()
        describe(self, name)
        self._name = name
        self._flow = FlowLayout(spacing=6)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._boxes: dict[Hashable, QCheckBox] = {}
        self._said: tuple[Hashable, ...] = ()
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[Hashable, Source]]) -> None:
        """Let some of these be ticked; what is ticked stays."""
        values = tuple(value for value, _source in choices)
        if values == self._said:
            return
        ticked = self.values
        for box in self._boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._said, self._boxes = values, {}
        for value, source in choices:
            box = QCheckBox()
            bind(box, words_of(box), source)
            describe_one(box, source, self._name)
            box.setChecked(value in ticked)
            box.clicked.connect(self.edited)
            self._boxes[value] = box
            self._flow.addWidget(box)
        self.updateGeometry()

    @property
    def values(self) -> frozenset[Hashable]:
        """What is ticked: roles, languages, teams, names of queues."""
        return frozenset(value for value, box in self._boxes.items() if box.isChecked())

    def set_values(self, values: frozenset[Hashable]) -> None:
        """Tick these, without saying so."""
        for value, box in self._boxes.items():
            box.setChecked(value in values)

    def first(self) -> QWidget:
        """What takes the focus."""
        return next(iter(self._boxes.values()), self)

    def box(self, value: Hashable) -> QCheckBox:
        """The box of one of them."""
        return self._boxes[value]


class OfferBox(ChoiceBox):
    """One of a list that changes; the first choice is always there."""

    def __init__(self, name: Source, first: tuple[Hashable, Source]) -> None:
        super().__init__(name, [first])

    def offer(self, choices: Sequence[tuple[Hashable, Source]]) -> None:
        """Let one of these be chosen; what is chosen stays, where it is among them."""
        offered = (self._choices[0], *choices)
        if [value for value, _s in offered] == [value for value, _s in self._choices]:
            self._choices = offered
            self._retell()
            return
        chosen = self.value
        self._choices = offered
        self.clear()
        for _each in offered:
            self.addItem("")
        self._retell()
        self.choose(chosen)


class ChosenList(RowList):
    """Rows, of which the chosen one is lit also where Qt itself made it the current one."""

    def show_rows(self, rows: Sequence[Any], chosen: str) -> None:
        """Show these rows, one of them chosen."""
        super().show_rows(rows, chosen)
        index, selection = self.currentIndex(), self.selectionModel()
        if index.isValid() and not selection.isSelected(index):
            selection.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
