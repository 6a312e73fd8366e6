"""Draws the window in both themes and languages at the sizes it is used at.

Set `RECOURSE_GALLERY` to a folder to keep the pictures and look at them.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.ui import placeholder
from ui.language import WindowLanguage
from ui.shell import Actions, MainWindow, WindowMemory
from ui.theme import Mode, Theme


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=["1280", "1920"])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("code", ["en", "zh_Hans"])
def test_the_window_is_drawn(
    qtbot, tmp_path: Path, ui_language: WindowLanguage, ui_theme: Theme, code: str, mode: Mode, size
) -> None:
    ui_language.switch(code)
    ui_theme.wear(mode)
    actions = Actions()
    memory = WindowMemory(tmp_path / "w.ini")
    window = MainWindow(actions, memory)
    qtbot.addWidget(window)
    window.resize(*size)
    placeholder.enter(window, memory, placeholder.panes())
    placeholder.serve(actions)
    window.show_status(placeholder.OFFLINE if mode is Mode.DARK else placeholder.ONLINE)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.sendPostedEvents()
    image = window.grab().toImage()
    assert (image.width(), image.height()) == size
    colours = {
        image.pixelColor(x, y).name().upper()
        for x in range(0, size[0], 3)
        for y in range(0, size[1], 3)
    }
    tokens = ui_theme.tokens
    assert {tokens.surface, tokens.accent_soft} <= colours
    assert QColor(image.pixelColor(size[0] // 2, 20)).name().upper() == tokens.raised
    if folder := os.environ.get("RECOURSE_GALLERY"):
        image.save(str(Path(folder) / f"{code}-{mode.value}-{size[0]}.png"))
