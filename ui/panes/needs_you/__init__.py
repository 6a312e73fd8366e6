"""Needs you: what could not be carried out, both versions, and three ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.needs_you.pane import QuestionsPane

if TYPE_CHECKING:
    from ui.panes.needs_you.presenter import QuestionsDesk

__all__ = ["QuestionsPane", "build"]


def build(desk: QuestionsDesk) -> QuestionsPane:
    """The pane; it hides while nothing is asked."""
    return QuestionsPane(desk)
