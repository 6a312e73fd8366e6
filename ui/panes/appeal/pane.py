"""The appeal pane as the window holds it: its view joined to its presenter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Tasks
from ui.open_record import OpenRecord
from ui.panes.appeal.presenter import AppealDesk, AppealPresenter, FormKey
from ui.panes.appeal.refill import act_of, filled_of
from ui.panes.appeal.state import AppealState, CaseAct, Filled
from ui.panes.appeal.view import AppealView
from ui.theme import Icon
from ui.widgets import Pick, PickPopup
from workstation.bilingual.autosave import Autosave
from workstation.domain.case import Case
from workstation.domain.record import Command
from workstation.domain.rules.ownership import Candidate
from workstation.i18n import _

_TICK_MS = 30_000


class AppealPane(AppealView):
    """Says `held` with the id of a command that can be undone, `shown_case` when another state of a
    case is on the screen."""

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
        super().__init__()
        self._host = host
        self._now = now
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._popup: PickPopup | None = None
        self._tasks = Tasks(self)
        self._presenter = AppealPresenter(desk, record, self._on_state, self.held.emit, now, new_id)
        self._submitting: asyncio.Task[None] | None = None
        self._forms: Autosave[FormKey, Filled] = Autosave(self._presenter.keep, self._tasks.spawn)
        self.act_wanted.connect(self.begin)
        self.submitted.connect(self._on_submit)
        self.form_left.connect(self._presenter.cancel)
        self.form_edited.connect(self._on_form_edited)
        self.notice_read.connect(self._presenter.dismiss)
        self.show_state(self._presenter.state)

    @property
    def state(self) -> AppealState:
        """What is shown."""
        return self._presenter.state

    def expect(self) -> None:
        """A case was gone to: show that it comes."""
        self._presenter.expect()

    def begin(self, act: CaseAct) -> None:
        """Do an act, open its form, or say why it cannot be done."""
        if act is CaseAct.ASSIGN:
            self._open_people()
        else:
            self._tasks.spawn(self._begin(act), f"begin {act.value}")

    def take_up(self, case_id: str, command: Command, text: str) -> None:
        """Begin an act whose command could not be carried out, with all that its form held, below
        what was begun there since. Who went on to another case finds it in the form of its own."""
        act = act_of(command)
        if act is CaseAct.ASSIGN and self._shows(case_id):
            self._open_people()
        elif act is not None and act is not CaseAct.ASSIGN:
            work = self._take_up(case_id, act, filled_of(command, text))
            self._tasks.spawn(work, f"take up {act.value}")

    def undo(self, command_id: str) -> asyncio.Task[bool]:
        """Take an act back."""
        return self._tasks.spawn(self._undo(command_id), "undo an act")

    async def reload(self, case_id: str) -> None:
        """Words of a command that was given up came back: show them where they stand."""
        both = await self._presenter.reload(case_id, self._forms.held)
        if both is not None and self.state.form is not None:
            self._forms.typed((case_id, self.state.form), both)

    async def flush(self) -> None:
        """Save what stands in a form."""
        await self._forms.flush()

    def _tick(self) -> None:
        self.head.show_time(self._now())

    def _on_state(self, state: AppealState) -> None:
        self.show_state(state)
        self.shown_case.emit(state.case)

    def _on_submit(self, filled: Filled) -> None:
        # A second press while the first is carried out means the same act.
        if self._submitting is None or self._submitting.done():
            self._submitting = self._tasks.spawn(self._submit(filled), "submit a form")

    async def _begin(self, act: CaseAct) -> None:
        # What was typed a moment ago into the form that was left is part of what it held.
        await self._forms.try_flush()
        await self._presenter.begin(act, self._forms.held)

    async def _undo(self, command_id: str) -> bool:
        await self._forms.try_flush()
        return await self._presenter.undo(command_id)

    async def _submit(self, filled: Filled) -> None:
        case, act = self.state.case, self.state.form
        # Kept first: it may be refused, and then stands in the form alone.
        await self._forms.try_flush()
        # Who went on to another case meanwhile finds it in its form, and means no other case.
        if (self.state.case and self.state.case.id, self.state.form) != (case and case.id, act):
            return
        if await self._presenter.submit(filled) and case is not None and act is not None:
            self._forms.forget((case.id, act))

    def _on_form_edited(self, act: CaseAct, filled: Filled) -> None:
        if self.state.case is not None:
            self._forms.typed((self.state.case.id, act), filled)

    async def _take_up(self, case_id: str, act: CaseAct, filled: Filled) -> None:
        await self._forms.try_flush()
        await self._presenter.keep_below((case_id, act), filled)
        if self._shows(case_id):
            await self._begin(act)

    def _shows(self, case_id: str) -> bool:
        return self.state.case is not None and self.state.case.id == case_id

    def _open_people(self) -> None:
        if CaseAct.ASSIGN not in self.state.acts:
            self._tasks.spawn(self._presenter.begin(CaseAct.ASSIGN), "say why not")
            return
        if self._popup is None:
            self._popup = PickPopup(self._host or self.window(), _("Assign to..."))
            self._popup.picked.connect(self._on_person)
        self._popup.open([_pick(each) for each in self._presenter.candidates()])

    def _on_person(self, person_id: object) -> None:
        for each in self._presenter.candidates():
            if each.actor.id == person_id:
                self._tasks.spawn(self._presenter.assign(each.actor), "assign")


def _pick(each: Candidate) -> Pick:
    return Pick(
        each.actor.id,
        _("{name}", name=each.actor.name),
        each.refused.reason if each.refused else None,
        icon=Icon.PERSON,
        enabled=each.refused is None,
    )
