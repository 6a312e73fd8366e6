"""The reply on the screen: to whom, what it tells, both texts, and Send. Signals are intents."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.language import Text, language
from ui.panes.reply.nobody import nobody
from ui.panes.reply.reasons import ReasonPanel, ReviewPanel
from ui.panes.reply.sent import SentLetters
from ui.panes.reply.settling import Allow, See, TakeBack
from ui.panes.reply.state import ReplyState
from ui.panes.reply.twin import Ignoring, TwinEditor
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    IconButton,
    Label,
    Menu,
    NoticeBar,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Stage,
    Surface,
    Tag,
    column,
    language_mark,
    row,
    set_edge,
    set_surface,
)
from workstation.domain.labels import MILESTONE, PARTY_ROLE
from workstation.domain.taxonomy import Language
from workstation.drafting.bead import Side
from workstation.drafting.draft import Draft
from workstation.drafting.history import Place
from workstation.i18n import _, ngettext, pgettext

if TYPE_CHECKING:
    from workstation.drafting.checks.finding import Finding


class ReplyView(QWidget):
    """Fully built at once. The editors belong to the person: `show_state` puts text into them
    only when `placed` says that somebody else did."""

    typed = Signal(object, object, int)
    settled = Signal(object)
    party_chosen = Signal(str)
    milestone_chosen = Signal(object)
    send_pressed = Signal()
    decide_pressed = Signal()
    notice_read = Signal()

    def __init__(self, ids: Callable[[], str]) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._state = ReplyState()
        self._placed = self._in_editor = -1
        self._touched: list[str] = []
        self._findings: Mapping[str, tuple[Finding, ...]] = {}
        self._menu: Menu | None = None
        self._to = QuietButton(self._party_words, Icon.CHEVRON_DOWN)
        self._mark = Tag()
        self._tells = QuietButton(self._milestone_words, Icon.CHEVRON_DOWN)
        self._history = QuietButton(self._history_words, Icon.HISTORY)
        self._history.setCheckable(True)
        self._swap = IconButton(Icon.SWAP, _("Swap English and Chinese"))
        self._saved = Label(type=Type.META, tone=Tone.MUTED)
        self.notice = NoticeBar()
        self._letters = SentLetters()
        self.editors = TwinEditor(ids, time.monotonic)
        self.reason = ReasonPanel()
        self.review = ReviewPanel()
        self._passed = QuietButton(self._passed_words, Icon.CHEVRON_DOWN)
        self._why = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.decide = OutlinedButton(pgettext("act", "Decide"), Icon.DECIDE)
        self.decide.show_key("D")
        self.send = PrimaryButton(pgettext("act", "Send"), Icon.SEND)
        self.send.show_key("Ctrl+Shift+Enter")
        self._stage = Stage(self._content())
        self.setLayout(column(self._stage))
        self._wire()

    def _content(self) -> QWidget:
        content, head, foot = QWidget(), QWidget(), QWidget()
        for button in (self._to, self._tells, self._passed):
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        label = Label(pgettext("letter", "To"), Type.META, Tone.MUTED)
        head.setLayout(
            row(
                *(label, self._to, self._mark, self._tells, STRETCH),
                *(self._saved, self._history, self._swap),
                margins=(18, 5, 10, 5),
                spacing=4,
            )
        )
        set_edge(head, Edge.BOTTOM)
        parts = row(self._why, self._passed, self.decide, self.send, margins=(18, 8, 18, 8))
        parts.setStretch(0, 1)
        foot.setLayout(parts)
        set_edge(foot, Edge.TOP)
        whole = column(
            *(head, column(self.notice, margins=(12, 0, 12, 0)), self._letters),
            *(self.editors, self.reason, self.review, foot),
            spacing=0,
        )
        whole.setStretch(2, 2)
        whole.setStretch(3, 3)
        content.setLayout(whole)
        return content

    def _wire(self) -> None:
        self.editors.opened.connect(self._on_opened)
        self.editors.bead_changed.connect(self._touched.append)
        self.editors.changed.connect(self._on_changed)
        self.editors.send_requested.connect(self.press_send)
        self.editors.ignore_chosen.connect(self.reason.ask)
        self.reason.given.connect(self._on_reason)
        self.review.seen.connect(self._on_seen)
        self.review.wanted.connect(self._show_bead)
        for panel in (self.reason, self.review):
            panel.left.connect(self._back_to_letter)
        self._passed.clicked.connect(self._open_passed)
        self._to.clicked.connect(self._open_parties)
        self._tells.clicked.connect(self._open_milestones)
        self._history.toggled.connect(self._letters.unfold)
        self._swap.clicked.connect(self.editors.swap)
        self.send.clicked.connect(self.press_send)
        self.decide.clicked.connect(self.decide_pressed)
        self.notice.dismissed.connect(self.notice_read)
        self.notice.acted.connect(self._show_missed)

    def show_state(self, state: ReplyState) -> None:
        """Show the whole of it; text being typed, caret and selection stay."""
        self._state = state
        if state.case is None or state.party is None:
            self._stage.show_panel(nobody())
            return
        if state.placed != self._placed:
            self._placed = state.placed
            self.editors.set_draft(state.draft)
        if state.findings != self._findings:
            self._findings = state.findings
            self.editors.show_findings(state.findings, checked=state.draft)
        self._show_settled(state)
        self._to.say(self._party_words)
        self._mark.content(language_mark([state.party.language.lower()]))
        self._tells.say(self._milestone_words)
        self._history.say(self._history_words)
        self._history.setVisible(bool(state.letters))
        self._letters.show_letters(state.letters)
        if not state.letters:
            self._history.setChecked(False)
        self._saved.say(self._saved_words)
        self.decide.setVisible(state.undecidable is None)
        self._show_refusal(state)
        self._show_notice(state)
        self._stage.show_content()

    def begin(self) -> None:
        """Put the caret into the side of the party's language."""
        party = self._state.party
        chinese = party is not None and party.language is Language.ZH
        self.editors.begin(Side.ZH if chinese else Side.EN)

    def press_send(self) -> None:
        """Send, or look first at what must be seen before it goes out."""
        if self._state.unseen and self._state.refused is None:
            self.review.begin()
        elif self.send.isEnabled():
            self.send_pressed.emit()

    def _show_settled(self, state: ReplyState) -> None:
        self.review.show_findings(state.unseen)
        to_see = bool(state.unseen) and state.refused is None
        self.send.say(_("Review and send") if to_see else pgettext("act", "Send"))
        self._passed.say(self._passed_words)
        self._passed.setVisible(bool(state.passed))

    def _on_opened(self) -> None:
        self._in_editor = self._placed
        self._touched.clear()
        self.reason.hide()
        self.review.hide()
        self.editors.show_findings(self._findings, checked=self._state.draft)

    def _on_changed(self, draft: Draft) -> None:
        touched = tuple(self._touched)
        self._touched.clear()
        self.typed.emit(draft, touched, self._in_editor)

    def _on_reason(self, finding: Finding, reason: str, ignoring: Ignoring) -> None:
        self.settled.emit(Allow(finding, reason, ignoring is Ignoring.ALWAYS))

    def _on_seen(self, key: str) -> None:
        self.settled.emit(See(frozenset({key})))

    def _show_bead(self, bead: str) -> None:
        self.editors.begin(Side.EN)
        self.editors.put_caret(Place(bead, Side.EN, 0))

    def _back_to_letter(self) -> None:
        self.editors.begin(self.editors.place.side)

    def _open_passed(self) -> None:
        menu = self._fresh_menu()
        for each in self._state.passed:
            words = _("Count again: {reason}", reason=each.reason.replace("&", "&&"))
            menu.entry(words, partial(self.settled.emit, TakeBack(each)))
        menu.popup_under(self._passed)

    def _show_refusal(self, state: ReplyState) -> None:
        refused = state.refused
        self.send.setEnabled(refused is None)
        self.send.explain(refused.reason if refused else None)
        if refused is None:
            # It stays in the row: it is what holds the buttons at the right.
            self._why.content("")
        else:
            self._why.say(_("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy))

    def _show_notice(self, state: ReplyState) -> None:
        refused, letter = state.notice, state.missed
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self.notice.say(said, Tone.WARN)
        elif letter is not None:
            name = letter.sent_by.name
            said = _("{name} sent a letter while you were writing. Read it first?", name=name)
            self.notice.say(said, Tone.INFO, _("Read it"))
        else:
            self.notice.clear()

    def _show_missed(self) -> None:
        self._history.setChecked(True)
        self.notice_read.emit()

    def _open_parties(self) -> None:
        case = self._state.case
        if case is None:
            return
        menu = self._fresh_menu()
        for party in case.parties:
            words = _(
                "{name} ({role})",
                name=party.name.replace("&", "&&"),
                role=PARTY_ROLE[party.role],
            )
            act = partial(self.party_chosen.emit, party.id)
            menu.entry(words, act, checked=party == self._state.party)
        menu.popup_under(self._to)

    def _open_milestones(self) -> None:
        menu = self._fresh_menu()
        for each in self._state.milestones:
            act = partial(self.milestone_chosen.emit, each)
            menu.entry(MILESTONE[each], act, checked=each is self._state.milestone)
        menu.popup_under(self._tells)

    def _fresh_menu(self) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(self)
        return self._menu

    def _party_words(self) -> Text:
        party = self._state.party
        if party is None:
            return _("Nobody")
        # A button takes a single ampersand for the mark of a key.
        return _("{name}", name=party.name.replace("&", "&&"))

    def _milestone_words(self) -> Text:
        return MILESTONE[self._state.milestone]

    def _passed_words(self) -> Text:
        return ngettext("{n} let pass", "{n} let pass", len(self._state.passed))

    def _history_words(self) -> Text:
        return ngettext("{n} letter", "{n} letters", len(self._state.letters))

    def _saved_words(self) -> Text:
        state = self._state
        if not state.written and state.saved_at is None:
            return ""
        if state.saving or state.saved_at is None:
            return _("Saving")
        return _("Saved {time}", time=language().translator.clock(state.saved_at))
