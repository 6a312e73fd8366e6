"""Needs you: what could not be carried out, both versions, and three ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.needs_you.pane import QuestionsPane

if TYPE_CHECKING:
    from ui.open_record import OpenRecord
    from ui.panes.needs_you.pane import Flush
    from ui.panes.needs_you.presenter import QuestionsDesk
    from workstation.domain.case import Case

__all__ = ["QuestionsPane", "build"]


def build(
    desk: QuestionsDesk, record: OpenRecord[Case], flush: Flush | None = None
) -> QuestionsPane:
    """The pane; it hides while nothing is asked. `flush` saves what other panes hold."""
    return QuestionsPane(desk, record, flush)
