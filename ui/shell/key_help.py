"""`KeyHelp`: the page over the window that lists the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.keyboard import MOVING, WINDOW, ActionSpec, Category, key_span, keyboard
from ui.shell.catalogue import ActionId
from ui.shell.keys import pressed
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


class KeyHelp(Overlay):
    """Lists the keys that work now: those of the activity in sight, then those of the window."""

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
        """Show the page with the keys as they are now, or hide it if it is shown."""
        if self.isVisible():
            self.disappear()
            return
        sections = dict.fromkeys(spec.category for spec in self._keyed())
        others = [each for each in sections if each not in (MOVING, WINDOW)]
        left = column(self._section(MOVING), self._section(WINDOW), STRETCH, spacing=20)
        right = column(*(self._section(each) for each in others), STRETCH, spacing=20)
        both = row(left, right, margins=(20, 16, 20, 20), spacing=40)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        page = QWidget()
        set_surface(page, Surface.SURFACE)
        page.setLayout(both)
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
        if pressed(event) in keyboard().table.named(ActionId.HELP):
            self.disappear()
        super().keyPressEvent(event)

    def _section(self, category: Category) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        found = [spec for spec in self._keyed() if spec.category == category]
        lines: dict[Message, list[str]] = {}
        for spec in found:
            lines.setdefault((spec.fold or spec).text, []).append(self._key(spec))
        for at, (text, keys) in enumerate(lines.items()):
            grid.addWidget(Label(text, Type.BODY, wrap=True), at, 0)
            grid.addWidget(KeyCap(key_span(keys)), at, 1, Qt.AlignmentFlag.AlignRight)
        section = QWidget()
        section.setLayout(column(Heading(category.name), grid, spacing=4))
        if not grid.count():
            # Only hidden: shown before it stands on the page it would be a window of its own.
            section.hide()
        return section

    def _key(self, spec: ActionSpec) -> str:
        return self._actions.key(spec.id)

    def _keyed(self) -> list[ActionSpec]:
        return [spec for spec in self._actions.at_hand() if self._key(spec)]
