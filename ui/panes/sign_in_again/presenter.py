"""Signing in again in place. Who it is, is known; whether the password fits, the server says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.panes.sign_in_again.state import SignInAgainState, TypedAgain
from workstation.app.values import NewPasswordNeeded, SignInProblem, SyncState
from workstation.cache.problem import ProfileProblem
from workstation.domain.people.entry import typed_twice
from workstation.domain.problem import Refused
from workstation.i18n import _

if TYPE_CHECKING:
    from workstation.app.session import SessionPort
    from workstation.app.sync import SyncPort

Show = Callable[[SignInAgainState], None]


class SignInAgainVerbs(Protocol):
    """The verbs of the workstation that the dialog uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def sync(self) -> SyncPort: ...


class SignInAgainPresenter:
    """Begins another session for whoever is signed in. It hands its frozen state to `show`."""

    def __init__(self, desk: SignInAgainVerbs, show: Show) -> None:
        self.state = SignInAgainState()
        self._desk = desk
        self._show = show

    @property
    def is_over(self) -> bool:
        """Whether the server has ended the session, so that this is of any use."""
        return self._desk.sync.status.state is SyncState.SIGNED_OUT

    def begin(self) -> None:
        """Begin anew: the dialog is opened."""
        me, waiting = self._desk.session.me, self._desk.sync.status.waiting
        name = me.name if me is not None else ""
        self._put(SignInAgainState(name=name, waiting=waiting, busy=self.state.busy))

    def give_up_choosing(self) -> None:
        """Ask for the password again, in place of one of their own."""
        self._put(replace(self.state, choosing=False, notice=None))

    async def sign_in(self, typed: TypedAgain) -> bool:
        """Sign in again; whether it worked. If it did not, the state says why."""
        if self.state.busy:
            return False
        self._put(replace(self.state, busy=True, notice=None))
        try:
            typed_twice(typed.chosen, typed.repeated)
            await self._desk.session.sign_in_again(typed.password, typed.chosen)
        except NewPasswordNeeded:
            # The dialog says what it asks for.
            self._put(replace(self.state, busy=False, choosing=True))
            return False
        except (Refused, SignInProblem, ProfileProblem) as problem:
            words = _("{reason} {remedy}", reason=problem.reason, remedy=problem.remedy)
            self._put(replace(self.state, busy=False, notice=words))
            return False
        self._put(SignInAgainState())
        return True

    def _put(self, state: SignInAgainState) -> None:
        self.state = state
        self._show(state)
