"""The paste that is being aligned: one at a time, and only for the draft that it was made for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.panes.reply.twin.background_work import Aside, at_once
from ui.panes.reply.twin.paste import Aligned, aligned
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace

# What is longer takes more than a frame to align.
_SHORT = 1000


class PasteLane:
    """Aligns pasted text aside and hands it to `land`, unless it is called off before."""

    def __init__(self, aside: Aside, land: Callable[[CaretPlace, Aligned], None]) -> None:
        self._aside = aside
        self._land = land
        self._job: object | None = None

    @property
    def busy(self) -> bool:
        """Whether a paste is under way."""
        return self._job is not None

    def begin(self, draft: Draft, place: CaretPlace, text: str) -> None:
        """Align this text for this place of the draft, in place of whatever was under way."""
        # A late answer to what was called off is known by its job.
        job = self._job = object()
        aside = at_once if len(text) <= _SHORT else self._aside
        aside(
            partial(aligned, draft, place, text),
            partial(self._landed, job, place),
            "align the pasted text",
        )

    def call_off(self) -> bool:
        """Drop what is under way; says whether there was anything."""
        was, self._job = self._job, None
        return was is not None

    def _landed(self, job: object, place: CaretPlace, found: Aligned) -> None:
        if job is self._job:
            self._job = None
            self._land(place, found)
