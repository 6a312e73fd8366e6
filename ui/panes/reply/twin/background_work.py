"""Work that takes longer than a key stroke: done aside, and told about afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject

from ui.bridge import Tasks

T = TypeVar("T")


class Aside(Protocol):
    """Does `work` somewhere and hands its result to `tell`."""

    def __call__(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        """`work` touches nothing that belongs to the window. `name` stands in a report."""


def at_once(work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:  # noqa: ARG001
    """Done here and now: for what is short."""
    tell(work())


class InWorker(QObject):
    """Done by a thread; nobody is told once the owner is gone."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = Tasks(self)

    def __call__(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        """An `Aside`."""

        async def whole() -> None:
            tell(await asyncio.to_thread(work))

        self._tasks.spawn(whole(), name)
