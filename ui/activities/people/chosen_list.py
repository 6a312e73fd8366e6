"""A list whose chosen row is lit also where Qt itself made it the current one, with the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel

from ui.widgets.row_list import RowList


class ChosenList(RowList):
    """Rows, of which the chosen one is always selected."""

    def show_rows(self, rows: Sequence[Any], chosen: str) -> None:
        """Show these rows, one of them chosen."""
        super().show_rows(rows, chosen)
        index, selection = self.currentIndex(), self.selectionModel()
        if index.isValid() and not selection.isSelected(index):
            selection.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
