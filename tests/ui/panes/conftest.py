"""A whole window over a desk in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.pages.hands import until
from tests.ui.pages.screen import Screen
from tests.ui.panes.desk import MemoryDesk
from tests.ui.panes.table import WEI, desk
from ui.activities import ACTIVITIES
from ui.activities.cases.pane import CasesPane
from ui.activity import Activity
from ui.composition import Workplace
from ui.language import WindowLanguage
from ui.shell import ActionId, Actions, MainWindow, WindowMemory
from workstation.domain.actor import Actor
from workstation.domain.views import View


class Office:
    """The window of one person, its panes and the desk behind them."""

    def __init__(
        self,
        folder: Path,
        me: Actor = WEI,
        more: Sequence[Activity] = (),
        on: MemoryDesk | None = None,
    ) -> None:
        self.desk: MemoryDesk = on or desk(me)
        self.actions = Actions()
        self.memory = WindowMemory(folder / "window.ini")
        self.window = MainWindow(self.actions, self.memory)
        self.window.resize(1440, 900)
        self.screen = Screen(self.window)
        ids = iter(range(10_000))
        for action in (ActionId.SYNC_NOW, ActionId.SIGN_OUT):
            self.actions.on(action, lambda: None)
        self.workplace = Workplace(
            self.desk,  # type: ignore[arg-type]  # it has every verb that the panes use
            self.window,
            self.memory,
            lambda: f"id-{next(ids)}",
            # The desk knows nothing of what goes on beside the panes.
            [*(replace(each, attend=None) for each in ACTIVITIES), *more],
        )
        cases = self.workplace.stack.pane("cases")
        if isinstance(cases, CasesPane):
            self.place = cases
        self.window.show()

    async def begin(self, view: View = View.MINE) -> None:
        """Show a view of the queue."""
        self.place.queue.choose_view(view)
        await until(lambda: not self.place.queue.state.loading)
        await until(lambda: self.place.queue.state.view is view)

    async def open(self, case_id: str) -> None:
        """Open a case in every pane."""
        self.place.open_case(case_id)
        await until(lambda: self.shows(case_id))

    def shows(self, case_id: str) -> bool:
        states = (self.place.appeal.state, self.place.reply.state)
        return all(state.case is not None and state.case.id == case_id for state in states)

    async def leave(self) -> None:
        """Close the window as a person does."""
        await self.workplace.flush()
        self.workplace.leave()
        self.window.close()
        self.window.deleteLater()
        await until(lambda: True)


@pytest.fixture
async def office(dressed: WindowLanguage, tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(tmp_path)
    await made.begin()
    yield made
    await made.leave()
