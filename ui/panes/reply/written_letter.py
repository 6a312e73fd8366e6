"""A letter as it is written: its pairs and what was settled about them, stored and read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from workstation.app.values import StoredDraft as Stored
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

Ids = Callable[[], str]
# Longer texts are not laid together: they stay as one pair, for a person to part.
_ALIGNED = 20_000


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """The draft of a letter, with the findings that its author let pass or has seen, and what it
    was written to tell (None where that is what the case calls for)."""

    draft: Draft = Draft()
    settled: FindingOverrides = FindingOverrides()
    telling: LetterPurpose | None = None

    @property
    def text(self) -> Bilingual:
        """Both letters as they would be sent."""
        return text_of(self.draft)

    @property
    def beads(self) -> str:
        """The pairs as they are stored."""
        return to_json(self.draft)

    @property
    def settled_text(self) -> str:
        """What was settled, as it is stored."""
        return settled_to_json(self.settled)

    @property
    def form(self) -> str:
        """What it tells, as it is stored."""
        return form_to_json(self.telling) if self.telling is not None else ""


def text_of(draft: Draft) -> Bilingual:
    """Both letters that a draft makes."""
    return Bilingual(letter(draft, Side.EN), letter(draft, Side.ZH))


def read(stored: Stored, ids: Ids) -> WrittenLetter:
    """What was stored. Pairs that do not say what the texts say are made of the texts anew."""
    text = Bilingual(stored.en, stored.zh)
    settled = settled_from_json(stored.settled) if stored.settled else FindingOverrides()
    telling = form_from_json(stored.form, LetterPurpose)
    if stored.beads:
        try:
            draft = from_json(stored.beads)
        except DraftUnreadable:
            return WrittenLetter(_laid(text, ids), settled, telling)
        if text_of(draft) == text:
            return WrittenLetter(draft, settled, telling)
    return WrittenLetter(_laid(text, ids), settled, telling)


def joined(first: WrittenLetter, second: WrittenLetter) -> WrittenLetter:
    """What was sent, and behind it what has been written since."""
    known = {bead.id for bead in first.draft.beads}
    since = second.draft
    fresh = all(bead.id not in known for bead in since.beads)
    if not fresh or not any(bead.en.strip() or bead.zh.strip() for bead in since.beads):
        return first
    draft = Draft(first.draft.beads + since.beads, first.draft.notes | since.notes)
    overrides = first.settled.overrides + second.settled.overrides
    seen = first.settled.seen | second.settled.seen
    return replace(first, draft=draft, settled=FindingOverrides(overrides, seen))


def _laid(text: Bilingual, ids: Ids) -> Draft:
    if not text.en and not text.zh:
        return Draft()
    if max(len(text.en), len(text.zh)) > _ALIGNED:
        return Draft((Bead(ids(), clean(text.en), clean(text.zh)),))
    return from_letter(text.en, text.zh, iter(ids, ""))
