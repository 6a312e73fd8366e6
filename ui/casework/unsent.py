"""What is typed or given and not with everybody yet: its words, and its mark."""

from __future__ import annotations

from ui.theme import Tone
from ui.widgets import Pill, Shape
from workstation.i18n import _

UNSAVED = _("not saved")
WAITING = _("waiting to send")


def show_unsent(mark: Pill, *, unsaved: bool = False, waiting: bool = False) -> None:
    """Say in `mark` that something is not saved, or else that it waits to be sent; hide it where
    neither is so."""
    mark.setVisible(unsaved or waiting)
    if unsaved:
        mark.show_state(Shape.WORKING, UNSAVED, Tone.WARN)
    elif waiting:
        mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)
