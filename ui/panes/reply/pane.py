"""The reply as the window holds it: its view joined to its presenter."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.reply.clauses import ClauseQuoting
from ui.panes.reply.desk import ReplyDesk
from ui.panes.reply.presenter import ReplyPresenter
from ui.panes.reply.preview import Preview
from ui.panes.reply.script_conversion import ScriptConversion
from ui.panes.reply.state import ReplyState
from ui.panes.reply.templates import Templates
from ui.panes.reply.view import ReplyView
from workstation.domain.case import Case
from workstation.domain.taxonomy import Language


class ReplyPane(ReplyView):
    """Says `sent` with the id of the held command; `decide_wanted` by its button;
    `next_wanted` when a letter went out that was to be followed by the next case; `order_chosen`
    (Language) when somebody said which language stands first from now on."""

    sent = Signal(str)
    decide_wanted = Signal()
    next_wanted = Signal()
    order_chosen = Signal(object)

    def __init__(
        self,
        desk: ReplyDesk,
        record: OpenRecord[Case],
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(_bead_id)
        self._tasks = Tasks(self)
        self._written_to: tuple[str, str] | None = None
        self._presenter = ReplyPresenter(
            desk, record, self._show, self.sent.emit, self._tasks.spawn, now, new_id
        )
        self.clauses = ClauseQuoting(
            self, lambda: self._presenter.state, desk, self._tasks.spawn, now, _bead_id
        )
        self.turning = ScriptConversion(self, lambda: self._presenter.state, self._tasks.spawn)
        self.script.acted.connect(self.turning.convert)
        self.preview = Preview(self, lambda: self._presenter.state)
        self._head.clause_wanted.connect(self.clauses.open)
        self._head.preview_wanted.connect(self.preview.open)
        self.preview.send_wanted.connect(self.press_send)
        self.preview.order_chosen.connect(self._on_order)
        self.templates = Templates(
            self, lambda: self._presenter.state, desk, self._tasks.spawn, now, _bead_id
        )
        self._head.template_wanted.connect(self.templates.open)
        self.editors.blank_wanted.connect(self.templates.next_blank)
        self.typed.connect(self._presenter.typed)
        self.settled.connect(self._presenter.settle_finding)
        self.party_chosen.connect(self.choose_party)
        self.milestone_chosen.connect(self._presenter.choose)
        self.send_pressed.connect(self.send_letter)
        self.decide_pressed.connect(self.decide_wanted)
        self.notice_read.connect(self._presenter.dismiss)
        self.show_state(self._presenter.state)

    @property
    def state(self) -> ReplyState:
        """What is shown."""
        return self._presenter.state

    def follow_house(self) -> None:
        """The glossary changed."""
        self._tasks.spawn(self._presenter.follow_house(), "read the letter by the new book")

    def reload(self, case_id: str) -> None:
        """A draft was put back from elsewhere."""
        self._tasks.spawn(self._presenter.reload(case_id), "show the draft again")

    def send_letter(self, *, then_next: bool = False) -> None:
        """Send; with `then_next` the next case follows if it went out."""
        self._tasks.spawn(self._send(then_next=then_next), "send the letter")

    def send_when_seen(self, *, then_next: bool = False) -> None:
        """Send by a key of the window: what must be seen first is shown instead."""
        if self.state.unseen:
            self.press_send()
        else:
            self.send_letter(then_next=then_next)

    def confirm_pair(self) -> None:
        """Confirm the pair of the caret; from elsewhere, go to the letter first."""
        focus = QApplication.focusWidget()
        if focus is not None and self.editors.isAncestorOf(focus):
            self.editors.confirm()
        else:
            self.begin()

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take a letter back."""
        return self._tasks.spawn(self._presenter.undo(command_id), "undo the letter")

    def choose_party(self, party_id: str) -> None:
        """Write to another party of the case."""
        self._tasks.spawn(self._presenter.choose_party(party_id), "choose a party")

    async def flush(self) -> None:
        """Save what was typed."""
        await self._presenter.flush()

    def prefer_order(self, first: Language) -> None:
        """Begin letters with this language, as somebody chose before."""
        self._presenter.choose(first)

    def _on_order(self, first: Language) -> None:
        self._presenter.choose(first)
        self.order_chosen.emit(first)

    def _show(self, state: ReplyState) -> None:
        if state.key != self._written_to:
            self._written_to = state.key
            for sheet in (self.clauses, self.templates, self.preview):
                sheet.close()
        self.show_state(state)
        self.preview.show_state(state)

    async def _send(self, *, then_next: bool) -> None:
        if await self._presenter.send():
            if then_next:
                self.next_wanted.emit()
        elif self.state.unseen and self.state.refused is None:
            self.review.begin()


def _bead_id() -> str:
    # Unlike other ids these are never compared with anything outside of the draft.
    return uuid.uuid4().hex
