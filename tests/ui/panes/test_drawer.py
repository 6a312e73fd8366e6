"""The policy in its drawer, where the window is too narrow for three columns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from ui.activities.cases import CaseAction
from ui.activities.cases.workspace import PaneSlot
from ui.widgets import Drawer, IconButton


def drawer(office: Office) -> Drawer:
    return next(
        each
        for each in office.window.findChildren(Drawer)
        if each.isAncestorOf(office.place.policy.view)
    )


def left_of(office: Office, widget: QWidget) -> bool:
    """Whether the whole of `widget` lies beside the drawer, or no drawer is out."""
    over = drawer(office)
    right = widget.mapTo(office.window, widget.rect().topRight()).x()
    return not over.isVisible() or right < over.mapTo(office.window, over.rect().topLeft()).x()


async def pulled(office: Office) -> Drawer:
    office.window.resize(1280, 800)
    await office.open("S04")
    await until(lambda: not office.place.policy.view.isVisible())
    office.actions.trigger(CaseAction.POLICY)
    await until(office.place.policy.view.isVisible)
    return drawer(office)


async def test_its_button_shuts_it(office: Office) -> None:
    out = await pulled(office)
    office.place.focus(PaneSlot.POLICY)
    button = next(each for each in out.findChildren(IconButton) if each.accessibleName() == "Close")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    await until(lambda: not out.isVisible())
    assert office.place.appeal.view.isAncestorOf(office.window.focusWidget() or out)


async def test_deciding_has_its_button_in_sight_and_escape_shuts_from_there(
    office: Office,
) -> None:
    out = await pulled(office)
    office.actions.trigger(CaseAction.DECIDE)
    await until(office.place.decide.view.decide.isVisible)
    assert not out.isVisible()
    office.actions.trigger(CaseAction.POLICY)
    await until(out.isVisible)
    office.place.decide.begin()
    outcomes = office.place.decide.view.outcomes
    await until(lambda: office.place.decide.view.isAncestorOf(office.window.focusWidget() or out))
    QTest.keyClick(office.window.focusWidget() or outcomes, Qt.Key.Key_Escape)
    await until(lambda: not out.isVisible())
    assert office.place.deciding
    assert left_of(office, office.place.decide.view.decide)
