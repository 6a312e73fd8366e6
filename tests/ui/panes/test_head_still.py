"""The line above the letter stands still while its text is saved again and again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from ui.language import WindowLanguage
from ui.panes.reply.head import ReplyHead
from workstation.bilingual.bead import Side


def places(head: ReplyHead) -> list[QPoint]:
    parts = head.findChildren(QWidget)
    return [part.mapTo(head, part.rect().topLeft()) for part in parts if part.isVisible()]


@pytest.mark.parametrize("code", ["en", "zh_Hans"])
async def test_saving_moves_nothing_in_the_head(
    office: Office, ui_language: WindowLanguage, code: str
) -> None:
    ui_language.switch(code)
    await office.open("S01")
    reply = office.place.reply
    head = reply.view.findChild(ReplyHead)
    assert isinstance(head, ReplyHead)
    write(reply, "We have read")
    await until(lambda: reply.state.saved_at is not None and not reply.state.saving)
    stood = places(head)
    QTest.keyClicks(page(reply, Side.EN), " it")
    await until(lambda: reply.state.saving)
    assert places(head) == stood
    await until(lambda: not reply.state.saving)
    assert places(head) == stood
