"""`UnsavedTexts`: what is typed and not saved, kept as drafts, so that no crash loses it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from workstation.bilingual.kept_form import form_from_json, form_to_json

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort

W = TypeVar("W")
T = TypeVar("T")
# The record that a text is about, and the slot of its draft below that.
Place = tuple[str, str]


class TextsDesk(Protocol):
    """The verbs of the workstation that this uses."""

    @property
    def drafts(self) -> DraftPort: ...


class UnsavedTexts(Generic[W]):
    """The texts of one activity by place, each a frozen value that its draft keeps as a form.

    `kind_of` says which type stands in a slot, None for a slot that belongs to somebody else.
    `sides` gives the English and the Chinese of a text where its draft shows them beside the form.
    A text that equals `empty` is held here and is not brought to the disk.
    """

    def __init__(
        self,
        desk: TextsDesk,
        kind_of: Callable[[str], type[W] | None],
        sides: Callable[[W], tuple[str, str]] | None = None,
        empty: W | None = None,
    ) -> None:
        self._desk = desk
        self._kind_of = kind_of
        self._sides = sides
        self._empty = empty
        self._texts: dict[Place, W] = {}
        self._on_disk: dict[Place, W] = {}
        self._recalled: set[str] = set()
        self._writing = asyncio.Lock()

    async def recall(self, record_ids: Iterable[str]) -> dict[Place, W]:
        """Read what was typed about these records the last time, of each record once; returns it.

        What is typed here since stays, and a draft that cannot be read is left out.
        """
        fresh = sorted(set(record_ids) - self._recalled)
        self._recalled.update(fresh)
        kept: dict[Place, W] = {}
        for record_id in fresh:
            for each in await self._desk.drafts.of(record_id):
                kind = self._kind_of(each.slot)
                text = form_from_json(each.draft.form, kind) if kind is not None else None
                if text is not None:
                    kept[record_id, each.slot] = text
        self._on_disk |= kept
        self._texts = {**kept, **self._texts}
        return kept

    def get(self, place: Place, kind: type[T]) -> T | None:
        """The text that is typed there, None for nothing or for another kind of text."""
        found = self._texts.get(place)
        return found if isinstance(found, kind) else None

    def set_text(self, place: Place, text: W | None) -> None:
        """This is typed there now; None for nothing."""
        if text is None:
            self._texts.pop(place, None)
        else:
            self._texts[place] = text

    def forget(self, place: Place, saved: W) -> None:
        """The text that is typed there is saved as `saved`; one that was typed since stays."""
        if self._texts.get(place) == saved:
            del self._texts[place]

    def of(self, record_id: str) -> dict[str, W]:
        """What is typed about a record, by slot."""
        return {slot: text for (record, slot), text in self._texts.items() if record == record_id}

    async def write(self) -> None:
        """Bring all of it to the disk, the latest of each place, one after the other.

        Whoever waits for it waits for what is being written, too. Raises `ProfileProblem` for a
        full disk: the text is not kept then.
        """
        async with self._writing:
            while (place := self._next_place()) is not None:
                text = self._texts.get(place)
                if text is None or text == self._empty:
                    await self._desk.drafts.clear(*place)
                    del self._on_disk[place]
                else:
                    en, zh = self._sides(text) if self._sides is not None else ("", "")
                    await self._desk.drafts.save(*place, en, zh, form=form_to_json(text))
                    self._on_disk[place] = text

    def _next_place(self) -> Place | None:
        """A place whose draft on the disk says something else, None where all agree."""
        wanted = {place: text for place, text in self._texts.items() if text != self._empty}
        places = (*wanted, *self._on_disk)
        return next((at for at in places if wanted.get(at) != self._on_disk.get(at)), None)
