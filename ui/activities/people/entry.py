"""How the chosen person gets in: their sessions, and a password for one time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.activities.people.desk import EntryDesk, tried
from ui.activities.people.state import EntryState
from workstation.app import SyncState
from workstation.domain.people.entry import gives_password, sees_sessions
from workstation.domain.problem import Refused
from workstation.i18n import _

Show = Callable[[EntryState], None]


class EntryPresenter:
    """Replaces its frozen state and hands the whole of it to `show`. A password is held until it
    was shown and is out of sight again: it is told once, and cannot be asked for anew."""

    def __init__(self, desk: EntryDesk, show: Show) -> None:
        self.state = EntryState()
        self._desk = desk
        self._show = show
        self._user = ""
        self._given: dict[str, str] = {}

    def look(self, user: str, *, works: bool, waiting: bool) -> bool:
        """Show it for somebody else, or for the same one anew. Whether the server is to be asked.

        Nothing is told of whoever the server does not know yet.
        """
        me = self._desk.session.me
        known = works and not waiting and bool(user)
        shown = known and me is not None and sees_sessions(me, user)
        may_give = known and me is not None and gives_password(me, user)
        if user != self._user:
            self._user = user
            password = self._given.pop(user, "")
            self._put(EntryState(shown=shown, may_give=may_give, password=password))
            return shown
        fresh = shown and not self.state.shown
        self._put(replace(self.state, shown=shown, may_give=may_give))
        return fresh

    async def load(self) -> None:
        """Ask the server where the person is signed in."""
        user = self._user
        try:
            told = await self._desk.people.sessions(user)
        except Refused as refused:
            if user == self._user:
                self._put(replace(self.state, sessions=None, refused=refused))
            return
        if user == self._user:
            self._put(
                replace(self.state, sessions=told.sessions, one_time=told.one_time, refused=None)
            )

    async def end(self, device: str = "") -> int:
        """End a session, or all of them. Returns how many there were."""
        ended: list[int] = []

        async def work() -> None:
            ended.append(await self._desk.people.end_sessions(self._user, device))

        refused = await tried(work())
        self._put(replace(self.state, refused=refused))
        if refused is None:
            await self.load()
        return sum(ended)

    def ask(self, *, asking: bool) -> None:
        """Ask whether a password shall be given out, or no longer."""
        if self.state.can_give:
            self._put(replace(self.state, asking=asking, refused=None))

    async def give_password(self, user: str = "") -> bool:
        """Give a password out, to whoever is looked at. Whether that was done."""
        user = user or self._user
        given: list[str] = []

        async def work() -> None:
            given.append(await self._desk.people.give_password(user))

        refused = await tried(work())
        if user != self._user:
            # Somebody else is looked at by now: it waits until its person is again.
            self._given[user] = "".join(given)
            return refused is None
        self._put(replace(self.state, asking=False, password="".join(given), refused=refused))
        if refused is None:
            await self.load()
        return refused is None

    def forget(self) -> None:
        """The password is out of sight: nobody sees it again."""
        self._put(replace(self.state, password="", asking=False))

    def _put(self, state: EntryState) -> None:
        self.state = state
        self._show(state)


def offline(desk: EntryDesk) -> Refused | None:
    """Why a first password cannot be given now: the server has to know its owner before."""
    if desk.sync.status.state is SyncState.SYNCED:
        return None
    return Refused(
        _("They are added when the server can be reached."),
        _("Give them a first password then: it is made by the server."),
    )
