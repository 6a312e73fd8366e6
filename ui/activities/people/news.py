"""Tells of deposited work that came for whoever sits here, and of changes that were not taken."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from ui.activity import NewsOffer, Place, Seat
from ui.bridge import Tasks
from ui.theme import Tone
from workstation.app import Change
from workstation.domain.people.deposit import DEPOSIT, to_read
from workstation.i18n import _

# How the ids of deposits begin.
_DEPOSIT = f"{DEPOSIT.name}:"


class PeopleNews(QObject):
    """Says once of each change and of each deposit what waits for whoever sits here."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.host)
        self._seat = seat
        self._tasks = Tasks(self)
        # What was told: the ids of refused commands, and deposits with how much was in them.
        self._refused: set[str] = set()
        self._deposits: set[tuple[str, int]] = set()
        self._tasks.spawn(self._look(), "look what waits about people")

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        laid_down = any(each.startswith(_DEPOSIT) for each in change.case_ids)
        if laid_down or change.references or change.questions or change.keys_changed:
            self._tasks.spawn(self._look(), "look what waits about people")

    def leave(self) -> None:
        """Somebody else will sit here."""
        self._tasks.cancel()
        self.deleteLater()

    async def _look(self) -> None:
        station = self._seat.workstation
        if station.session.me is None:
            return
        refused = {each.command_id for each in await station.people.staff_questions()}
        if refused - self._refused and not self._seat.in_sight:
            words = _("A change of yours about people was not taken.")
            self._seat.frame.notice(words, Tone.WARN, NewsOffer(_("Look at it"), self._seat.come))
        self._refused = refused
        for each in to_read(await station.people.deposits(), station.session.me):
            told = each.id, each.items
            if told not in self._deposits and not self._seat.in_sight:
                words = _("{name} had work that was not sent; you can read it.", name=each.name)
                go = partial(self._seat.way.go, Place("deposit", each.id))
                self._seat.frame.notice(words, Tone.INFO, NewsOffer(_("Read it"), go))
            self._deposits.add(told)
