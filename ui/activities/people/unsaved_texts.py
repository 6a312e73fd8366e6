"""Keeps what is typed about people and not saved, so that neither leaving nor a crash loses it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from ui.activities.people.desk import StaffDesk
from ui.activities.people.state import GroupText, PersonText

# Drafts are kept by record and slot: all of this activity's are of one record, and a slot is what
# a text is about.
STAFF = "staff:texts"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPerson:
    """A person as they were typed, what that was typed over, and at which version."""

    text: PersonText
    over: PersonText
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenGroup:
    """A crew or a queue as it was typed, and the version that it was typed over."""

    text: GroupText
    over: GroupText
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """One text: a reason, conflicts of interest, or what became of deposited work."""

    text: str


Written = WrittenPerson | WrittenGroup | WrittenLine
PERSON, GROUP, LINE = "person ", "group ", "line "
_TYPES: Mapping[str, type[Any]] = {
    PERSON: WrittenPerson,
    GROUP: WrittenGroup,
    LINE: WrittenLine,
}


async def kept_texts(desk: StaffDesk) -> dict[str, Written]:
    """What is kept, by slot. What cannot be read is left out."""
    found: dict[str, Written] = {}
    for each in await desk.drafts.of(STAFF):
        for start, kind in _TYPES.items():
            if each.slot.startswith(start):
                try:
                    found[each.slot] = msgspec.json.decode(each.draft.form, type=kind)
                except msgspec.MsgspecError:
                    continue
    return found


class UnsavedTexts:
    """All that is typed and not saved, by slot; the one place that all parts of the pane write
    into."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk
        self._on_disk: dict[str, Written] = {}
        self._wanted: dict[str, Written] = {}
        self._begun = False
        self._writing = asyncio.Lock()

    async def begin(self) -> None:
        """Read what was typed the last time, once."""
        if not self._begun:
            self._begun = True
            kept = await kept_texts(self._desk)
            self._on_disk, self._wanted = kept, {**kept, **self._wanted}

    def get(self, slot: str, kind: type[T]) -> T | None:
        """What is typed there."""
        found = self._wanted.get(slot)
        return found if isinstance(found, kind) else None

    def set_text(self, slot: str, written: Written | None) -> None:
        """This is typed there now; None for nothing."""
        if written is None:
            self._wanted.pop(slot, None)
        else:
            self._wanted[slot] = written

    def line(self, slot: str) -> str:
        """The text that is typed there, "" for none."""
        found = self.get(LINE + slot, WrittenLine)
        return found.text if found is not None else ""

    def put_line(self, slot: str, text: str) -> None:
        """This text is typed there now."""
        self.set_text(LINE + slot, WrittenLine(text=text) if text.strip() else None)

    def keys(self, start: str) -> frozenset[str]:
        """Of which people or groups something is typed."""
        found = (slot for slot in self._wanted if slot.startswith(start))
        return frozenset(slot.removeprefix(start) for slot in found)

    async def write(self) -> None:
        """Bring it to the disk; whoever waits for it waits for what is being written, too. Raises
        `ProfileProblem` for a full disk: the text is not kept then."""
        async with self._writing:
            while self._wanted != self._on_disk:
                await self._write_one()

    async def _write_one(self) -> None:
        slots = [*self._wanted, *self._on_disk]
        slot = next(each for each in slots if self._wanted.get(each) != self._on_disk.get(each))
        written = self._wanted.get(slot)
        if written is None:
            await self._desk.drafts.clear(STAFF, slot)
            del self._on_disk[slot]
        else:
            form = msgspec.json.encode(written).decode()
            await self._desk.drafts.save(STAFF, slot, "", "", form=form)
            self._on_disk[slot] = written
