"""The page of keys, over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.shell.catalogue import CATEGORY_NAMES, ActionId, Category, Spec
from ui.theme import Icon, Type
from ui.widgets import (
    STRETCH,
    Heading,
    IconButton,
    KeyCap,
    Label,
    Overlay,
    Surface,
    column,
    row,
    rule,
    set_surface,
)
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.shell.actions import Actions

_WIDTH = 760
# Nine outcomes are one line, not nine.
_FOLDED = frozenset(ActionId[f"OUTCOME_{number}"] for number in range(2, 10))


class KeyHelp(Overlay):
    """All keys of the actions that somebody serves, by section."""

    def __init__(self, host: QWidget, actions: Actions) -> None:
        super().__init__(host, _WIDTH)
        self._actions = actions
        self._close = IconButton(Icon.CLOSE, _("Close"))
        self._close.clicked.connect(self.disappear)
        title = Label(_("Keys"), Type.TITLE)
        self.inside.addLayout(row(title, STRETCH, self._close, margins=(20, 12, 12, 12)))
        self.inside.addWidget(rule())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.inside.addLayout(column(self._area, margins=(0, 0, 0, 8)))

    def open(self) -> None:
        """Show it, or hide it if it is there."""
        if self.isVisible():
            self.disappear()
            return
        page = self._page()
        self._area.setWidget(page)
        self._area.setMinimumHeight(page.sizeHint().height())
        self.appear(self._close)

    def arrange(self) -> None:
        """Fit the page into the window."""
        page = self._area.widget()
        host = self.parentWidget()
        if page is not None and host is not None:
            room = host.height() - 180
            self._area.setFixedHeight(max(120, min(page.sizeHint().height() + 2, room)))
        super().arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the key that opened it closes it."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.disappear()
        super().keyPressEvent(event)

    def _page(self) -> QWidget:
        sections = {each: self._section(each) for each in Category}
        left = column(sections[Category.MOVE], sections[Category.WINDOW], STRETCH, spacing=20)
        right = column(sections[Category.CASE], sections[Category.REPLY], STRETCH, spacing=20)
        page = QWidget()
        set_surface(page, Surface.SURFACE)
        both = row(left, right, margins=(20, 16, 20, 20), spacing=40)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        page.setLayout(both)
        return page

    def _section(self, category: Category) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for line, spec in enumerate(self._keyed(category)):
            grid.addWidget(Label(_name(spec), Type.BODY, wrap=True), line, 0)
            key = self._actions.key(spec.id)
            cap = KeyCap("Ctrl+1...9" if spec.id is ActionId.OUTCOME_1 else key)
            grid.addWidget(cap, line, 1, Qt.AlignmentFlag.AlignRight)
        section = QWidget()
        section.setLayout(column(Heading(CATEGORY_NAMES[category]), grid, spacing=4))
        section.setVisible(grid.count() > 0)
        return section

    def _keyed(self, category: Category) -> list[Spec]:
        return [
            spec
            for spec in self._actions.served()
            if spec.category is category and self._actions.key(spec.id) and spec.id not in _FOLDED
        ]


def _name(spec: Spec) -> Message:
    return _("Choose an outcome") if spec.id is ActionId.OUTCOME_1 else spec.text
