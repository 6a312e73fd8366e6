"""The reply as the window holds it: its view and its presenter, joined."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

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


class ReplyPane(QObject):
    """Joins a `ReplyView` to its presenter; it lives as long as the view.

    Says `sent` with the id of the held command; `next_wanted` when a letter went out that was to
    be followed by the next case; `order_chosen` (Language) when somebody said which language
    stands first from now on.
    """

    sent = Signal(str)
    next_wanted = Signal()
    order_chosen = Signal(object)

    def __init__(
        self,
        desk: ReplyDesk,
        record: OpenRecord[Case],
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self.view = ReplyView(_bead_id)
        super().__init__(self.view)
        self._tasks = Tasks(self)
        self._written_to: tuple[str, str] | None = None
        self.presenter = ReplyPresenter(
            desk, record, self._show, self.sent.emit, self._tasks.spawn, now, new_id
        )
        self.clauses = ClauseQuoting(self.view, self.presenter, desk, self._tasks, now, _bead_id)
        self.templates = Templates(self.view, self.presenter, desk, self._tasks, now, _bead_id)
        self.conversion = ScriptConversion(self.view, self.presenter, self._tasks)
        self.preview = Preview(self.view, self.presenter)
        self.view.typed.connect(self.presenter.typed)
        self.view.finding_settled.connect(self.presenter.settle_finding)
        self.view.party_chosen.connect(self.choose_party)
        self.view.milestone_chosen.connect(self.presenter.choose_milestone)
        self.view.send_pressed.connect(self.send)
        self.view.notice_dismissed.connect(self.presenter.dismiss_notice)
        self.view.script.acted.connect(self.conversion.convert)
        self.view.head.clause_pressed.connect(self.clauses.open)
        self.view.head.template_pressed.connect(self.templates.open)
        self.view.head.preview_pressed.connect(self.preview.open)
        self.view.editors.blank_wanted.connect(self.templates.next_blank)
        self.preview.send_pressed.connect(self.view.press_send)
        self.preview.order_chosen.connect(self.choose_order)
        self.view.show_state(self.state)

    @property
    def state(self) -> ReplyState:
        """The state that the view shows."""
        return self.presenter.state

    def begin(self) -> None:
        """Put the caret into the side of the party's language."""
        self.view.begin()

    def follow_house(self) -> None:
        """Read the letter again by the glossary as it is now."""
        self._tasks.spawn(self.presenter.follow_house(), "read the letter by the new book")

    def reload(self, case_id: str) -> None:
        """Show the draft of this case again: it was put back from elsewhere."""
        self._tasks.spawn(self.presenter.reload(case_id), "show the draft again")

    def send(self, *, then_next: bool = False) -> None:
        """Send the letter, or show first what must be seen before it goes out; with `then_next`
        the next case follows if it went out."""
        if not self.state.unseen:
            self._tasks.spawn(self._send(then_next=then_next), "send the letter")
        elif self.state.refused is None:
            self.view.review.begin()

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take a letter back."""
        return self._tasks.spawn(self.presenter.undo(command_id), "undo the letter")

    def choose_party(self, party_id: str) -> None:
        """Write to another party of the case."""
        self._tasks.spawn(self.presenter.choose_party(party_id), "choose a party")

    def prefer_order(self, first: Language) -> None:
        """Begin letters with this language, as somebody chose before."""
        self.presenter.choose_order(first)

    def choose_order(self, first: Language) -> None:
        """Begin letters with this language from now on, and say so."""
        self.presenter.choose_order(first)
        self.order_chosen.emit(first)

    async def flush(self) -> None:
        """Save what was typed. Raises `ProfileProblem`."""
        await self.presenter.flush()

    def _show(self, state: ReplyState) -> None:
        if state.key != self._written_to:
            self._written_to = state.key
            for sheet in (self.clauses, self.templates, self.preview):
                sheet.close()
        self.view.show_state(state)
        self.preview.show_state(state)

    async def _send(self, *, then_next: bool) -> None:
        if await self.presenter.send():
            if then_next:
                self.next_wanted.emit()
        elif self.state.unseen and self.state.refused is None:
            self.view.review.begin()


def _bead_id() -> str:
    # Unlike other ids these are never compared with anything outside of the draft.
    return uuid.uuid4().hex
