"""Tab follows the layouts, whenever and in whatever order their parts were made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.language import WindowLanguage
from ui.shell import Actions, MainWindow, WindowMemory
from ui.widgets import SegmentedSwitch, SwitchChoice, column, row, tab_stops
from workstation.i18n import _


def field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def names(root: QWidget) -> list[str]:
    return [each.objectName() for each in tab_stops(root)]


@pytest.fixture
def host(qtbot, dressed: WindowLanguage) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    return host


def test_what_is_put_before_others_later_comes_before_them(host: QWidget) -> None:
    lines = column(field("b"), row(field("c"), field("d")))
    host.setLayout(lines)
    host.show()
    lines.insertWidget(0, field("a"))
    lines.addWidget(field("e"))
    QApplication.processEvents()
    assert names(host) == ["a", "b", "c", "d", "e"]


def test_the_cells_of_a_grid_come_line_by_line(host: QWidget) -> None:
    grid = QGridLayout()
    for name, line, at in (("d", 1, 1), ("b", 0, 1), ("c", 1, 0), ("a", 0, 0)):
        grid.addWidget(field(name), line, at)
    host.setLayout(grid)
    host.show()
    assert names(host) == ["a", "b", "c", "d"]


def test_the_panes_of_a_splitter_come_as_they_stand(host: QWidget) -> None:
    panes = QSplitter()
    for name in ("b", "c"):
        panes.addWidget(field(name))
    panes.insertWidget(0, field("a"))
    host.setLayout(column(panes))
    host.show()
    assert names(host) == ["a", "b", "c"]


def test_what_cannot_be_used_or_is_hidden_is_no_stop(host: QWidget) -> None:
    parts = [field(name) for name in "abc"]
    host.setLayout(column(*parts))
    host.show()
    parts[0].setEnabled(False)
    parts[1].hide()
    assert names(host) == ["c"]


def test_a_switch_is_one_stop_at_what_is_chosen(host: QWidget) -> None:
    switch = SegmentedSwitch([SwitchChoice(n, _("{n}", n=n)) for n in (1, 2, 3)])
    host.setLayout(column(field("a"), switch, field("b")))
    host.show()
    switch.choose(3)
    assert tab_stops(host)[1] is switch.chosen_button
    assert len(tab_stops(host)) == 3


def test_tab_goes_round_in_the_window_and_scrolls_what_it_comes_to_into_sight(
    qtbot, tmp_path, dressed: WindowLanguage
) -> None:
    window = MainWindow(Actions(), WindowMemory(tmp_path / "w.ini"))
    qtbot.addWidget(window)
    window.resize(400, 300)
    inside, area = QWidget(), QScrollArea()
    lines = QVBoxLayout(inside)
    for number in range(30):
        lines.addWidget(field(str(number)))
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.setCentralWidget(area)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    lines.insertWidget(15, field("late"))
    QApplication.processEvents()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    QApplication.focusWidget().clearFocus()
    QTest.keyClick(window, Qt.Key.Key_Tab)
    seen = []
    for _turn in range(31):
        here = QApplication.focusWidget()
        seen.append(here.objectName())
        shown = here.visibleRegion().boundingRect()
        assert shown == here.rect(), here.objectName()
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert seen == [*map(str, range(15)), "late", *map(str, range(15, 30))]
    assert QApplication.focusWidget().objectName() == "0"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().objectName() == "29"
