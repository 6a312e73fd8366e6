"""The people: the list, whoever is chosen, crews and queues, and deposited work."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pages.hands import button_of, click, has_button, in_sight, said, type_letters
from ui.activities.people.choices import Ticks
from ui.activities.people.pane import PeoplePane
from ui.casework import RefusedChangeCard
from ui.widgets import ReadingView


class PeoplePage:
    """What somebody sees of everybody, and what they can press."""

    def __init__(self, pane: PeoplePane) -> None:
        self.pane = pane

    @property
    def names(self) -> list[str]:
        """The names in the list, as it is."""
        return [row.person.name for row in self.pane.state.people.rows]

    @property
    def said(self) -> str:
        """Everything that is said of whoever is chosen, or in their form."""
        views = (self.pane.view.person, self.pane.view.form, self.pane.view.ending)
        return "\n".join(said(each) for each in views if each.isVisible())

    @property
    def told(self) -> str:
        """Everything in the pane."""
        return said(self.pane.view)

    @property
    def chosen(self) -> str:
        """The user name of whoever is chosen."""
        row = self.pane.state.people.chosen
        return row.person.user if row is not None else ""

    @property
    def password(self) -> str:
        """The password that is shown, this once."""
        shown = self.pane.view.person.entry.shown
        return shown.password.text() if shown.isVisible() else ""

    def has(self, words: str) -> bool:
        """Whether there is a button that says this."""
        return has_button(self.pane.view, words)

    def press(self, words: str) -> None:
        """Press the button that says this."""
        click(button_of(self.pane.view, words))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is. Off screen nobody gives a window back what another one
        took from it, and keys work only in the one in front."""
        window = self.pane.view.window()
        if not window.isActiveWindow():
            window.activateWindow()
            QApplication.processEvents()
        QTest.keyClick(self.focus, key, held)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        type_letters(self.focus, text)

    def tick(self, ticks: Ticks, value: Hashable) -> None:
        """Tick one of a few things, or take the tick away."""
        click(ticks.box(value))

    def choose(self, user: str) -> None:
        """Go to somebody in the list with the arrow keys."""
        rows = [row.person.user for row in self.pane.state.people.rows]
        table = self.pane.view.people.list
        table.setFocus()
        here = rows.index(self.chosen) if self.chosen in rows else -1
        step = Qt.Key.Key_Down if rows.index(user) > here else Qt.Key.Key_Up
        for _press in range(abs(rows.index(user) - here)):
            QTest.keyClick(table, step)

    @property
    def turned(self) -> list[RefusedChangeCard]:
        """What was not taken."""
        return in_sight(self.pane.view, RefusedChangeCard)

    @property
    def read(self) -> str:
        """Every text of the deposited work that is read."""
        views = in_sight(self.pane.view.deposits.detail, ReadingView)
        return "\n".join(each.toPlainText() for each in views)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget: QWidget | None = QApplication.focusWidget()
        assert widget is not None
        assert self.pane.view.window().isAncestorOf(widget), widget
        return widget
