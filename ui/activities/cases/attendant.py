"""What goes on about cases whether or not they are in sight: handovers told, cases found."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.activities.cases.case_search import CaseSearch
from ui.activities.cases.handovers import Handovers
from ui.activity import Place, Seat
from workstation.app import Change


class CasesAttendant(QObject):
    """Tells handovers and finds cases for the palette, from sign-in to sign-out."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.host)
        self._seat = seat
        finder = CaseSearch(seat.workstation, self)
        finder.found = seat.frame.palette_source(finder.picks)
        self._handovers = Handovers(seat.workstation, seat.frame.notice, self._open, self)
        self._handovers.begin()

    def take_in(self, change: Change) -> None:
        """Follow what changed, here or elsewhere."""
        self._handovers.take_in(change)

    def leave(self) -> None:
        """End it: whose cases these were is not for the next person to find."""
        self._seat.frame.palette_source(lambda _text: ())
        self._handovers.leave()
        self.deleteLater()

    def _open(self, case_id: str) -> None:
        self._seat.way.go(Place("case", case_id))
