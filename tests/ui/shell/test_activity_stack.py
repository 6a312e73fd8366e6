"""The stack shows one activity, rests the keys of the others, and goes there and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from tests.ui import placeholder
from tests.ui.pages.hands import said
from ui.activities.cases import CaseAction
from ui.activities.cases.workspace import PaneSlot
from ui.activity import Place
from ui.language import WindowLanguage
from ui.shell import ActionId, Actions, MainWindow, WindowMemory
from ui.shell.rail import Rail, RailEntry
from ui.widgets import column


class Stage:
    """A window with cases, and a pane with a button and a field in the place of the glossary."""

    def __init__(self, qtbot, ini: Path) -> None:
        self.qtbot = qtbot
        self.actions = Actions()
        self.memory = WindowMemory(ini)
        self.window = MainWindow(self.actions, self.memory)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.panes = placeholder.panes()
        self.pane, self.button, self.field = QWidget(self.window), QPushButton(), QLineEdit()
        self.pane.hide()
        self.pane.setLayout(column(self.button, self.field))
        self.done: list[str] = []
        self.stack = placeholder.enter(self.window, self.memory, self.panes, self.done, self.pane)
        self.actions.on(ActionId.SYNC_NOW, lambda: self.done.append(ActionId.SYNC_NOW))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def cases(self) -> placeholder.StandingCases:
        pane = self.stack.pane("cases")
        assert isinstance(pane, placeholder.StandingCases)
        return pane

    @property
    def book(self) -> placeholder.Standing:
        pane = self.stack.pane("glossary")
        assert isinstance(pane, placeholder.Standing)
        return pane

    def go(self) -> None:
        self.stack.show_activity("glossary")
        self.button.setFocus()

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget() or self.window, key)

    def entry(self, name: str) -> RailEntry:
        return self.window.findChild(Rail).entries[name]

    def chosen(self) -> list[str]:
        entries = self.window.findChild(Rail).entries
        return [name for name, entry in entries.items() if entry.isChecked()]


@pytest.fixture
def stage(qtbot, dressed: WindowLanguage, tmp_path: Path) -> Iterator[Stage]:
    return Stage(qtbot, tmp_path / "window.ini")


def test_keys_of_the_cases_rest_while_another_activity_is_in_sight(stage: Stage) -> None:
    stage.cases.workspace.focus(PaneSlot.QUEUE)
    stage.key(Qt.Key.Key_C)
    stage.go()
    stage.key(Qt.Key.Key_C, Qt.Key.Key_J, Qt.Key.Key_F5)
    assert stage.done == [CaseAction.CLAIM, CaseAction.NEXT, ActionId.SYNC_NOW]
    assert stage.stack.active == "glossary"


def test_g_and_a_letter_go_to_an_activity(stage: Stage) -> None:
    stage.cases.workspace.focus(PaneSlot.QUEUE)
    stage.key(Qt.Key.Key_G, Qt.Key.Key_G)
    assert stage.stack.active == "glossary"
    stage.button.setFocus()
    stage.key(Qt.Key.Key_G, Qt.Key.Key_C)
    assert stage.stack.active == "cases"


def test_after_g_the_line_below_says_what_can_follow(stage: Stage) -> None:
    stage.cases.workspace.focus(PaneSlot.QUEUE)
    stage.key(Qt.Key.Key_G)
    assert "g g Glossary and house style" in said(stage.window)
    stage.key(Qt.Key.Key_G)
    assert "g g Glossary and house style" not in said(stage.window)
    assert "back to the cases" in said(stage.window)


def test_letters_stay_text_in_any_activity(stage: Stage) -> None:
    stage.go()
    stage.field.setFocus()
    stage.key(Qt.Key.Key_J, Qt.Key.Key_G, Qt.Key.Key_U)
    assert stage.field.text() == "jgu"
    assert stage.done == []


def test_f6_goes_through_the_parts_of_what_is_in_sight(stage: Stage) -> None:
    stage.go()
    stage.key(Qt.Key.Key_F6)
    assert stage.book.told[-1] == 1


def test_the_focus_comes_back_to_where_it_was(stage: Stage) -> None:
    stage.cases.workspace.focus(PaneSlot.APPEAL)
    before = QApplication.focusWidget()
    stage.go()
    assert not stage.panes.appeal.isVisible()
    stage.stack.home()
    assert QApplication.focusWidget() is before
    assert not stage.pane.isVisible()


def test_u_brings_the_queue_back(stage: Stage) -> None:
    stage.go()
    stage.key(Qt.Key.Key_U)
    assert stage.stack.active == "cases"
    assert stage.panes.queue.isAncestorOf(QApplication.focusWidget())


def test_an_act_that_is_picked_by_name_brings_its_activity(stage: Stage) -> None:
    stage.go()
    stage.actions.trigger(ActionId.SYNC_NOW)
    assert stage.stack.active == "glossary"
    stage.actions.trigger(CaseAction.CLAIM)
    assert stage.stack.active == "cases"
    assert stage.done == [ActionId.SYNC_NOW, CaseAction.CLAIM]


def test_the_rail_shows_what_is_in_sight(stage: Stage, qtbot) -> None:
    assert stage.chosen() == ["cases"]
    qtbot.mouseClick(stage.entry("glossary"), Qt.MouseButton.LeftButton)
    assert stage.chosen() == ["glossary"]
    qtbot.mouseClick(stage.entry("glossary"), Qt.MouseButton.LeftButton)
    assert stage.book.told == ["open", "again"]
    assert stage.chosen() == ["glossary"]
    qtbot.mouseClick(stage.entry("cases"), Qt.MouseButton.LeftButton)
    assert stage.chosen() == ["cases"]


def test_a_count_stands_only_where_something_waits(stage: Stage, dressed: WindowLanguage) -> None:
    entry = stage.entry("glossary")
    plain = entry.grab().toImage()
    stage.window.show_waiting("glossary", 2)
    assert entry.grab().toImage() != plain
    assert entry.accessibleName() == "Glossary and house style, 2 need you"
    stage.window.show_waiting("glossary", 0)
    assert entry.grab().toImage() == plain
    assert entry.accessibleName() == "Glossary and house style"


def test_nobody_goes_anywhere_before_somebody_is_signed_in(
    qtbot, dressed: WindowLanguage, tmp_path: Path
) -> None:
    actions = Actions()
    window = MainWindow(actions, WindowMemory(tmp_path / "w.ini"))
    qtbot.addWidget(window)
    window.show()
    for key in (Qt.Key.Key_G, Qt.Key.Key_G):
        qtbot.keyClick(window, key)
    assert not [spec for spec in actions.served() if spec.id.startswith("go.")]


def test_the_cases_come_back_though_what_had_the_focus_is_gone(stage: Stage) -> None:
    row = QPushButton(stage.panes.queue)
    row.show()
    row.setFocus()
    stage.go()
    row.deleteLater()
    stage.qtbot.waitUntil(lambda: not isValid(row))
    stage.stack.home()
    assert stage.stack.active == "cases"
    assert stage.panes.queue.isAncestorOf(QApplication.focusWidget())


def test_a_place_finds_whoever_opens_its_kind(stage: Stage) -> None:
    assert stage.stack.go(Place("glossary", "", "appeal"))
    assert stage.book.told == [Place("glossary", "", "appeal")]
    assert stage.stack.go(Place("case", "S01"))
    assert stage.book.told[-1] == "leave"
    assert stage.cases.told[-1] == Place("case", "S01")
    assert not stage.stack.go(Place("nothing of ours"))
    assert stage.stack.active == "cases"
