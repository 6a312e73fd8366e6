"""The pane beside the clauses: the draft and what holds it, who cites, and publishing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.policies import PolicyAction
from ui.activities.policies.cards import CitingPart, DiscardAsk, HeldCard
from ui.activities.policies.state import DraftState, IssueText, PoliciesState
from ui.activities.policies.words import (
    agreeing_words,
    from_today,
    held_words,
    publishing_words,
    signing_words,
    writers_words,
)
from ui.casework import (
    RefusedChange,
    RefusedChangeCard,
    WidgetPool,
    languages_in_order,
    show_refused,
    show_unsent,
)
from ui.language import language
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
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
    foot,
    row,
    rule,
    set_surface,
    sheet,
)
from ui.widgets.fields import DayField, LinesField, WordField, named
from workstation.app.values import Question
from workstation.domain.policies.amendment import SetIssue, WriteClause
from workstation.domain.taxonomy import Language
from workstation.i18n import _, pgettext

WIDTH = 344


class IssueForm(QWidget):
    """Number, day of effect and change note of a version, to be written or read.

    What is typed is overwritten only by another ticket.
    """

    typed = Signal(object)
    rebase_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self.number, self.day = WordField(), DayField()
        self._theirs = NoticeBar()
        self._away = Label(type=Type.META, tone=Tone.MUTED)
        self.note = {each: LinesField(3) for each in Language}
        self._notes = column(spacing=8)
        self._named = {
            Language.EN: named(_("Change note, English"), self.note[Language.EN]),
            Language.ZH: named(_("Change note, Chinese"), self.note[Language.ZH]),
        }
        fields = named(_("Number"), self.number), named(_("In force from"), self.day)
        first = row(*fields, spacing=12)
        first.setStretch(1, 1)
        for part in fields:
            first.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.number.setFixedWidth(theme().scaled(72))
        self.setLayout(
            column(
                *(Heading(_("When and why")), self._theirs, first, self._away, self._notes),
                spacing=6,
            )
        )
        self._in_order()
        language().changed.connect(self._in_order)
        self._theirs.acted.connect(self.rebase_pressed)
        self.number.edited.connect(self._on_edit)
        self.day.edited.connect(self._on_edit)
        for each in self.note.values():
            each.edited.connect(self._on_edit)

    def _in_order(self) -> None:
        for at, each in enumerate(languages_in_order()):
            self._notes.removeWidget(self._named[each])
            self._notes.insertWidget(at, self._named[each])

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.selectAll()

    def show_issue(self, text: IssueText, ticket: int, today: date, *, may_write: bool) -> None:
        """Show number, day and note; the fields are filled anew by another ticket."""
        if ticket != self._ticket:
            self._ticket = ticket
            self.number.set_text(text.label)
            self.day.set_day(text.day)
            self.note[Language.EN].set_text(text.en)
            self.note[Language.ZH].set_text(text.zh)
        self._away.say(from_today(text.day, today))
        self.number.setReadOnly(not may_write)
        self.day.setReadOnly(not may_write)
        for each in self.note.values():
            each.setReadOnly(not may_write)

    def show_theirs(self, theirs: IssueText | None) -> None:
        """Say what somebody else set meanwhile; None for nothing that was typed otherwise."""
        if theirs is None:
            self._theirs.clear()
            return
        words = _(
            "Somebody else wrote here while you did. It now says: v{label}, from {day}. {en} {zh}",
            label=theirs.label,
            day=theirs.day,
            en=theirs.en,
            zh=theirs.zh,
        )
        self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)

    def _on_edit(self) -> None:
        self.typed.emit(
            IssueText(
                label=self.number.text(),
                day=self.day.day,
                en=self.note[Language.EN].toPlainText(),
                zh=self.note[Language.ZH].toPlainText(),
            )
        )


class SidePane(QWidget):
    """What belongs to the version that is read; its signals are intents."""

    begin_draft_pressed = Signal()
    draft_version_pressed = Signal()
    beginning_left = Signal()
    compare_pressed = Signal()
    follow_pressed = Signal(str)
    save_issue_pressed = Signal()
    discard_asked = Signal(bool)
    publish_pressed = Signal()
    redo_pressed = Signal(str)
    edit_pressed = Signal(str)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, _("Draft, and who cites it"))
        self._since_label = ""
        self._head = Heading(_("Draft"))
        self._mark = Pill()
        self._by = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.held, self.citing = HeldCard(), CitingPart()
        self._agree = Label(type=Type.META, wrap=True)
        self._since, self._refused = NoticeBar(), NoticeBar()
        self.follow = QuietButton(_("Compared: go on from it"), Icon.CHECK)
        self._refused_changes = column(spacing=8)
        self.refused_changes = WidgetPool(self._refused_changes, self._made_card)
        self.issue, self.ask = IssueForm(), DiscardAsk()
        self.save_issue = OutlinedButton(_("Save number, day and note"))
        self._person = Label(type=Type.STRONG, wrap=True)
        self._sign = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._happens = Label(wrap=True)
        self.draft = OutlinedButton(_("Draft a version"), Icon.DRAFT)
        self.draft.show_key_of(PolicyAction.DRAFT)
        self.discard = QuietButton(_("Give up..."))
        self.leave = QuietButton(pgettext("question", "Not now"))
        self.publish = PrimaryButton(pgettext("policy", "Publish"))
        self.publish.show_key("Ctrl+Enter")
        self.begin = PrimaryButton(_("Begin the draft"))
        self.begin.show_key("Ctrl+Enter")
        self._why_mark = ShapeMark(Shape.OVERDUE, Tone.DANGER)
        self._why = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._lay_out()
        self.draft.clicked.connect(self.begin_draft_pressed)
        self.begin.clicked.connect(self.draft_version_pressed)
        self.leave.clicked.connect(self.beginning_left)
        self.publish.clicked.connect(self.publish_pressed)
        self.save_issue.clicked.connect(self.save_issue_pressed)
        self._since.acted.connect(self.compare_pressed)
        self.follow.clicked.connect(lambda: self.follow_pressed.emit(self._since_label))
        self.discard.clicked.connect(self._on_discard)
        self.ask.left.connect(self._on_leave)

    def _lay_out(self) -> None:
        self._agreeing = QWidget()
        agreeing = row(ShapeMark(Shape.DONE, Tone.OK), self._agree, spacing=6)
        agreeing.setStretch(1, 1)
        self._agreeing.setLayout(agreeing)
        self._signing = QWidget()
        self._signing.setLayout(column(self._person, self._sign, self._happens, spacing=4))
        self._rules = [rule() for _each in range(3)]
        head = row(self._head, self._mark)
        head.setStretch(0, 1)
        read = sheet(
            *(head, self._by, self._refused_changes, self._refused, self.held, self._agreeing),
            *(self._since, row(self.follow, STRETCH), self._rules[0], self.citing),
            *(self._rules[1], self.issue, row(self.save_issue, STRETCH), self._rules[2]),
            *(self._signing, row(self.draft, STRETCH)),
            margins=(20, 14, 20, 16),
            spacing=10,
        )
        why = row(self._why_mark, self._why, spacing=6)
        why.setStretch(1, 1)
        buttons = row(self.publish, self.begin, why, self.leave, self.discard, spacing=8)
        buttons.setStretch(2, 1)
        self._foot = foot(buttons, margins=(16, 9, 12, 9))
        ask = column(self.ask, margins=(16, 0, 16, 8))
        whole = column(read, ask, self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _made_card(self) -> RefusedChangeCard:
        card = RefusedChangeCard(narrow=True)
        card.redo_pressed.connect(self.redo_pressed)
        card.edit_pressed.connect(self.edit_pressed)
        card.drop_pressed.connect(self.drop_pressed)
        return card

    def show_state(self, state: PoliciesState) -> None:
        """Show what belongs to the version that is read."""
        draft = state.draft
        is_draft = draft.amendment is not None and draft.amendment.id == state.library.chosen
        self._since_label = draft.since
        self._show_head(draft, is_draft=is_draft)
        self.held.show_stop(draft.stop if is_draft else None, len(draft.stops))
        words = agreeing_words(draft) if is_draft else None
        self._agreeing.setVisible(words is not None)
        if words is not None:
            self._agree.say(words)
        self._show_since(draft, is_draft=is_draft)
        self.citing.show_citing(state.citing)
        self._show_issue(state, is_draft=is_draft)
        self._show_signing(state, is_draft=is_draft)
        show_refused(
            self._refused, draft.refused or (state.notice if state.opening is None else None)
        )
        self._rules[0].setVisible(is_draft or draft.beginning or bool(state.refused_changes))
        cards = self.refused_changes.need(len(state.refused_changes))
        for card, each in zip(cards, state.refused_changes, strict=True):
            card.show_change(_refused_change(each))

    def _show_head(self, draft: DraftState, *, is_draft: bool) -> None:
        self._head.setVisible(is_draft or draft.beginning)
        self._by.setVisible(is_draft)
        unsaved, waiting = is_draft and bool(draft.unsaved), is_draft and draft.waiting
        show_unsent(self._mark, unsaved=unsaved, waiting=waiting)
        if draft.beginning:
            self._head.say(_("Draft the next version"))
        if draft.amendment is None:
            return
        if is_draft:
            self._head.say(_("Draft v{label}", label=draft.amendment.issue.label))
        self._by.say(writers_words([each.name for each in draft.amendment.writers]))

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
        """Say who publishes and what that does, and offer it or say why not."""
        draft = state.draft
        why = held_words(draft) if is_draft else None
        self._signing.setVisible(is_draft)
        self._rules[2].setVisible(is_draft)
        if is_draft:
            self._person.say(_("Publish needs a second policy person."))
            self._person.setVisible(why is not None)
            self._sign.say(signing_words(draft))
            self._happens.setVisible(why is None)
            if why is None:
                self._happens.say(publishing_words(draft, state.citing))
        self.draft.setVisible(state.may_write and not is_draft and not draft.beginning)
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

    def _on_discard(self) -> None:
        self.discard_asked.emit(True)
        self.ask.begin()

    def _on_leave(self) -> None:
        self.discard_asked.emit(False)
        self.discard.setFocus(Qt.FocusReason.OtherFocusReason)


def _refused_change(question: Question) -> RefusedChange:
    """A refused change as its card says it: a text is taken back into its fields, all else is done
    again."""
    command = question.command
    edit = None
    if isinstance(command, WriteClause):
        edit = _("Take it into the clause")
    elif isinstance(command, SetIssue):
        edit = _("Take it into the fields")
    return RefusedChange(
        id=question.command_id,
        title=question.reason,
        why=question.remedy,
        text=question.text,
        redo=edit is None,
        edit=edit,
    )
