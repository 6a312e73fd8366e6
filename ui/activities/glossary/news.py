"""Tells of changes of the glossary that were not taken, to an author who is elsewhere by then."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.activity import NewsOffer, Seat
from ui.bridge import Tasks
from ui.theme import Tone
from workstation.app import Change
from workstation.i18n import _


class GlossaryNews(QObject):
    """Says once of each change of one's own that it was not taken."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.host)
        self._seat = seat
        self._tasks = Tasks(self)
        self._told: set[str] = set()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        if change.references:
            self._tasks.spawn(self._look(), "look what was not taken")

    def leave(self) -> None:
        """Somebody else will sit here."""
        self._tasks.cancel()
        self.deleteLater()

    async def _look(self) -> None:
        edits = await self._seat.workstation.glossary.edits()
        refused = {each.id for each in edits if each.refused is not None}
        if refused - self._told and not self._seat.in_sight:
            words = _("A change of yours to the glossary was not taken.")
            self._seat.frame.notice(words, Tone.WARN, NewsOffer(_("Look at it"), self._seat.come))
        self._told = refused
