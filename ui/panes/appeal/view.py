"""The appeal on the screen: head, notice, form, facts. Its signals are intents."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.case_action import CaseAction
from ui.keyboard import keyboard
from ui.pane_keys import PaneKeys
from ui.panes.appeal.facts import CaseFacts
from ui.panes.appeal.form import ActForm
from ui.panes.appeal.header import AppealNotice, CaseHead
from ui.panes.appeal.state import AppealState, CaseAct, Filled
from ui.panes.appeal.words import ACTS
from ui.theme import Icon, Tone
from ui.widgets import (
    ContentStage,
    EmptyPanel,
    NoticeBar,
    Surface,
    column,
    describe,
    focus_in,
    refuse_input_method,
    set_surface,
)
from workstation.domain.case import Case, SupersededProposal
from workstation.domain.confirmation import Confirmation
from workstation.i18n import _

_ANSWERED = (
    Icon.CHECK,
    _("Your answer is in the case"),
    _("The case has left your queue: its owner goes on with it."),
)
_NOTHING = (
    Icon.DOCUMENT,
    _("No case is open"),
    lambda: _(
        "Choose one in the queue: {next} and {previous} move, {open} opens.",
        next=keyboard().way_to(CaseAction.NEXT),
        previous=keyboard().way_to(CaseAction.PREVIOUS),
        open=keyboard().way_to(CaseAction.OPEN),
    ),
)
_MISSING = (
    Icon.LOCK,
    _("This case is not in your queues any more"),
    _("It was given to somebody else or moved. What you wrote about it is kept."),
)


class AppealView(QWidget):
    """Head, notice, form and facts. The facts are filled anew only when the case is another one.

    `begin_pressed` says an act, `submit_pressed` what its form holds, `form_edited` both of the
    form that is typed into; `take_up_pressed` the case and a proposal that was kept in it.
    """

    begin_pressed = Signal(object)
    submit_pressed = Signal(object)
    cancel_pressed = Signal()
    form_edited = Signal(object, object)
    dismissed = Signal()
    clause_chosen = Signal(object)
    take_up_pressed = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._form: ActForm | None = None
        self._form_of: tuple[object, str] | None = None
        self._placed = Filled()
        self._shown: Case | None = None
        self._facts_of: tuple[Case | None, Case | None] = (None, None)
        self._case_id = ""
        self._asks: QWidget | None = None
        self._answers: PaneKeys | None = None
        self._below = column()
        self.head = CaseHead()
        self.told = AppealNotice()
        self._notice = NoticeBar()
        self._notice.setObjectName("notice")
        self._between = column(self._notice, margins=(12, 0, 12, 0))
        self.facts = CaseFacts()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.facts)
        refuse_input_method(self._scroll)
        describe(self._scroll, _("Facts of the case"))
        self.keys = PaneKeys(self, self._scroll, leave=self._leave_form, primary=self._primary)
        content = QWidget()
        parts = column(self.head, self.told, self._between, self._scroll, self._below, spacing=0)
        parts.setStretch(3, 1)
        content.setLayout(parts)
        self._stage = ContentStage(content)
        self._over = column()
        self.setLayout(column(self._over, self._stage))
        self.head.acts.begin_pressed.connect(self.begin_pressed)
        self.facts.clause_chosen.connect(self.clause_chosen)
        self.facts.outcome.take_up_pressed.connect(self._on_take_up)
        self._notice.dismissed.connect(self.dismissed)
        self._notice.acted.connect(partial(self.begin_pressed.emit, CaseAct.CLAIM))

    def place_above(self, asks: QWidget, answers: PaneKeys) -> None:
        """Show this above the facts of the case and its answers below them, or both alone while no
        case is open: what is asked may be about something else."""
        self._asks, self._answers = asks, answers
        self._place_question()

    def _place_question(self) -> None:
        if self._asks is None or self._answers is None:
            return
        if self._shown is None:
            self._over.addWidget(self._asks)
            self._over.addWidget(self._answers.pane)
        else:
            self.facts.place_above(self._asks)
            self._below.addWidget(self._answers.pane)

    def submit_form(self) -> bool:
        """Submit the form that the focus is in; False if it is in none."""
        form = self._form
        if form is None or focus_in(form) is None:
            return False
        form.submit.click()
        return True

    def press_first(self) -> bool:
        """Press the first of the acts in the head, such as the one that signs; whether there is
        one."""
        return self._shown is not None and self.head.acts.press_first()

    def _leave_form(self) -> bool:
        """Leave the form that the focus is in, which keeps what it holds, or the question, which
        waits; False in none."""
        if self._is_asked:
            return self._answers is not None and self._answers.leave()
        inside = self._form is not None and focus_in(self._form) is not None
        if inside:
            self.cancel_pressed.emit()
        return inside

    def _primary(self) -> bool:
        """Submit the form that the focus is in, or answer the question that it is in."""
        if self._is_asked:
            return self._answers is not None and self._answers.primary()
        return self.submit_form()

    @property
    def _is_asked(self) -> bool:
        """Whether the focus is in the question or its answers."""
        answers = self._answers.pane if self._answers is not None else None
        return any(each and focus_in(each) is not None for each in (self._asks, answers))

    def show_state(self, state: AppealState) -> None:
        """Show the state."""
        case = state.case
        if case is None:
            self._show_without(state)
            return
        self.head.show_state(state)
        if (case, state.confirmed) != self._facts_of:
            self.facts.show_case(Confirmation(case, state.confirmed))
            if case.id != self._case_id:
                self._scroll.verticalScrollBar().setValue(0)
        self.facts.outcome.offer(state.adopts)
        self._shown, self._case_id = case, case.id
        if self._over.count():
            self._place_question()
        self._facts_of = (case, state.confirmed)
        self.told.show_state(state)
        self._show_notice(state, case)
        self._show_form(state.form, case, state.kept)
        self._stage.show_content()

    def _show_without(self, state: AppealState) -> None:
        self._shown = None
        self._facts_of = (None, None)
        if not self._over.count():
            self._place_question()
        if state.loading:
            self._stage.show_loading()
        elif state.answered:
            self._stage.show_panel(EmptyPanel(*_ANSWERED))
        else:
            self._stage.show_panel(EmptyPanel(*(_MISSING if state.missing else _NOTHING)))

    def _show_notice(self, state: AppealState, case: Case) -> None:
        refused = state.notice
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._notice.say(said, Tone.WARN)
        elif state.next is not None:
            words, _icon = ACTS[state.next]
            accepted = _("Accepted. Nobody holds this case yet.")
            if not Confirmation(case, state.confirmed).of(lambda each: each.state):
                accepted = _("Accepted as soon as this is sent. Nobody holds this case yet.")
            self._notice.say(accepted, Tone.OK, words)
        else:
            self._notice.clear()

    def _show_form(self, act: CaseAct | None, case: Case, kept: Filled) -> None:
        wanted = (act, case.id) if act is not None else None
        placed, self._placed = self._placed, kept
        if wanted == self._form_of:
            if self._form is not None and kept != placed:
                # What came back stands below what is being typed.
                self._form.set_filled(kept)
            return
        self._form_of = wanted
        if self._form is not None:
            # Else Qt hands the focus to the next widget of the window, far from the case.
            if focus_in(self._form) is not None:
                self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if act is not None:
            form = self._form = ActForm(act, case, kept)
            form.submit_pressed.connect(self.submit_pressed)
            form.cancel_pressed.connect(self.cancel_pressed)
            form.edited.connect(self.form_edited)
            self._between.addWidget(form)
            form.begin()

    def _on_take_up(self, kept: SupersededProposal) -> None:
        self.take_up_pressed.emit(self._shown, kept)
