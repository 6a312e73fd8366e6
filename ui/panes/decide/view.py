"""The decide panel on the screen. Its signals are intents."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget

from ui.case_action import CaseAction
from ui.keyboard import keyboard
from ui.pane_keys import PaneKeys
from ui.panes.decide.answered_line import AnsweredLine
from ui.panes.decide.imposed_measures import ImposedMeasures
from ui.panes.decide.parts import (
    BilingualText,
    Citations,
    EvidenceDenial,
    Measures,
    Outcomes,
    ReasonBox,
    WeighedEvidence,
)
from ui.panes.decide.presenter import lacks
from ui.panes.decide.state import DecideState
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ContentStage,
    Edge,
    EmptyPanel,
    Heading,
    Label,
    NoticeBar,
    PrimaryButton,
    QuietButton,
    Surface,
    column,
    describe,
    refuse_input_method,
    row,
    set_edge,
    set_surface,
    set_tone,
)
from workstation.domain.rules.measures import currencies_of
from workstation.domain.taxonomy import Outcome
from workstation.i18n import _, pgettext


class DecideView(QWidget):
    """The parts of a decision; texts are put into their fields only when `placed` says so."""

    decide_pressed = Signal()
    reply_pressed = Signal()
    evidence_denied = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._placed = -1
        self._shown = ""
        self._scroll = QScrollArea()
        self.outcomes = Outcomes()
        self.reason = ReasonBox()
        self.measures = Measures()
        self.imposed = ImposedMeasures()
        self.evidence = WeighedEvidence()
        self.citations = Citations()
        self.rationale = BilingualText(
            _("Reasons"), _("Why the outcome follows from clause and evidence")
        )
        self.route = BilingualText(_("The right route"), _("What the party can do instead"))
        self._none = EvidenceDenial()
        self._missing = Label(type=Type.META, tone=Tone.WARN, wrap=True)
        self._second = NoticeBar()
        self._notice = NoticeBar()
        self.decide = PrimaryButton(pgettext("act", "Decide"), Icon.DECIDE)
        self.decide.show_key("Ctrl+Enter")
        self._reply = QuietButton(_("Back to the letter"), Icon.REPLY)
        self._reply.show_key_of(CaseAction.REPLY)
        self._stage = ContentStage(self._content())
        self.setLayout(column(self._stage))
        self.decide.clicked.connect(self.decide_pressed)
        self._reply.clicked.connect(self.reply_pressed)
        self.keys = PaneKeys(self, self._scroll, primary=self._primary)
        self._none.toggled.connect(self.evidence_denied)

    def _content(self) -> QWidget:
        content, foot, inside = QWidget(), QWidget(), QWidget()
        left = column(
            *(Heading(_("Outcome")), self.outcomes, self.reason),
            *(self.measures, self.imposed, STRETCH),
            spacing=10,
        )
        right = column(self.evidence, self._none, self.citations, STRETCH, spacing=14)
        pair = row(_half(left), _half(right), spacing=28)
        pair.setStretch(0, 4)
        pair.setStretch(1, 5)
        inside.setLayout(
            column(
                *(self._second, self._notice, pair, self.route, self.rationale, STRETCH),
                margins=(18, 12, 18, 12),
                spacing=14,
            )
        )
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        refuse_input_method(scroll)
        describe(scroll, _("Decision"))
        parts = row(self._missing, self._reply, self.decide, margins=(18, 8, 18, 8))
        parts.setStretch(0, 1)
        foot.setLayout(parts)
        set_edge(foot, Edge.TOP)
        whole = column(scroll, foot, spacing=0)
        whole.setStretch(0, 1)
        content.setLayout(whole)
        return content

    def focused_line(self) -> AnsweredLine | None:
        """The item of evidence or the measure that has the focus."""
        lines = (each for each in self.findChildren(QWidget) if isinstance(each, AnsweredLine))
        return next((each for each in lines if each.holds_focus()), None)

    def _primary(self) -> bool:
        """Decide, if nothing is missing; what is missing is said in the foot."""
        if self.decide.isEnabled():
            self.decide_pressed.emit()
        return True

    def begin(self) -> None:
        """Give the focus to the first line without an answer, or to the outcome."""
        lines = (
            *(self.outcomes, self.reason, self.measures, self.imposed),
            *(self.evidence, self._none, self.citations, self.route, self.rationale),
        )
        shown = (each for each in lines if each.isVisible())
        first = next((line for each in shown if (line := each.open_line()) is not None), None)
        target = first or self.outcomes.entrance
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DecideState) -> None:
        """Show the state."""
        case, composed = state.case, state.composed
        if case is None:
            panel = EmptyPanel(
                Icon.DECIDE,
                _("Nothing to decide"),
                lambda: _(
                    "Open a case of yours that is in review, then press {key}.",
                    key=keyboard().way_to(CaseAction.DECIDE),
                ),
            )
            self._stage.show_panel(panel)
            return
        if state.placed != self._placed:
            self._placed = state.placed
            self.rationale.set_text(composed.rationale)
            self.route.set_text(composed.route)
        self.outcomes.show_outcomes(state.outcomes, composed.outcome)
        self.reason.setVisible(state.needs_reason)
        self.reason.choose(composed.reason)
        measures = case.enforcement.measures if case.enforcement and not state.intake else ()
        self.measures.show_measures(measures, composed.fates)
        self.imposed.setVisible(composed.outcome is Outcome.NEW_RESTRICTION)
        self.imposed.show_imposed(composed.imposed, currencies_of(case))
        self.evidence.show_evidence(() if state.intake else case.evidence, composed.verdicts)
        self._none.setVisible(not case.evidence and not state.intake)
        self._none.setChecked(composed.no_evidence)
        self.citations.setVisible(not state.intake)
        self.citations.show_citations(composed.citations)
        self.route.setVisible(state.intake)
        self.rationale.setVisible(not state.intake)
        self._show_foot(state)
        if case.id != self._shown:
            self._shown = case.id
            self._scroll.verticalScrollBar().setValue(0)
        self._stage.show_content()

    def _show_foot(self, state: DecideState) -> None:
        lacking = lacks(state)
        self.decide.setEnabled(lacking is None)
        self.decide.explain(lacking)
        second = state.four_eyes is not None
        self.decide.say(pgettext("act", "Propose") if second else pgettext("act", "Decide"))
        if lacking is not None:
            set_tone(self._missing, Tone.WARN)
            self._missing.say(lacking)
        else:
            set_tone(self._missing, Tone.OK)
            self._missing.say(_("Nothing is missing."))
        if state.four_eyes is not None:
            words = _("{reason} A second person has to sign it (APL 5.2).", reason=state.four_eyes)
            self._second.say(words, Tone.INFO, dismissable=False)
        else:
            self._second.clear()
        refused = state.notice
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._notice.say(said, Tone.WARN)
        else:
            self._notice.clear()


def _half(parts: QLayout) -> QWidget:
    """A column that takes the width it is given, whatever stands in it."""
    half = QWidget()
    half.setLayout(parts)
    half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return half
