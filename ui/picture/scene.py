"""`PictureScene`: hands a pose the window, its workplace and the server that it works with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.activities.cases.pane import CasesPane
    from ui.activities.glossary.pane import GlossaryPane
    from ui.composition import Workplace
    from ui.picture.rooms import DemoRoom
    from ui.shell import Actions, MainWindow
    from workstation.app import Workstation

_PATIENCE = 15.0
SHOES = "demo-s01"


@dataclass(slots=True)
class PictureScene:
    """What a pose works with to bring the window into the state that is drawn.

    window, actions: the window, and what can be done in it.
    workplace: the activities of who sits before the window.
    me: their workstation.
    room: the server, and the other people who work at it.
    """

    window: MainWindow
    actions: Actions
    workplace: Workplace
    me: Workstation
    room: DemoRoom

    @property
    def place(self) -> CasesPane:
        """The cases, which are shown first."""
        from ui.activities.cases.pane import CasesPane

        pane = self.workplace.stack.pane("cases")
        assert isinstance(pane, CasesPane)
        return pane

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until `met()`, and for the window to show it. Raises `TimeoutError`."""
        async with asyncio.timeout(_PATIENCE):
            while not met():
                await asyncio.sleep(0.01)
        for _turn in range(8):
            await asyncio.sleep(0.02)

    async def open_book(self) -> GlossaryPane:
        """Open the glossary and wait until it is filled."""
        from ui.activities.glossary.pane import GlossaryPane

        stack = self.workplace.stack
        stack.show_activity("glossary")
        pane = stack.pane("glossary")
        assert isinstance(pane, GlossaryPane)
        await self.until(lambda: bool(pane.state.terms.rows))
        return pane

    async def open(self, case_id: str) -> None:
        """Open a case and wait for every pane."""
        self.place.open_case(case_id)
        self.place.queue.point_at(case_id)
        place = self.place
        await self.until(
            lambda: all(
                state.case is not None and state.case.id == case_id
                for state in (place.appeal.state, place.reply.state)
            )
        )
