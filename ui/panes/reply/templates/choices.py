"""The list of templates: those that fit the letter first, all others below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.casework import title_in
from ui.language import language
from ui.theme import Type, theme
from ui.widgets import describe, mark_content, refuse_input_method, set_role
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.bilingual.templates import LetterTemplate

_ROW, _HEAD = 34, 30


class TemplateList(QListWidget):
    """Says `chosen` with the id of a template."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "picks")
        mark_content(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        refuse_input_method(self)
        describe(self, _("Templates"))
        self._groups: tuple[tuple[LetterTemplate, ...], tuple[LetterTemplate, ...]] = ((), ())
        self._current = ""
        self.currentItemChanged.connect(self._tell)
        language().changed.connect(self._build)
        theme().changed.connect(self._build)

    def show_templates(
        self, fitting: Sequence[LetterTemplate], others: Sequence[LetterTemplate], current: str
    ) -> None:
        """Show these templates, and mark the one that is chosen."""
        groups = (tuple(fitting), tuple(others))
        if groups != self._groups:
            self._groups, self._current = groups, current
            self._build()
        elif current != self._current:
            self._current = current
            self._mark()

    def step(self, by: int) -> None:
        """Choose the next one, or the one before, past the headings."""
        at = self.currentRow() + by
        while 0 <= at < self.count():
            if self.item(at).data(Qt.ItemDataRole.UserRole):
                self.setCurrentRow(at)
                return
            at += by

    def _build(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            titles = (_("For this letter"), _("All others"))
            for title, group in zip(titles, self._groups, strict=True):
                if group:
                    self._head(title)
                for each in group:
                    item = QListWidgetItem(title_in(language().code, each.name.en, each.name.zh))
                    item.setData(Qt.ItemDataRole.UserRole, each.id)
                    item.setSizeHint(QSize(100, theme().scaled(_ROW)))
                    self.addItem(item)
        self._mark()

    def _head(self, title: Message) -> None:
        item = QListWidgetItem(language().text(title))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme().font(Type.META_STRONG))
        item.setForeground(QColor(theme().tokens.muted))
        item.setSizeHint(QSize(100, theme().scaled(_HEAD)))
        self.addItem(item)

    def _mark(self) -> None:
        with QSignalBlocker(self):
            for at in range(self.count()):
                if self.item(at).data(Qt.ItemDataRole.UserRole) == self._current:
                    self.setCurrentRow(at)

    def _tell(self, item: QListWidgetItem | None) -> None:
        template = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if template:
            self._current = template
            self.chosen.emit(template)
