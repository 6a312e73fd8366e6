"""The form of a template: what it asks for, and below that what the case filled in already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from ui.casework import title_in
from ui.language import Source, bind, language
from ui.panes.reply.templates.presenter import once
from ui.panes.reply.templates.state import TemplateField
from ui.theme import Tone, Type, theme
from ui.widgets import Label, column, describe, mark_content, row, set_role
from workstation.bilingual.bead import Side
from workstation.bilingual.templates import Variable
from workstation.domain.text import Bilingual
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LINES = 2
_LANGUAGE = {Side.EN: "en", Side.ZH: "zh_Hans"}
Box = QLineEdit | QPlainTextEdit


class TemplateForm(QScrollArea):
    """Says `entered` (name of the variable, Bilingual) with every key."""

    entered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(self, _("What the template asks for"))
        self._rows: dict[str, FieldRow] = {}

    def ask(self, fields: Sequence[TemplateField]) -> None:
        """Make the form anew for these."""
        self._rows = {each.variable.name: FieldRow(each) for each in fields}
        for name, line in self._rows.items():
            line.entered.connect(partial(self.entered.emit, name))
        inside = QWidget()
        titles = (_("To fill in"), _("From the case; change what does not fit"))
        groups = [[each for each in fields if each.of_case is known] for known in (False, True)]
        parts = column(margins=(16, 10, 16, 10), spacing=8)
        for title, listed in zip(titles, groups, strict=True):
            if listed:
                parts.addWidget(Label(title, Type.META_STRONG, Tone.MUTED))
            for each in listed:
                parts.addWidget(self._rows[each.variable.name])
        parts.addStretch(1)
        inside.setLayout(parts)
        self.setWidget(inside)

    def show_fields(self, fields: Iterable[TemplateField]) -> None:
        """Say what is unclear; what is being entered stays as it is."""
        for each in fields:
            self._rows[each.variable.name].show_field(each)

    def first_open(self) -> QWidget | None:
        """The first box without an entry, else the first one."""
        boxes = [box for each in self._rows.values() for box in each.boxes]
        return next((box for box in boxes if not _said(box).strip()), next(iter(boxes), None))


class FieldRow(QWidget):
    """A variable: its name, one box or one for each language, and what is unclear."""

    entered = Signal(object)

    def __init__(self, field: TemplateField) -> None:
        super().__init__()
        variable = field.variable
        self.setObjectName(variable.name)
        name = Label(_in_window(variable.label), Type.META)
        mark_content(name)
        if once(variable.kind):
            self.boxes: tuple[Box, ...] = (_line(variable, field.entered.en),)
        else:
            self.boxes = tuple(_lines(variable, side, field.entered) for side in Side)
        self._why = Label(type=Type.META, tone=Tone.WARN, wrap=True)
        self._why.hide()
        self.setLayout(column(name, row(*self.boxes, spacing=8), self._why, spacing=3))
        for box in self.boxes:
            box.textChanged.connect(self._tell)

    def show_field(self, field: TemplateField) -> None:
        """Say what is unclear about the entry, if anything is."""
        if field.unclear is not None:
            self._why.say(field.unclear)
        self._why.setVisible(field.unclear is not None)

    def _tell(self) -> None:
        said = [_said(box) for box in self.boxes]
        self.entered.emit(Bilingual(said[0], said[1] if len(said) > 1 else ""))


class _Lines(QPlainTextEdit):
    """A few lines; Tab leaves them, and Ctrl+Enter is the sheet's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the key that inserts the letter goes up."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _line(variable: Variable, said: str) -> QLineEdit:
    box = QLineEdit(said)
    _name(box, _in_window(variable.label))
    bind(box, box.setPlaceholderText, _in_window(variable.hint))
    return box


def _lines(variable: Variable, side: Side, said: Bilingual) -> QPlainTextEdit:
    box = _Lines(said.en if side is Side.EN else said.zh)
    set_role(box, "field")
    box.setTabChangesFocus(True)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setFixedHeight(box.fontMetrics().lineSpacing() * _LINES + theme().scaled(18))
    english, chinese = _("In English"), _("In Chinese")
    hint = variable.hint.en if side is Side.EN else variable.hint.zh
    said_here = english if side is Side.EN else chinese
    _name(box, partial(_named, variable, side))
    bind(box, box.setPlaceholderText, (lambda: hint) if hint else said_here)
    return box


def _name(box: Box, source: Source) -> None:
    mark_content(box)
    describe(box, source)


def _in_window(text: Bilingual) -> Source:
    return partial(_spoken, text)


def _spoken(text: Bilingual) -> str:
    return title_in(language().code, text.en, text.zh)


def _named(variable: Variable, side: Side) -> str:
    return f"{_spoken(variable.label)} ({'EN' if side is Side.EN else '中'})"


def _said(box: Box) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()
