"""The reply: a letter to a party, in English and in Chinese side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.reply.pane import ReplyPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.open_record import OpenRecord
    from ui.panes.reply.desk import ReplyDesk
    from workstation.domain.case import Case

__all__ = ["ReplyPane", "build"]


def build(
    desk: ReplyDesk,
    record: OpenRecord[Case],
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> ReplyPane:
    """Build the reply pane on the desk of a workstation; `new_id` names letters."""
    return ReplyPane(desk, record, now, new_id)
