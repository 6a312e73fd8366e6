"""`shown`: waits for a dialog without a loop inside the loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


async def shown(dialog: QDialog) -> int:
    """Open `dialog` and answer with its result code once it is closed.

    `exec()` inside a coroutine re-enters the loop and hangs the task; this never does. When
    the waiting task is cancelled the dialog is rejected.
    """
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    finish = _Finish(answer)
    dialog.finished.connect(finish)
    dialog.open()
    try:
        return await answer
    except asyncio.CancelledError:
        dialog.reject()
        raise
    finally:
        dialog.finished.disconnect(finish)


class _Finish:
    def __init__(self, answer: asyncio.Future[int]) -> None:
        self._answer = answer

    def __call__(self, code: int) -> None:
        if not self._answer.done():
            self._answer.set_result(code)
