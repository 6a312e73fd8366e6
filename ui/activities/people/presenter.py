"""Everybody who works here on the screen: who may change it, what waits, what was not taken."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from typing import Any

from ui.activities.people.deposits import DepositsPresenter
from ui.activities.people.desk import StaffDesk, tried
from ui.activities.people.entry import EntryPresenter, offline
from ui.activities.people.groups import CrewsPresenter, QueuesPresenter
from ui.activities.people.interests import InterestsPresenter
from ui.activities.people.people import PeoplePresenter, Sight
from ui.activities.people.state import (
    DepositsState,
    Doing,
    EntryState,
    GroupsState,
    InterestsState,
    PeopleState,
    PeopleTab,
    StaffState,
)
from ui.activities.people.unsaved_texts import UnsavedTexts
from workstation.app.values import Question
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess
from workstation.domain.people.records import interests_id, key_of, person_id
from workstation.domain.problem import Refused

Show = Callable[[StaffState], None]
Spawn = Callable[[Coroutine[Any, Any, None], str], object]


class StaffPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    def __init__(
        self, desk: StaffDesk, today: Callable[[], date], show: Show, spawn: Spawn
    ) -> None:
        self.state = StaffState()
        self._desk = desk
        self._today = today
        self._show = show
        self._spawn = spawn
        self.texts = UnsavedTexts(desk)
        self.people = PeoplePresenter(desk, self.texts, self._on_people)
        self.entry = EntryPresenter(desk, self._on_entry)
        self.interests = InterestsPresenter(desk, self.texts, self._on_interests)
        self.crews = CrewsPresenter(desk, self.texts, self._on_crews)
        self.queues = QueuesPresenter(desk, self.texts, self._on_queues)
        self.deposits = DepositsPresenter(desk, self.texts, self._on_deposits)

    async def refresh(self) -> None:
        """Show everything as it is now."""
        await self.texts.begin()
        desk, me = self._desk, self._desk.session.me
        if me is None:
            return
        staff = desk.people.staff
        users = [each.user for each in staff.people]
        conflicts = {user: _parties(desk, user) for user in users}
        groups = [each.id for each in staff.crews] + [each.id for each in staff.queues]
        ids = [*(each.id for each in staff.people), *groups, *map(interests_id, users)]
        waiting = desk.people.waiting_for(ids)
        shown = any(found is not None for user, found in conflicts.items() if user != me.id)
        # Whoever may name nothing may change nothing.
        closed = await desk.people.refusal(person_id(me.id), ChangePerson())
        turned = await desk.people.staff_questions()
        self.state = replace(
            self.state, known=True, closed=closed, waiting=len(waiting), turned=turned
        )
        sight = Sight(
            staff=staff,
            conflicts=conflicts,
            waiting=waiting,
            shows_conflicts=shown,
            today=self._today(),
        )
        self.people.take_in(sight)
        self.crews.take_in(staff, waiting)
        self.queues.take_in(staff, waiting)
        await self.deposits.refresh()
        await self.look()

    def turn_to(self, tab: PeopleTab) -> None:
        """Show another part."""
        self._put(replace(self.state, tab=tab))

    def choose(self, user: str) -> None:
        """Look at somebody."""
        self.people.choose(user)
        self._spawn(self._tell(asks=self._turn()), "look at a person")

    def go(self, user: str) -> None:
        """Look at somebody wherever they are in the list."""
        self.turn_to(PeopleTab.PEOPLE)
        self.people.go(user)
        self._spawn(self._tell(asks=self._turn()), "look at a person")

    async def look(self) -> None:
        """Tell all of the chosen person that is not in their record."""
        await self._tell(asks=self._turn())

    def _turn(self) -> bool:
        """Nothing beside the record is of anybody but the chosen person, from this moment on: the
        next key may be meant for them. Whether the server is to be asked."""
        row = self.people.state.chosen
        user = row.person.user if row is not None else ""
        self.interests.turn_to(user)
        works = row is not None and row.person.works
        return self.entry.look(user, works=works, waiting=row is not None and row.waiting)

    async def _tell(self, *, asks: bool) -> None:
        row = self.people.state.chosen
        user = row.person.user if row is not None else ""
        works = row is not None and row.person.works
        await self.interests.look(user)
        if works and self.state.closed is None:
            self.people.tell_last(user, await self._why_not_end(user))
        if asks:
            await self.entry.load()

    async def save_person(self) -> str:
        """Save the form of a person; somebody new gets a first password, which is shown once.

        Returns whose it was, "" if it was not taken.
        """
        new = self.people.state.form.new
        user = await self.people.save()
        if not user:
            return ""
        await self.refresh()
        if new:
            self.people.go(user)
            await self._first_password(user)
        return user

    async def _first_password(self, user: str) -> None:
        await self._desk.sync.now()
        await self.refresh()
        row = self.people.state.chosen
        if row is None or row.person.user != user:
            return
        if row.waiting:
            self.people.tell(offline(self._desk))
        else:
            await self.entry.give_password(user)

    async def ask_end(self) -> None:
        """Ask whether the access of the chosen person shall end, if it can."""
        user = self.people.chosen
        last = await self._why_not_end(user)
        self.people.tell_last(user, last)
        if last is not None:
            return
        await self.people.ask_end(self.texts.line(f"end {user}"))

    async def _why_not_end(self, user: str) -> Refused | None:
        probe = EndAccess(reason=".", day=self._today())
        return await self._desk.people.refusal(person_id(user), probe)

    def type_end(self, reason: str, day: date) -> None:
        """This is why, and this was the last day."""
        self.texts.put_line(f"end {self.people.chosen}", reason)
        self.people.type_end(reason, day)

    async def end_access(self) -> str:
        """End the access of the chosen person. Returns their name, "" if it was not taken."""
        row = self.people.state.chosen
        if row is None or not await self.people.end():
            return ""
        self.texts.put_line(f"end {row.person.user}", "")
        await self.refresh()
        self.people.go(row.person.user)
        return row.person.name

    async def open_access(self) -> str:
        """Let the chosen person in again. Returns their name, "" if it was not taken."""
        row = self.people.state.chosen
        if row is None or not await self.people.open_again():
            return ""
        await self.refresh()
        self.people.go(row.person.user)
        return row.person.name

    async def keep(self) -> None:
        """Bring what is typed and not saved to the disk. Raises `ProfileProblem`."""
        await self.texts.write()

    async def redo(self, command_id: str) -> None:
        """Give a change again that was not taken, over how things are now."""
        refused = await _answered(self._desk.questions.redo(command_id))
        self.state = replace(self.state, notice=refused)
        await self.refresh()

    async def drop(self, command_id: str) -> None:
        """Give a change up that was not taken."""
        refused = await _answered(self._desk.questions.drop(command_id))
        self.state = replace(self.state, notice=refused)
        await self.refresh()

    async def rework(self, question: Question) -> None:
        """Put what was not taken back into its form."""
        refused = await _answered(self._desk.questions.edit(question.command_id))
        self.state = replace(self.state, notice=refused)
        user, command = key_of(question.record_id), question.command
        if refused is None:
            await self.refresh()
            if isinstance(command, AddPerson | ChangePerson):
                self.turn_to(PeopleTab.PEOPLE)
                self.people.take_up(user, command)
            elif isinstance(command, EndAccess):
                self.texts.put_line(f"end {user}", command.reason)
                self.go(user)
                await self.ask_end()

    @property
    def writing(self) -> bool:
        """Whether a person is being written."""
        return self.state.people.doing is Doing.WRITING

    def _on_people(self, people: PeopleState) -> None:
        self._put(replace(self.state, people=people))

    def _on_entry(self, entry: EntryState) -> None:
        self._put(replace(self.state, entry=entry))

    def _on_interests(self, interests: InterestsState) -> None:
        self._put(replace(self.state, interests=interests))

    def _on_crews(self, crews: GroupsState) -> None:
        self._put(replace(self.state, crews=crews))

    def _on_queues(self, queues: GroupsState) -> None:
        self._put(replace(self.state, queues=queues))

    def _on_deposits(self, deposits: DepositsState) -> None:
        self._put(replace(self.state, deposits=deposits))

    def _put(self, state: StaffState) -> None:
        self.state = state
        self._show(state)


def _parties(desk: StaffDesk, user: str) -> tuple[str, ...] | None:
    interests = desk.people.interests(user)
    return interests.conflicts if interests is not None else None


async def _answered(answer: Coroutine[Any, Any, object]) -> Refused | None:
    """What was not taken is answered; why not. Whatever was answered before is answered."""
    try:
        return await tried(answer)
    except KeyError:
        return None
