"""The conflicts of interest of the chosen person: read, declared, and taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.activities.people.desk import StaffDesk, tried
from ui.activities.people.state import InterestsState
from ui.activities.people.unsaved_texts import UnsavedTexts
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.records import interests_id

Show = Callable[[InterestsState], None]


class InterestsPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    def __init__(self, desk: StaffDesk, texts: UnsavedTexts, show: Show) -> None:
        self.state = InterestsState()
        self._desk = desk
        self._texts = texts
        self._show = show
        self._user = ""
        self._tickets = 0
        # The version that was before their eyes when they began to write.
        self._seen = 0

    @property
    def slot(self) -> str:
        """Where the text of this person's conflicts is kept."""
        return f"interests {self._user}"

    @property
    def typed(self) -> str:
        """What stands in the field: one party a line."""
        held = "\n".join(self.state.parties or ()) if self.state.may_set else ""
        return self._texts.line(self.slot) or held

    def turn_to(self, user: str) -> None:
        """From now on it is about somebody else; nothing is known of them yet."""
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

    def write(self, *, writing: bool) -> None:
        """Write in the field, or read again; what is typed stays."""
        if self.state.may_set or self.state.may_declare:
            self._tickets += 1
            self._seen = self._desk.people.known_version(interests_id(self._user))
            self._put(replace(self.state, writing=writing, ticket=self._tickets, refused=None))

    def type(self, text: str) -> None:
        """This stands in the field now."""
        held = "\n".join(self.state.parties or ()) if self.state.may_set else ""
        self._texts.put_line(self.slot, "" if text == held else text)
        self._put(replace(self.state, refused=None))

    async def save(self, text: str) -> bool:
        """Save what is typed. Whether that was taken."""
        parties = tuple(each.strip() for each in text.splitlines() if each.strip())
        id_ = interests_id(self._user)
        if self.state.may_set:
            command = SetConflicts(parties=parties)
            refused = await tried(self._desk.records.submit(id_, command, seen=self._seen))
        else:
            refused = await tried(self._desk.records.submit(id_, DeclareConflicts(parties=parties)))
        if refused is None:
            self._texts.put_line(self.slot, "")
        self._put(replace(self.state, refused=refused, writing=refused is not None))
        return refused is None

    def _put(self, state: InterestsState) -> None:
        self.state = state
        self._show(state)
