"""A box that opens shows its choices below it, in the colours of the window, with a tick."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.pages.hands import part
from ui.casework import ChoiceBox
from ui.language import WindowLanguage
from ui.theme import Mode, Theme
from ui.widgets import STRETCH, column
from workstation.domain.labels import VERDICT
from workstation.i18n import _


@pytest.fixture
def form(qtbot: QtBot, dressed: WindowLanguage) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setLayout(column(ChoiceBox(_("Verdict"), list(VERDICT.items())), STRETCH))
    made.resize(300, 400)
    made.show()
    qtbot.waitUntil(made.isVisible)
    return made


@pytest.fixture
def box(form: QWidget) -> ChoiceBox:
    return part(form, ChoiceBox)


def opened(box: ChoiceBox, qtbot: QtBot) -> QWidget:
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    return box.view().window()


def colours(image: QImage, area: QRect) -> set[str]:
    inside = area.intersected(image.rect())
    across = range(inside.left(), inside.right() + 1)
    down = range(inside.top(), inside.bottom() + 1)
    return {QColor(image.pixelColor(x, y)).name().upper() for x in across for y in down}


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_choices_wear_the_colours_of_the_window(
    box: ChoiceBox, qtbot: QtBot, ui_theme: Theme, mode: Mode
) -> None:
    ui_theme.wear(mode)
    box.setCurrentIndex(1)
    image = opened(box, qtbot).grab().toImage()
    tokens = ui_theme.tokens
    row = box.view().visualRect(box.model().index(1, 0))
    row.moveTopLeft(box.view().viewport().mapTo(box.view().window(), row.topLeft()))
    middle = QPoint(row.center().x(), row.top() + 2)
    assert image.pixelColor(middle).name().upper() == tokens.accent_soft
    tick = QRect(row.right() - 24, row.top(), 20, row.height())
    assert tokens.accent in colours(image, tick)
    assert tokens.surface in colours(image, image.rect())
    box.hidePopup()


def test_the_choices_stand_below_the_box_and_show_every_word(
    box: ChoiceBox, qtbot: QtBot, dressed: WindowLanguage
) -> None:
    for code in ("en", "zh_Hans"):
        dressed.switch(code)
        box.setFixedWidth(70)
        popup = opened(box, qtbot)
        assert popup.geometry().top() >= box.mapToGlobal(box.rect().bottomLeft()).y()
        longest = max(
            box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count())
        )
        assert box.view().viewport().width() >= longest + 24
        box.hidePopup()
