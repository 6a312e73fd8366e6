"""A letter as it is written: its pairs, kept on the disk for its case and party, and read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from ui.panes.reply.desk import ReplyDesk
from workstation.app.values import StoredDraft
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft, clean
from workstation.bilingual.draft_form import (
    DraftUnreadable,
    LetterPurpose,
    from_json,
    from_letter,
    letter,
    settled_from_json,
    settled_to_json,
    to_json,
)
from workstation.bilingual.kept_form import form_from_json, form_to_json
from workstation.domain.send_gate import FindingOverrides
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass

Ids = Callable[[], str]
# Case and party: each has a draft of its own.
DraftKey = tuple[str, str]
# Longer texts are not laid together: they stay as one pair, for a person to part.
_ALIGNED = 20_000
# Nobody opens more cases than this in the middle of one word.
_MOST_SUPERSEDED = 50


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """The draft of a letter.

    settled: the findings that its author let pass or has seen
    telling: what it was written to tell; None where that is what the case calls for
    """

    draft: Draft = Draft()
    settled: FindingOverrides = FindingOverrides()
    telling: LetterPurpose | None = None

    @property
    def text(self) -> Bilingual:
        """Both letters as they would be sent."""
        return text_of(self.draft)

    @property
    def form(self) -> str:
        """What it tells, as it is stored."""
        return form_to_json(self.telling) if self.telling is not None else ""


def text_of(draft: Draft) -> Bilingual:
    """Both letters that a draft makes."""
    return Bilingual(letter(draft, Side.EN), letter(draft, Side.ZH))


def read(stored: StoredDraft, ids: Ids) -> WrittenLetter:
    """Read a stored letter. Pairs that do not say what its texts say are made of the texts anew."""
    settled = settled_from_json(stored.settled) if stored.settled else FindingOverrides()
    telling = form_from_json(stored.form, LetterPurpose)
    return WrittenLetter(_draft_of(stored, ids), settled, telling)


def _draft_of(stored: StoredDraft, ids: Ids) -> Draft:
    text = Bilingual(stored.en, stored.zh)
    if stored.beads:
        try:
            draft = from_json(stored.beads)
        except DraftUnreadable:
            draft = None
        if draft is not None and text_of(draft) == text:
            return draft
    if not text.en and not text.zh:
        return Draft()
    if max(len(text.en), len(text.zh)) > _ALIGNED:
        return Draft((Bead(ids(), clean(text.en), clean(text.zh)),))
    return from_letter(text.en, text.zh, iter(ids, ""))


def joined(first: WrittenLetter, second: WrittenLetter) -> WrittenLetter:
    """Join what was sent to what has been written since, which stands behind it."""
    known = {bead.id for bead in first.draft.beads}
    since = second.draft
    fresh = all(bead.id not in known for bead in since.beads)
    if not fresh or not any(bead.en.strip() or bead.zh.strip() for bead in since.beads):
        return first
    draft = Draft(first.draft.beads + since.beads, first.draft.notes | since.notes)
    overrides = first.settled.overrides + second.settled.overrides
    seen = first.settled.seen | second.settled.seen
    return replace(first, draft=draft, settled=FindingOverrides(overrides, seen))


class DraftStore:
    """Puts the drafts of letters on the workstation's disk and takes them from it."""

    def __init__(self, desk: ReplyDesk, new_id: Ids) -> None:
        self._desk = desk
        self._new_id = new_id

    async def store(self, key: DraftKey, written: WrittenLetter) -> datetime | None:
        """Keep a draft; answers when the disk had it. Raises `ProfileProblem`."""
        text = written.text
        saved = await self._desk.drafts.save(
            *key,
            *(text.en, text.zh),
            beads=to_json(written.draft),
            settled=settled_to_json(written.settled),
            form=written.form,
        )
        return saved.saved_at

    async def stored(self, key: DraftKey) -> StoredDraft:
        """What is kept, as it is."""
        return await self._desk.drafts.read(*key)

    def read(self, stored: StoredDraft) -> WrittenLetter:
        """What is kept, as a draft to go on with."""
        return read(stored, self._new_id)


@dataclass(frozen=True, slots=True)
class RecallableLetter:
    """A letter that was sent and can still be taken back: for whom, and as it was written."""

    key: DraftKey
    written: WrittenLetter


class SupersededLetters:
    """The letters that made room for others, by the number under which they were placed: an input
    method may hand its letters over when another one is in the editor already."""

    def __init__(self) -> None:
        self._letters: dict[int, tuple[DraftKey, WrittenLetter]] = {}

    def left(
        self, placed: int, key: DraftKey, written: WrittenLetter, follower: DraftKey | None
    ) -> None:
        """Remember a letter that makes room for another. Where that is of the same case and party,
        the first was sent or put back from elsewhere: what comes late belongs to no text any
        more."""
        if key == follower:
            known = self._letters.items()
            self._letters = {number: each for number, each in known if each[0] != key}
        else:
            self._letters[placed] = key, written
            for old in list(self._letters)[:-_MOST_SUPERSEDED]:
                del self._letters[old]

    def at(self, placed: int) -> tuple[DraftKey, WrittenLetter] | None:
        """Whose letter it was, and how it was left."""
        return self._letters.get(placed)
