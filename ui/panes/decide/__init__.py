"""Deciding: outcome, measures, evidence weighed, clauses cited, reasons in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.decide.pane import DecidePane
from ui.panes.decide.state import composition_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.open_record import OpenRecord
    from ui.panes.decide.presenter import DecideDesk
    from workstation.domain.case import Case

__all__ = ["DecidePane", "build", "composition_of"]


def build(desk: DecideDesk, record: OpenRecord[Case], now: Callable[[], datetime]) -> DecidePane:
    """The panel. `now` is an aware time."""
    return DecidePane(desk, record, now)
