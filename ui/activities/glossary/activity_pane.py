"""`GlossaryActivityPane`: the glossary as an activity of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui import activity
from ui.activities.glossary.pane import HousePane
from ui.activity import Answers, NewsOffer, Place, Seat
from workstation.app import Change
from workstation.i18n import Message, _


class GlossaryActivityPane(QObject):
    """Joins the pane of the glossary to the window; what is written and not saved stays with its
    term."""

    def __init__(self, seat: Seat) -> None:
        self.widget = HousePane(seat.workstation, seat.new_id)
        # It ends with its widget.
        super().__init__(self.widget)
        self._seat = seat
        self.widget.closed.connect(self._on_closed)
        self.widget.told.connect(self._on_told)
        self.widget.kept.connect(self._on_kept)
        self._answers = Answers()
        self._answers.on(activity.NEXT, self._next)
        self._answers.on(activity.PREVIOUS, self._previous)
        self._answers.on(activity.SEARCH, self.widget.focus_search)
        self._answers.on(activity.CONFIRM, self.widget.save_now)

    def open(self, place: Place | None) -> None:
        """Show the glossary as it is now, or one term of it with what is written in its form."""
        if place is not None and place.anchor:
            self.widget.go_on(place.anchor)
        else:
            self.widget.refresh()
            self.widget.begin()

    def again(self) -> None:
        """Whoever presses its entry again has read enough."""
        self._seat.way.home()

    def leave(self) -> None:
        """Nothing ends with that."""

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.widget.flush()

    def take_in(self, change: Change) -> None:
        """The glossary changed, here or elsewhere, or a change was not taken."""
        if change.references:
            self.widget.refresh()

    def can(self, action: str) -> bool:
        """Whether that can be done now."""
        return self._answers.can(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        return self._answers.trigger(action)

    def cycle(self, step: int) -> None:
        """Put the focus into the next part of the glossary, or the one before with -1."""
        self.widget.cycle(step)

    def _next(self) -> None:
        self.widget.step(1)

    def _previous(self) -> None:
        self.widget.step(-1)

    def _on_closed(self) -> None:
        self._seat.way.home()

    def _on_kept(self) -> None:
        look = NewsOffer(_("Look at it"), self._seat.frame.open_kept_words)
        words = _("Dropped. Your text is among the kept words.")
        self._seat.frame.toast(words, offer=look)

    def _on_told(self, said: Message) -> None:
        self._seat.frame.toast(said)
