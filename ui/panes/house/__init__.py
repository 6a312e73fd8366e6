"""The house book: glossary, what always passes, and house style, read and edited."""

from __future__ import annotations

from collections.abc import Callable

from ui.panes.house.desk import HouseDesk
from ui.panes.house.pane import HousePane

__all__ = ["HouseDesk", "HousePane", "build"]


def build(desk: HouseDesk, new_id: Callable[[], str]) -> HousePane:
    """The pane; `refresh` fills it."""
    return HousePane(desk, new_id)
