"""The people as the window holds them: the view joined to its presenter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.activities.people.groups import GroupsPresenter
from ui.activities.people.groups_view import GroupsView
from ui.activities.people.presenter import StaffPresenter
from ui.activities.people.state import (
    Doing,
    GroupsState,
    GroupText,
    Narrowed,
    PeopleTab,
    PersonText,
    StaffState,
)
from ui.activities.people.view import StaffView
from ui.bridge import Tasks
from workstation.app import ProfileProblem
from workstation.domain.windows import day_of
from workstation.i18n import Message, _, ngettext, pgettext

if TYPE_CHECKING:
    from ui.activities.people.desk import StaffDesk
    from ui.activity import Memory
    from workstation.app.values import Question


class StaffPane(StaffView):
    """Says `told` with what was done, and `case_opened` with a case."""

    told = Signal(object)
    case_opened = Signal(str)

    def __init__(self, desk: StaffDesk, memory: Memory, now: Callable[[], datetime]) -> None:
        super().__init__(memory)
        self._tasks = Tasks(self)
        self._doing: dict[str, asyncio.Task[None]] = {}
        self._ready: asyncio.Task[None] | None = None
        self._presenter = StaffPresenter(
            desk, partial(_today, now), self.show_state, self._tasks.spawn
        )
        self._join_list()
        self._join_person()
        self._join_rest()

    def _join_list(self) -> None:
        presenter = self._presenter
        self.people.narrowed.connect(self._on_narrow)
        self.people.chosen.connect(presenter.choose)
        self.people.went_in.connect(self._on_in)
        self.people.add_pressed.connect(self.add)
        self.tab_chosen.connect(self.turn_to)
        self.escaped.connect(self._on_escape)
        for view, groups in self._groups.values():
            view.chosen.connect(groups.choose)
            view.add_pressed.connect(self.add)
            view.detail.change_pressed.connect(self.change)
            view.detail.close_asked.connect(partial(_ask_close, groups))
            view.detail.closed.connect(partial(self._close_group, groups))
            view.detail.open_pressed.connect(partial(self._open_group, groups))
            view.form.typed.connect(partial(self._on_group, groups))
            view.form.save_pressed.connect(self.confirm)
            view.form.revert_pressed.connect(groups.revert)
            view.form.left.connect(groups.leave)

    def _join_person(self) -> None:
        presenter, person = self._presenter, self.person
        person.change_pressed.connect(self.change)
        person.end_pressed.connect(self.end_or_open)
        person.open_pressed.connect(self.end_or_open)
        interests, entry = person.interests, person.entry
        interests.write_asked.connect(self._write_interests)
        interests.typed.connect(self._on_interests)
        interests.saved.connect(self._save_interests)
        entry.end_pressed.connect(self._end_session)
        entry.retry_pressed.connect(self._load_entry)
        entry.give.clicked.connect(self.ask_password)
        entry.ask.given.connect(self._give_password)
        entry.ask.left.connect(partial(presenter.entry.ask, asking=False))
        entry.shown.forgotten.connect(presenter.entry.forget)

    def _join_rest(self) -> None:
        presenter = self._presenter
        self.form.typed.connect(self._on_person)
        self.form.save_pressed.connect(self.confirm)
        self.form.revert_pressed.connect(presenter.people.revert)
        self.form.rebase_pressed.connect(presenter.people.keep_mine)
        self.form.left.connect(self._on_escape)
        self.ending.typed.connect(self._on_ending)
        self.ending.ended.connect(self.confirm)
        self.ending.left.connect(self._on_escape)
        self.deposits.chosen.connect(self._on_deposit)
        self.deposits.detail.typed.connect(self._on_word)
        self.deposits.detail.dealt_with.connect(self.confirm)
        self.deposits.detail.case_opened.connect(self.case_opened)
        self.turned.redo_pressed.connect(self._on_redo)
        self.turned.edit_pressed.connect(self._on_rework)
        self.turned.drop_pressed.connect(self._on_drop)

    @property
    def _groups(self) -> dict[PeopleTab, tuple[GroupsView, GroupsPresenter]]:
        return {
            PeopleTab.CREWS: (self.crews, self._presenter.crews),
            PeopleTab.QUEUES: (self.queues, self._presenter.queues),
        }

    @property
    def state(self) -> StaffState:
        """What is shown."""
        return self._presenter.state

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._ready = self._tasks.spawn(self._refresh(), "refresh the people")

    async def _refresh(self) -> None:
        first = not self.state.known
        await self._presenter.refresh()
        # While the list was on its way there was nothing that could take the focus.
        if first and self.isVisible() and QApplication.focusWidget() is None:
            self.begin()

    def go(self, tab: PeopleTab, key: str) -> None:
        """Show somebody, a crew, a queue or deposited work, once it is known which there are."""
        self._tasks.spawn(self._go(tab, key), "go to somebody")

    async def _go(self, tab: PeopleTab, key: str) -> None:
        if self._ready is not None:
            await self._ready
        self._presenter.turn_to(tab)
        if tab is PeopleTab.PEOPLE:
            self._presenter.go(key)
        elif tab is PeopleTab.DEPOSITS:
            await self._presenter.deposits.choose(key)
        else:
            self._groups[tab][1].choose(key)
        self.begin()

    def forget(self) -> None:
        """A password that was shown is not seen by whoever comes next."""
        self._presenter.entry.forget()

    def turn_to(self, tab: PeopleTab) -> None:
        """Show another part."""
        self._presenter.turn_to(tab)
        self.begin()

    def turn(self, by: int) -> None:
        """Show the part after this one, or the one before with -1."""
        tabs = list(PeopleTab)
        self.turn_to(tabs[(tabs.index(self.state.tab) + by) % len(tabs)])

    def focus_search(self) -> None:
        """Put the caret into the search."""
        self._presenter.turn_to(PeopleTab.PEOPLE)
        self.people.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.people.search.selectAll()

    @property
    def may_change(self) -> bool:
        """Whether this person says who works here."""
        return self.state.known and self.state.closed is None

    def add(self) -> None:
        """Write somebody new, or a new crew or queue."""
        if self.state.tab in self._groups:
            view, groups = self._groups[self.state.tab]
            groups.write()
            view.form.begin()
        else:
            self._presenter.turn_to(PeopleTab.PEOPLE)
            self._presenter.people.write()
            self.form.begin()

    @property
    def can_change(self) -> bool:
        """Whether what is chosen can be written in."""
        state = self.state
        if state.tab in self._groups:
            group = self._groups_state().chosen
            return self.may_change and group is not None and group.stands
        row = state.people.chosen
        return (
            self.may_change
            and state.tab is PeopleTab.PEOPLE
            and row is not None
            and row.person.works
        )

    def change(self) -> None:
        """Write in what is chosen."""
        if not self.can_change:
            return
        if self.state.tab in self._groups:
            view, groups = self._groups[self.state.tab]
            group = self._groups_state().chosen
            groups.write(group.group.name if group is not None else "")
            view.form.begin()
        else:
            self._presenter.people.write(self._presenter.people.chosen)
            self.form.begin()

    def write_interests(self) -> None:
        """Write in the conflicts of interest of whoever is chosen."""
        self._write_interests(True)

    @property
    def can_give(self) -> bool:
        """Whether a password can be given to whoever is chosen."""
        return self.state.entry.can_give and self.state.tab is PeopleTab.PEOPLE

    def ask_password(self) -> None:
        """Ask whether a password shall be given out."""
        self._presenter.people.leave()
        self._presenter.entry.ask(asking=True)
        self.person.entry.ask.give.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_sessions(self) -> None:
        """Put the focus on the first button that ends a session."""
        first = self.person.entry.first_end()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def can_end(self) -> bool:
        """Whether the access of whoever is chosen can be ended, or opened again."""
        people = self.state.people
        row = people.chosen
        if row is None or not self.may_change or self.state.tab is not PeopleTab.PEOPLE:
            return False
        return not row.person.works or people.last is None

    def end_or_open(self) -> None:
        """Ask whether the access of the chosen person shall end, or open it again."""
        row = self.state.people.chosen
        if row is None or not self.can_end:
            return
        if row.person.works:
            self._once(self._ask_end, "ask whether an access shall end")
        else:
            self._once(self._open_again, "open an access again")

    def confirm(self) -> None:
        """Ctrl+Enter: save what is written, or end the access that is asked about."""
        state = self.state
        if state.tab in self._groups:
            self._once(partial(self._save_group, *self._groups[state.tab]), f"save in {state.tab}")
        elif state.tab is PeopleTab.DEPOSITS:
            self._once(self._deal_with, "say that it is dealt with")
        elif state.people.doing is Doing.WRITING:
            self._once(self._save_person, "save a person")
        elif state.people.doing is Doing.ENDING:
            self._once(self._end_access, "end an access")
        elif state.interests.writing:
            self._save_interests(self.person.interests.field.toPlainText())

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self._presenter.keep()

    def _groups_state(self) -> GroupsState:
        return self.state.crews if self.state.tab is PeopleTab.CREWS else self.state.queues

    def _on_narrow(self, narrowed: Narrowed) -> None:
        self._presenter.people.narrow(narrowed)

    def _on_in(self) -> None:
        if self.can_change:
            self.change()
        else:
            self.cycle(1)

    def _on_escape(self) -> None:
        state = self.state
        if state.tab in self._groups:
            groups = self._groups_state()
            if groups.writing or groups.closing:
                self._groups[state.tab][1].leave()
                self.begin()
            else:
                self.closed.emit()
        elif state.tab is PeopleTab.PEOPLE and self._leave_one(state):
            self.begin()
        elif state.tab is not PeopleTab.PEOPLE or not self.people.clear():
            self.closed.emit()

    def _leave_one(self, state: StaffState) -> bool:
        """Leave what is open beside the list, the innermost first; whether there was anything."""
        if state.people.doing is not Doing.READING:
            self._presenter.people.leave()
        elif state.entry.asking:
            self._presenter.entry.ask(asking=False)
        elif state.entry.password:
            self._presenter.entry.forget()
        elif state.interests.writing:
            self._write_interests(False)
        else:
            return False
        return True

    def _on_person(self, text: PersonText) -> None:
        self._presenter.people.type(text)
        self._keep()

    def _on_group(self, groups: GroupsPresenter, text: GroupText) -> None:
        groups.type(text)
        self._keep()

    def _on_ending(self, reason: str, day: date) -> None:
        self._presenter.type_end(reason, day)
        self._keep()

    def _on_interests(self, text: str) -> None:
        self._presenter.interests.type(text)
        self._keep()

    def _on_word(self, word: str) -> None:
        self._presenter.deposits.type(word)
        self._keep()

    def _write_interests(self, writing: bool) -> None:
        self._presenter.interests.write(writing=writing)
        state = self.state.interests
        if state.writing:
            self.person.interests.begin(self._presenter.interests.typed, state.ticket)

    def _on_deposit(self, id_: str) -> None:
        self._tasks.spawn(self._presenter.deposits.choose(id_), "read deposited work")

    def _load_entry(self) -> None:
        self._tasks.spawn(self._presenter.entry.load(), "ask for the sessions")

    def _keep(self) -> None:
        self._tasks.spawn(self._try_to_keep(), "keep what is typed")

    async def _try_to_keep(self) -> None:
        # The workstation tells of a full disk itself; the next key tries again.
        with suppress(ProfileProblem):
            await self._presenter.keep()

    async def _save_person(self) -> None:
        new = self.state.people.form.new
        if await self._presenter.save_person():
            said = pgettext("person", "Added") if new else pgettext("person", "Saved")
            self._done(said)

    async def _ask_end(self) -> None:
        await self._presenter.ask_end()
        if self.state.people.doing is Doing.ENDING:
            self.ending.begin()

    async def _end_access(self) -> None:
        name = await self._presenter.end_access()
        if name:
            self._done(_("The access of {name} has ended.", name=name))

    async def _open_again(self) -> None:
        name = await self._presenter.open_access()
        if name:
            self._done(_("{name} has access again.", name=name))

    async def _save_group(self, view: GroupsView, groups: GroupsPresenter) -> None:
        name = await groups.save()
        if name:
            await self._presenter.refresh()
            groups.choose(name)
            self._done(pgettext("group", "Saved"))
            view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_group(self, groups: GroupsPresenter) -> None:
        self._once(partial(self._changed, groups.close), f"end a {groups.kind}")

    def _open_group(self, groups: GroupsPresenter) -> None:
        self._once(partial(self._changed, groups.open_again), f"begin a {groups.kind} again")

    async def _changed(self, work: Callable[[], Awaitable[bool]]) -> None:
        if await work():
            await self._presenter.refresh()
            self._done(pgettext("group", "Saved"))

    async def _deal_with(self) -> None:
        if await self._presenter.deposits.deal_with():
            self._done(pgettext("deposit", "Dealt with"))

    def _save_interests(self, text: str) -> None:
        self._once(partial(self._set_interests, text), "save conflicts of interest")

    async def _set_interests(self, text: str) -> None:
        if await self._presenter.interests.save(text):
            await self._presenter.refresh()
            self._done(pgettext("interests", "Saved"))

    def _end_session(self, device: str) -> None:
        self._once(partial(self._end_sessions, device), "end a session")

    async def _end_sessions(self, device: str) -> None:
        ended = await self._presenter.entry.end(device)
        if ended:
            self.told.emit(ngettext("{n} session ended", "{n} sessions ended", ended))

    def _give_password(self) -> None:
        self._once(self._give, "give a password")

    async def _give(self) -> None:
        if await self._presenter.entry.give_password():
            self.person.entry.shown.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_redo(self, command_id: str) -> None:
        self._once(partial(self._presenter.redo, command_id), "do it again")

    def _on_drop(self, command_id: str) -> None:
        self._once(partial(self._presenter.drop, command_id), "drop a change")

    def _on_rework(self, question: Question) -> None:
        self._once(partial(self._rework, question), "edit a change")

    async def _rework(self, question: Question) -> None:
        await self._presenter.rework(question)
        self._keep()
        if self.state.people.doing is Doing.WRITING:
            self.form.begin()
        elif self.state.people.doing is Doing.ENDING:
            self.ending.begin()

    def _once(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """A second press while the first is carried out means the same."""
        doing = self._doing.get(name)
        if doing is None or doing.done():
            self._doing[name] = self._tasks.spawn(work(), name)

    def _done(self, said: Message) -> None:
        self.told.emit(said)
        self.begin()
        self._keep()


def _ask_close(groups: GroupsPresenter, closing: bool) -> None:
    groups.ask_close(closing=closing)


def _today(now: Callable[[], datetime]) -> date:
    return day_of(now())
