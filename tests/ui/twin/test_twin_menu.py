"""The menu of a page, and what the edge and the strip say to whoever points or listens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.twin.conftest import LETTER, Bench
from ui.panes.reply.twin.rows import StateEdge, area
from ui.widgets import Menu
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.history import CaretPlace


def open_menu(bench: Bench) -> Menu | None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(20, 20), QPoint(20, 20))
    QApplication.sendEvent(bench.en, event)
    return bench.en.findChild(Menu)


def trigger(menu: Menu, words: str) -> None:
    (action,) = [one for one in menu.actions() if one.text().split("\t")[0] == words]
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_the_menu_acts_on_pairs(bench: Bench, qtbot: QtBot) -> None:
    bench.editor.put_caret(CaretPlace("b", Side.EN, 3))
    menu = open_menu(bench)
    assert menu is not None
    states = {one.text().split("\t")[0]: one.isEnabled() for one in menu.actions()}
    assert states["Undo"] is states["Cut"] is False
    trigger(menu, "Confirm this pair")
    assert bench.editor.draft.bead("b").state is BeadState.CONFIRMED
    qtbot.waitUntil(lambda: bench.en.findChild(Menu) is None)
    again = open_menu(bench)
    assert again is not None
    trigger(again, "Undo")
    assert bench.editor.draft == LETTER


def test_no_menu_while_composing(bench: Bench) -> None:
    QApplication.sendEvent(bench.en, QInputMethodEvent("ni", []))
    assert open_menu(bench) is None


def test_the_edge_says_the_state_in_words(bench: Bench) -> None:
    edge = bench.editor.findChild(StateEdge)
    assert isinstance(edge, StateEdge)
    middle = QPoint(10, round(area(bench.en, 3, bench.en.line()).text) + 3)
    event = QHelpEvent(QEvent.Type.ToolTip, middle, edge.mapToGlobal(middle))
    QApplication.sendEvent(edge, event)
    assert QToolTip.text() == "quoted from the policy"
    QToolTip.hideText()
