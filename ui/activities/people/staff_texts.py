"""What is typed about people and not saved: its kinds, and under which slots its drafts stand."""

from __future__ import annotations

from ui.activities.people.state import GroupText, PersonText
from ui.unsaved_texts import TextsDesk, UnsavedTexts
from workstation.value_class import dataclass

# All drafts of this activity are of one record, and a slot is what a text is about.
STAFF = "staff:texts"
PERSON, GROUP, LINE = "person ", "group ", "line "


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPerson:
    """A person as they were typed, what that was typed over, and at which version."""

    text: PersonText
    over: PersonText
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenGroup:
    """A crew or a queue as it was typed, what that was typed over, and at which version."""

    text: GroupText
    over: GroupText
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """One text: a reason, conflicts of interest, or what became of deposited work."""

    text: str


Written = WrittenPerson | WrittenGroup | WrittenLine
_KINDS: dict[str, type[Written]] = {PERSON: WrittenPerson, GROUP: WrittenGroup, LINE: WrittenLine}


class StaffTexts(UnsavedTexts[Written]):
    """All that is typed about people, crews, queues and deposited work."""

    def __init__(self, desk: TextsDesk) -> None:
        super().__init__(desk, kind_of_slot)

    def person(self, user: str) -> WrittenPerson | None:
        """What is typed in the form of somebody; "" is somebody new."""
        return self.get((STAFF, PERSON + user), WrittenPerson)

    def set_person(self, user: str, written: WrittenPerson | None) -> None:
        """This is typed in the form of somebody now; None for nothing."""
        self.set_text((STAFF, PERSON + user), written)

    def group(self, slot: str) -> WrittenGroup | None:
        """What is typed in the form of a crew or a queue."""
        return self.get((STAFF, GROUP + slot), WrittenGroup)

    def set_group(self, slot: str, written: WrittenGroup | None) -> None:
        """This is typed in the form of a crew or a queue now; None for nothing."""
        self.set_text((STAFF, GROUP + slot), written)

    def line(self, slot: str) -> str:
        """The text that is typed there, "" for none."""
        found = self.get((STAFF, LINE + slot), WrittenLine)
        return found.text if found is not None else ""

    def set_line(self, slot: str, text: str) -> None:
        """This text is typed there now; "" for none."""
        written = WrittenLine(text=text) if text.strip() else None
        self.set_text((STAFF, LINE + slot), written)

    def about(self, start: str) -> frozenset[str]:
        """Of whom something is typed, among the slots that begin so."""
        found = (slot for slot in self.of(STAFF) if slot.startswith(start))
        return frozenset(slot.removeprefix(start) for slot in found)


def kind_of_slot(slot: str) -> type[Written] | None:
    """The kind of text that a slot keeps; None for a slot of a later version."""
    return next((kind for start, kind in _KINDS.items() if slot.startswith(start)), None)
