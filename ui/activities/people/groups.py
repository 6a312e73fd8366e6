"""Crews, or queues, on the screen: who is in them, who leads, and their form."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import replace

from ui.activities.people.desk import StaffDesk, tried
from ui.activities.people.state import GroupRow, GroupsState, GroupText
from ui.activities.people.unsaved_texts import GROUP, UnsavedTexts, WrittenGroup
from workstation.app.people import Staff
from workstation.domain.people.crew import (
    ChangeCrew,
    CloseQueue,
    DissolveCrew,
    FormCrew,
    OpenQueue,
)
from workstation.domain.people.records import Crew, StaffMember, WorkQueue, crew_id, queue_id
from workstation.domain.record import Command, Id
from workstation.domain.text import Bilingual

Show = Callable[[GroupsState], None]


class GroupsPresenter:
    """Replaces its frozen state and hands the whole of it to `show`."""

    # The kind of record, as ids and kept texts begin with it.
    kind = ""

    def __init__(self, desk: StaffDesk, texts: UnsavedTexts, show: Show) -> None:
        self.state = GroupsState()
        self._desk = desk
        self._texts = texts
        self._show = show
        self._staff = Staff()
        self._tickets = 0

    def take_in(self, staff: Staff, waiting: frozenset[Id]) -> None:
        """Show them as they are now."""
        self._staff = staff
        rows = tuple(self._made(each, waiting) for each in self._groups(staff))
        rows = tuple(sorted(rows, key=lambda row: (not row.stands, row.group.name)))
        people = tuple(each for each in staff.people if each.works)
        self.state = replace(self.state, rows=rows, people=people)
        self._choose(self._chosen)
        self._put(self.state)

    def choose(self, name: str) -> None:
        """Look at one of them."""
        self._choose(name)
        state = replace(self.state, writing=False, new=False, closing=False, refused=None)
        self.state = state
        if name in self._unsaved():
            self._begin(name)
        self._put(self.state)

    def write(self, name: str = "") -> None:
        """Write in the form of one; of a new one without a name."""
        if name:
            self._choose(name)
        self._begin(name)
        self._put(self.state)

    def type(self, text: GroupText) -> None:
        """This stands in the form now."""
        key = self._key
        written = self._texts.get(self._slot(key), WrittenGroup)
        over = written.over if written is not None else self._now(key)
        seen = written.seen if written is not None else self._version(key)
        fresh = WrittenGroup(text=text, over=over, seen=seen) if text != over else None
        self._texts.set_text(self._slot(key), fresh)
        self._put(replace(self.state, text=text, unsaved=fresh is not None, refused=None))

    def revert(self) -> None:
        """Put back what stood in the form before."""
        self._texts.set_text(self._slot(self._key), None)
        self.write(self._key)

    def leave(self) -> None:
        """Read again; what is typed stays."""
        self._put(replace(self.state, writing=False, closing=False, refused=None))

    def ask_close(self, *, closing: bool) -> None:
        """Ask whether the chosen one shall end, or no longer."""
        self._put(replace(self.state, closing=closing, refused=None))

    async def save(self) -> str:
        """Save what is typed. Returns the name of what was saved, "" if it was not taken."""
        key = self._key
        written = self._texts.get(self._slot(key), WrittenGroup)
        if written is None:
            return ""
        text = written.text
        name = key or text.name.strip()
        command = self._begins(text) if not key else self._changes(text, written.over)
        refused = await tried(
            self._desk.records.submit(self._id(name), command, seen=written.seen or None)
        )
        if refused is not None:
            self._put(replace(self.state, refused=refused))
            return ""
        self._texts.set_text(self._slot(key), None)
        self._put(replace(self.state, writing=False, new=False, unsaved=False))
        return name

    async def close(self) -> bool:
        """End the chosen one. Whether that was taken."""
        refused = await tried(self._desk.records.submit(self._id(self._chosen), self._closes()))
        self._put(replace(self.state, refused=refused, closing=refused is not None))
        return refused is None

    async def open_again(self) -> bool:
        """Begin anew one that has ended. Whether that was taken."""
        row = self.state.chosen
        if row is None:
            return False
        text = replace(_text_of(row.group), lead="")
        refused = await tried(self._desk.records.submit(row.group.id, self._begins(text)))
        self._put(replace(self.state, refused=refused))
        return refused is None

    @property
    def _chosen(self) -> str:
        return self.state.chosen.group.name if self.state.chosen is not None else ""

    @property
    def _key(self) -> str:
        return "" if self.state.new else self._chosen

    def _choose(self, name: str) -> None:
        row = next((each for each in self.state.rows if each.group.name == name), None)
        self.state = replace(self.state, chosen=row)

    def _begin(self, name: str) -> None:
        self._tickets += 1
        written = self._texts.get(self._slot(name), WrittenGroup)
        text = written.text if written is not None else self._now(name)
        self.state = replace(
            self.state,
            writing=True,
            new=not name,
            closing=False,
            ticket=self._tickets,
            text=text,
            unsaved=written is not None,
            refused=None,
        )

    def _made(self, group: Crew | WorkQueue, waiting: frozenset[Id]) -> GroupRow:
        lead = group.lead if isinstance(group, Crew) else ""
        return GroupRow(
            group=group,
            lead=next((p.name for p in self._staff.people if p.user == lead), lead),
            members=tuple(p for p in self._staff.people if p.works and self._is_in(p, group.name)),
            waiting=group.id in waiting,
            unsaved=group.name in self._unsaved(),
        )

    def _unsaved(self) -> frozenset[str]:
        return self._texts.keys(self._slot("")) - {""}

    def _slot(self, name: str) -> str:
        return f"{GROUP}{self.kind} {name}"

    def _group(self, name: str) -> Crew | WorkQueue | None:
        return next((each for each in self._groups(self._staff) if each.name == name), None)

    def _now(self, name: str) -> GroupText:
        group = self._group(name) if name else None
        return _text_of(group) if group is not None else GroupText()

    def _version(self, name: str) -> int:
        return self._desk.people.known_version(self._id(name)) if name else 0

    def _put(self, state: GroupsState) -> None:
        self.state = state
        self._show(state)

    @abstractmethod
    def _id(self, name: str) -> Id:
        """The record of one of them."""

    @abstractmethod
    def _groups(self, staff: Staff) -> Iterable[Crew | WorkQueue]:
        """All of them."""

    @abstractmethod
    def _is_in(self, person: StaffMember, name: str) -> bool:
        """Whether somebody is in one of them."""

    @abstractmethod
    def _begins(self, text: GroupText) -> Command:
        """The command that begins one, also one that has ended."""

    @abstractmethod
    def _changes(self, text: GroupText, over: GroupText) -> Command:
        """The command that changes what was typed otherwise."""

    @abstractmethod
    def _closes(self) -> Command:
        """The command that ends one."""


class CrewsPresenter(GroupsPresenter):
    """The crews."""

    kind = "crew"

    def _id(self, name: str) -> Id:
        return crew_id(name)

    def _groups(self, staff: Staff) -> Iterable[Crew]:
        return staff.crews

    def _is_in(self, person: StaffMember, name: str) -> bool:
        return person.crew == name

    def _begins(self, text: GroupText) -> FormCrew:
        return FormCrew(title=_title(text), lead=text.lead)

    def _changes(self, text: GroupText, over: GroupText) -> ChangeCrew:
        return ChangeCrew(
            title=_title(text) if _title(text) != _title(over) else None,
            lead=text.lead if text.lead != over.lead else None,
        )

    def _closes(self) -> DissolveCrew:
        return DissolveCrew()


class QueuesPresenter(GroupsPresenter):
    """The queues."""

    kind = "queue"

    def _id(self, name: str) -> Id:
        return queue_id(name)

    def _groups(self, staff: Staff) -> Iterable[WorkQueue]:
        return staff.queues

    def _is_in(self, person: StaffMember, name: str) -> bool:
        return name in person.queues

    def _begins(self, text: GroupText) -> OpenQueue:
        return OpenQueue(title=_title(text))

    def _changes(self, text: GroupText, _over: GroupText) -> OpenQueue:
        return OpenQueue(title=_title(text))

    def _closes(self) -> CloseQueue:
        return CloseQueue()


def _title(text: GroupText) -> Bilingual:
    return Bilingual(text.en, text.zh)


def _text_of(group: Crew | WorkQueue) -> GroupText:
    lead = group.lead if isinstance(group, Crew) else ""
    return GroupText(name=group.name, en=group.title.en, zh=group.title.zh, lead=lead)
