"""The queue: six views, a filter, and rows that keep still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.queue.pane import QueuePane

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.panes.queue.presenter import QueueDesk

__all__ = ["QueuePane", "build"]


def build(desk: QueueDesk, now: Callable[[], datetime]) -> QueuePane:
    """The pane. `now` is an aware time."""
    return QueuePane(desk, now)
