"""What can be taken back: told while it can be, taken back, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.widgets import Counting
from workstation.domain.commands import SendReply
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.shell import MainWindow
    from workstation.app.values import Held, OpenCase, SyncStatus

_SECONDS = 10


class HoldingDesk(Protocol):
    """The verbs that this needs of the workstation."""

    @property
    def status(self) -> SyncStatus: ...

    def held(self) -> tuple[Held, ...]: ...
    async def case(self, case_id: str) -> OpenCase: ...
    async def undo(self, command_id: str) -> bool: ...


class TakingBack(QObject):
    """Offers Undo for as long as the workstation holds a command back."""

    def __init__(
        self,
        desk: HoldingDesk,
        window: MainWindow,
        now: Callable[[], datetime],
        brought_back: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = window
        self._now = now
        self._brought_back = brought_back
        self._tasks = Tasks(self)

    def offer(self, words: Message, undo: Callable[[], Awaitable[bool]]) -> None:
        """Tell what was done, with the way back."""
        self._window.toast(words, partial(self._begin, undo, _("Taken back.")))

    def offer_letter(
        self, name: str, undo: Callable[[], Awaitable[bool]], seconds: int = _SECONDS
    ) -> None:
        """Tell when the letter goes out: not before its seconds are over, and not offline."""
        done = _("The letter to {name} was taken back and is a draft again.", name=name)
        said = partial(self._words, name)
        self._window.toast(Counting(said), partial(self._begin, undo, done), seconds)

    def offer_again(self) -> None:
        """What was held when the window was closed can be taken back for the rest of its time."""
        for held in self._desk.held():
            if isinstance(held.command, SendReply):
                self._tasks.spawn(self._offer(held, held.command), "offer to take a letter back")

    async def _offer(self, held: Held, letter: SendReply) -> None:
        try:
            party = (await self._desk.case(held.case_id)).case.party(letter.party)
        except KeyError:
            return
        left = ceil((held.until - self._now()).total_seconds())
        if party is not None and left > 0:
            self.offer_letter(party.name, partial(self._undo, held), left)

    async def _undo(self, held: Held) -> bool:
        taken_back = await self._desk.undo(held.command_id)
        if taken_back:
            self._brought_back(held.case_id)
        return taken_back

    def _words(self, name: str, seconds: int) -> Message:
        if self._desk.status.offline_since is not None:
            return _("The letter to {name} is sent when the server is back", name=name)
        return ngettext(
            "The letter to {name} is sent in {n} second",
            "The letter to {name} is sent in {n} seconds",
            seconds,
            name=name,
        )

    def _begin(self, undo: Callable[[], Awaitable[bool]], done: Message) -> None:
        self._tasks.spawn(self._take_back(undo, done), "take it back")

    async def _take_back(self, undo: Callable[[], Awaitable[bool]], done: Message) -> None:
        late = _("Too late to take it back: it is on its way.")
        self._window.toast(done if await undo() else late)
