"""Records as they stand here: what changed, and one of them whole, with what waits of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from ui.bridge import Tasks
from ui.widgets import OutlinedButton, column, describe, row
from workstation.i18n import pgettext

if TYPE_CHECKING:
    from workstation.app import Change, Workstation
    from workstation.app.values import Opened

_MOST = 200


class RecordsView(QWidget):
    """A record by its id; whatever changes while this is open stands in the list of ids."""

    def __init__(self, workstation: Callable[[], Workstation | None]) -> None:
        super().__init__()
        self._workstation = workstation
        self._watched: Workstation | None = None
        self._end: Callable[[], None] | None = None
        self._tasks = Tasks(self)
        self.id = QComboBox()
        self.id.setEditable(True)
        describe(self.id, pgettext("inspector", "Record"))
        self.open = OutlinedButton(pgettext("inspector", "Open"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        describe(self.text, pgettext("inspector", "The record"))
        head = row(self.id, self.open)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.text, margins=(12, 10, 12, 12), spacing=8))
        self.open.clicked.connect(self._tasks.slot(self.show_record, "inspect a record"))
        self.id.activated.connect(self._tasks.slot(self.show_record, "inspect a record"))
        self._watch()

    async def show_record(self, *_values: object) -> None:
        """Show the record whose id stands in the field, as it is now."""
        self._watch()
        id_ = self.id.currentText().strip()
        if self._watched is None or not id_:
            return
        try:
            opened = await self._watched.records.open(id_)
        except KeyError:
            opened = None
        self.text.setPlainText(as_text(opened))

    def leave(self) -> None:
        """Listen to nobody any more."""
        if self._end is not None:
            self._end()
        self._end = self._watched = None

    def _watch(self) -> None:
        now = self._workstation()
        if now is not self._watched:
            self.leave()
            self._watched = now
            self._end = now.watch(self._take_in) if now is not None else None

    def _take_in(self, change: Change) -> None:
        for id_ in sorted(change.case_ids):
            if self.id.findText(id_) < 0:
                self.id.insertItem(0, id_)
        while self.id.count() > _MOST:
            self.id.removeItem(self.id.count() - 1)
        if self.id.currentText() in change.case_ids:
            self._tasks.spawn(self.show_record(), "inspect a record")


# Any: of whichever kind.
def as_text(opened: Opened[Any] | None) -> str:
    """A record with its seen version, what waits and what asks of it, as indented JSON; `null` for
    one that is out of sight."""
    whole = opened and {
        "kind": type(opened.record).__name__,
        "truth_version": opened.truth_version,
        "record": opened.record,
        "pending": opened.pending,
        "questions": opened.questions,
    }
    return msgspec.json.format(msgspec.json.encode(whole, enc_hook=repr), indent=2).decode()
