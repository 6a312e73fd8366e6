"""Cases in the command palette, by reference, title or party, and the search of the queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer

from ui.activity import Place
from ui.bridge import Tasks
from ui.casework import title_in
from ui.language import language
from ui.theme import Icon
from ui.widgets import Pick
from workstation.app.values import Filter, QueueRow
from workstation.domain.views import View
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.app.cases import CasePort

MOST = 20
_PAUSE_MS = 120


class CaseSearchDesk(Protocol):
    """The verbs of the workstation that finding cases uses."""

    @property
    def cases(self) -> CasePort: ...


class CaseSearch(QObject):
    """Answers the palette at once with what is known, and looks it up when typing rests.

    `found` is called when there is more to show than was answered.
    """

    def __init__(self, desk: CaseSearchDesk, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Callable[[], None] = lambda: None
        self._desk = desk
        self._tasks = Tasks(self)
        self._wanted = ""
        self._known: tuple[str, tuple[Pick, ...]] = ("", ())
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._look)

    def picks(self, text: str) -> tuple[Pick, ...]:
        """The cases that fit, as far as they are known now; open ones before done ones."""
        self._wanted = text.strip()
        known, picks = self._known
        if not self._wanted:
            return ()
        if known != self._wanted:
            picks = ()
            self._rest.start()
        search = Pick(
            Place("queue", self._wanted),
            _("Search the queue for “{text}”", text=self._wanted),
            icon=Icon.SEARCH,
            # The typed text among the words makes this fit whatever is typed.
            words=(Message("{text}", (("text", self._wanted),)),),
            weight=0.05,
            early=known != self._wanted,
        )
        return (*picks, search)

    async def look(self, text: str) -> None:
        """Find the cases that `text` fits, at most `MOST`, and say so if it is still wanted."""
        rows: list[QueueRow] = []
        for view in (View.ALL_OPEN, View.DONE):
            keys = await self._desk.cases.row_ids(view, Filter(text=text))
            rows += await self._desk.cases.rows(keys[: MOST - len(rows)])
        if text == self._wanted:
            self._known = text, tuple(_pick(each, text) for each in rows)
            self.found()

    def _look(self) -> None:
        self._tasks.spawn(self.look(self._wanted), "find cases")


def _pick(found: QueueRow, text: str) -> Pick:
    row = found.row
    title = title_in(language().code, row.title_en, row.title_zh)
    return Pick(
        Place("case", row.id),
        lambda: f"{row.reference}  {title}",
        lambda: row.party_name,
        icon=Icon.DOCUMENT,
        # It fits because the cache says so, whichever language the text is in.
        words=(Message("{text}", (("text", text),)),),
        weight=0.5,
    )
