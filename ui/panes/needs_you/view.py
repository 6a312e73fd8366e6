"""A question on the screen: what happened, then and now, my text, and three ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.panes.needs_you.state import QuestionsState
from ui.panes.needs_you.words import aspects, command_words, has_form
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Heading,
    IconMark,
    Label,
    NoticeBar,
    OutlinedButton,
    QuietButton,
    ReadingView,
    Well,
    column,
    describe,
    row,
    set_tone,
    set_type,
)
from workstation.app.values import Question
from workstation.domain.case import Case
from workstation.domain.commands import File
from workstation.domain.job import StartJob
from workstation.i18n import Message, _, ngettext, pgettext

_LINES = 5


class _Comparison(QWidget):
    """The case as it was seen and as it is now, beside each other; what differs is strong."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        grid.addWidget(Heading(_("When you did it")), 0, 1)
        grid.addWidget(Heading(_("Now")), 0, 2)
        self._cells: list[tuple[Label, Label, Label]] = []
        for line in range(1, _LINES + 1):
            cells = (Label(type=Type.META, tone=Tone.MUTED), Label(), Label())
            for at, cell in enumerate(cells):
                grid.addWidget(cell, line, at)
            self._cells.append(cells)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def show_question(self, question: Question) -> None:
        """Compare the case then and now; hidden where one of the two is missing."""
        seen, now = question.seen, question.now
        both = isinstance(seen, Case) and isinstance(now, Case)
        self.setVisible(both)
        if not isinstance(seen, Case) or not isinstance(now, Case):
            return
        for cells, (name, before), (_name, after) in zip(
            self._cells, aspects(seen), aspects(now), strict=True
        ):
            cells[0].say(name)
            cells[1].say(before)
            cells[2].say(after)
            differs = before != after
            set_type(cells[2], Type.STRONG if differs else Type.BODY)
            set_tone(cells[2], Tone.WARN if differs else Tone.NEUTRAL)


class QuestionsView(Well):
    """What could not be carried out, and why; hidden while nothing is asked."""

    redo_pressed = Signal()
    edit_pressed = Signal()
    drop_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("A question to you"))
        self._title = Label(type=Type.STRONG, wrap=True)
        self._more = Label(type=Type.META, tone=Tone.MUTED)
        self._reason = Label(type=Type.BODY, wrap=True)
        self._comparison = _Comparison()
        self._comparison.setObjectName("comparison")
        self._yours = Heading(_("Your text, kept"))
        self._texts = {"en": ReadingView(Type.BODY), "zh": ReadingView(Type.BODY)}
        self._notice = NoticeBar()
        self.redo = OutlinedButton(pgettext("act", "Do it again"), Icon.REDO)
        self.edit = QuietButton(pgettext("act", "Edit first"), Icon.DRAFT)
        self.drop = QuietButton(pgettext("act", "Drop it"), Icon.CLOSE)
        head = row(IconMark(Icon.NEEDS_YOU, Tone.WARN, 18), self._title, self._more)
        head.setStretch(1, 1)
        texts = row(*self._texts.values(), spacing=20)
        for view in self._texts.values():
            texts.setAlignment(view, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                *(head, self._reason, row(self.redo, self.edit, self.drop, STRETCH)),
                *(self._notice, self._comparison, self._yours, texts),
                margins=(18, 12, 18, 10),
                spacing=8,
            )
        )
        # It takes the room that it needs; the facts below it scroll. A fixed height would be the
        # one without broken lines, and squeeze the table.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.redo.clicked.connect(self.redo_pressed)
        self.edit.clicked.connect(self.edit_pressed)
        self.drop.clicked.connect(self.drop_pressed)
        self.hide()

    def show_state(self, state: QuestionsState) -> None:
        """Show the first of the questions."""
        question = state.question
        self.setVisible(question is not None)
        if question is None:
            return
        self._title.say(_title(question))
        # Nothing can be done with what is out of sight; what is new is not in sight yet.
        can_be_done = question.now is not None or isinstance(question.command, File | StartJob)
        self.redo.setVisible(can_be_done)
        self.edit.setVisible(can_be_done and has_form(question.command))
        more = len(state.questions) - 1
        self._more.setVisible(more > 0)
        self._more.say(ngettext("{n} more", "{n} more", more))
        said = _("{reason} {remedy}", reason=question.reason, remedy=question.remedy)
        self._reason.say(said)
        self._comparison.show_question(question)
        self._show_text(question)
        refused = state.notice
        if refused is not None:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._notice.say(words, Tone.WARN)
        else:
            self._notice.clear()

    def _show_text(self, question: Question) -> None:
        en, zh = question.text.en, question.text.zh
        sides = {"en": en, "zh": zh if zh != en else ""}
        self._yours.setVisible(any(text.strip() for text in sides.values()))
        for code, view in self._texts.items():
            view.setVisible(bool(sides[code].strip()))
            view.show_text(sides[code], code)


def _title(question: Question) -> Message:
    what, at = command_words(question.command), question.given_at
    further = len(question.followers)
    if further:
        what = ngettext("{what} and {n} more", "{what} and {n} more", further, what=what)
    if question.now is None and question.reference:
        return _(
            "This could not be carried out: {what} on {reference}, {at}",
            what=what,
            reference=question.reference,
            at=at,
        )
    return _("This could not be carried out: {what}, {at}", what=what, at=at)
