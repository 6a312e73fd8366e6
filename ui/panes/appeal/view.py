"""The appeal on the screen: head, notice, form, facts. Its signals are intents."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.panes.appeal.facts import CaseFacts
from ui.panes.appeal.form import ActForm
from ui.panes.appeal.header import CaseHead
from ui.panes.appeal.notice import AppealNotice
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
    refuse_input_method,
    set_surface,
)
from workstation.domain.case import SupersededProposal
from workstation.i18n import _


class AppealView(QWidget):
    """Fully built at once. The facts are filled anew only when the case is another one."""

    act_wanted = Signal(object)
    submitted = Signal(object)
    form_left = Signal()
    form_edited = Signal(object, object)
    notice_read = Signal()
    clause_chosen = Signal(object)
    taken_up = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self.head = CaseHead()
        self._notice = NoticeBar()
        self._notice.setObjectName("notice")
        self.told = AppealNotice()
        self._form: ActForm | None = None
        self._form_of: tuple[object, str] | None = None
        self._placed = Filled()
        self.facts = CaseFacts()
        self._shown: object = None
        self._case_id = ""
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self.facts)
        refuse_input_method(self._scroll)
        describe(self._scroll, _("Facts of the case"))
        self.setFocusProxy(self._scroll)
        self._between = column(self._notice, margins=(12, 0, 12, 0))
        content = QWidget()
        parts = column(self.head, self.told, self._between, self._scroll, spacing=0)
        parts.setStretch(3, 1)
        content.setLayout(parts)
        self._stage = ContentStage(content)
        self._over = column()
        self.setLayout(column(self._over, self._stage))
        self._asks: QWidget | None = None
        self._wire()

    def _wire(self) -> None:
        self.head.acts.wanted.connect(self.act_wanted)
        self.facts.clause_chosen.connect(self.clause_chosen)
        self.facts.outcome.taken_up.connect(self._on_taken_up)
        self._notice.dismissed.connect(self.notice_read)
        self._notice.acted.connect(self._on_next)

    def place_above(self, asks: QWidget) -> None:
        """Show this above the facts of the case, or alone while none is open: what it asks may be
        about something else."""
        self._asks = asks
        if self._shown is None:
            self._over.addWidget(asks)
        else:
            self.facts.place_above(asks)

    def submit_form(self) -> bool:
        """Submit the form that the focus is in; False if it is in none."""
        form = self._form
        if form is None or not _holds_focus(form):
            return False
        form.submit_now()
        return True

    def show_state(self, state: AppealState) -> None:
        """Show the whole of it."""
        if state.case is None:
            self._show_without(state)
            return
        self.head.show_state(state)
        if state.case is not self._shown:
            self.facts.show_case(state.case)
            if state.case.id != self._case_id:
                self._scroll.verticalScrollBar().setValue(0)
        self.facts.outcome.offer(state.adopts)
        if self._asks is not None and self._over.count():
            self.facts.place_above(self._asks)
        self._shown, self._case_id = state.case, state.case.id
        self._show_notice(state)
        self._show_form(state)
        self._stage.show_content()

    def _show_without(self, state: AppealState) -> None:
        self._shown = None
        if self._asks is not None and not self._over.count():
            self._over.addWidget(self._asks)
        if state.loading:
            self._stage.show_loading()
        else:
            self._stage.show_panel(_without_panel(state))

    def _show_notice(self, state: AppealState) -> None:
        refused = state.notice
        self.told.show_state(state)
        if refused is None:
            self._show_next(state.next)
            return
        said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
        self._notice.say(said, Tone.WARN)

    def _show_next(self, act: CaseAct | None) -> None:
        if act is None:
            self._notice.clear()
        else:
            words, _icon, _key = ACTS[act]
            self._notice.say(_("Accepted. Nobody holds this case yet."), Tone.OK, words)

    def _on_taken_up(self, kept: SupersededProposal) -> None:
        self.taken_up.emit(self._shown, kept)

    def _on_next(self) -> None:
        self.act_wanted.emit(CaseAct.CLAIM)

    def _show_form(self, state: AppealState) -> None:
        case, act = state.case, state.form
        wanted = (act, case.id) if act is not None and case is not None else None
        placed, self._placed = self._placed, state.kept
        if wanted == self._form_of:
            if self._form is not None and state.kept != placed:
                # What came back stands below what is being typed.
                self._form.set_filled(state.kept)
            return
        self._form_of = wanted
        if self._form is not None:
            # Else Qt hands the focus to the next widget of the window, far from the case.
            if _holds_focus(self._form):
                self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if act is not None and case is not None:
            form = self._form = ActForm(act, case, state.kept)
            form.submitted.connect(self.submitted)
            form.cancelled.connect(self.form_left)
            form.edited.connect(self._on_edited)
            self._between.addWidget(form)
            form.begin()

    def _on_edited(self, filled: Filled) -> None:
        if self._form is not None:
            self.form_edited.emit(self._form.act, filled)


def _holds_focus(form: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and form.isAncestorOf(focus)


def _without_panel(state: AppealState) -> EmptyPanel:
    if state.answered:
        return _answered_panel()
    return _missing_panel() if state.missing else _nothing_panel()


def _answered_panel() -> EmptyPanel:
    return EmptyPanel(
        Icon.CHECK,
        _("Your answer is in the case"),
        _("The case has left your queue: its owner goes on with it."),
    )


def _nothing_panel() -> EmptyPanel:
    return EmptyPanel(
        Icon.DOCUMENT,
        _("No case is open"),
        _("Choose one in the queue: j and k move, Enter opens."),
    )


def _missing_panel() -> EmptyPanel:
    return EmptyPanel(
        Icon.LOCK,
        _("This case is not in your queues any more"),
        _("It was given to somebody else or moved. What you wrote about it is kept."),
    )
