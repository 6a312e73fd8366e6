"""What can be taken back: it is told as long as it can be, and what came of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.widgets import Counting
from workstation.domain.case import Case
from workstation.domain.commands import Agree, Decide, RequestInformation, SendReply
from workstation.domain.record import Command
from workstation.domain.taxonomy import State
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.activity import Frame
    from workstation.app.cases import CasePort
    from workstation.app.records import RecordPort
    from workstation.app.sync import SyncPort
    from workstation.app.values import HeldCommand

Undo = Callable[[], Awaitable[bool]]


class HoldingDesk(Protocol):
    """The verbs of the workstation that undo offers use."""

    @property
    def sync(self) -> SyncPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def cases(self) -> CasePort: ...


class UndoOffers(QObject):
    """Offers Undo for as long as the workstation holds a command back.

    `brought_back` takes the command and the case of one that was taken back over a restart: no
    pane remembers what it held.
    """

    def __init__(
        self,
        desk: HoldingDesk,
        frame: Frame,
        now: Callable[[], datetime],
        brought_back: Callable[[Command, Case], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._frame = frame
        self._now = now
        self._brought_back = brought_back
        self._tasks = Tasks(self)

    def offer(self, command_id: str, undo: Undo) -> None:
        """Offer to take a command back, and tell when it goes out: neither before its seconds are
        over, nor offline."""
        for held in self._desk.records.held():
            if held.command_id == command_id:
                self._tell(held, undo)

    def offer_again(self) -> None:
        """Offer what was held when the window was closed, for the rest of its time."""
        for held in self._desk.records.held():
            self._tell(held, partial(self._undo, held))

    def _tell(self, held: HeldCommand, undo: Undo) -> None:
        self._tasks.spawn(self._offer(held, undo), "offer to take it back")

    async def _offer(self, held: HeldCommand, undo: Undo) -> None:
        try:
            case = (await self._desk.cases.case(held.record_id)).case
        except KeyError:
            return
        left = ceil((held.until - self._now()).total_seconds())
        if left > 0:
            what, done = _words_of(held.command, case)
            take_back = self._tasks.slot(partial(self._take_back, undo, done), "take it back")
            self._frame.toast(Counting(partial(self._words, what)), take_back, left)

    async def _undo(self, held: HeldCommand) -> bool:
        taken_back = await self._desk.records.undo(held.command_id)
        if taken_back:
            self._brought_back(held.command, (await self._desk.cases.case(held.record_id)).case)
        return taken_back

    def _words(self, what: Message, seconds: int) -> Message:
        if self._desk.sync.status.offline_since is not None:
            return _("{what} is sent when the server is back", what=what)
        return ngettext(
            "{what} is sent in {n} second", "{what} is sent in {n} seconds", seconds, what=what
        )

    async def _take_back(self, undo: Undo, done: Message) -> None:
        late = _("Too late to take it back: it is on its way.")
        self._frame.toast(done if await undo() else late)


def _words_of(command: Command, case: Case) -> tuple[Message, Message]:
    """What is held, and what is said once it was taken back."""
    taken_back = _("Taken back.")
    match command:
        case SendReply(party=party_id):
            party = case.party(party_id)
            name = party.name if party is not None else ""
            draft = _("The letter to {name} was taken back and is a draft again.", name=name)
            return _("The letter to {name}", name=name), draft
        case Decide() if case.state is State.SECOND_REVIEW:
            return _("The decision proposed for a second signature"), taken_back
        case Decide():
            return _("The decision"), taken_back
        case Agree():
            return _("Your signature"), taken_back
        case RequestInformation(extension=True):
            return _("The extension"), taken_back
        case RequestInformation():
            return _("The request for information"), taken_back
        case _:
            return _("What you did"), taken_back
