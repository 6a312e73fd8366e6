"""The appeal: what was decided, what they say, the evidence, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.appeal.pane import AppealPane
from ui.panes.appeal.state import CaseAct
from ui.panes.appeal.words import NO_CASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from ui.open_record import OpenRecord
    from ui.panes.appeal.presenter import AppealDesk
    from workstation.domain.case import Case

__all__ = ["NO_CASE", "AppealPane", "CaseAct", "build"]


def build(
    desk: AppealDesk,
    record: OpenRecord[Case],
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    host: QWidget | None = None,
) -> AppealPane:
    """The pane. Popups open over `host`, or over the window that the pane is in."""
    return AppealPane(desk, record, now, new_id, host)
