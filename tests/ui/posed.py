"""A window in one of the poses of `recourse --picture`, in which Qt goes on as in the program."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from ui.picture import posed
from ui.picture.rooms import DemoRooms

NOW = datetime(2026, 9, 8, 3, 2, tzinfo=UTC)
# A loop that never rests keeps the interpreter's lock from the workers it waits for.
_REST = 0.001
_PATIENCE = 0.5

T = TypeVar("T")


@asynccontextmanager
async def window_in(rooms: DemoRooms, name: str, size: tuple[int, int]) -> AsyncIterator[QWidget]:
    """The window of whoever sits in that pose; ended, and cleared away, when it was looked at."""
    before = asyncio.all_tasks()
    pose = posed(rooms, name, size)
    window = (await _drawn(pose.__aenter__())).window()
    # Off screen a box that made its list has taken this from the window.
    window.activateWindow()
    try:
        yield window
    finally:
        await _drawn(_ended(before))
        await _drawn(pose.__aexit__(None, None, None))
        await _drawn(asyncio.sleep(0))
        gc.collect()


async def _ended(before: set[asyncio.Task[object]]) -> None:
    """What the pose began has come to its end, as far as it ever does."""
    begun = asyncio.all_tasks() - before
    begun.discard(asyncio.current_task())
    if begun:
        await asyncio.wait(begun, timeout=_PATIENCE)


async def _drawn(posing: Awaitable[T]) -> T:
    """What `posing` returns; meanwhile Qt works through its events."""
    doing = asyncio.ensure_future(posing)
    while not doing.done():
        QApplication.processEvents()
        await asyncio.sleep(_REST)
    return doing.result()
