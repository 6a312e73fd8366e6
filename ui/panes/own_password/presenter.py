"""Changing one's own password. What it has to be, the server says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.panes.own_password.state import OwnPasswordState, Typed
from workstation.app.values import OldPasswordWrong, SignInProblem, SyncState
from workstation.cache.problem import ProfileProblem
from workstation.domain.people.entry import typed_twice
from workstation.domain.problem import Refused
from workstation.i18n import _

if TYPE_CHECKING:
    from workstation.app.session import SessionPort
    from workstation.app.sync import SyncPort

Show = Callable[[OwnPasswordState], None]


class PasswordDesk(Protocol):
    """The verbs of the workstation that the dialog uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def sync(self) -> SyncPort: ...


class OwnPasswordPresenter:
    """Changes the password. It replaces its frozen state and hands it to `show`."""

    def __init__(self, desk: PasswordDesk, show: Show) -> None:
        self.state = OwnPasswordState()
        self._desk = desk
        self._show = show

    def begin(self) -> None:
        """Begin anew: the dialog is opened."""
        self._put(OwnPasswordState(busy=self.state.busy, away=self._is_away()))

    def follow(self) -> None:
        """Say whether the server is there: it may have come or gone."""
        self._put(replace(self.state, away=self._is_away()))

    async def change(self, typed: Typed) -> bool:
        """Change the password; whether it was. If it was not, the state says why."""
        if self.state.busy:
            return False
        self._put(replace(self.state, busy=True, mistyped=False, notice=None))
        try:
            typed_twice(typed.chosen, typed.again)
            await self._desk.session.change_password(typed.now, typed.chosen)
        except (Refused, SignInProblem, ProfileProblem) as problem:
            words = _("{reason} {remedy}", reason=problem.reason, remedy=problem.remedy)
            mistyped = isinstance(problem, OldPasswordWrong)
            away = self._is_away()
            self._put(OwnPasswordState(away=away, mistyped=mistyped, notice=words))
            return False
        self._put(OwnPasswordState())
        return True

    def _is_away(self) -> bool:
        return self._desk.sync.status.state is SyncState.OFFLINE

    def _put(self, state: OwnPasswordState) -> None:
        self.state = state
        self._show(state)
