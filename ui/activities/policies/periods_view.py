"""The lists of the house: what applies from when, in a table; policy users set the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QWidget

from ui.activities.policies.settings import LISTS, PeriodList
from ui.activities.policies.state import PeriodsState, PoliciesState
from ui.casework import show_refused, show_unsent
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    Well,
    column,
    describe,
    refuse_input_method,
    row,
    rule,
    set_tone,
    set_type,
)
from ui.widgets.fields import DayField, NumberField, named
from workstation.domain.settings.periods import ALWAYS, in_force
from workstation.i18n import Message, _, pgettext

_FIELDS, _WIDEST = 5, 800
_BOTTOM = Qt.AlignmentFlag.AlignBottom


class PeriodTable(QWidget):
    """The periods of one list, the latest first; the one that applies today is marked."""

    def __init__(self, of: PeriodList) -> None:
        super().__init__()
        self._of = of
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(len(of.columns) + 1, 1)
        self.setLayout(self._grid)
        head = [pgettext("column", "From"), *(each.name for each in of.columns)]
        for at, words in enumerate(head):
            label = Label(words, Type.META, Tone.MUTED, wrap=True)
            label.setMinimumWidth(theme().scaled(70 if at else 150))
            self._grid.addWidget(label, 0, at, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(rule(), 1, 0, 1, len(head) + 1)
        self._cells: list[list[Label]] = []

    def show_periods(self, periods: Sequence[Any], today: date) -> None:
        """Show the periods of the list."""
        latest = list(reversed(periods))
        now = in_force(tuple(periods), today)
        while len(self._cells) < len(latest):
            cells = [Label() for _each in range(len(self._of.columns) + 1)]
            line = len(self._cells) + 2
            for at, cell in enumerate(cells):
                self._grid.addWidget(cell, line, at)
            self._cells.append(cells)
        for at, cells in enumerate(self._cells):
            for cell in cells:
                cell.setVisible(at < len(latest))
            if at < len(latest):
                period = latest[at]
                since = _since(period.effective_from, now=period is now, today=today)
                numbers = [each.counts(each.read(period)) for each in self._of.columns]
                for cell, words in zip(cells, (since, *numbers), strict=True):
                    cell.say(words)
                    set_type(cell, Type.STRONG if period is now else Type.BODY)
                    set_tone(cell, Tone.NEUTRAL if period is now else Tone.MUTED)


class PeriodForm(Well):
    """The form for what applies from a day on, and why."""

    typed = Signal(object, object, str)
    saved = Signal()
    left = Signal()

    def __init__(self, of: PeriodList) -> None:
        super().__init__()
        self._ticket = -1
        self.day = DayField()
        self.numbers = [NumberField(1, 99_999) for _each in of.columns]
        self.reason = QLineEdit()
        self._refused = NoticeBar()
        self.save = PrimaryButton(_("Set it"))
        self.save.show_key("Ctrl+Enter")
        self.leave = QuietButton(pgettext("question", "Not now"))
        fields = QGridLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(8)
        fields.setColumnStretch(_FIELDS, 1)
        self.setMaximumWidth(theme().scaled(_WIDEST))
        fields.addWidget(named(_("Applies from"), self.day), 0, 0, _BOTTOM)
        for at, (column_, number) in enumerate(zip(of.columns, self.numbers, strict=True), start=1):
            name = _("{name} ({unit})", name=column_.name, unit=column_.unit)
            fields.addWidget(named(name, number), at // _FIELDS, at % _FIELDS, _BOTTOM)
        describe(self.reason, _("Why does it change?"))
        self.setLayout(
            column(
                fields,
                named(_("Why does it change?"), self.reason),
                self._refused,
                row(STRETCH, self.leave, self.save),
                margins=(16, 12, 16, 12),
                spacing=8,
            )
        )
        self.day.edited.connect(self._on_edit)
        for number in self.numbers:
            number.setKeyboardTracking(True)
            number.valueChanged.connect(self._on_edit)
        self.reason.textEdited.connect(self._on_edit)
        self.save.clicked.connect(self.saved)
        self.leave.clicked.connect(self.left)
        self._filling = False

    def show_form(self, state: PeriodsState) -> None:
        """Show what stands in the fields."""
        if state.ticket != self._ticket and state.day is not None:
            self._ticket = state.ticket
            self._filling = True
            self.day.set_day(state.day)
            for number, value in zip(self.numbers, state.numbers, strict=True):
                number.setValue(value)
            self.reason.setText(state.reason)
            self._filling = False
        show_refused(self._refused, state.refused)

    def begin(self) -> None:
        """Put the focus into the first field."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edit(self, _value: object = None) -> None:
        if not self._filling:
            numbers = tuple(each.value() for each in self.numbers)
            self.typed.emit(self.day.day, numbers, self.reason.text())


class ListPart(QWidget):
    """One list: its name, its table, and the form below it."""

    asked = Signal(str)

    def __init__(self, of: PeriodList) -> None:
        super().__init__()
        self._of = of
        title = Label(of.title, Type.TITLE)
        self._waiting = Pill()
        self.set = OutlinedButton(_("Set from a day on"), Icon.CALENDAR)
        about = Label(of.about, Type.META, Tone.MUTED, wrap=True)
        self.table, self.form = PeriodTable(of), PeriodForm(of)
        head = row(title, self._waiting, STRETCH, self.set, spacing=12)
        self.setLayout(column(head, about, self.table, self.form, spacing=10))
        self.set.clicked.connect(partial(self.asked.emit, of.name))

    def show_state(self, state: PoliciesState) -> None:
        """Show the list as it is."""
        periods = state.periods
        record = periods.records.get(self._of.name)
        show_unsent(self._waiting, waiting=self._of.name in periods.waiting)
        writing = periods.writing == self._of.name
        self.set.setVisible(state.may_write and not writing)
        self.form.setVisible(writing)
        if record is not None:
            self.table.show_periods(record.periods, state.today)
        if writing:
            self.form.show_form(periods)


class PeriodsView(QWidget):
    """A part for each of `LISTS`; its signals are intents."""

    asked = Signal(str)
    typed = Signal(object, object, str)
    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.parts = {each.name: ListPart(each) for each in LISTS}
        inside = QWidget()
        parts = column(*self.parts.values(), margins=(24, 18, 24, 24), spacing=28)
        parts.addStretch(1)
        inside.setLayout(parts)
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.setWidget(inside)
        refuse_input_method(self.sheet)
        describe(self.sheet, _("Windows and targets"))
        self.setLayout(column(self.sheet))
        for part in self.parts.values():
            part.asked.connect(self.asked)
            part.form.typed.connect(self.typed)
            part.form.saved.connect(self.saved)
            part.form.left.connect(partial(self.asked.emit, ""))

    def show_state(self, state: PoliciesState) -> None:
        """Show all lists."""
        for part in self.parts.values():
            part.show_state(state)

    def begin(self, name: str) -> None:
        """Put the focus into a form, or into the page with ""."""
        if name:
            self.parts[name].form.begin()
        else:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)


def _since(day: date, *, now: bool, today: date) -> Message:
    """From when a period applies; `now` says that it does."""
    if now and day == ALWAYS:
        return _("applies now")
    if now:
        return _("since {day}, applies now", day=day)
    if day == ALWAYS:
        return _("before")
    return _("from {day}", day=day) if day > today else _("since {day}", day=day)
