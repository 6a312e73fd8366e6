"""The pane beside the clauses: the draft and what holds it, who cites, and publishing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.activities.policies.cards import CitingPart, DiscardAsk, HeldCard, RefusedAmendmentCard
from ui.activities.policies.issue_form import IssueForm
from ui.activities.policies.state import DraftState, PoliciesState
from ui.activities.policies.words import (
    UNSAVED,
    WAITING,
    agreeing_words,
    held_words,
    publishing_words,
    refused_words,
    signing_words,
    writers_words,
)
from ui.casework import WidgetPool
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    Heading,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    PrimaryButton,
    QuietButton,
    Shape,
    ShapeMark,
    Surface,
    column,
    describe,
    refuse_input_method,
    row,
    rule,
    set_edge,
    set_surface,
)
from workstation.i18n import _, pgettext

WIDTH = 344


class SidePane(QWidget):
    """Fully built at once; its signals are intents."""

    begin_pressed = Signal()
    begun = Signal()
    beginning_left = Signal()
    compare_pressed = Signal()
    follow_pressed = Signal(str)
    save_issue_pressed = Signal()
    discard_asked = Signal(bool)
    publish_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, _("Draft, and who cites it"))
        self._since_label = ""
        self._head = Heading(_("Draft"))
        self._mark = Pill()
        self._by = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.held = HeldCard()
        self._agree_mark = ShapeMark(Shape.DONE, Tone.OK)
        self._agree = Label(type=Type.META, wrap=True)
        self._since, self._refused = NoticeBar(), NoticeBar()
        self.follow = QuietButton(_("Compared: go on from it"), Icon.CHECK)
        turned = column(spacing=8)
        self.turned = WidgetPool(turned, self._made_card)
        self._turned_in = turned
        self.citing = CitingPart()
        self.issue = IssueForm()
        self.save_issue = OutlinedButton(_("Save number, day and note"))
        self._person = Label(type=Type.STRONG, wrap=True)
        self._sign = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._happens = Label(wrap=True)
        self.ask = DiscardAsk()
        self.draft = OutlinedButton(_("Draft a version"), Icon.DRAFT)
        self.draft.show_key("n")
        self.discard = QuietButton(_("Give up..."))
        self.leave = QuietButton(pgettext("question", "Not now"))
        self.publish = PrimaryButton(pgettext("policy", "Publish"))
        self.publish.show_key("Ctrl+Enter")
        self.begin = PrimaryButton(_("Begin the draft"))
        self.begin.show_key("Ctrl+Enter")
        self._why_mark = ShapeMark(Shape.OVERDUE, Tone.DANGER)
        self._why = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._build()
        self._wire()

    def _build(self) -> None:
        self._agreeing = QWidget()
        agreeing = row(self._agree_mark, self._agree, spacing=6)
        agreeing.setStretch(1, 1)
        self._agreeing.setLayout(agreeing)
        self._signing = QWidget()
        self._signing.setLayout(column(self._person, self._sign, self._happens, spacing=4))
        self._rules = [rule() for _each in range(3)]
        inside = QWidget()
        head = row(self._head, self._mark)
        head.setStretch(0, 1)
        parts = column(
            *(head, self._by, self._turned_in, self._refused, self.held, self._agreeing),
            *(self._since, row(self.follow, STRETCH), self._rules[0], self.citing),
            *(self._rules[1], self.issue, row(self.save_issue, STRETCH), self._rules[2]),
            *(self._signing, row(self.draft, STRETCH)),
            margins=(20, 14, 20, 16),
            spacing=10,
        )
        parts.addStretch(1)
        inside.setLayout(parts)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        refuse_input_method(scroll)
        self._foot = QWidget()
        set_edge(self._foot, Edge.TOP)
        why = row(self._why_mark, self._why, spacing=6)
        why.setStretch(1, 1)
        buttons = row(self.publish, self.begin, why, self.leave, self.discard, spacing=8)
        buttons.setStretch(2, 1)
        self._foot.setLayout(column(buttons, margins=(16, 9, 12, 9)))
        ask = column(self.ask, margins=(16, 0, 16, 8))
        whole = column(scroll, ask, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.draft.clicked.connect(self.begin_pressed)
        self.begin.clicked.connect(self.begun)
        self.leave.clicked.connect(self.beginning_left)
        self.publish.clicked.connect(self.publish_pressed)
        self.save_issue.clicked.connect(self.save_issue_pressed)
        self._since.acted.connect(self.compare_pressed)
        self.follow.clicked.connect(self._on_follow)
        self.discard.clicked.connect(self._on_discard)
        self.ask.left.connect(self._on_leave)

    def _made_card(self) -> RefusedAmendmentCard:
        return RefusedAmendmentCard()

    def show_state(self, state: PoliciesState) -> None:
        """Show what belongs to the version that is read."""
        draft = state.draft
        is_draft = draft.amendment is not None and draft.amendment.id == state.library.chosen
        self._since_label = draft.since
        self._show_head(draft, is_draft=is_draft)
        self._show_held(draft, is_draft=is_draft)
        self._show_since(draft, is_draft=is_draft)
        self.citing.show_citing(state.citing)
        self._show_issue(state, is_draft=is_draft)
        self._show_signing(state, is_draft=is_draft)
        self._show_foot(state, is_draft=is_draft)
        refused = draft.refused or (state.notice if state.opening is None else None)
        if refused is not None:
            self._refused.say(refused_words(refused), Tone.WARN, dismissable=False)
        else:
            self._refused.clear()
        self._rules[0].setVisible(is_draft or draft.beginning or bool(state.turned))

    def _show_head(self, draft: DraftState, *, is_draft: bool) -> None:
        self._head.setVisible(is_draft or draft.beginning)
        self._by.setVisible(is_draft)
        self._mark.setVisible(is_draft and (bool(draft.unsaved) or draft.waiting))
        if draft.beginning:
            self._head.say(_("Draft the next version"))
        if draft.amendment is None:
            return
        if is_draft:
            self._head.say(_("Draft v{label}", label=draft.amendment.issue.label))
        self._by.say(writers_words([each.name for each in draft.amendment.writers]))
        if draft.unsaved:
            self._mark.show_state(Shape.WORKING, UNSAVED, Tone.WARN)
        elif draft.waiting:
            self._mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)

    def _show_held(self, draft: DraftState, *, is_draft: bool) -> None:
        self.held.show_stop(draft.stop if is_draft else None, len(draft.stops))
        words = agreeing_words(draft) if is_draft else None
        self._agreeing.setVisible(words is not None)
        if words is not None:
            self._agree.say(words)

    def _show_since(self, draft: DraftState, *, is_draft: bool) -> None:
        shown = is_draft and bool(draft.since)
        self.follow.setVisible(shown and draft.may_write)
        if shown:
            words = _(
                "v{label} was published since this draft was begun. Compare the draft with it, and"
                " take over what has to stay.",
                label=draft.since,
            )
            action = _("Compare with v{before}", before=draft.since)
            self._since.say(words, Tone.WARN, action, dismissable=False)
        else:
            self._since.clear()

    def _show_issue(self, state: PoliciesState, *, is_draft: bool) -> None:
        draft = state.draft
        shown = draft.issue is not None and (is_draft or draft.beginning)
        self.issue.setVisible(shown)
        self._rules[1].setVisible(shown)
        self.save_issue.setVisible(is_draft and "" in draft.unsaved)
        self.save_issue.setEnabled(draft.issue_theirs is None)
        self.issue.show_theirs(draft.issue_theirs)
        if draft.issue is not None and shown:
            self.issue.show_issue(
                draft.issue, draft.issue_ticket, state.today, may_write=state.may_write
            )

    def _show_signing(self, state: PoliciesState, *, is_draft: bool) -> None:
        draft = state.draft
        self._signing.setVisible(is_draft)
        self._rules[2].setVisible(is_draft)
        free = is_draft and held_words(draft) is None
        if is_draft:
            self._person.say(_("Publish needs a second policy person."))
            self._person.setVisible(not free)
            self._sign.say(signing_words(draft))
            self._happens.setVisible(free)
            if free:
                self._happens.say(publishing_words(draft, state.citing))
        self.draft.setVisible(state.may_write and not is_draft and not draft.beginning)

    def _show_foot(self, state: PoliciesState, *, is_draft: bool) -> None:
        draft = state.draft
        why = held_words(draft) if is_draft else None
        self._foot.setVisible((draft.may_write and is_draft) or draft.beginning)
        self.publish.setVisible(is_draft)
        self.publish.setEnabled(is_draft and why is None)
        self.begin.setVisible(draft.beginning)
        self.leave.setVisible(draft.beginning)
        self.discard.setVisible(is_draft and not draft.discarding)
        self._why_mark.setVisible(why is not None and bool(draft.stops))
        # Without a word it holds the buttons apart.
        if why is not None:
            self._why.say(why)
        else:
            self._why.content("")
        self.publish.explain(why)
        asked = is_draft and draft.discarding
        if asked and not self.ask.isVisible():
            self.ask.reason.clear()
        self.ask.setVisible(asked)

    def _on_follow(self) -> None:
        self.follow_pressed.emit(self._since_label)

    def _on_discard(self) -> None:
        self.discard_asked.emit(True)
        self.ask.begin()

    def _on_leave(self) -> None:
        self.discard_asked.emit(False)
        self.discard.setFocus(Qt.FocusReason.OtherFocusReason)
