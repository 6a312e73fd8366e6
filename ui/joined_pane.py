"""What the panes of activities have in common: a view joined to its presenter and the window."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.activity import Answers, Seat
from ui.bridge import Tasks
from workstation.app import ProfileProblem
from workstation.i18n import Message

Work = Callable[..., Coroutine[Any, Any, object]]
Parts = list[tuple[QWidget, QWidget]]


class PartedView(QWidget):
    """A view of several parts, through which F6 goes."""

    @abstractmethod
    def parts(self) -> Parts:
        """The parts in sight, each with what in it takes the focus; at least one."""

    def begin(self) -> None:
        """Put the focus into the first part."""
        self.parts()[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def cycle(self, by: int) -> None:
        """Put the focus into the next part, or the one before with -1."""
        parts = self.parts()
        here = next(
            (at for at, (part, _first) in enumerate(parts) if self.has_focus_in(part)),
            0 if by < 0 else -1,
        )
        parts[(here + by) % len(parts)][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus_in(self, part: QWidget) -> bool:
        """Whether `part` or something in it has the focus of the window."""
        # None in a window without focus, whatever Qt's stubs say.
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and (part is focus or part.isAncestorOf(focus))


class JoinedPane(QObject):
    """Joins a view to its presenter and both to the window; it lives as long as the view.

    It serves what is alike in every `ActivityPane`. Who derives from it holds `view` and
    `presenter`, fills `answers`, and adds `open`, `take_in` and `flush`. `one_at_a_time` lets
    nothing be pressed while anything that was pressed before is carried out.
    """

    def __init__(self, seat: Seat, widget: PartedView, *, one_at_a_time: bool = False) -> None:
        super().__init__(widget)
        self.widget = widget
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

    def cycle(self, step: int) -> None:
        """Put the focus into the next part of the view, or the one before with -1."""
        self.widget.cycle(step)

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
