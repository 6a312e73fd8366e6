"""Where drafts are kept while they are written: one for each case and party."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ui.panes.reply.desk import ReplyDesk
from ui.panes.reply.written_letter import WrittenLetter, read
from workstation.app.values import StoredDraft as Stored

DraftKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """A letter that was sent and can still be taken back."""

    key: DraftKey
    written: WrittenLetter


class DraftStore:
    """Puts drafts on the workstation's disk and takes them from it."""

    def __init__(self, desk: ReplyDesk, new_id: Callable[[], str]) -> None:
        self._desk = desk
        self._new_id = new_id

    async def store(self, key: DraftKey, written: WrittenLetter) -> datetime | None:
        """Keep it; answers when the disk had it."""
        text = written.text
        saved = await self._desk.drafts.save(
            *key,
            *(text.en, text.zh),
            beads=written.beads,
            settled=written.settled_text,
            form=written.form,
        )
        return saved.saved_at

    async def stored(self, key: DraftKey) -> Stored:
        """What is kept, as it is."""
        return await self._desk.drafts.read(*key)

    async def written(self, key: DraftKey) -> WrittenLetter:
        """What is kept, as a draft to go on with."""
        return self.read(await self.stored(key))

    def read(self, stored: Stored) -> WrittenLetter:
        """A stored draft as one to go on with."""
        return read(stored, self._new_id)
