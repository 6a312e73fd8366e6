"""A question on the screen: what happened, mine beside what is now, and the answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.casework import in_language
from ui.pane_keys import PaneKeys
from ui.panes.needs_you.answer_cards import AnswerCards
from ui.panes.needs_you.state import QuestionsState
from ui.panes.needs_you.words import (
    ComparedLine,
    ComparedSide,
    answer_words,
    lines_of,
    title_words,
)
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    Heading,
    IconMark,
    Label,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    ReadingView,
    Surface,
    Well,
    column,
    describe,
    row,
    set_edge,
    set_surface,
)
from workstation.app.values import AnswerKind
from workstation.i18n import Message, _, ngettext, pgettext

_TOP = Qt.AlignmentFlag.AlignTop


class _Side(QWidget):
    """One side of a line: what it is, and its texts in both languages."""

    def __init__(self, whose: Message) -> None:
        super().__init__()
        self._whose = whose
        self._said = Label(type=Type.BODY, wrap=True)
        self.texts = {"en": ReadingView(Type.BODY), "zh": ReadingView(Type.BODY)}
        self.setLayout(column(self._said, *self.texts.values(), spacing=3))
        # Both sides have the same width, whatever stands in them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_side(self, name: Message, side: ComparedSide) -> None:
        """Show it; a text that is the same in both languages only once."""
        self._said.say(side.said)
        both = {"en": side.text.en, "zh": side.text.zh if side.text.zh != side.text.en else ""}
        for code, view in self.texts.items():
            view.setVisible(bool(both[code].strip()))
            view.show_text(both[code], code)
            what = _("{what}, {item}", what=self._whose, item=name)
            describe(view, in_language(what, code))


class _Comparison(QWidget):
    """Each command of the chain beside how that stands now."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.addWidget(Heading(_("Yours, not carried out")), 0, 1)
        grid.addWidget(Heading(_("Now")), 0, 2)
        self.lines: list[tuple[Label, _Side, _Side]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    def show_lines(self, lines: tuple[ComparedLine, ...]) -> None:
        """Show these lines; widgets are kept for the next question."""
        while len(self.lines) < len(lines):
            made = (
                Label(type=Type.META, tone=Tone.MUTED, wrap=True),
                _Side(_("Yours, not carried out")),
                _Side(_("Now")),
            )
            for at, cell in enumerate(made):
                self._grid.addWidget(cell, len(self.lines) + 1, at, _TOP)
            made[0].setMinimumWidth(72)
            self.lines.append(made)
        for at, cells in enumerate(self.lines):
            for cell in cells:
                cell.setVisible(at < len(lines))
            if at < len(lines):
                cells[0].say(lines[at].name)
                cells[1].show_side(lines[at].name, lines[at].mine)
                cells[2].show_side(lines[at].name, lines[at].now)


class QuestionsView(Well):
    """What could not be carried out, and why; hidden while nothing is asked.

    The answers stand in `foot`, which belongs below whatever this scrolls in. `answered` says how
    its reader answers, `later_pressed` that they leave it for now, and `asks`, of another question
    than before, whether it is about the open case.
    """

    answered = Signal(object)
    later_pressed = Signal()
    asks = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("A question to you"))
        self._chosen = AnswerKind.DROP
        self._state = QuestionsState()
        self._asked = ""
        self._about = ("", False)
        self._title = Label(type=Type.STRONG, wrap=True)
        self._more = Label(type=Type.META, tone=Tone.MUTED)
        self._reason = Label(type=Type.BODY, wrap=True)
        self._comparison = _Comparison()
        self._comparison.setObjectName("comparison")
        self._notice = NoticeBar()
        self.answers = AnswerCards()
        self.confirm = PrimaryButton(pgettext("act", "Drop it"))
        self.confirm.show_key("Ctrl+Enter")
        self.later = QuietButton(_("Decide later"), Icon.CLOCK)
        self.later.show_key("Esc")
        head = row(IconMark(Icon.NEEDS_YOU, Tone.WARN, 18), self._title, self._more)
        head.setStretch(1, 1)
        parts = (head, self._reason, self._comparison)
        self.setLayout(column(*parts, margins=(18, 12, 18, 12), spacing=10))
        # Below all that scrolls: the answers are in sight however long the texts are.
        self.foot = QWidget()
        set_surface(self.foot, Surface.SURFACE)
        set_edge(self.foot, Edge.TOP)
        buttons = row(self.confirm, self.later, STRETCH)
        below = (self.answers, self._notice, buttons)
        self.foot.setLayout(column(*below, margins=(18, 10, 18, 10), spacing=8))
        self.keys = PaneKeys(self.foot, leave=self._leave, primary=self._confirm)
        # It takes the room that it needs; the facts below it scroll. A fixed height would be the
        # one without broken lines, and squeeze the table.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.answers.chosen.connect(self._choose)
        self.confirm.clicked.connect(lambda: self.answered.emit(self._chosen))
        self.later.clicked.connect(self.later_pressed)
        self.hide()
        self.foot.hide()

    def _leave(self) -> bool:
        self.later.click()
        return True

    def _confirm(self) -> bool:
        self.confirm.click()
        return True

    def show_state(self, state: QuestionsState) -> None:
        """Show the first of the questions; what was chosen for it stays chosen."""
        self._state, question = state, state.question
        self.setVisible(question is not None)
        self.foot.setVisible(question is not None)
        about = (question.command_id if question is not None else "", state.of_open_case)
        if about != self._about:
            self._about = about
            self.asks.emit(question is not None and state.of_open_case)
        if question is None:
            return
        if question.command_id != self._asked or self._chosen not in question.answers:
            self._asked, self._chosen = question.command_id, question.advised
        self._title.say(title_words(question))
        more = len(state.questions) - 1
        self._more.setVisible(more > 0)
        self._more.say(ngettext("{n} more", "{n} more", more))
        self._reason.say(question.remedy)
        self._comparison.show_lines(lines_of(question))
        self._show_answers()
        refused = state.notice
        if refused is not None:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._notice.say(words, Tone.WARN)
        else:
            self._notice.clear()

    def _show_answers(self) -> None:
        question = self._state.question
        if question is None:
            return
        redo = AnswerKind.REDO
        shown = tuple(
            (each, answer_words(each, question), each is not redo or not question.redo_refused)
            for each in question.answers
        )
        self.answers.show_answers(shown, self._chosen)
        self.confirm.say(answer_words(self._chosen, question)[0])

    def _choose(self, answer: AnswerKind) -> None:
        self._chosen = answer
        self._show_answers()
