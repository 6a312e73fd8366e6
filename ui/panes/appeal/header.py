"""The head of the appeal pane: which case, how it stands, what can be done, and what is told."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.case_action import CaseAction
from ui.casework import (
    clock_words,
    due_in_full,
    due_look,
    once_sent,
    state_look,
    state_words,
    title_in,
    will_be_sent,
)
from ui.keyboard import keyboard
from ui.language import language
from ui.panes.appeal.state import AppealState, CaseAct
from ui.panes.appeal.words import ACTS, act_words, given_words, question_words
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Button,
    Edge,
    ElidedLabel,
    FlowLayout,
    Label,
    Menu,
    OutlinedButton,
    Pill,
    QuietButton,
    Surface,
    Tag,
    column,
    describe,
    language_mark,
    row,
    set_edge,
    set_surface,
    set_tone,
)
from workstation.domain.case import Case
from workstation.domain.clocks import next_due
from workstation.domain.confirmation import Confirmation
from workstation.domain.labels import KIND, SEVERITY
from workstation.i18n import Message, _

# The step that the case waits for stands first and outlined, the common ones beside it.
_FIRST = (
    *(CaseAct.AGREE, CaseAct.CLAIM, CaseAct.ACCEPT, CaseAct.RECORD_ACTION, CaseAct.DECIDE_ON_FILE),
    CaseAct.RECORD_ANSWER,
)
_BESIDE = (CaseAct.RETURN, CaseAct.REQUEST_INFORMATION, CaseAct.REFER, CaseAct.ASSIGN, CaseAct.NOTE)


class ActBar(QWidget):
    """The acts that are legal now; `begin_pressed` says one of them."""

    begin_pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[CaseAct, Message], ...] | None = None
        self._words: dict[CaseAct, Message] = {}
        self._first: CaseAct | None = None
        self._flow = FlowLayout(2)
        self.setLayout(self._flow)
        self._made: dict[tuple[CaseAct, bool], Button] = {}
        self._more = QuietButton(_("More"), Icon.MORE)
        self._more.setParent(self)
        self._more.hide()
        self._more.clicked.connect(self._open_menu)
        self._hidden: tuple[CaseAct, ...] = ()

    def show_acts(self, acts: tuple[CaseAct, ...], case: Case) -> None:
        """Offer these acts; nothing moves if they are the same."""
        said = tuple((act, act_words(act, case)) for act in acts)
        if said == self._shown:
            return
        self._shown, self._words = said, dict(said)
        self._clear()
        first = self._first = next((act for act in _FIRST if act in acts), None)
        beside = [act for act in (*_FIRST, *_BESIDE) if act in acts and act is not first]
        rest = [act for act in acts if act is not first and act not in beside]
        if first is not None:
            self._add(first, first=True)
        for act in beside:
            self._add(act, first=False)
        self._hidden = tuple(rest)
        if rest:
            self._flow.addWidget(self._more)
            self._more.show()

    def press_first(self) -> bool:
        """Press the act that stands before the others; False while none does."""
        if self._first is not None:
            self.begin_pressed.emit(self._first)
        return self._first is not None

    def _add(self, act: CaseAct, *, first: bool) -> None:
        button = self._made.get((act, first))
        if button is None:
            words, icon = ACTS[act]
            button = (OutlinedButton if first else QuietButton)(words, icon)
            button.show_key_of(CaseAction(f"case.{act}"))
            button.clicked.connect(partial(self.begin_pressed.emit, act))
            self._made[act, first] = button
        button.say(self._words[act])
        self._flow.addWidget(button)
        button.show()

    def _open_menu(self) -> None:
        menu = Menu(self._more)
        for act in self._hidden:
            menu.entry(
                self._words[act],
                partial(self.begin_pressed.emit, act),
                ACTS[act][1],
                keyboard().name(CaseAction(f"case.{act}")) or None,
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup_under(self._more)

    def _clear(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for button in (*self._made.values(), self._more):
            button.hide()


class CaseHead(QWidget):
    """Reference, kind, state, severity, clock, title, owner and acts of the open case."""

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.BOTTOM)
        self._state: AppealState | None = None
        self._reference = Label(type=Type.META, tone=Tone.MUTED, selectable=True)
        self._reference.setFocusPolicy(self.focusPolicy())
        self._kind = ElidedLabel(Type.META, Tone.MUTED)
        self._pill = Pill()
        self._severity = ElidedLabel(Type.META, Tone.MUTED)
        for label in (self._kind, self._severity):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._language = Tag()
        self._waiting = Tag(_("Waits to be sent"))
        self._due = Label(type=Type.META_STRONG)
        self._due.setObjectName("due")
        self._title = Label(type=Type.TITLE, wrap=True, selectable=True)
        self._title.setFocusPolicy(self.focusPolicy())
        self._owner = Label(type=Type.META, tone=Tone.MUTED)
        self.acts = ActBar()
        top = row(
            *(self._reference, self._kind, self._pill, self._severity, self._language),
            *(STRETCH, self._due),
            spacing=10,
        )
        bottom = row(self.acts, self._waiting, self._owner, spacing=10)
        bottom.setStretch(0, 1)
        self.setLayout(column(top, self._title, bottom, margins=(20, 12, 20, 8), spacing=5))
        describe(self, _("The case"))
        language().changed.connect(self._tell)

    def show_state(self, state: AppealState) -> None:
        """Show how the case stands."""
        self._state = state
        case = state.case
        if case is None:
            return
        self._reference.content(case.reference)
        self._kind.say(KIND[case.kind])
        severity = SEVERITY[case.severity]
        self._severity.say(_("{code} {name}", code=case.severity.value, name=severity))
        self._language.content(language_mark([case.applicant_party.language.lower()]))
        self._waiting.setVisible(any(not each.asked for each in state.pending))
        self.show_time(state.now)
        held = _("Nobody holds it")
        if case.owner is not None:
            held = _("Held by {name}", name=case.owner.name)
        certain = Confirmation(case, state.confirmed)
        self._owner.say(will_be_sent(held, sent=certain.of(lambda each: each.owner)))
        self.acts.show_acts(state.acts, case)
        self._tell()

    def show_time(self, now: datetime) -> None:
        """Say how long is left, and whether it is over."""
        case = self._state.confirmation if self._state is not None else None
        if case is None:
            return
        # At the server the clock runs on until it hears of what was done here.
        sure = case.sure
        due = next_due(sure)
        look = state_look(sure.state, due, now)
        self._pill.show_state(look.shape, state_words(case), look.tone)
        words = clock_words(due_in_full(sure.state, due, now), case)
        self._due.setVisible(words is not None)
        if words is not None:
            self._due.say(words)
            set_tone(self._due, due_look(due, now))

    def _tell(self) -> None:
        if self._state is not None and (case := self._state.case) is not None:
            self._title.content(title_in(language().code, case.title.en, case.title.zh))


class AppealNotice(QWidget):
    """What a person is told: who has the case now, what they are asked, and cannot sign.

    It is hidden while there is nothing to tell, and in line with the head above it.
    """

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.BOTTOM)
        self.given = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.question = Label(type=Type.READING, wrap=True, selectable=True)
        self.unsigned = Label(type=Type.META, tone=Tone.INFO, wrap=True)
        self.setLayout(
            column(
                *(self.given, self.question, self.unsigned),
                margins=(20, 8, 20, 8),
                spacing=4,
            )
        )
        self.hide()

    def show_state(self, state: AppealState) -> None:
        """Tell what there is to tell."""
        self.given.setVisible(state.given is not None)
        if state.given is not None:
            self.given.say(given_words(*state.given))
        # Its form says the question itself.
        answers = state.form is CaseAct.RECORD_ANSWER
        question = None if answers else question_words(state.confirmation, state.me)
        self.question.setVisible(question is not None)
        if question is not None:
            self.question.say(question)
        refused = state.unsigned
        self.unsigned.setVisible(refused is not None)
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            of = state.confirmation
            sent = of is not None and of.of(lambda case: case.decision)
            self.unsigned.say(said if sent else once_sent(said))
        self.setVisible(any((state.given, question, refused)))
