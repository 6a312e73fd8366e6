"""A pane in the place of the cases: which keys rest, and how one comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from shiboken6 import isValid

from tests.ui import placeholder
from ui.language import Language
from ui.shell import ActionId, Actions, Cover, MainWindow, Place, WindowMemory
from ui.shell.rail import Rail
from ui.widgets import column


class Stage:
    """A window whose cases can be covered by a pane with a button and a field."""

    def __init__(self, qtbot, ini: Path) -> None:
        self.qtbot = qtbot
        self.actions = Actions()
        self.window = MainWindow(self.actions, WindowMemory(ini), lambda: placeholder.NOW)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.panes = placeholder.panes()
        self.cover: Cover = self.window.open_workspace(self.panes)
        self.pane, self.button, self.field = QWidget(), QPushButton(), QLineEdit()
        self.pane.setLayout(column(self.button, self.field))
        self.cycled: list[int] = []
        self.done: list[ActionId] = []
        for each in (ActionId.CLAIM, ActionId.NEXT, ActionId.SYNC_NOW, ActionId.HOUSE):
            self.actions.on(each, lambda each=each: self.done.append(each))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def lay(self) -> None:
        self.cover.lay(self.pane, self.cycled.append)
        self.button.setFocus()

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)

    def icons(self) -> list[QToolButton]:
        """The queue's and the book's icons of the rail."""
        return self.window.findChild(Rail).findChildren(QToolButton)[:2]


@pytest.fixture
def stage(qtbot, dressed: Language, tmp_path: Path) -> Iterator[Stage]:
    return Stage(qtbot, tmp_path / "window.ini")


def test_keys_of_the_case_rest_while_it_is_covered(stage: Stage) -> None:
    stage.window.focus_pane(Place.QUEUE)
    stage.key(Qt.Key.Key_C)
    stage.lay()
    for key in (Qt.Key.Key_C, Qt.Key.Key_J, Qt.Key.Key_F5, Qt.Key.Key_G):
        stage.key(key)
    assert stage.done == [ActionId.CLAIM, ActionId.NEXT, ActionId.SYNC_NOW, ActionId.HOUSE]
    assert stage.cover.covering


def test_letters_stay_text_in_what_covers(stage: Stage) -> None:
    stage.lay()
    stage.field.setFocus()
    for key in (Qt.Key.Key_J, Qt.Key.Key_G, Qt.Key.Key_U):
        stage.key(key)
    assert stage.field.text() == "jgu"
    assert stage.done == []


def test_f6_goes_through_the_parts_of_what_covers(stage: Stage) -> None:
    stage.lay()
    stage.key(Qt.Key.Key_F6)
    assert stage.cycled == [1]


def test_the_focus_comes_back_to_where_it_was(stage: Stage) -> None:
    stage.window.focus_pane(Place.APPEAL)
    before = QApplication.focusWidget()
    stage.lay()
    assert not stage.panes.appeal.isVisible()
    stage.cover.lift()
    assert QApplication.focusWidget() is before
    assert not stage.pane.isVisible()


def test_u_brings_the_queue_back(stage: Stage) -> None:
    stage.lay()
    stage.key(Qt.Key.Key_U)
    assert not stage.cover.covering
    assert stage.panes.queue.isAncestorOf(QApplication.focusWidget())


def test_an_act_that_is_picked_by_name_brings_the_cases_back(stage: Stage) -> None:
    stage.lay()
    stage.actions.trigger(ActionId.SYNC_NOW)
    assert stage.cover.covering
    stage.actions.trigger(ActionId.CLAIM)
    assert not stage.cover.covering
    assert stage.done == [ActionId.SYNC_NOW, ActionId.CLAIM]


def test_the_rail_shows_what_is_in_sight(stage: Stage, qtbot) -> None:
    queue, book = stage.icons()
    assert (queue.isChecked(), book.isChecked()) == (True, False)
    qtbot.mouseClick(book, Qt.MouseButton.LeftButton)
    assert stage.done == [ActionId.HOUSE]
    assert not book.isChecked()
    stage.lay()
    assert (queue.isChecked(), book.isChecked()) == (False, True)
    qtbot.mouseClick(queue, Qt.MouseButton.LeftButton)
    assert not stage.cover.covering
    assert (queue.isChecked(), book.isChecked()) == (True, False)


def test_the_book_has_no_key_before_somebody_is_signed_in(
    qtbot, dressed: Language, tmp_path: Path
) -> None:
    actions = Actions()
    window = MainWindow(actions, WindowMemory(tmp_path / "w.ini"), lambda: placeholder.NOW)
    qtbot.addWidget(window)
    done: list[bool] = []
    actions.on(ActionId.HOUSE, lambda: done.append(True))
    window.show()
    qtbot.keyClick(window, Qt.Key.Key_G)
    assert done == []


def test_the_cases_come_back_though_what_had_the_focus_is_gone(stage: Stage) -> None:
    row = QPushButton(stage.panes.queue)
    row.show()
    row.setFocus()
    stage.lay()
    row.deleteLater()
    stage.qtbot.waitUntil(lambda: not isValid(row))
    stage.cover.lift()
    assert not stage.cover.covering
    assert stage.panes.queue.isAncestorOf(QApplication.focusWidget())
