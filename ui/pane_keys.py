"""What the keys that mean the same everywhere do in a pane, and how they go through panes.

F6 goes from pane to pane, Esc leaves one step, Ctrl+Enter does the primary act. A pane declares
by `PaneKeys` what each of them is in it; none of them has a handler of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets import FocusRing, focus_in, is_typing
from workstation.value_class import dataclass


def nothing_to_do() -> bool:
    """Nothing is open, and nothing is to be done."""
    return False


@dataclass(frozen=True, slots=True)
class PaneKeys:
    """The keys of one pane.

    pane: the whole of it.
    landing: the list or sheet in it that gets the focus by F6 and Esc. Where that is hidden, or
        something in which a key would become text, the pane itself gets it.
    leave: closes the innermost thing that is open in it and has the focus; whether there was one.
    primary: does what Ctrl+Enter means where the focus is in it; whether there was anything.
    """

    pane: QWidget
    landing: QWidget | None = None
    leave: Callable[[], bool] = nothing_to_do
    primary: Callable[[], bool] = nothing_to_do

    def where(self) -> QWidget:
        """The widget that takes the focus now; never one in which a person types."""
        landing = self.landing
        if landing is None or is_typing(landing):
            return self.pane
        return landing if landing.isVisibleTo(self.pane) and landing.isEnabled() else self.pane

    def land(self) -> None:
        """Give the pane the focus."""
        where = self.where()
        own = Qt.FindChildOption.FindDirectChildrenOnly
        if self.pane.findChild(FocusRing, options=own) is None:
            FocusRing(self.pane, None if is_typing(self.landing) else self.landing)
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_landed(self) -> bool:
        """Whether the focus is where Esc and F6 put it."""
        return self.where().hasFocus()


class PaneWalk:
    """Goes through the panes in sight; `panes` answers with them in reading order, one at least."""

    def __init__(self, panes: Callable[[], Sequence[PaneKeys]]) -> None:
        self._panes = panes

    def pane_of(self, widget: QWidget | None) -> PaneKeys | None:
        """The pane that `widget` stands in; None outside of all."""
        found = (
            each
            for each in self._panes()
            if widget is not None and (widget is each.pane or each.pane.isAncestorOf(widget))
        )
        return next(found, None)

    @property
    def here(self) -> PaneKeys | None:
        """The pane that has the focus."""
        return next((each for each in self._panes() if focus_in(each.pane) is not None), None)

    def begin(self) -> None:
        """Give the first pane the focus."""
        self._panes()[0].land()

    def cycle(self, step: int) -> None:
        """Give the focus to the next pane, or with -1 to the one before."""
        panes, here = self._panes(), self.here
        at = [each.pane for each in panes].index(here.pane) if here is not None else -max(step, 0)
        panes[(at + step) % len(panes)].land()

    def catch(self, lost: QWidget) -> None:
        """Give the focus to the pane of `lost`, which had it and cannot have it any more."""
        keys = self.pane_of(lost)
        if keys is not None and keys.pane.isVisible():
            keys.land()
        else:
            self.begin()

    def come_back(self, left: QWidget | None) -> None:
        """Give the focus to `left`, or to its pane if that is where a person types."""
        keys = self.pane_of(left)
        if left is None or keys is None:
            self.begin()
        elif is_typing(left):
            keys.land()
        else:
            left.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_open(self) -> bool:
        """Close what is open in the pane that has the focus; whether there was anything."""
        here = self.here
        if here is None or not here.leave():
            return False
        here.land()
        return True

    def leave_part(self) -> bool:
        """Go from a part of a pane to the pane; False if the focus is on that already."""
        here = self.here
        if here is None:
            self.begin()
        elif here.is_landed:
            return False
        else:
            here.land()
        return True

    def leave_pane(self) -> bool:
        """Go from any other pane to the first; False if the focus is in that already."""
        panes, here = self._panes(), self.here
        if here is not None and here.pane is panes[0].pane:
            return False
        panes[0].land()
        return True

    def confirm(self) -> bool:
        """Do the primary act of the pane that has the focus; whether there was one."""
        here = self.here
        return here is not None and here.primary()
