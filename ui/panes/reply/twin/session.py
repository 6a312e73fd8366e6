"""A twin draft being written: its history, and what belongs to typing."""

from __future__ import annotations

from collections.abc import Callable

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft, edited
from workstation.bilingual.history import CaretPlace, DraftHistory, Stroke, TypingRun

_ENDS = "。！？；.!?;\n"


class WritingSession:
    """One draft and its undo history; `ids` names new beads, `clock` counts seconds."""

    def __init__(self, ids: Callable[[], str], clock: Callable[[], float]) -> None:
        self.ids = ids
        self._clock = clock
        self._history = DraftHistory(self._whole(Draft()))

    @property
    def draft(self) -> Draft:
        """The draft as it is now; it has one bead at least."""
        return self._history.present

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._history.future)

    def open(self, draft: Draft) -> None:
        """Begin anew with this draft, without anything to undo."""
        self._history = DraftHistory(self._whole(draft))

    def type(self, at: int, side: Side, text: str, before: CaretPlace | None) -> None:
        """The text of one side became this, letter by letter."""
        bead = self.draft.beads[at]
        old = bead.side(side)
        stroke = Stroke.WRITE if len(text) >= len(old) else Stroke.ERASE
        typing = TypingRun(bead.id, side, stroke, self._clock(), _ends_sentence(old, text))
        after = edited(self.draft, bead.id, side, text)
        self._history = self._history.did(after, before, typing)

    def take(self, draft: Draft, before: CaretPlace | None) -> None:
        """One step that is its own: the draft became this."""
        self._history = self._history.did(self._whole(draft), before)

    def undo(self, place: CaretPlace | None) -> CaretPlace | None:
        """One step back; answers with where the caret was then."""
        self._history, caret = self._history.undone(place)
        return caret

    def redo(self, place: CaretPlace | None) -> CaretPlace | None:
        """One step forward again."""
        self._history, caret = self._history.redone(place)
        return caret

    def _whole(self, draft: Draft) -> Draft:
        """There is always a line to write in."""
        return draft if draft.beads else Draft((Bead(self.ids(), "", ""),))


def _ends_sentence(old: str, new: str) -> bool:
    if len(new) <= len(old):
        return False
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    written = new[len(old) :] if at is None else new[at : at + len(new) - len(old)]
    return written[-1:] in _ENDS
