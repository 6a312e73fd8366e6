"""Keeps what is written into terms and not saved, so that neither leaving nor a crash loses it."""

from __future__ import annotations

import asyncio

from ui.activities.glossary.desk import GlossaryDesk
from workstation.bilingual.kept_form import form_from_json, form_to_json
from workstation.bilingual.kept_term import WrittenTerm
from workstation.domain.glossary.values import GLOSSARY_ID

__all__ = ["BOOK", "TermTextKeeper", "WrittenTerm", "kept_texts"]

# Drafts are kept by record and slot: here the term is the slot.
BOOK = GLOSSARY_ID


async def kept_texts(desk: GlossaryDesk) -> dict[str, WrittenTerm]:
    """What is kept, by term. What cannot be read is left out."""
    drafts = await desk.drafts.of(BOOK)
    read = ((each.slot, form_from_json(each.draft.form, WrittenTerm)) for each in drafts)
    return {slot: written for slot, written in read if written is not None}


class TermTextKeeper:
    """Brings texts to the disk, the latest of each term, one after the other."""

    def __init__(self, desk: GlossaryDesk) -> None:
        self._desk = desk
        self._on_disk: dict[str, WrittenTerm] = {}
        self._wanted: dict[str, WrittenTerm] = {}
        self._writing = asyncio.Lock()

    def begin(self, kept: dict[str, WrittenTerm]) -> None:
        """These are on the disk already."""
        self._on_disk, self._wanted = dict(kept), dict(kept)

    def want(self, written: dict[str, WrittenTerm]) -> None:
        """These shall be on the disk, and no others."""
        self._wanted = dict(written)

    async def write(self) -> None:
        """Make it so; whoever waits for it waits for what is being written, too. Raises
        `ProfileProblem` for a full disk: the text is not kept then."""
        async with self._writing:
            while self._wanted != self._on_disk:
                await self._write_one()

    async def _write_one(self) -> None:
        keys = [*self._wanted, *self._on_disk]
        key = next(key for key in keys if self._wanted.get(key) != self._on_disk.get(key))
        text = self._wanted.get(key)
        if text is None:
            await self._desk.drafts.clear(BOOK, key)
            del self._on_disk[key]
        else:
            await self._desk.drafts.save(BOOK, key, "", "", form=form_to_json(text))
            self._on_disk[key] = text
