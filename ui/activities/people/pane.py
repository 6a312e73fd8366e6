"""The people as the window holds them: the view and its presenter, joined."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.activities.people import PeopleAction
from ui.activities.people.groups import GroupsPresenter
from ui.activities.people.groups_view import GroupsView
from ui.activities.people.presenter import StaffPresenter
from ui.activities.people.state import Doing, PeopleTab, StaffState
from ui.activities.people.view import StaffView
from ui.activity import Place, Seat
from ui.joined_pane import JoinedPane
from ui.keyboard import action
from workstation.app import Change
from workstation.domain.windows import day_of
from workstation.i18n import Message, _, ngettext, pgettext

_SAVE_INTERESTS = "save conflicts of interest"
# Which part of the view shows a kind of place.
_TABS = {
    "person": PeopleTab.PEOPLE,
    "interests": PeopleTab.PEOPLE,
    "crew": PeopleTab.CREWS,
    "deposit": PeopleTab.DEPOSITS,
}


class PeoplePane(JoinedPane):
    """What is written in it and not saved stays with whom it is about."""

    def __init__(self, seat: Seat) -> None:
        self.view = StaffView(seat.memory)
        super().__init__(seat, self.view)
        self._ready: asyncio.Task[None] | None = None
        self.presenter = StaffPresenter(
            seat.workstation, lambda: day_of(seat.now()), self.view.show_state, self.tasks.spawn
        )
        self._groups: dict[PeopleTab, tuple[GroupsView, GroupsPresenter]] = {
            PeopleTab.CREWS: (self.view.crews, self.presenter.crews),
            PeopleTab.QUEUES: (self.view.queues, self.presenter.queues),
        }
        self._join_people()
        self._join_person()
        self._join_rest()
        self._serve()

    def _join_people(self) -> None:
        people, view = self.presenter.people, self.view
        view.people.narrowed.connect(people.narrow)
        view.people.chosen.connect(self.presenter.choose)
        view.people.went_in.connect(self.go_in)
        view.people.add_pressed.connect(self.add)
        view.form.typed.connect(self.kept(people.type))
        view.form.save_pressed.connect(self.confirm)
        view.form.revert_pressed.connect(people.revert)
        view.form.rebase_pressed.connect(people.rebase)
        view.form.left.connect(self.leave_open)
        view.ending.typed.connect(self.kept(self.presenter.type_end))
        view.ending.ended.connect(self.confirm)
        view.ending.left.connect(self.leave_open)

    def _join_person(self) -> None:
        presenter, person = self.presenter, self.view.person
        person.change_pressed.connect(self.change)
        person.end_pressed.connect(self.end_or_open)
        person.open_pressed.connect(self.end_or_open)
        person.interests.write_asked.connect(self.write_interests)
        person.interests.typed.connect(self.kept(presenter.interests.type))
        person.interests.saved.connect(self.once(self._save_interests, _SAVE_INTERESTS))
        entry = person.entry
        entry.end_pressed.connect(self.once(self._end_sessions, "end a session"))
        entry.retry_pressed.connect(self.tasks.slot(presenter.entry.load, "ask for the sessions"))
        entry.give.clicked.connect(self.ask_password)
        entry.ask.given.connect(self.once(self._give_password, "give a password"))
        entry.ask.left.connect(partial(presenter.entry.ask_password, False))
        entry.shown.forgotten.connect(presenter.entry.forget)

    def _join_rest(self) -> None:
        view, deposits = self.view, self.presenter.deposits
        view.closed.connect(self.seat.way.home)
        view.tab_chosen.connect(self.turn_to)
        for shown, groups in self._groups.values():
            kind = groups.kind.name
            shown.chosen.connect(groups.choose)
            shown.add_pressed.connect(self.add)
            shown.detail.change_pressed.connect(self.change)
            shown.detail.close_asked.connect(groups.ask_close)
            closes = self.once(partial(self._change_group, groups.close), f"end a {kind}")
            shown.detail.closed.connect(closes)
            opens = self.once(
                partial(self._change_group, groups.open_again), f"begin a {kind} again"
            )
            shown.detail.open_pressed.connect(opens)
            shown.form.typed.connect(self.kept(groups.type))
            shown.form.save_pressed.connect(self.confirm)
            shown.form.revert_pressed.connect(groups.revert)
            shown.form.left.connect(groups.leave)
        view.deposits.chosen.connect(self.tasks.slot(deposits.choose, "read deposited work"))
        view.deposits.detail.typed.connect(self.kept(deposits.type))
        view.deposits.detail.dealt_with.connect(self.confirm)
        view.deposits.detail.case_opened.connect(self.open_case)
        refused = view.refused_changes
        refused.redo_pressed.connect(self.once(self.presenter.redo, "do it again"))
        refused.edit_pressed.connect(self.once(self._edit, "edit a change"))
        refused.drop_pressed.connect(self.once(self.presenter.drop, "drop a change"))

    def _serve(self) -> None:
        on = self.answers.on
        on(action.NEXT, partial(self.view.step, 1))
        on(action.PREVIOUS, partial(self.view.step, -1))
        on(action.SEARCH, self.focus_search)
        on(action.CONFIRM, self.confirm)
        on(PeopleAction.NEXT_TAB, partial(self.turn, 1))
        on(PeopleAction.PREVIOUS_TAB, partial(self.turn, -1))
        on(PeopleAction.ADD, self.add, lambda: self.state.can_add)
        on(PeopleAction.CHANGE, self.change, lambda: self.state.can_change)
        on(
            PeopleAction.INTERESTS,
            partial(self.write_interests, True),
            lambda: self.state.can_declare,
        )
        on(PeopleAction.PASSWORD, self.ask_password, lambda: self.state.can_give)
        on(PeopleAction.SESSIONS, self.focus_sessions, lambda: self.state.has_sessions)
        on(PeopleAction.END, self.end_or_open, lambda: self.state.can_end)

    @property
    def state(self) -> StaffState:
        """What is shown."""
        return self.presenter.state

    def open(self, place: Place | None) -> None:
        """Show that person, crew, queue or work, or all as it was left."""
        self.refresh()
        if place is not None and place.id:
            tab = _TABS[place.kind]
            bare = place.id.removeprefix(f"{place.kind}:")
            key = place.id if tab is PeopleTab.DEPOSITS else bare
            self.tasks.spawn(self._go(tab, key), "go to somebody")
        elif place is not None:
            self.turn_to(_TABS[place.kind])
        self.view.begin()

    async def _go(self, tab: PeopleTab, key: str) -> None:
        """Show somebody, a crew, a queue or deposited work, once it is known which there are."""
        if self._ready is not None:
            await self._ready
        self.presenter.turn_to(tab)
        if tab is PeopleTab.PEOPLE:
            self.presenter.go(key)
        elif tab is PeopleTab.DEPOSITS:
            await self.presenter.deposits.choose(key)
        else:
            self._groups[tab][1].choose(key)
        self.view.begin()

    def leave(self) -> None:
        """Go out of sight: a password that was shown is not seen by whoever comes next."""
        self.presenter.entry.forget()

    def take_in(self, change: Change) -> None:
        """Show everything anew if something of it changed, here or elsewhere."""
        ours = any(each.partition(":")[0] in _TABS for each in change.case_ids)
        if ours or change.references or change.questions or change.keys_changed:
            self.refresh()
        if self.seat.in_sight:
            self.seat.frame.refresh_actions()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._ready = self.tasks.spawn(self._refresh(), "refresh the people")

    async def _refresh(self) -> None:
        first = not self.state.known
        await self.presenter.refresh()
        # While the list was on its way there was nothing that could take the focus.
        if first and self.view.isVisible() and QApplication.focusWidget() is None:
            self.view.begin()

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.presenter.flush()

    def turn_to(self, tab: PeopleTab) -> None:
        """Show another part."""
        self.presenter.turn_to(tab)
        self.view.begin()

    def turn(self, by: int) -> None:
        """Show the part after this one, or the one before with -1."""
        tabs = list(PeopleTab)
        self.turn_to(tabs[(tabs.index(self.state.tab) + by) % len(tabs)])

    def focus_search(self) -> None:
        """Put the caret into the search."""
        self.presenter.turn_to(PeopleTab.PEOPLE)
        self.view.people.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.people.search.selectAll()

    def focus_sessions(self) -> None:
        """Put the focus on the first button that ends a session."""
        first = self.view.person.entry.first_end()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_in(self) -> None:
        """Enter in the list: write in the chosen person, or else go on to the pane beside."""
        if self.state.can_change:
            self.change()
        else:
            self.walk.cycle(1)

    def open_case(self, case_id: str) -> None:
        """Go to a case that deposited work is about."""
        self.seat.way.go(Place("case", case_id))

    def add(self) -> None:
        """Write somebody new, or a new crew or queue."""
        if self.state.tab in self._groups:
            view, groups = self._groups[self.state.tab]
            groups.write()
            view.form.begin()
        else:
            self.presenter.turn_to(PeopleTab.PEOPLE)
            self.presenter.people.write()
            self.view.form.begin()

    def change(self) -> None:
        """Write in what is chosen."""
        if not self.state.can_change:
            return
        if self.state.tab in self._groups:
            view, groups = self._groups[self.state.tab]
            group = groups.state.chosen
            groups.write(group.group.name if group is not None else "")
            view.form.begin()
        else:
            self.presenter.people.write(self.presenter.people.chosen)
            self.view.form.begin()

    def write_interests(self, writing: bool) -> None:
        """Write in the conflicts of interest of whoever is chosen, or read them again."""
        self.presenter.interests.write(writing)
        state = self.state.interests
        if state.writing:
            self.view.person.interests.begin(self.presenter.interests.typed, state.ticket)

    def ask_password(self) -> None:
        """Ask whether a password shall be given to whoever is chosen."""
        self.presenter.people.leave()
        self.presenter.entry.ask_password(True)
        self.view.person.entry.ask.give.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_or_open(self) -> None:
        """Ask whether the access of the chosen person shall end, or open it again."""
        row = self.state.people.chosen
        if row is None or not self.state.can_end:
            return
        if row.person.works:
            self.press(self._ask_end, "ask whether an access shall end")
        else:
            self.press(self._open_access, "open an access again")

    def confirm(self) -> None:
        """Save what is written in the part in sight, or end the access that is asked about."""
        state = self.state
        if state.tab in self._groups:
            self.press(self._save_group, f"save in {state.tab}", *self._groups[state.tab])
        elif state.tab is PeopleTab.DEPOSITS:
            self.press(self._deal_with, "say that it is dealt with")
        elif state.people.doing is Doing.WRITING:
            self.press(self._save_person, "save a person")
        elif state.people.doing is Doing.ENDING:
            self.press(self._end_access, "end an access")
        elif state.interests.writing:
            text = self.view.person.interests.field.toPlainText()
            self.press(self._save_interests, _SAVE_INTERESTS, text)

    def leave_open(self) -> bool:
        """Leave what is open beside the list, the innermost first; whether there was anything."""
        state = self.state
        if state.tab in self._groups:
            groups = self._groups[state.tab][1]
            left = groups.state.writing or groups.state.closing
            if left:
                groups.leave()
        else:
            left = state.tab is PeopleTab.PEOPLE and self._leave_beside()
        if left:
            self.view.begin()
        return left

    def _leave_beside(self) -> bool:
        """Leave what is open beside the list, the innermost first; whether there was anything."""
        state = self.state
        if state.people.doing is not Doing.READING:
            self.presenter.people.leave()
        elif state.entry.asking:
            self.presenter.entry.ask_password(False)
        elif state.entry.password:
            self.presenter.entry.forget()
        elif state.interests.writing:
            self.write_interests(False)
        else:
            return False
        return True

    async def _save_person(self) -> None:
        new = self.state.people.form.new
        if await self.presenter.save_person():
            self._done(pgettext("person", "Added") if new else pgettext("person", "Saved"))

    async def _ask_end(self) -> None:
        await self.presenter.ask_end()
        if self.state.people.doing is Doing.ENDING:
            self.view.ending.begin()

    async def _end_access(self) -> None:
        name = await self.presenter.end_access()
        if name:
            self._done(_("The access of {name} has ended.", name=name))

    async def _open_access(self) -> None:
        name = await self.presenter.open_access()
        if name:
            self._done(_("{name} has access again.", name=name))

    async def _save_group(self, view: GroupsView, groups: GroupsPresenter) -> None:
        name = await groups.save()
        if name:
            await self.presenter.refresh()
            groups.choose(name)
            self._done(pgettext("group", "Saved"))
            view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _change_group(self, act: Callable[[], Awaitable[bool]]) -> None:
        """End the chosen group, or begin it anew."""
        if await act():
            await self.presenter.refresh()
            self._done(pgettext("group", "Saved"))

    async def _deal_with(self) -> None:
        if await self.presenter.deposits.deal_with():
            self._done(pgettext("deposit", "Dealt with"))

    async def _save_interests(self, text: str) -> None:
        if await self.presenter.interests.save(text):
            await self.presenter.refresh()
            self._done(pgettext("interests", "Saved"))

    async def _end_sessions(self, device: str) -> None:
        ended = await self.presenter.entry.end_sessions(device)
        if ended:
            said = ngettext("{n} session ended", "{n} sessions ended", ended)
            self.seat.frame.toast(said)

    async def _give_password(self) -> None:
        if await self.presenter.entry.give_password():
            self.view.person.entry.shown.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _edit(self, command_id: str) -> None:
        """Put a refused change back into its form."""
        await self.presenter.edit(command_id)
        self.keep()
        if self.state.people.doing is Doing.WRITING:
            self.view.form.begin()
        elif self.state.people.doing is Doing.ENDING:
            self.view.ending.begin()

    def _done(self, said: Message) -> None:
        """Say what was done, and go on in the part in sight."""
        self.seat.report(said)
        self.view.begin()
        self.keep()
