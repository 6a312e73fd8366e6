"""The last changes of the glossary on the screen: version, who, when, what."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.activities.glossary.row_delegates import HEIGHT, ChangeDelegate
from ui.activities.glossary.state import ChangeRow
from ui.activities.glossary.words import spoken_change
from ui.theme import Icon
from ui.widgets import ContentStage, EmptyPanel, column
from ui.widgets.row_list import RowList, RowModel
from workstation.i18n import _


class HistoryView(QWidget):
    """Fully built at once."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(
            _("The last changes"), RowModel[ChangeRow](_key, spoken_change), ChangeDelegate()
        )
        self._stage = ContentStage(self.list, rows=6, row_height=HEIGHT)
        self._none: EmptyPanel | None = None
        self.setLayout(column(self._stage))

    def show_changes(self, rows: tuple[ChangeRow, ...]) -> None:
        """Show them, the newest first."""
        index = self.list.currentIndex()
        chosen = rows[index.row()] if 0 <= index.row() < len(rows) else None
        self.list.show_rows(rows, _key(chosen) if chosen is not None else "")
        if rows:
            self._none = None
            self._stage.show_content()
        elif self._none is None:
            self._none = EmptyPanel(
                Icon.HISTORY,
                _("No change yet"),
                _("The glossary is as it came with the program. Each change will stand here."),
            )
            self._stage.show_panel(self._none)


def _key(row: ChangeRow) -> str:
    return str(row.changed.version)
