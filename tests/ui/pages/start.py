"""The window that stands before there is any other: what is the matter, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QRadioButton

from tests.ui.pages.hands import click, in_sight, said, until
from ui.start_trouble import StartTroubleDialog
from workstation.cache.problem import WayOn


def start_page() -> StartPage | None:
    """The window that is shown now, if any."""
    shown = [
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, StartTroubleDialog) and each.isVisible()
    ]
    return StartPage(shown[-1]) if shown else None


async def start_page_stands() -> StartPage:
    """Wait for the window."""
    await until(lambda: start_page() is not None)
    page = start_page()
    assert page is not None
    return page


class StartPage:
    """One such window."""

    def __init__(self, dialog: StartTroubleDialog) -> None:
        self.dialog = dialog

    @property
    def said(self) -> str:
        return said(self.dialog)

    @property
    def backups(self) -> list[QRadioButton]:
        return in_sight(self.dialog, QRadioButton)

    def ways(self) -> list[WayOn]:
        """What is offered, the best first."""
        offered: list[WayOn] = []
        for way in WayOn:
            try:
                self.dialog.button(way)
            except KeyError:
                continue
            offered.append(way)
        return sorted(offered, key=lambda way: -self.dialog.button(way).x())

    def take(self, way: WayOn) -> None:
        click(self.dialog.button(way))

    def leave(self) -> None:
        click(self.dialog.leave)


async def choose_folder(folder: str) -> None:
    """Choose a folder in the dialog of the system that is open."""
    await until(lambda: any(map(_chooses, QApplication.topLevelWidgets())))
    (chooser,) = filter(_chooses, QApplication.topLevelWidgets())
    assert isinstance(chooser, QFileDialog)
    (field,) = in_sight(chooser, QLineEdit)
    field.setText(folder)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _chooses(widget: object) -> bool:
    return isinstance(widget, QFileDialog) and widget.isVisible()
