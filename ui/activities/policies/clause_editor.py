"""Writing a clause: both languages side by side, and what the checks find below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.activities.policies.cards import show_fixes
from ui.activities.policies.clause_row import NUMBER, EdgedRow, light
from ui.activities.policies.state import ClauseForm, ClauseText
from ui.activities.policies.words import KINDS, short_kind_words
from ui.casework import ChoiceBox, WidgetPool, languages_in_order, show_refused
from ui.language import language
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Label,
    NoticeBar,
    OutlinedButton,
    QuietButton,
    Shape,
    ShapeMark,
    Surface,
    TextButton,
    column,
    describe,
    mark_content,
    row,
    set_surface,
)
from ui.widgets.fields import GrowingField
from workstation.bilingual.bead import Side
from workstation.domain.send_gate import Gravity
from workstation.domain.taxonomy import Language
from workstation.i18n import _, pgettext
from workstation.policies import StretchFate, TextStretch

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding

_GRAVITIES = ("S1", "S2", "S3", "S4")
_SIDES = {Language.EN: Side.EN, Language.ZH: Side.ZH}
_TEXTS = {
    Language.EN: _("English text of the clause"),
    Language.ZH: _("Chinese text of the clause"),
}
_LOOKS = {
    Gravity.S1: (Shape.OVERDUE, Tone.DANGER),
    Gravity.S2: (Shape.OVERDUE, Tone.WARN),
    Gravity.S3: (Shape.WAITING, Tone.INFO),
    Gravity.S4: (Shape.WAITING, Tone.MUTED),
}


class FindingLine(QWidget):
    """One finding: how grave, why, and its repairs. Says `repaired` with it and the repair."""

    repaired = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self._mark = ShapeMark()
        self._why = Label(type=Type.META, wrap=True)
        self.fixes = TextButton(_("Repair")), TextButton(_("Repair"))
        for at, button in enumerate(self.fixes):
            button.clicked.connect(partial(self._on_fix, at))
        parts = row(self._mark, self._why, *self.fixes, spacing=6)
        parts.setStretch(1, 1)
        self.setLayout(parts)

    def show_finding(self, finding: Finding) -> None:
        """Show a finding, with a button a repair."""
        self.finding = finding
        shape, tone = _LOOKS[finding.severity]
        self._mark.show_shape(shape, tone)
        self._why.say(finding.why)
        show_fixes(self.fixes, finding)

    def _on_fix(self, at: int) -> None:
        if self.finding is not None:
            self.repaired.emit(self.finding, self.finding.fixes[at])


class ClauseEditor(EdgedRow):
    """The clause that is written in. What is typed is overwritten only by another ticket."""

    typed = Signal(object)
    save_pressed = Signal()
    revert_pressed = Signal()
    rebase_pressed = Signal()
    left = Signal()
    leave_out_pressed = Signal(str)
    repaired = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self.show_edge(Tone.ACCENT)
        self._form: ClauseForm | None = None
        self._no = Label(type=Type.STRONG)
        self._kind_name = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.number = QLineEdit()
        describe(self.number, _("Number of the clause"))
        mark_content(self.number)
        self.kind = ChoiceBox(_("Kind of the clause"), list(KINDS.items()))
        self.severity = ChoiceBox(
            _("Gravity of a breach"),
            [
                ("", pgettext("gravity", "none")),
                *((each, _("{gravity}", gravity=each)) for each in _GRAVITIES),
            ],
        )
        self.texts = {each: GrowingField() for each in Language}
        self._findings_in = column(spacing=4)
        self._findings = WidgetPool(self._findings_in, self._made_line)
        self._theirs, self._refused = NoticeBar(), NoticeBar()
        self.save = OutlinedButton(_("Save the clause"), Icon.CHECK)
        self.save.show_key("Ctrl+Enter")
        self.revert = QuietButton(_("Undo my changes"), Icon.UNDO)
        self.leave_out = QuietButton(_("Leave it out"))
        self.close_ = QuietButton(pgettext("clause", "Close"))
        self.close_.show_key("Esc")
        self._lay_out()
        for side, name in _TEXTS.items():
            describe(self.texts[side], name)
            self.texts[side].edited.connect(self._on_edit)
        self.number.textEdited.connect(self._on_edit)
        self.kind.chosen.connect(self._on_edit)
        self.severity.chosen.connect(self._on_edit)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        self.close_.clicked.connect(self.left)
        self.leave_out.clicked.connect(self._on_leave_out)
        self._theirs.acted.connect(self.rebase_pressed)

    def _lay_out(self) -> None:
        cell = QWidget()
        cell.setFixedWidth(theme().scaled(NUMBER))
        number = column(self._no, self._kind_name, margins=(20, 16, 2, 10), spacing=2)
        number.addStretch(1)
        cell.setLayout(number)
        self._about = QWidget()
        self._about.setLayout(
            row(self.number, self.kind, self.severity, STRETCH, margins=(14, 10, 14, 0))
        )
        self.number.setFixedWidth(theme().scaled(80))
        self._columns = row(margins=(14, 10, 14, 4), spacing=10)
        for each in Language:
            self.texts[each].setMinimumWidth(120)
        self._in_order()
        language().changed.connect(self._in_order)
        ends = (self.leave_out, self.close_)
        buttons = row(*(self.save, self.revert, STRETCH, *ends), margins=(14, 0, 4, 10), spacing=2)
        told = column(self._theirs, self._refused, self._findings_in, margins=(14, 0, 14, 4))
        right = column(self._about, self._columns, told, buttons, spacing=0)
        whole = row(cell, right, margins=(0, 0, 0, 1), spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _made_line(self) -> FindingLine:
        line = FindingLine()
        line.repaired.connect(self.repaired)
        return line

    def _in_order(self) -> None:
        for at, each in enumerate(languages_in_order()):
            self._columns.removeWidget(self.texts[each])
            self._columns.insertWidget(at, self.texts[each], 1, Qt.AlignmentFlag.AlignTop)

    def begin(self) -> None:
        """Put the caret into the language of the window; Tab goes on into the other one."""
        first, _second = languages_in_order()
        self.texts[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self, form: ClauseForm, findings: Sequence[Finding]) -> None:
        """Show the clause that is written in."""
        before, self._form = self._form, form
        text = form.text
        another = before is None or before.ticket != form.ticket
        if another or (before is not None and before.text.no != text.no):
            if self.number.text() != text.no:
                self.number.setText(text.no)
            self.kind.choose(text.kind)
            self.severity.choose(text.severity)
            self.texts[Language.EN].set_text(text.en)
            self.texts[Language.ZH].set_text(text.zh)
        self._no.content(text.no)
        self._no.setVisible(not form.new)
        self._kind_name.say(short_kind_words(text.kind, text.severity or None))
        self.number.setVisible(form.new)
        self.save.setEnabled(form.unsaved and form.theirs is None)
        self.leave_out.setEnabled(form.theirs is None)
        self.revert.setVisible(form.unsaved and not form.new)
        if form.theirs is not None:
            words = _(
                "Somebody wrote in this clause while you did. It now says: {en} {zh}",
                en=form.theirs.text.en,
                zh=form.theirs.text.zh,
            )
            self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)
        else:
            self._theirs.clear()
        show_refused(self._refused, form.refused)
        for line, finding in zip(self._findings.need(len(findings)), findings, strict=True):
            line.show_finding(finding)
        for side, field in self.texts.items():
            said = text.en if side is Language.EN else text.zh
            light(field, _SIDES[side], findings, (TextStretch(said, StretchFate.SAME),))

    def _on_edit(self, _chosen: object = None) -> None:
        if self._form is None:
            return
        text: ClauseText = replace(
            self._form.text,
            en=self.texts[Language.EN].toPlainText(),
            zh=self.texts[Language.ZH].toPlainText(),
        )
        # A kind or gravity that the boxes do not know stays as it is.
        if text.kind in KINDS:
            text = replace(text, kind=str(self.kind.value))
        if text.severity in ("", *_GRAVITIES):
            text = replace(text, severity=str(self.severity.value))
        if self._form.new:
            text = replace(text, no=self.number.text().strip() or self._form.text.no)
        self.typed.emit(text)

    def _on_leave_out(self) -> None:
        if self._form is not None:
            self.leave_out_pressed.emit(self._form.text.no)
