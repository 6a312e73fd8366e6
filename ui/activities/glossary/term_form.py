"""The form of a term: to be read by everybody, and written in by a policy user."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QScrollArea, QWidget

from ui.activities.glossary.fields import PartField
from ui.activities.glossary.state import TermForm, TermsState, TermText
from ui.activities.glossary.words import UNSAVED, WAITING, refused_words
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    DangerButton,
    Edge,
    Label,
    NoticeBar,
    Pill,
    PrimaryButton,
    QuietButton,
    Shape,
    Well,
    column,
    describe,
    refuse_input_method,
    row,
    set_edge,
)
from ui.widgets.fields import LinesField, WordField, named
from workstation.domain.problem import Refused
from workstation.i18n import _, pgettext


class DropAsk(Well):
    """Why the term goes. Says `dropped` with the reason, or `left`."""

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
    """Fully built at once. What is typed is never overwritten by `show_terms`."""

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
        self._foot = self._built_foot()
        # What the buttons below answer stays in sight, however far the fields are scrolled.
        told = column(self._theirs, self._refused, self.ask, margins=(16, 0, 16, 0), spacing=6)
        whole = column(self._scrolled(), told, self._foot, spacing=6)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._wire()

    def _scrolled(self) -> QScrollArea:
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
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        refuse_input_method(scroll)
        return scroll

    def _built_foot(self) -> QWidget:
        foot = QWidget()
        set_edge(foot, Edge.TOP)
        foot.setLayout(row(self.take_out, STRETCH, self.revert, self.save, margins=(12, 8, 20, 8)))
        return foot

    def _wire(self) -> None:
        for field in (*self._words, *self._lines):
            field.edited.connect(self._on_edit)
        self.part.chosen.connect(self._on_edit)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        self._theirs.acted.connect(self.rebase_pressed)
        self.take_out.clicked.connect(self._on_take_out)
        self.ask.left.connect(self._on_leave)
        self.ask.dropped.connect(self.dropped)

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
        self._show_head(form)
        self._show_theirs(form)
        # With its way on it is said already why this cannot be saved.
        said = form.theirs is not None or form.gone
        self._show_refused(None if said else form.refused)
        self._open_fields(may_write)
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

    def _show_head(self, form: TermForm) -> None:
        if form.new and not form.text.en.strip():
            self._title.say(_("New term"))
        else:
            self._title.content(form.text.en)
        self._mark.setVisible(form.unsaved or form.waiting)
        if form.unsaved:
            self._mark.show_state(Shape.WORKING, UNSAVED, Tone.WARN)
        elif form.waiting:
            self._mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)

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

    def _show_refused(self, refused: Refused | None) -> None:
        if refused is None:
            self._refused.clear()
        else:
            self._refused.say(refused_words(refused), Tone.WARN, dismissable=False)

    def _open_fields(self, may_write: bool) -> None:
        for word in self._words:
            word.setReadOnly(not may_write)
        for lines in self._lines:
            lines.setReadOnly(not may_write)
        self.part.setEnabled(may_write)

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
