"""What stands beside the record of the chosen person: how they get in, and their conflicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.activities.people.desk import EntryDesk, StaffDesk
from ui.activities.people.staff_texts import StaffTexts
from ui.activities.people.state import EntryState, InterestsState
from ui.open_record import refusal_of
from workstation.app import SyncState
from workstation.domain.people.entry import gives_password, sees_sessions
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.records import interests_id
from workstation.domain.problem import Refused
from workstation.i18n import _


class EntryPresenter:
    """The sessions of the chosen person, and a password for one time.

    A password is held until it was shown and is out of sight again: the server tells it once, and
    it cannot be asked for anew.
    """

    def __init__(self, desk: EntryDesk, show: Callable[[EntryState], None]) -> None:
        self.state = EntryState()
        self._desk = desk
        self._show = show
        self._user = ""
        # Passwords for people who were out of sight when the server gave them.
        self._given: dict[str, str] = {}

    def look(self, user: str, *, works: bool, waiting: bool) -> bool:
        """Show how somebody gets in, or the same person anew. Whether the server is to be asked.

        Nothing is shown of whoever the server does not know yet.
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

    async def end_sessions(self, device: str = "") -> int:
        """End the session on a device, or all of them. Returns how many there were."""
        ended: list[int] = []

        async def work() -> None:
            ended.append(await self._desk.people.end_sessions(self._user, device))

        refused = await refusal_of(work())
        self._put(replace(self.state, refused=refused))
        if refused is None:
            await self.load()
        return sum(ended)

    def ask_password(self, asking: bool) -> None:
        """Ask whether a password shall be given out, or no longer."""
        if self.state.can_give:
            self._put(replace(self.state, asking=asking, refused=None))

    async def give_password(self, user: str = "") -> bool:
        """Give a password out, to whoever is looked at. Whether that was done."""
        user = user or self._user
        given: list[str] = []

        async def work() -> None:
            given.append(await self._desk.people.give_password(user))

        refused = await refusal_of(work())
        if user != self._user:
            # Somebody else is looked at by now: it waits until its person is again.
            self._given[user] = "".join(given)
            return refused is None
        self._put(replace(self.state, asking=False, password="".join(given), refused=refused))
        if refused is None:
            await self.load()
        return refused is None

    def forget(self) -> None:
        """Forget the password: it is out of sight, and nobody sees it again."""
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


class InterestsPresenter:
    """The conflicts of interest of the chosen person: read, declared, and taken off."""

    def __init__(
        self, desk: StaffDesk, texts: StaffTexts, show: Callable[[InterestsState], None]
    ) -> None:
        self.state = InterestsState()
        self._desk = desk
        self._texts = texts
        self._show = show
        self._user = ""
        self._tickets = 0
        # The version that was before the reader's eyes when they began to write.
        self._seen = 0

    @property
    def slot(self) -> str:
        """Where the text of this person's conflicts is kept."""
        return f"interests {self._user}"

    @property
    def typed(self) -> str:
        """What stands in the field: one party a line."""
        return self._texts.line(self.slot) or self._held()

    def turn_to(self, user: str) -> None:
        """Be about somebody else from now on; nothing is known of them yet."""
        if user != self._user:
            self._user = user
            self._put(InterestsState())

    async def look(self, user: str) -> None:
        """Show those of somebody, or of the same one anew."""
        self.turn_to(user)
        interests = self._desk.people.interests(user) if user else None
        if interests is None:
            self._put(InterestsState())
            return
        id_, parties = interests_id(user), interests.conflicts
        sets = await self._desk.people.refusal(id_, SetConflicts(parties=parties)) is None
        declares = await self._desk.people.refusal(id_, DeclareConflicts(parties=())) is None
        if user == self._user:
            self._put(
                replace(
                    self.state,
                    parties=parties,
                    may_set=sets,
                    may_declare=declares,
                    waiting=bool(self._desk.people.waiting_for([id_])),
                    writing=self.state.writing and (sets or declares),
                )
            )

    def write(self, writing: bool) -> None:
        """Write in the field, or read again; what is typed stays."""
        if self.state.may_set or self.state.may_declare:
            self._tickets += 1
            self._seen = self._desk.people.known_version(interests_id(self._user))
            self._put(replace(self.state, writing=writing, ticket=self._tickets, refused=None))

    def type(self, text: str) -> None:
        """Take in what stands in the field now; it stays until it is saved."""
        self._texts.set_line(self.slot, "" if text == self._held() else text)
        self._put(replace(self.state, refused=None))

    async def save(self, text: str) -> bool:
        """Save what is typed. Whether that was taken."""
        parties = tuple(each.strip() for each in text.splitlines() if each.strip())
        id_ = interests_id(self._user)
        if self.state.may_set:
            command = SetConflicts(parties=parties)
            given = self._desk.records.submit(id_, command, seen=self._seen)
        else:
            given = self._desk.records.submit(id_, DeclareConflicts(parties=parties))
        refused = await refusal_of(given)
        if refused is None:
            self._texts.set_line(self.slot, "")
        self._put(replace(self.state, refused=refused, writing=refused is not None))
        return refused is None

    def _held(self) -> str:
        """The list as the field shows it, one party a line; "" where only more can be declared."""
        return "\n".join(self.state.parties or ()) if self.state.may_set else ""

    def _put(self, state: InterestsState) -> None:
        self.state = state
        self._show(state)
