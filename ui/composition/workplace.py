"""`Workplace`: joins the activities of one signed-in person to window and workstation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from ui.activity import Activity, NewsOffer, Place, Seat
from ui.bridge import Tasks
from ui.composition.dialogs import Dialogs
from ui.composition.status import notice_of, status_of
from ui.keyboard import OwnKeys, keyboard, own_keys_from
from ui.shell import ActivityStack, MainWindow, WindowMemory
from ui.theme import theme
from workstation.app import Change, SyncState, Workstation
from workstation.i18n import Message, _

_LEFT = "activity"


class Workplace(QObject):
    """The activities that the signed-in person may see, and what goes on beside them.

    activities: all that there are; those that the person may not see are left out entirely.
    first: the place where a person begins who never worked here.
    """

    def __init__(
        self,
        workstation: Workstation,
        window: MainWindow,
        memory: WindowMemory,
        new_id: Callable[[], str],
        activities: Sequence[Activity],
        first: Place | None = None,
    ) -> None:
        super().__init__(window)
        self.workstation = workstation
        self.window = window
        self._tasks = Tasks(self)
        self._noticed: Message | None = None
        self._waiting: dict[str, int] = {}
        self._counting = self._again = False
        me = workstation.session.me
        self._take_keys(memory)
        seen = [each for each in activities if me is not None and each.visible(me)]
        self.stack = ActivityStack(seen)
        self.dialogs = Dialogs(workstation, window, self.stack)
        seat = Seat(
            workstation=workstation,
            frame=window,
            host=window,
            memory=memory,
            way=self.stack,
            now=workstation.clock,
            new_id=new_id,
            first=first,
        )
        self._begin(seat)
        self._attendants = [
            each.attend(self.stack.seat_of(each)) for each in seen if each.attend is not None
        ]
        self._unwatch = workstation.watch(self.take_in)
        window.picked.connect(self._on_picked)
        self._show_status()
        self._count()

    def _begin(self, seat: Seat) -> None:
        """Show the activity where the person was, home if something can still be taken back."""
        left = "" if self.workstation.records.held() else seat.memory.recall(_LEFT)
        with theme().at_once():
            self.window.open_activities(self.stack, self.workstation.clock)
            self.stack.begin(seat, left)

    @property
    def private(self) -> tuple[str, ...]:
        """The keys in the window's memory that tell about this person; emptied at sign-out."""
        return (_LEFT, *(key for each in self.stack.activities for key in each.private))

    def take_in(self, change: Change) -> None:
        """Pass `change` on to every part that shows what changed."""
        self.stack.take_in(change)
        for each in self._attendants:
            each.take_in(change)
        self.dialogs.take_in(change)
        if change.status or change.questions or change.rows:
            self._show_status()
        if change.questions or change.rows or change.references or change.keys_changed:
            self._count()

    async def flush(self) -> None:
        """Write what was typed to the disk. Raises `ProfileProblem` if it cannot be."""
        await self.stack.flush()

    def leave(self) -> None:
        """End the activities and dialogs, and stop listening to workstation and window."""
        self._unwatch()
        keyboard().changed.disconnect(self._keep_keys)
        keyboard().wear(OwnKeys())
        self.window.picked.disconnect(self._on_picked)
        for each in self._attendants:
            each.leave()
        self.stack.leave()
        self.dialogs.leave()
        self._tasks.cancel()
        self.deleteLater()

    def _take_keys(self, memory: WindowMemory) -> None:
        """Let the keys be those of the person, and keep what becomes of them."""
        me, self._memory = self.workstation.session.me, memory
        self._own_keys = f"keys/{me.id}" if me is not None else ""
        keyboard().wear(own_keys_from(memory.recall(self._own_keys)))
        keyboard().changed.connect(self._keep_keys)

    def _keep_keys(self) -> None:
        self._memory.remember(self._own_keys, keyboard().table.own.to_text())

    def _on_picked(self, picked: object) -> None:
        if isinstance(picked, Place):
            self.stack.go(picked)

    def _show_status(self) -> None:
        """Show the connection, and the trouble with it if there is a new one."""
        self.window.show_status(status_of(self.workstation, sum(self._waiting.values())))
        said = notice_of(self.workstation.sync.status)
        if said != self._noticed:
            self._noticed = said
            over = self.workstation.sync.status.state is SyncState.SIGNED_OUT
            again = NewsOffer(_("Sign in again"), self.dialogs.open_sign_in_again)
            self.window.warn(said, again if over else None)

    def _count(self) -> None:
        self._again = True
        if not self._counting:
            self._counting = True
            self._tasks.spawn(self._count_all(), "count what waits")

    async def _count_all(self) -> None:
        try:
            while self._again:
                self._again = False
                for each in self.stack.activities:
                    if each.waiting is not None:
                        self._waiting[each.name] = await each.waiting(self.workstation)
                        self.window.show_waiting(each.name, self._waiting[each.name])
                self._show_status()
        finally:
            self._counting = False
