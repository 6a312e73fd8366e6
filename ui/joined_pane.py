"""What the panes of activities have in common: a view joined to its presenter and the window."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ui.activity import Answers, Seat
from ui.bridge import Tasks
from ui.pane_keys import PaneKeys, PaneWalk
from ui.widgets import SearchField
from workstation.app import ProfileProblem
from workstation.i18n import Message

Work = Callable[..., Coroutine[Any, Any, object]]


class PartedView(QWidget):
    """A view of several parts, through which F6 goes; Esc leads to the first of them."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = PaneWalk(self.parts)

    @abstractmethod
    def parts(self) -> Sequence[PaneKeys]:
        """The parts in sight, in reading order; at least one."""

    def begin(self) -> None:
        """Put the focus on the first part."""
        self.walk.begin()

    def leave_open(self) -> bool:
        """Leave the innermost thing that is open, such as a question; whether there was any."""
        return self.walk.leave_open()

    def widen(self) -> bool:
        """Show all again where a search narrows the list; whether one does."""
        return False


class JoinedPane(QObject):
    """Joins a view to its presenter and both to the window; it lives as long as the view.

    It serves what is alike in every `ActivityPane`. Who derives from it holds `view` and
    `presenter`, fills `answers`, and adds `open`, `take_in` and `flush`. `one_at_a_time` lets
    nothing be pressed while anything that was pressed before is carried out.
    """

    def __init__(self, seat: Seat, widget: PartedView, *, one_at_a_time: bool = False) -> None:
        super().__init__(widget)
        self.widget = widget
        self.walk = widget.walk
        self.seat = seat
        self.answers = Answers()
        self.tasks = Tasks(self)
        self._one_at_a_time = one_at_a_time
        self._pressed: dict[str, asyncio.Task[Any]] = {}

    def again(self) -> None:
        """Go home: whoever presses the entry of what is in sight has read enough."""
        self.seat.way.home()

    def leave(self) -> None:
        """Go out of sight; nothing ends with that."""

    @abstractmethod
    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""

    def can(self, action: str) -> bool:
        """Whether that can be done now."""
        return self.answers.can(action)

    def why_not(self, action: str) -> Message | None:
        """Why that cannot be done now, where a rule says so."""
        return self.answers.why_not(action)

    def trigger(self, action: str) -> bool:
        """Do it, if it can be done now; whether it was."""
        return self.answers.trigger(action)

    def step_back(self) -> None:
        """Leave one step: a search, what is open, a field, a part, what is narrowed; at last the
        activity."""
        walk = self.walk
        searching = isinstance(QApplication.focusWidget(), SearchField)
        left = not searching and self.leave_open()
        if left or walk.leave_part() or walk.leave_pane():
            return
        if self.widget.widen():
            walk.begin()
        else:
            self.seat.way.home()

    def leave_open(self) -> bool:
        """Leave the innermost thing that is open, such as a form; whether there was anything."""
        return self.widget.leave_open()

    @property
    def busy(self) -> bool:
        """Whether something that was pressed is still being carried out."""
        return any(not each.done() for each in self._pressed.values())

    def press(self, work: Work, name: str, *values: Any) -> None:
        """Start `work`; `name` as for `Tasks.spawn`.

        A second press while the first is carried out means the same, and starts nothing.
        """
        key = "" if self._one_at_a_time else name
        doing = self._pressed.get(key)
        if doing is None or doing.done():
            self._pressed[key] = self.tasks.spawn(work(*values), name)

    def once(self, work: Work, name: str) -> Callable[..., None]:
        """A slot that presses `work` with the values of its signal."""

        def start(*values: Any) -> None:
            self.press(work, name, *values)

        return start

    def kept(self, act: Callable[..., object]) -> Callable[..., None]:
        """A slot that does `act` with the values of its signal, and keeps what is typed by it."""

        def do(*values: Any) -> None:
            act(*values)
            self.keep()

        return do

    def keep(self) -> None:
        """Bring what is typed to the disk soon. The workstation itself tells of a full disk, and
        the next key tries again."""
        self.tasks.spawn(self._try_to_flush(), "keep what is typed")

    async def _try_to_flush(self) -> None:
        with suppress(ProfileProblem):
            await self.flush()
