"""Keeps what is written into terms and not saved, so that neither leaving nor a crash loses it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import msgspec

from ui.activities.glossary.desk import HouseDesk
from ui.activities.glossary.state import TermText
from workstation.domain.house_book import GLOSSARY_ID

# Drafts are kept by record and slot: here the term is the slot.
BOOK = GLOSSARY_ID


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed and not saved, and the revision of the term that it was typed over."""

    text: TermText
    over: int


async def kept_texts(desk: HouseDesk) -> dict[str, Written]:
    """What is kept, by term. What cannot be read is left out."""
    found: dict[str, Written] = {}
    for each in await desk.drafts_of(BOOK):
        try:
            found[each.slot] = msgspec.json.decode(each.draft.form, type=Written)
        except msgspec.MsgspecError:
            continue
    return found


class Keeper:
    """Brings texts to the disk, the latest of each term, one after the other."""

    def __init__(self, desk: HouseDesk) -> None:
        self._desk = desk
        self._on_disk: dict[str, Written] = {}
        self._wanted: dict[str, Written] = {}
        self._writing = asyncio.Lock()

    def begin(self, kept: dict[str, Written]) -> None:
        """These are on the disk already."""
        self._on_disk, self._wanted = dict(kept), dict(kept)

    def want(self, written: dict[str, Written]) -> None:
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
            await self._desk.clear_draft(BOOK, key)
            del self._on_disk[key]
        else:
            form = msgspec.json.encode(text).decode()
            await self._desk.save_draft(BOOK, key, "", "", form=form)
            self._on_disk[key] = text
