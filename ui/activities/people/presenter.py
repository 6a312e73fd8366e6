"""Everybody who works here, without a screen: who may change it, what waits, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import date
from typing import Any

from ui.activities.people.deposits import DepositsPresenter
from ui.activities.people.desk import StaffDesk
from ui.activities.people.groups import CrewKind, GroupsPresenter, QueueKind
from ui.activities.people.people import PeoplePresenter, Sight
from ui.activities.people.person import EntryPresenter, InterestsPresenter, offline
from ui.activities.people.staff_texts import STAFF, StaffTexts
from ui.activities.people.state import PeopleTab, StaffState
from ui.open_record import refusal_of
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
        self.texts = texts = StaffTexts(desk)
        self.people = PeoplePresenter(
            desk, texts, lambda people: self._put(replace(self.state, people=people))
        )
        self.entry = EntryPresenter(desk, lambda entry: self._put(replace(self.state, entry=entry)))
        self.interests = InterestsPresenter(
            desk, texts, lambda interests: self._put(replace(self.state, interests=interests))
        )
        self.crews = GroupsPresenter(
            CrewKind(), desk, texts, lambda crews: self._put(replace(self.state, crews=crews))
        )
        self.queues = GroupsPresenter(
            QueueKind(), desk, texts, lambda queues: self._put(replace(self.state, queues=queues))
        )
        self.deposits = DepositsPresenter(
            desk, texts, lambda deposits: self._put(replace(self.state, deposits=deposits))
        )

    async def refresh(self) -> None:
        """Show everything as it is now."""
        await self.texts.recall([STAFF])
        desk, me = self._desk, self._desk.session.me
        if me is None:
            return
        staff = desk.people.staff
        users = [each.user for each in staff.people]
        interests = {user: desk.people.interests(user) for user in users}
        conflicts = {user: each.conflicts if each else None for user, each in interests.items()}
        groups = [each.id for each in staff.crews] + [each.id for each in staff.queues]
        ids = [*(each.id for each in staff.people), *groups, *map(interests_id, users)]
        waiting = desk.people.waiting_for(ids)
        shown = any(found is not None for user, found in conflicts.items() if user != me.id)
        # Whoever may name nothing may change nothing.
        closed = await desk.people.refusal(person_id(me.id), ChangePerson())
        refused = await desk.people.staff_questions()
        self.state = replace(
            self.state, known=True, closed=closed, waiting=len(waiting), refused_changes=refused
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
        await self._tell(asks=self._turn())

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

    def _turn(self) -> bool:
        """Let nothing beside the record be of anybody but the chosen person from this moment on:
        the next key may be meant for them. Whether the server is to be asked."""
        row = self.people.state.chosen
        user = row.person.user if row is not None else ""
        self.interests.turn_to(user)
        works = row is not None and row.person.works
        return self.entry.look(user, works=works, waiting=row is not None and row.waiting)

    async def _tell(self, *, asks: bool) -> None:
        """Tell all of the chosen person that is not in their record; with `asks` what the server
        alone knows, too."""
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
        if not new:
            return user
        self.people.go(user)
        await self._desk.sync.now()
        await self.refresh()
        row = self.people.state.chosen
        if row is not None and row.person.user == user:
            if row.waiting:
                self.people.tell(offline(self._desk))
            else:
                await self.entry.give_password(user)
        return user

    async def ask_end(self) -> None:
        """Ask whether the access of the chosen person shall end, if it can."""
        user = self.people.chosen
        last = await self._why_not_end(user)
        self.people.tell_last(user, last)
        if last is not None:
            return
        await self.people.ask_end(self.texts.line(f"end {user}"))

    async def _why_not_end(self, user: str) -> Refused | None:
        """Why the rules would not let the access of somebody end, None where they would."""
        probe = EndAccess(reason=".", day=self._today())
        return await self._desk.people.refusal(person_id(user), probe)

    def type_end(self, reason: str, day: date) -> None:
        """Take in why the access shall end, and which was the last day; it stays until it has."""
        self.texts.set_line(f"end {self.people.chosen}", reason)
        self.people.type_end(reason, day)

    async def end_access(self) -> str:
        """End the access of the chosen person. Returns their name, "" if it was not taken."""
        row = self.people.state.chosen
        if row is None or not await self.people.end_access():
            return ""
        self.texts.set_line(f"end {row.person.user}", "")
        await self.refresh()
        self.people.go(row.person.user)
        return row.person.name

    async def open_access(self) -> str:
        """Let the chosen person in again. Returns their name, "" if it was not taken."""
        row = self.people.state.chosen
        if row is None or not await self.people.open_access():
            return ""
        await self.refresh()
        self.people.go(row.person.user)
        return row.person.name

    async def flush(self) -> None:
        """Bring what is typed and not saved to the disk. Raises `ProfileProblem`."""
        await self.texts.write()

    async def redo(self, command_id: str) -> None:
        """Give a refused change again, over how things are now."""
        await self._answer(self._desk.questions.redo(command_id))
        await self.refresh()

    async def edit(self, command_id: str) -> None:
        """Put a refused change back into its form."""
        found = (each for each in self.state.refused_changes if each.command_id == command_id)
        question = next(found, None)
        if question is None:
            return
        if not await self._answer(self._desk.questions.edit(command_id)):
            return
        user, command = key_of(question.record_id), question.command
        await self.refresh()
        if isinstance(command, AddPerson | ChangePerson):
            self.turn_to(PeopleTab.PEOPLE)
            self.people.take_up(user, command)
        elif isinstance(command, EndAccess):
            self.texts.set_line(f"end {user}", command.reason)
            self.go(user)
            await self.ask_end()

    async def drop(self, command_id: str) -> None:
        """Give a refused change up."""
        await self._answer(self._desk.questions.drop(command_id))
        await self.refresh()

    async def _answer(self, answer: Coroutine[Any, Any, object]) -> bool:
        """Answer for a refused change. Whether that was taken; what was answered before is."""
        try:
            refused = await refusal_of(answer)
        except KeyError:
            refused = None
        self.state = replace(self.state, notice=refused)
        return refused is None

    def _put(self, state: StaffState) -> None:
        self.state = state
        self._show(state)
