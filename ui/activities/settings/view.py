"""The settings on the screen: the sections at the left, and the page of the one that is chosen."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.activities.settings.keys_page import KeysPage
from ui.activities.settings.look_page import LookPage
from ui.joined_pane import PartedView
from ui.language import language
from ui.pane_keys import PaneKeys
from ui.theme import Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    Label,
    Surface,
    column,
    describe,
    foot,
    row,
    rule,
    set_edge,
    set_role,
    set_surface,
)
from ui.widgets.row_list import ROW, RowList, RowModel
from workstation.i18n import Message, _

_SECTIONS_WIDTH, _ROW, _LEFT, _EDGE = 208, 32, 20, 3
_Index = QModelIndex | QPersistentModelIndex


class SettingsSection(Enum):
    """One page of the settings."""

    LOOK = auto()
    KEYS = auto()


SECTIONS = {
    SettingsSection.LOOK: _("Look and language"),
    SettingsSection.KEYS: _("Keys"),
}


class SectionDelegate(QStyledItemDelegate):
    """Paints the name of a section."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Qt: every row is equally high."""
        return QSize(100, theme().scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt: draw one row."""
        area: QRect = option.rect
        tokens, chosen = theme().tokens, bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, QColor(tokens.accent_soft))
            edge = QRect(area.left(), area.top(), _EDGE, area.height())
            painter.fillRect(edge, QColor(tokens.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.raised))
        painter.setFont(theme().font(Type.STRONG if chosen else Type.BODY))
        painter.setPen(QColor(tokens.text))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area.adjusted(_LEFT, 0, 0, 0), middle, language().text(index.data(ROW)))


class SettingsView(PartedView):
    """The whole activity."""

    section_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, _("Settings"))
        self._section = SettingsSection.KEYS
        self.keys, self.look = KeysPage(), LookPage()
        self._page = {SettingsSection.LOOK: self.look, SettingsSection.KEYS: self.keys}
        self._pages = QStackedWidget()
        for page in self._page.values():
            self._pages.addWidget(page)
        model = RowModel[Message](lambda name: name.id, lambda name: name)
        self.sections = RowList(_("Sections of the settings"), model, SectionDelegate())
        self.sections.show_rows(tuple(SECTIONS.values()), SECTIONS[self._section].id)
        self._name = Label(SECTIONS[self._section], Type.STRONG, Tone.ACCENT)
        set_role(self._name, "section")
        self._lay_out()
        self.show_section(self._section)
        self.sections.chosen.connect(self._on_chosen)

    def _lay_out(self) -> None:
        head, left = QWidget(), QWidget()
        set_edge(head, Edge.BOTTOM)
        saved = Label(_("Saved as you go"), Type.META, Tone.MUTED)
        head.setFixedHeight(theme().scaled(48))
        title = Label(_("Settings"), Type.TITLE)
        line = row(title, self._name, STRETCH, saved, margins=(20, 0, 16, 0), spacing=18)
        line.setAlignment(self._name, Qt.AlignmentFlag.AlignBottom)
        head.setLayout(line)
        yours = Label(_("Keys are yours: nobody else who signs in here has them."), Type.META)
        yours.setWordWrap(True)
        parts = column(self.sections, foot(yours, margins=(20, 10, 14, 10)), spacing=0)
        parts.setStretch(0, 1)
        left.setLayout(parts)
        left.setFixedWidth(_SECTIONS_WIDTH)
        self._left = left
        body = row(left, rule(Qt.Orientation.Vertical), self._pages, spacing=0)
        body.setStretch(2, 1)
        whole = column(head, body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    @property
    def section(self) -> SettingsSection:
        """The section whose page is in sight."""
        return self._section

    def show_section(self, section: SettingsSection) -> None:
        """Show the page of a section."""
        self._section = section
        self.sections.show_rows(tuple(SECTIONS.values()), SECTIONS[section].id)
        self._pages.setCurrentWidget(self._page[section])
        self._name.say(SECTIONS[section])

    def parts(self) -> list[PaneKeys]:
        """What is in sight of the page, and the sections."""
        page = self._pages.currentWidget()
        inside = page.parts() if isinstance(page, KeysPage | LookPage) else []
        return [*inside, PaneKeys(self._left, self.sections)]

    def _on_chosen(self, name: str) -> None:
        section = next(each for each, words in SECTIONS.items() if words.id == name)
        self.section_chosen.emit(section)
