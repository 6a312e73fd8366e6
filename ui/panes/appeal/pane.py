"""The appeal pane as the window holds it: a view and its presenter, joined."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Tasks
from ui.casework import refused_words
from ui.open_record import OpenRecord
from ui.panes.appeal.acts import act_of, filled_of
from ui.panes.appeal.presenter import AppealDesk, AppealPresenter
from ui.panes.appeal.state import AppealState, CaseAct, Filled
from ui.panes.appeal.view import AppealView
from ui.panes.appeal.words import NO_CASE
from ui.theme import Icon
from ui.widgets import Pick, PickPopup
from workstation.domain.case import Case
from workstation.domain.record import Command
from workstation.i18n import Message, _

_TICK_MS = 30_000


class AppealPane(QObject):
    """Joins an `AppealView` to its presenter; it lives as long as the view.

    `held` says the id of a command that can be undone, `shown_case` the case whenever another
    state of it is on the screen. Popups open over `host`.
    """

    held = Signal(str)
    shown_case = Signal(object)

    def __init__(
        self,
        desk: AppealDesk,
        record: OpenRecord[Case],
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        host: QWidget | None = None,
    ) -> None:
        self.view = AppealView()
        super().__init__(self.view)
        self._host = host
        self._now = now
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._popup: PickPopup | None = None
        self._submitting: asyncio.Task[bool] | None = None
        self._tasks = Tasks(self)
        view = self.view
        presenter = self.presenter = AppealPresenter(
            desk, record, self._show_state, self.held.emit, self._tasks.spawn, now, new_id
        )
        view.begin_pressed.connect(self.begin)
        view.submit_pressed.connect(self.submit)
        view.cancel_pressed.connect(presenter.cancel)
        view.form_edited.connect(presenter.edit)
        view.dismissed.connect(presenter.dismiss)
        view.show_state(presenter.state)

    @property
    def state(self) -> AppealState:
        """What is shown."""
        return self.presenter.state

    def expect(self) -> None:
        """Show that a case comes: somebody went to it."""
        self.presenter.expect()

    def begin(self, act: CaseAct) -> None:
        """Do an act, open its form, or say why it cannot be done."""
        if act is CaseAct.ASSIGN and act in self.state.acts:
            self._open_people()
        else:
            self._tasks.spawn(self.presenter.begin(act), f"begin {act.value}")

    def why_not(self, act: CaseAct) -> Message | None:
        """Why an act cannot be done now; None if it can, or while the case is still coming."""
        if self.state.case is None:
            return self.why_not_open
        refused = self.state.refused.get(act)
        return refused_words(refused) if refused is not None else None

    @property
    def why_not_open(self) -> Message | None:
        """That no case is open, unless one is or is still coming."""
        nothing = self.state.case is None and not self.state.loading
        return NO_CASE if nothing else None

    def submit(self, filled: Filled) -> None:
        """Do the act whose form is open; pressed again meanwhile, the same is meant."""
        if self._submitting is None or self._submitting.done():
            self._submitting = self._tasks.spawn(self.presenter.submit(filled), "submit a form")

    def take_up(self, case_id: str, command: Command, text: str) -> None:
        """Begin an act whose command could not be carried out, with all that its form held, below
        what was begun there since. Who went on to another case finds it in the form of its own."""
        act = act_of(command)
        if act is CaseAct.ASSIGN:
            if self.presenter.shows(case_id):
                self.begin(act)
        elif act is not None:
            work = self.presenter.take_up(case_id, act, filled_of(command, text))
            self._tasks.spawn(work, f"take up {act.value}")

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take an act back; whether it was still here."""
        return self._tasks.spawn(self.presenter.undo(command_id), "undo an act")

    async def reload(self, case_id: str) -> None:
        """Show what came back into the drafts of a case, where its form is open."""
        await self.presenter.reload(case_id)

    async def flush(self) -> None:
        """Save what stands in a form. Raises `ProfileProblem` if the disk takes nothing."""
        await self.presenter.flush()

    def _tick(self) -> None:
        self.view.head.show_time(self._now())

    def _show_state(self, state: AppealState) -> None:
        self.view.show_state(state)
        self.shown_case.emit(state.case)

    def _open_people(self) -> None:
        if self._popup is None:
            self._popup = PickPopup(self._host or self.view.window(), _("Assign to..."))
            self._popup.picked.connect(self._on_person)
        picks = [
            Pick(
                each.actor.id,
                _("{name}", name=each.actor.name),
                each.refused.reason if each.refused else None,
                icon=Icon.PERSON,
                enabled=each.refused is None,
            )
            for each in self.presenter.candidates()
        ]
        self._popup.open(picks)

    def _on_person(self, person_id: object) -> None:
        for each in self.presenter.candidates():
            if each.actor.id == person_id:
                self._tasks.spawn(self.presenter.assign(each.actor), "assign")
