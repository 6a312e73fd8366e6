"""`WindowSession`: leads from sign-in to work to sign-out, for one run of the window."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from ui.activities import ACTIVITIES
from ui.activity import Activity, Place
from ui.bridge import Tasks
from ui.composition import unsaved_work
from ui.composition.status import failure_of
from ui.composition.workplace import Workplace
from ui.shell import (
    ActionId,
    Actions,
    DemoUser,
    EnteredSignIn,
    MainWindow,
    SignInState,
    SignInView,
    WindowMemory,
)
from workstation.app import NewPasswordNeeded, ProfileProblem, SignInProblem, SyncState, Workstation
from workstation.domain.people.entry import typed_twice
from workstation.domain.problem import Refused
from workstation.i18n import Message, _


class WindowSession(QObject):
    """Shows the sign-in page, and owns the workplace of whoever is signed in.

    ended: set when the window was closed.
    place: the workplace of the signed-in person, None while nobody is.
    """

    def __init__(
        self,
        workstation: Workstation,
        window: MainWindow,
        actions: Actions,
        memory: WindowMemory,
        new_id: Callable[[], str],
        activities: Sequence[Activity] = ACTIVITIES,
    ) -> None:
        super().__init__(window)
        self.ended = asyncio.Event()
        self.place: Workplace | None = None
        self._activities = tuple(activities)
        self._workstation = workstation
        self._window = window
        self._actions = actions
        self._memory = memory
        self._new_id = new_id
        self._tasks = Tasks(self)
        self._view: SignInView | None = None
        self._state = SignInState()
        self._first: Place | None = None
        # Whether the person is asked now whether to go, or has said so.
        self._asks_to_leave = self._leaves = False
        window.leaving.connect(self.ended.set)
        window.guard_closing(self._may_close)

    def offer(self, state: SignInState, first: Place | None = None) -> None:
        """Show the sign-in page; `first` is opened for a person who never worked here."""
        self._state, self._first = state, first
        if self._view is None:
            self._view = SignInView()
            self._view.submitted.connect(self._tasks.slot(self._sign_in, "sign in"))
            self._view.gone_back.connect(partial(self._say, choosing=False))
            self._window.open_sign_in(self._view)
        self._view.show_state(state)

    def enter(self) -> None:
        """Open the workplace of whoever is signed in."""
        self._view = None
        slot = self._tasks.slot
        sync = slot(self._workstation.sync.now, "sync now")
        self._actions.on(ActionId.SYNC_NOW, partial(self._sync_now, sync))
        self._actions.on(ActionId.KEPT_WORDS, self._open_kept_words)
        self._actions.on(ActionId.UNSENT, self._open_unsent)
        self._actions.on(ActionId.OWN_PASSWORD, self._open_own_password)
        self._actions.on(ActionId.SIGN_OUT, slot(self._sign_out, "sign out"))
        self.place = Workplace(
            self._workstation,
            self._window,
            self._memory,
            self._new_id,
            self._activities,
            self._first,
        )
        self.place.dialogs.signed_in_again.connect(sync)

    def _sync_now(self, sync: Callable[[], object]) -> None:
        """Ask the server, or the person first where it has ended their session."""
        over = self._workstation.sync.status.state is SyncState.SIGNED_OUT
        if over and self.place is not None:
            self.place.dialogs.open_sign_in_again()
        else:
            sync()

    def _may_close(self) -> bool:
        """Whether the window closes at once; if not, its person is told first what is not sent."""
        if self._leaves or not self._waiting():
            return True
        self._tasks.spawn(self._close_when_told(), "tell what is not sent")
        return False

    async def _close_when_told(self) -> None:
        if await self._told_and_goes(signs_out=False):
            self._leaves = True
            self._window.close()

    def _waiting(self) -> int:
        """How much waits that a person who goes should know of."""
        ended = self._workstation.sync.status.state is SyncState.ACCESS_ENDED
        return 0 if self.place is None or ended else self._workstation.unsent.count

    async def _told_and_goes(self, *, signs_out: bool) -> bool:
        """Tell the person what is not sent; whether they go all the same. Where nothing waits they
        just go."""
        waiting = self._waiting()
        if not waiting or self._asks_to_leave:
            return not waiting
        from ui.composition import unsent_work  # as a rule nothing waits

        self._asks_to_leave = True
        try:
            said = await unsent_work.ask_to_leave(self._window, waiting, signs_out=signs_out)
        finally:
            self._asks_to_leave = False
        if said == unsent_work.LIST and self.place is not None:
            self.place.dialogs.open_unsent()
        return said == unsent_work.LEAVE

    async def leave(self) -> None:
        """Write what was typed to the disk and end the workplace.

        While the disk does not take it, the person is asked whether to try again.
        """
        place, self.place = self.place, None
        if place is None:
            return
        saving = True
        while saving:
            try:
                await place.flush()
                saving = False
            except ProfileProblem as problem:
                saving = await unsaved_work.ask(self._window, problem)
        place.leave()

    async def _sign_in(self, asked: EnteredSignIn) -> None:
        self._say(busy=True)
        try:
            typed_twice(asked.new_password, asked.again)
            await self._workstation.session.sign_in(
                asked.server, asked.user, asked.password, asked.new_password
            )
        except NewPasswordNeeded:
            # The page says what it asks for.
            self._say(choosing=True)
            return
        except (Refused, SignInProblem) as problem:
            words = _("{reason} {remedy}", reason=problem.reason, remedy=problem.remedy)
            self._say(notice=words)
            return
        except ProfileProblem as problem:
            self._say(notice=failure_of(problem))
            return
        self.enter()
        await self._workstation.sync.start()

    def _say(
        self, *, notice: Message | None = None, busy: bool = False, choosing: bool | None = None
    ) -> None:
        """Show on the sign-in page what became of an attempt; `choosing` None leaves its fields."""
        chooses = self._state.choosing if choosing is None else choosing
        was = self._state
        self._state = SignInState(
            server=was.server,
            user=was.user,
            busy=busy,
            notice=notice,
            choosing=chooses,
            demo=was.demo,
        )
        if self._view is not None:
            self._view.show_state(self._state)

    def _open_kept_words(self) -> None:
        if self.place is not None:
            self.place.dialogs.open_kept_words()

    def _open_unsent(self) -> None:
        if self.place is not None:
            self.place.dialogs.open_unsent()

    def _open_own_password(self) -> None:
        if self.place is not None:
            self.place.dialogs.open_own_password()

    async def _sign_out(self) -> None:
        if not await self._told_and_goes(signs_out=True):
            return
        me = self._workstation.session.me
        private = self.place.private if self.place is not None else ()
        await self.leave()
        await self._workstation.session.sign_out()
        for key in private:
            self._memory.remember(key, "")
        # It is nearly always the same person who comes back.
        user = me.id if me is not None else ""
        server, demo = self._workstation.session.server, self._state.demo
        self.offer(SignInState(server=server, user=user, demo=demo), self._first)


def demo_users() -> tuple[DemoUser, ...]:
    """The people of the demonstration, the specialist of the tour first."""
    from workstation.domain.labels import ROLE
    from workstation.server.demo.users import PASSWORD, USERS

    return tuple(
        DemoUser(each.id, PASSWORD, each.name, ROLE[next(iter(each.roles))]) for each in USERS
    )
