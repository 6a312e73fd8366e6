"""Crews and queues: who is in them, who leads, their form, and their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from ui.activities.people.desk import StaffDesk
from ui.activities.people.staff_texts import GROUP, StaffTexts, WrittenGroup
from ui.activities.people.state import GroupRow, GroupsState, GroupText
from ui.open_record import refusal_of
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


class GroupKind(Protocol):
    """What crews and queues do each in their own way; `name` begins ids and kept texts."""

    name: str

    def id_of(self, name: str) -> Id:
        """The record of one of them."""

    def groups(self, staff: Staff) -> Iterable[Crew | WorkQueue]:
        """All of them."""

    def holds(self, person: StaffMember, name: str) -> bool:
        """Whether somebody is in one of them."""

    def begin(self, text: GroupText) -> Command:
        """The command that begins one, also one that has ended."""

    def change(self, text: GroupText, over: GroupText) -> Command:
        """The command that changes what was typed otherwise."""

    def close(self) -> Command:
        """The command that ends one."""


class CrewKind:
    """Crews: people who work together under a lead."""

    name = "crew"

    def id_of(self, name: str) -> Id:
        """The record of a crew."""
        return crew_id(name)

    def groups(self, staff: Staff) -> Iterable[Crew]:
        """All crews."""
        return staff.crews

    def holds(self, person: StaffMember, name: str) -> bool:
        """Whether somebody is in a crew."""
        return person.crew == name

    def begin(self, text: GroupText) -> FormCrew:
        """Form a crew."""
        return FormCrew(title=_title(text), lead=text.lead)

    def change(self, text: GroupText, over: GroupText) -> ChangeCrew:
        """Change the title or the lead."""
        return ChangeCrew(
            title=_title(text) if _title(text) != _title(over) else None,
            lead=text.lead if text.lead != over.lead else None,
        )

    def close(self) -> DissolveCrew:
        """Dissolve a crew."""
        return DissolveCrew()


class QueueKind:
    """Queues: what cases are filed into, and who works on it sees them."""

    name = "queue"

    def id_of(self, name: str) -> Id:
        """The record of a queue."""
        return queue_id(name)

    def groups(self, staff: Staff) -> Iterable[WorkQueue]:
        """All queues."""
        return staff.queues

    def holds(self, person: StaffMember, name: str) -> bool:
        """Whether somebody works on a queue."""
        return name in person.queues

    def begin(self, text: GroupText) -> OpenQueue:
        """Open a queue."""
        return OpenQueue(title=_title(text))

    def change(self, text: GroupText, over: GroupText) -> OpenQueue:  # noqa: ARG002  # has one field
        """Change the title: opening a queue anew does that."""
        return OpenQueue(title=_title(text))

    def close(self) -> CloseQueue:
        """Close a queue."""
        return CloseQueue()


class GroupsPresenter:
    """All crews, or all queues: the chosen one, and what is written of it."""

    def __init__(self, kind: GroupKind, desk: StaffDesk, texts: StaffTexts, show: Show) -> None:
        self.state = GroupsState()
        self.kind = kind
        self._desk = desk
        self._texts = texts
        self._show = show
        self._staff = Staff()
        self._tickets = 0

    def take_in(self, staff: Staff, waiting: frozenset[Id]) -> None:
        """Show them as they are now."""
        self._staff = staff
        rows = [self._made(each, waiting) for each in self.kind.groups(staff)]
        rows.sort(key=lambda row: (not row.stands, row.group.name))
        people = tuple(each for each in staff.people if each.works)
        self.state = replace(self.state, rows=tuple(rows), people=people)
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
        """Take in what stands in the form now; it stays until it is saved."""
        key = self._key
        written = self._texts.group(self._slot(key))
        over = written.over if written is not None else self._now(key)
        seen = written.seen if written is not None else self._version(key)
        fresh = WrittenGroup(text=text, over=over, seen=seen) if text != over else None
        self._texts.set_group(self._slot(key), fresh)
        self._put(replace(self.state, text=text, unsaved=fresh is not None, refused=None))

    def revert(self) -> None:
        """Put back what stood in the form before."""
        self._texts.set_group(self._slot(self._key), None)
        self.write(self._key)

    def leave(self) -> None:
        """Read again; what is typed stays."""
        self._put(replace(self.state, writing=False, closing=False, refused=None))

    def ask_close(self, closing: bool) -> None:
        """Ask whether the chosen one shall end, or no longer."""
        self._put(replace(self.state, closing=closing, refused=None))

    async def save(self) -> str:
        """Save what is typed. Returns the name of what was saved, "" if it was not taken."""
        key = self._key
        written = self._texts.group(self._slot(key))
        if written is None:
            return ""
        text = written.text
        name = key or text.name.strip()
        command = self.kind.begin(text) if not key else self.kind.change(text, written.over)
        refused = await refusal_of(
            self._desk.records.submit(self.kind.id_of(name), command, seen=written.seen or None)
        )
        if refused is not None:
            self._put(replace(self.state, refused=refused))
            return ""
        self._texts.set_group(self._slot(key), None)
        self._put(replace(self.state, writing=False, new=False, unsaved=False))
        return name

    async def close(self) -> bool:
        """End the chosen one. Whether that was taken."""
        id_ = self.kind.id_of(self._chosen)
        refused = await refusal_of(self._desk.records.submit(id_, self.kind.close()))
        self._put(replace(self.state, refused=refused, closing=refused is not None))
        return refused is None

    async def open_again(self) -> bool:
        """Begin anew one that has ended. Whether that was taken."""
        row = self.state.chosen
        if row is None:
            return False
        text = replace(_text_of(row.group), lead="")
        refused = await refusal_of(self._desk.records.submit(row.group.id, self.kind.begin(text)))
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
        """Fill the form with one of them, or with a new one, and what was typed of it."""
        self._tickets += 1
        written = self._texts.group(self._slot(name))
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
        people = self._staff.people
        return GroupRow(
            group=group,
            lead=next((p.name for p in people if p.user == lead), lead),
            members=tuple(p for p in people if p.works and self.kind.holds(p, group.name)),
            waiting=group.id in waiting,
            unsaved=group.name in self._unsaved(),
        )

    def _unsaved(self) -> frozenset[str]:
        return self._texts.about(GROUP + self._slot("")) - {""}

    def _slot(self, name: str) -> str:
        """Where the text of one of them is kept; "" for a new one."""
        return f"{self.kind.name} {name}"

    def _now(self, name: str) -> GroupText:
        """One of them as it is now, in the fields of the form; empty for a new one."""
        groups = self.kind.groups(self._staff) if name else ()
        found = next((each for each in groups if each.name == name), None)
        return _text_of(found) if found is not None else GroupText()

    def _version(self, name: str) -> int:
        return self._desk.people.known_version(self.kind.id_of(name)) if name else 0

    def _put(self, state: GroupsState) -> None:
        self.state = state
        self._show(state)


def _title(text: GroupText) -> Bilingual:
    return Bilingual(text.en, text.zh)


def _text_of(group: Crew | WorkQueue) -> GroupText:
    lead = group.lead if isinstance(group, Crew) else ""
    return GroupText(name=group.name, en=group.title.en, zh=group.title.zh, lead=lead)
