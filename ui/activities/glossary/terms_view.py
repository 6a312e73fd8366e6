"""The terms on the screen: search, the list, and the form of the chosen one beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.activities.glossary.row_delegates import HEIGHT, TermDelegate, columns
from ui.activities.glossary.state import TermForm, TermRow, TermsState, TermText
from ui.activities.glossary.words import counted, part_words, spoken_term
from ui.casework import ChoiceBox, show_refused, show_unsent
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ContentStage,
    DangerButton,
    Edge,
    EmptyPanel,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    SearchField,
    Splitter,
    Well,
    column,
    describe,
    row,
    scrolled,
    set_edge,
)
from ui.widgets.column_names import ColumnNames, NamedColumn
from ui.widgets.fields import LinesField, WordField, named
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _, pgettext

_FORM, _FORM_MOST = 360, 640
_NAMES = (
    _("English"),
    pgettext("script", "Simplified"),
    pgettext("script", "Traditional"),
    pgettext("of a term", "Field"),
)


def _named_columns(width: int) -> list[NamedColumn]:
    starts = columns(width)
    ends = (*starts[1:], width)
    return [NamedColumn(*each) for each in zip(starts, ends, _NAMES, strict=True)]


class PartField(ChoiceBox):
    """The field of work that a term belongs to: one of those that the glossary has, or none."""

    def __init__(self) -> None:
        super().__init__(pgettext("of a term", "Field"), [("", pgettext("field", "none"))])
        self._offered: tuple[str, ...] = ()

    def offer(self, parts: Sequence[str]) -> None:
        """Let one of these be chosen; what is chosen stays."""
        offered = tuple(parts)
        if offered == self._offered:
            return
        chosen = self.value
        self._offered = offered
        self._choices = (self._choices[0], *((part, part_words(part)) for part in offered))
        self.clear()
        for _value, _words in self._choices:
            self.addItem("")
        self._retell()
        self.choose(chosen)


class DropAsk(Well):
    """Asks why the term goes. Says `dropped` with the reason, or `left`."""

    dropped = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked = Label(type=Type.STRONG, wrap=True)
        self.reason = QLineEdit()
        describe(self.reason, _("Why is it taken out?"))
        leave = QuietButton(_("Not now"))
        leave.clicked.connect(self.left)
        self.drop = DangerButton(_("Take the term out"))
        self.drop.clicked.connect(self._on_drop)
        self.reason.returnPressed.connect(self._on_drop)
        why = Label(_("Why is it taken out?"), Type.META, Tone.MUTED)
        self.setLayout(
            column(
                *(self._asked, why, self.reason, row(STRETCH, leave, self.drop)),
                margins=(14, 12, 14, 10),
                spacing=6,
            )
        )
        self.hide()

    def ask(self, term: str) -> None:
        """Ask about this term."""
        self._asked.say(_("Letters are no longer checked for “{term}”.", term=term))

    def _on_drop(self) -> None:
        self.dropped.emit(self.reason.text())


class TermFormView(QWidget):
    """The form of a term: read by everybody, written in by a policy user. What is typed is
    overwritten only where the form has another ticket."""

    typed = Signal(object)
    save_pressed = Signal()
    revert_pressed = Signal()
    rebase_pressed = Signal()
    drop_asked = Signal(bool)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._title = Label(type=Type.TITLE, wrap=True)
        self._mark = Pill()
        self._theirs = NoticeBar()
        self._refused = NoticeBar()
        self.en, self.zh_hans, self.zh_hant = WordField(), WordField(), WordField()
        self.part = PartField()
        self.note = LinesField(2)
        self.forbidden_zh, self.forbidden_en = LinesField(3), LinesField(3)
        self._words = (self.en, self.zh_hans, self.zh_hant)
        self._lines = (self.note, self.forbidden_zh, self.forbidden_en)
        self.ask = DropAsk()
        self.take_out = QuietButton(pgettext("term", "Take out..."))
        self.revert = QuietButton(_("Undo my changes"), Icon.UNDO)
        self.save = PrimaryButton(pgettext("term", "Save"))
        self.save.show_key("Ctrl+Enter")
        self._foot = QWidget()
        set_edge(self._foot, Edge.TOP)
        buttons = row(self.take_out, STRETCH, self.revert, self.save, margins=(12, 8, 20, 8))
        self._foot.setLayout(buttons)
        # What the buttons below answer stays in sight, however far the fields are scrolled.
        told = column(self._theirs, self._refused, self.ask, margins=(16, 0, 16, 0), spacing=6)
        whole = column(self._fields(), told, self._foot, spacing=6)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        for field in (*self._words, *self._lines):
            field.edited.connect(self._on_edit)
        self.part.chosen.connect(self._on_edit)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        self._theirs.acted.connect(self.rebase_pressed)
        self.take_out.clicked.connect(self._on_take_out)
        self.ask.left.connect(self._on_leave)
        self.ask.dropped.connect(self.dropped)

    def _fields(self) -> QWidget:
        """All fields below each other, in a frame that scrolls."""
        scripts = row(
            named(_("Simplified Chinese"), self.zh_hans),
            named(_("Traditional Chinese"), self.zh_hant),
            spacing=12,
        )
        wrong = row(
            named(_("Never in Chinese, one a line"), self.forbidden_zh),
            named(_("Never in English, one a line"), self.forbidden_en),
            spacing=12,
        )
        head = row(self._title, self._mark)
        head.setStretch(0, 1)
        inside = QWidget()
        parts = column(
            *(head, named(_("English"), self.en), scripts),
            *(named(pgettext("of a term", "Field"), self.part), named(_("Note"), self.note)),
            wrong,
            margins=(20, 16, 20, 16),
            spacing=12,
        )
        parts.addStretch(1)
        inside.setLayout(parts)
        return scrolled(inside, sideways=True)

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.en.setFocus(Qt.FocusReason.OtherFocusReason)
        self.en.selectAll()

    def leave_question(self) -> bool:
        """Escape: whether there was a question to leave."""
        asked = self.ask.isVisible()
        if asked:
            self._on_leave()
        return asked

    def show_terms(self, state: TermsState, *, may_write: bool) -> None:
        """Show the form of the chosen term."""
        form = state.form
        self.setVisible(form is not None)
        if form is None:
            self._ticket = -1
            return
        self.part.offer(state.parts)
        if form.ticket != self._ticket:
            self._ticket = form.ticket
            self._fill(form.text)
        if form.new and not form.text.en.strip():
            self._title.say(_("New term"))
        else:
            self._title.content(form.text.en)
        show_unsent(self._mark, unsaved=form.unsaved, waiting=form.waiting)
        self._show_theirs(form)
        # With its way on it is said already why this cannot be saved.
        said = form.theirs is not None or form.gone
        show_refused(self._refused, None if said else form.refused)
        for word in self._words:
            word.setReadOnly(not may_write)
        for lines in self._lines:
            lines.setReadOnly(not may_write)
        self.part.setEnabled(may_write)
        self._foot.setVisible(may_write)
        self.ask.setVisible(may_write and form.dropping)
        self.ask.ask(form.text.en)
        self.take_out.setVisible(not form.new)
        self.take_out.setEnabled(not form.dropping)
        self.revert.setVisible(form.unsaved)
        self.save.setEnabled(form.unsaved)

    def _fill(self, text: TermText) -> None:
        for word, said in zip(self._words, (text.en, text.zh_hans, text.zh_hant), strict=True):
            word.set_text(said)
        told = (text.note, text.forbidden_zh, text.forbidden_en)
        for lines, said in zip(self._lines, told, strict=True):
            lines.set_text(said)
        self.part.choose(text.part)
        self.ask.reason.clear()

    def _show_theirs(self, form: TermForm) -> None:
        theirs = form.theirs
        if theirs is not None:
            words = _(
                "Somebody changed this term while you were writing. It now says: {en}, {zh}.",
                en=theirs.en,
                zh=theirs.zh_hans,
            )
            self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)
        elif form.gone:
            words = _("Somebody took this term out while you were writing.")
            self._theirs.say(words, Tone.WARN, _("Keep mine as a new term"), dismissable=False)
        else:
            self._theirs.clear()

    def _on_edit(self, _chosen: object = None) -> None:
        self.typed.emit(
            TermText(
                en=self.en.text(),
                zh_hans=self.zh_hans.text(),
                zh_hant=self.zh_hant.text(),
                part=str(self.part.value),
                note=self.note.toPlainText(),
                forbidden_zh=self.forbidden_zh.toPlainText(),
                forbidden_en=self.forbidden_en.toPlainText(),
            )
        )

    def _on_take_out(self) -> None:
        self.drop_asked.emit(True)
        self.ask.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self.drop_asked.emit(False)
        self.take_out.setFocus(Qt.FocusReason.OtherFocusReason)


class TermsView(QWidget):
    """Search and list at the left, the form of the chosen term at the right."""

    searched = Signal(str)
    chosen = Signal(str)
    new_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Find a term, also by a wrong rendering"))
        self._count = Label(type=Type.META, tone=Tone.MUTED)
        self.new = OutlinedButton(_("New term"), Icon.PLUS)
        self.list = RowList(
            _("Terms"), RowModel[TermRow](lambda row: row.term.id, spoken_term), TermDelegate()
        )
        self._stage = ContentStage(self.list, rows=9, row_height=HEIGHT)
        self._nothing: EmptyPanel | None = None
        self.form = TermFormView()
        self.left = QWidget()
        head = row(self.search, self._count, self.new, margins=(14, 8, 14, 8), spacing=12)
        head.setStretch(0, 1)
        parts = column(head, ColumnNames(self.list, _named_columns), self._stage, spacing=0)
        parts.setStretch(2, 1)
        self.left.setLayout(parts)
        self.left.setMinimumWidth(420)
        self._fit()
        theme().changed.connect(self._fit)
        self._across = Splitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.left)
        self._across.addWidget(self.form)
        self._across.setStretchFactor(0, 3)
        self._across.setStretchFactor(1, 2)
        self._across.setSizes([720, 480])
        self.setLayout(row(self._across))
        self.search.searched.connect(self.searched)
        self.list.chosen.connect(self.chosen)
        self.list.went_in.connect(self.form.begin)
        self.new.clicked.connect(self.new_pressed)

    def show_state(self, state: TermsState, *, may_write: bool) -> None:
        """Show the list, and the form of the chosen term."""
        self._count.say(counted(len(state.rows), state.total))
        self.new.setVisible(may_write)
        self.new.say(_("Go on with the new term") if state.begun else _("New term"))
        self.list.show_rows(state.rows, state.form.key if state.form is not None else "")
        if state.rows:
            self._nothing = None
            self._stage.show_content()
        elif self._nothing is None:
            self._nothing = EmptyPanel(
                Icon.SEARCH,
                _("No term says this"),
                _("Search in English or Chinese; a wrong rendering finds its term too."),
                _("Clear the search"),
            )
            self._nothing.acted.connect(self.search.clear)
            self._stage.show_panel(self._nothing)
        self.form.show_terms(state, may_write=may_write)

    def _fit(self) -> None:
        """Large text needs room in the form first: the list elides."""
        self.form.setMinimumWidth(min(theme().scaled(_FORM), _FORM_MOST))
