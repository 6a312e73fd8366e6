"""One undo history of a twin draft, across both of its sides."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from workstation.bilingual.bead import Side
from workstation.bilingual.draft import Draft
from workstation.value_class import dataclass

_MOST_STEPS = 1000
_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class CaretPlace:
    """Where the caret stands: `at` code points from the start of one side of a bead."""

    bead: str
    side: Side
    at: int


class Stroke(Enum):
    """What a key did to the text; strokes of one kind make one step."""

    WRITE = "write"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class TypingRun:
    """One keystroke, as far as it decides what one step of the history is.

    bead, side: where it was typed
    stroke: whether it wrote or erased
    second: when, by a monotonic clock
    ends: whether the step is closed after it
    """

    bead: str
    side: Side
    stroke: Stroke
    second: float
    ends: bool = False

    def goes_on(self, before: TypingRun | None) -> bool:
        """Whether this keystroke belongs to the step of the one before."""
        return (
            before is not None
            and not before.ends
            and (self.bead, self.side, self.stroke) == (before.bead, before.side, before.stroke)
            and 0 <= self.second - before.second <= _PAUSE
        )


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A draft, and where the caret was when it was left."""

    draft: Draft
    place: CaretPlace | None


@dataclass(frozen=True, slots=True)
class DraftHistory:
    """The draft with what can be undone and redone; every change makes a new history.

    Drafts share their beads, so a thousand steps of a long letter stay small.

    present: the draft as it is
    past: what it was, the oldest first
    future: what it was before it was undone, the next to redo last
    typing: the last keystroke, where that made the last step
    """

    present: Draft
    past: tuple[DraftStep, ...] = ()
    future: tuple[DraftStep, ...] = ()
    typing: TypingRun | None = None

    def did(
        self, draft: Draft, place: CaretPlace | None, typing: TypingRun | None = None
    ) -> DraftHistory:
        """The draft changed; `place` is the caret before it. A run of typing is one step."""
        if draft == self.present:
            return self
        if typing is not None and typing.goes_on(self.typing) and self.past:
            return replace(self, present=draft, future=(), typing=typing)
        past = (*self.past[-_MOST_STEPS + 1 :], DraftStep(self.present, place))
        return DraftHistory(draft, past, (), typing)

    def undone(self, place: CaretPlace | None) -> tuple[DraftHistory, CaretPlace | None]:
        """One step back, and where the caret goes; `place` is where it is."""
        if not self.past:
            return self, place
        step = self.past[-1]
        future = (*self.future, DraftStep(self.present, place))
        return DraftHistory(step.draft, self.past[:-1], future), step.place

    def redone(self, place: CaretPlace | None) -> tuple[DraftHistory, CaretPlace | None]:
        """One step forward again, and where the caret goes."""
        if not self.future:
            return self, place
        step = self.future[-1]
        past = (*self.past, DraftStep(self.present, place))
        return DraftHistory(step.draft, past, self.future[:-1]), step.place
