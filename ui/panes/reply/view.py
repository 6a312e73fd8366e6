"""The reply on the screen: to whom, what it tells, both texts, and Send. Signals are intents."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.case_action import CaseAction
from ui.keyboard import keyboard
from ui.pane_keys import PaneKeys
from ui.panes.reply.foot import ReplyFoot
from ui.panes.reply.head import ReplyHead
from ui.panes.reply.reasons import ReasonPanel, ReviewPanel
from ui.panes.reply.script_conversion import ScriptBar
from ui.panes.reply.sent_letters import SentLetters
from ui.panes.reply.state import ReplyState
from ui.panes.reply.twin import TwinEditor
from ui.theme import Icon, Tone
from ui.widgets import (
    ContentStage,
    EmptyPanel,
    NoticeBar,
    Surface,
    announce,
    column,
    focus_in,
    set_surface,
)
from workstation.bilingual.bead import Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.domain.labels import MILESTONE
from workstation.domain.taxonomy import Language
from workstation.i18n import Message, _, ngettext

_PAUSE_MS = 1500


class ReplyView(QWidget):
    """Fully built at once. The editors belong to the person: `show_state` puts text into them
    only when `placed` says that somebody else did.

    Signals: `typed` (Draft, ids of the pairs that say something else, number of the letter that
    the editor held), `finding_settled` (FindingAct), `party_chosen` (id), `milestone_chosen`,
    `send_pressed`, `decide_pressed`, `notice_dismissed`, and what the head says.
    """

    typed = Signal(object, object, int)
    finding_settled = Signal(object)
    party_chosen = Signal(str)
    milestone_chosen = Signal(object)
    send_pressed = Signal()
    decide_pressed = Signal()
    notice_dismissed = Signal()

    def __init__(self, ids: Callable[[], str]) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._state = ReplyState()
        self._placed = self._in_editor = -1
        self._touched: list[str] = []
        self.notice = NoticeBar()
        self.script = ScriptBar()
        self.head = ReplyHead()
        self._letters = SentLetters()
        self.editors = TwinEditor(ids, time.monotonic)
        self.keys = PaneKeys(self, leave=self._leave_panel, primary=self._primary)
        self.reason = ReasonPanel()
        self.review = ReviewPanel()
        self._foot = ReplyFoot()
        self.decide, self.send = self._foot.decide, self._foot.send
        content = QWidget()
        whole = column(
            *(self.head, column(self.notice, self.script, margins=(12, 0, 12, 0)), self._letters),
            *(self.editors, self.reason, self.review, self._foot),
            spacing=0,
        )
        whole.setStretch(2, 1)
        whole.setStretch(3, 1)
        content.setLayout(whole)
        self._stage = ContentStage(content)
        self.setLayout(column(self._stage))
        # While somebody types, what is found changes with every word: it is told after a pause.
        self._told: int | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._wire()

    def _wire(self) -> None:
        self.editors.opened.connect(self._on_opened)
        self.editors.bead_changed.connect(self._touched.append)
        self.editors.changed.connect(self._on_changed)
        self.editors.send_pressed.connect(self.press_send)
        self.editors.ignore_chosen.connect(self.reason.ask)
        self.review.bead_wanted.connect(self._show_bead)
        for panel in (self.reason, self.review):
            panel.finding_settled.connect(self.finding_settled)
            panel.left.connect(self._back_to_letter)
        self.head.party_chosen.connect(self.party_chosen)
        self.head.milestone_chosen.connect(self.milestone_chosen)
        self.head.letters_unfolded.connect(self._letters.unfold)
        self.head.swap_pressed.connect(self.editors.swap)
        self._foot.finding_settled.connect(self.finding_settled)
        self.send.clicked.connect(self.press_send)
        self.decide.clicked.connect(self.decide_pressed)
        self.notice.dismissed.connect(self.notice_dismissed)
        self.notice.acted.connect(self._on_notice)
        self._pause.timeout.connect(self._tell_findings)

    def show_state(self, state: ReplyState) -> None:
        """Show the whole of it; text being typed, caret and selection stay."""
        before, self._state = self._state, state
        if state.case is None or state.party is None:
            self._stage.show_panel(
                EmptyPanel(
                    Icon.REPLY,
                    _("No letter yet"),
                    lambda: _(
                        "Open a case and press {key} to write to the party, in English and in"
                        " Chinese.",
                        key=keyboard().way_to(CaseAction.REPLY),
                    ),
                )
            )
            return
        if state.placed != self._placed:
            self._placed = state.placed
            self.editors.set_draft(state.draft)
        if before.party is None or before.party.language is not state.party.language:
            self.editors.lead(self._side_of_party())
        if state.findings is not before.findings or state.glossary is not self.editors.glossary:
            self.editors.glossary = state.glossary
            self.editors.show_findings(state.findings)
            self._pause.start()
        self.review.show_findings(state.unseen)
        self._letters.show_letters(state.letters, state.party.language, state.unsent)
        self.head.show_state(state)
        self._foot.show_state(state)
        self._show_notice(state)
        self.script.show_state(state)
        self._stage.show_content()

    def begin(self) -> None:
        """Put the caret into the side of the party's language."""
        self.editors.begin(self._side_of_party())

    def _side_of_party(self) -> Side:
        party = self._state.party
        chinese = party is not None and party.language is Language.ZH
        return Side.ZH if chinese else Side.EN

    def _leave_panel(self) -> bool:
        """Leave the panel below the letter that has the focus, which keeps what is typed in it."""
        panels = (self.reason, self.review)
        panel = next((each for each in panels if focus_in(each) is not None), None)
        if panel is not None:
            panel.hide()
        return panel is not None

    def _primary(self) -> bool:
        """Let the finding pass whose reason is written, or confirm the pair of the caret."""
        if focus_in(self.reason) is not None:
            self.reason.give()
        elif self._state.case is None or self._state.party is None:
            return False
        elif focus_in(self.review) is None:
            self.editors.confirm()
        return True

    def press_send(self) -> None:
        """Press the button that sends, if it can be pressed."""
        if self.send.isEnabled():
            self.send_pressed.emit()

    def _tell_findings(self) -> None:
        """Have a screen reader say how much is found in the letter, if that is another number."""
        count = sum(map(len, self._state.open_findings.values()))
        if count != self._told and (count or self._told):
            announce(self.editors, partial(_findings_words, count))
        self._told = count

    def _on_opened(self) -> None:
        self._in_editor = self._placed
        self._touched.clear()
        self.reason.hide()
        self.review.hide()
        self.editors.show_findings(self._state.findings)

    def _on_changed(self, draft: Draft) -> None:
        touched = tuple(self._touched)
        self._touched.clear()
        self.typed.emit(draft, touched, self._in_editor)

    def _show_bead(self, bead: str) -> None:
        self.editors.begin(Side.EN)
        self.editors.put_caret(CaretPlace(bead, Side.EN, 0))

    def _back_to_letter(self) -> None:
        self.editors.begin(self.editors.place.side)

    def _show_notice(self, state: ReplyState) -> None:
        refused, letter = state.notice, state.missed
        if refused is not None:
            said = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self.notice.say(said, Tone.WARN)
        elif state.overtaken:
            told, called = MILESTONE[state.milestone], MILESTONE[state.calls_for]
            said = _(
                "This was written as “{told}”; the case now calls for “{called}”.",
                told=told,
                called=called,
            )
            self.notice.say(said, Tone.WARN, _("Make it “{called}”", called=called))
        elif letter is not None:
            name = letter.sent_by.name
            said = _("{name} sent a letter while you were writing. Read it first?", name=name)
            self.notice.say(said, Tone.INFO, _("Read it"))
        else:
            self.notice.clear()

    def _on_notice(self) -> None:
        if self._state.overtaken:
            self.milestone_chosen.emit(self._state.calls_for)
        else:
            self.head.unfold_letters()
            self.notice_dismissed.emit()


def _findings_words(count: int) -> Message:
    if not count:
        return _("Nothing is found any more")
    return ngettext("{n} finding in the letter", "{n} findings in the letter", count)
