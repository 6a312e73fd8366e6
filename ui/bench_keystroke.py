"""Measures what a key costs the UI thread, in a bilingual letter of 2,000 words."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.panes.reply.twin.board import Board
from workstation.bilingual.bead import Bead, BeadState, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace

if TYPE_CHECKING:
    from ui.activities.cases.pane import CasesPane

_EN = (
    "The invoice of your supplier names {n} pairs, and the photographs show the label on each one."
)
_ZH = "贵店供应商的发票载明数量为{n}双，照片中每一双均可见标签。"
# One pair in so many says another number in Chinese.
_FAULTY = 8
_PAIRS = 112
# Where people write: near the beginning, in the middle and at the end, in both languages.
_TYPED = (
    (3, Side.EN, "Please send us the original invoice again, we could not read it. "),
    (_PAIRS // 2, Side.ZH, "请重新提交发票原件，我们收到的文件无法辨认，谢谢您的配合。"),
    (_PAIRS - 1, Side.EN, "You have 7 days from today; the goods stay where they are. "),
)
# A fast typist's pause: what a key sets off is done in it, and counted with the key.
_PACE = 0.08
Until = Callable[[Callable[[], bool]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Key:
    """What one key cost the UI thread, in milliseconds of processor time.

    painted: until the letter was checked and on the screen.
    after: what marks and saving cost in later turns of the loop.
    """

    painted: float
    after: float


def letter() -> Draft:
    """Make a draft of some 2,000 English words and their Chinese, two thirds confirmed."""
    return Draft(
        tuple(
            Bead(
                f"b{at}",
                _EN.format(n=at % 28 + 1),
                _ZH.format(n=at % 28 + 1 + (at % _FAULTY == 0)),
                BeadState.CONFIRMED if at % 3 else BeadState.DRAFT,
            )
            for at in range(_PAIRS)
        )
    )


async def typed(place: CasesPane, until: Until) -> list[Key]:
    """Type into the letter in a whole window, and answer with what each key cost.

    Begins once the checks have read the letter. Raises `TimeoutError` if they never do.
    """
    reply = place.reply
    await until(lambda: reply.state.case is not None)
    place.begin_reply()
    reply.view.editors.set_draft(letter())
    reply.view.editors.changed.emit(reply.view.editors.draft)
    # Not before the checks have read it, and the window has shown what they found.
    await until(lambda: len(reply.state.open_findings) >= _PAIRS)
    board = reply.view.editors.findChild(Board)
    if board is None:
        raise TypeError("the reply has no twin draft")
    keys: list[Key] = []
    for at, side, text in _TYPED:
        reply.view.editors.begin(side)
        reply.view.editors.put_caret(CaretPlace(f"b{at}", side, 20))
        await asyncio.sleep(_PACE)
        keys += [await _press(board.page(side), char) for char in text]
    return keys


async def _press(page: QWidget, char: str) -> Key:
    begun = time.thread_time()
    press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
    QApplication.sendEvent(page, press)
    QApplication.sendPostedEvents()
    painted = time.thread_time()
    await asyncio.sleep(_PACE)
    return Key((painted - begun) * 1000, (time.thread_time() - painted) * 1000)
