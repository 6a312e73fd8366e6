"""The policy: a clause as it stood on the day of conduct beside today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.policy.pane import PolicyPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.open_record import OpenRecord
    from ui.panes.policy.presenter import PolicyDesk
    from workstation.domain.case import Case

__all__ = ["PolicyPane", "build"]


def build(desk: PolicyDesk, record: OpenRecord[Case], now: Callable[[], datetime]) -> PolicyPane:
    """The pane. `now` tells which version is today's."""
    return PolicyPane(desk, record, now)
