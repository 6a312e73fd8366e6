"""What goes on about cases whether or not they are in sight: handovers are told, cases found."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.activities.cases.case_search import CaseSearch
from ui.activities.cases.handovers import Handovers
from ui.activity import Place, Seat
from workstation.app import Change


class CasesAttendant(QObject):
    """From sign-in to sign-out."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.host)
        self._seat = seat
        finder = CaseSearch(seat.workstation, self)
        finder.found = seat.frame.palette_source(finder.picks)
        self._handovers = Handovers(seat.workstation, seat.frame.notice, self._open, self)
        self._handovers.begin()

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        self._handovers.take_in(change)

    def leave(self) -> None:
        """Somebody else will sit here: whose cases these were is not theirs to find."""
        self._seat.frame.palette_source(_nothing)
        self._handovers.leave()
        self.deleteLater()

    def _open(self, case_id: str) -> None:
        self._seat.way.go(Place("case", case_id))


def _nothing(_text: str) -> tuple[()]:
    return ()
