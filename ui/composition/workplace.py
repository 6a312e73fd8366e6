"""`Workplace`: the activities of one signed-in person, and what goes on beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.activity import Activity, Place, Seat
from ui.bridge import Tasks
from ui.composition.status import notice_of, status_of
from ui.shell import ActivityStack, MainWindow, WindowMemory
from ui.theme import Tone, theme
from workstation.app import Change, Workstation
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from ui.panes.kept_words import KeptWordsDialog
    from ui.panes.own_password import OwnPasswordDialog

_LEFT = "activity"


class Workplace(QObject):
    """Whoever may not see an activity gets no trace of it. `first` is where somebody begins who
    never worked here."""

    def __init__(
        self,
        workstation: Workstation,
        window: MainWindow,
        memory: WindowMemory,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        activities: Sequence[Activity],
        first: Place | None = None,
    ) -> None:
        super().__init__(window)
        self.workstation = workstation
        self.window = window
        self.kept_words: KeptWordsDialog | None = None
        self.own_password: OwnPasswordDialog | None = None
        self._tasks = Tasks(self)
        self._noticed: Message | None = None
        self._waiting: dict[str, int] = {}
        self._counting = self._again = False
        me = workstation.me
        seen = [each for each in activities if me is not None and each.visible(me)]
        self.stack = ActivityStack(seen)
        seat = Seat(
            workstation=workstation,
            frame=window,
            host=window,
            memory=memory,
            way=self.stack,
            now=now,
            new_id=new_id,
            first=first,
        )
        # What can still be taken back is offered at home.
        self._begin(seat, "" if workstation.held() else memory.recall(_LEFT))
        self._attendants = [
            each.attend(self.stack.seat_of(each)) for each in seen if each.attend is not None
        ]
        self._unwatch = workstation.watch(self.take_in)
        window.picked.connect(self._on_picked)
        self._show_status()
        self._count()

    def _begin(self, seat: Seat, left: str) -> None:
        with theme().at_once():
            self.window.open_activities(self.stack)
            self.stack.begin(seat, left)

    def open_kept_words(self) -> None:
        """Show what was written and stands in no form."""
        if self.kept_words is None:
            from ui.panes.kept_words import KeptWordsDialog  # not before it is first shown

            self.kept_words = KeptWordsDialog(self.workstation, self.stack, self.window)
        self.kept_words.open_dialog()

    def open_own_password(self) -> None:
        """Let this person change their password."""
        if self.own_password is None:
            from ui.panes.own_password import OwnPasswordDialog  # not before it is first shown

            self.own_password = OwnPasswordDialog(self.workstation, self.window)
            self.own_password.changed.connect(self._on_password_changed)
        self.own_password.open_dialog()

    def _on_password_changed(self) -> None:
        self.window.toast(_("Password changed. Wherever else you were signed in, that has ended."))

    @property
    def private(self) -> tuple[str, ...]:
        """The keys of what the window remembers of this person."""
        return (_LEFT, *(key for each in self.stack.activities for key in each.private))

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere: whoever shows it follows."""
        self.stack.take_in(change)
        for each in self._attendants:
            each.take_in(change)
        if self.kept_words is not None:
            self.kept_words.take_in(change)
        if change.status and self.own_password is not None:
            self.own_password.take_in()
        if change.status or change.questions or change.rows:
            self._show_status()
        if change.questions or change.rows or change.house or change.keys_changed:
            self._count()

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.stack.flush()

    def leave(self) -> None:
        """Somebody else will sit here: nothing is listened to any more."""
        self._unwatch()
        self.window.picked.disconnect(self._on_picked)
        for each in self._attendants:
            each.leave()
        self.stack.leave()
        for dialog in (self.kept_words, self.own_password):
            if dialog is not None:
                dialog.leave()
        self._tasks.cancel()
        self.deleteLater()

    def _on_picked(self, picked: object) -> None:
        if isinstance(picked, Place):
            self.stack.go(picked)

    def _show_status(self) -> None:
        """Tell the truth about the connection."""
        self.window.show_status(status_of(self.workstation, sum(self._waiting.values())))
        said = notice_of(self.workstation.status)
        if said != self._noticed:
            self._noticed = said
            self.window.notice(said, Tone.WARN)

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
