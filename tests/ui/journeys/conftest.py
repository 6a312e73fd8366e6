"""Windows over real workstations, and the server between them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.journeys.team import Seat, Team, office
from tests.ui.pages.hands import until
from tests.ui.pages.screen import Screen
from ui.activities.cases.pane import CasesPane
from ui.activities.glossary.pane import GlossaryPane
from ui.composition.window_session import WindowSession
from ui.shell import Actions, MainWindow, SignInState, WindowMemory


class Desk:
    """One person's window, from the sign-in page on."""

    def __init__(self, seat: Seat, folder: Path) -> None:
        self.seat = seat
        self.actions = Actions()
        self.memory = WindowMemory(folder / f"{seat.actor.id}.ini")
        self.window = MainWindow(self.actions, self.memory)
        self.window.resize(1440, 900)
        self.screen = Screen(self.window)
        self.sitting = WindowSession(seat.app, self.window, self.actions, self.memory, seat.new_id)
        self.window.show()

    @property
    def place(self) -> CasesPane:
        """Their panes, once they are signed in."""
        assert self.sitting.place is not None
        cases = self.sitting.place.stack.pane("cases")
        assert isinstance(cases, CasesPane)
        return cases

    @property
    def active(self) -> str:
        """Which activity is in sight."""
        assert self.sitting.place is not None
        return self.sitting.place.stack.active

    @property
    def book(self) -> GlossaryPane:
        """The glossary, once they went there."""
        assert self.sitting.place is not None
        glossary = self.sitting.place.stack.pane("glossary")
        assert isinstance(glossary, GlossaryPane)
        return glossary

    async def enter(self) -> None:
        """Open the panes of somebody who is signed in already."""
        self.sitting.enter()
        if self.active == "cases":
            await until(lambda: not self.place.queue.state.loading)

    async def sign_in_by_hand(self, server: str, password: str) -> None:
        """Type into the sign-in page, and press its button."""
        self.sitting.offer(SignInState(server=server, user=self.seat.actor.id))
        self.screen.sign_in.enter(password)
        await until(lambda: self.sitting.place is not None)
        await self.seat.app.sync.stop()
        await self.seat.sync()
        await until(lambda: not self.place.queue.state.loading)

    async def open(self, case_id: str) -> None:
        """Open a case in every pane."""
        self.place.open_case(case_id)
        states = (self.place.appeal, self.place.reply)
        await until(
            lambda: all(
                pane.state.case is not None and pane.state.case.id == case_id for pane in states
            )
        )

    async def leave(self) -> None:
        """Close the window. It is gone then, with all that it would still try to save: a loop
        of Qt's own sees to that when it comes back to itself, and here there is none."""
        await self.sitting.leave()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        await until(lambda: True)


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people
