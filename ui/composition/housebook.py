"""The house book in the window: laid over the cases when it is asked for, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.shell import Cover, MainWindow, Offer
from ui.theme import Tone
from workstation.app.values import Change
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from ui.panes.house import HouseDesk, HousePane


class HouseBook(QObject):
    """The pane is made when it is first asked for: most days nobody opens it."""

    def __init__(
        self, desk: HouseDesk, window: MainWindow, cover: Cover, new_id: Callable[[], str]
    ) -> None:
        super().__init__(window)
        self.pane: HousePane | None = None
        self._desk = desk
        self._window = window
        self._cover = cover
        self._new_id = new_id
        self._tasks = Tasks(self)
        self._told: set[str] = set()

    @property
    def open(self) -> bool:
        """Whether it stands in the place of the cases."""
        return self._cover.covering

    def toggle(self) -> None:
        """Show it, or bring the cases back."""
        if self.open:
            self.leave()
        else:
            self.show()

    def show(self) -> None:
        """Lay it over the cases."""
        if self.pane is None:
            self.pane = self._made()
        self._cover.lay(self.pane, self.pane.cycle)
        self.pane.refresh()
        self.pane.begin()

    def _made(self) -> HousePane:
        from ui.panes import house  # not at the start, which does without it

        made = house.build(self._desk, self._new_id)
        made.closed.connect(self.leave)
        made.told.connect(self._on_told)
        return made

    def leave(self) -> None:
        """Bring the cases back; what is written and not saved stays with its term."""
        self._cover.lift()

    def step(self, by: int) -> bool:
        """Choose the next row, or the one before with -1, if the book is open."""
        if self.pane is not None and self.open:
            self.pane.step(by)
        return self.open

    def search(self) -> bool:
        """Put the caret into the search of the terms, if the book is open."""
        if self.pane is not None and self.open:
            self.pane.focus_search()
        return self.open

    def save(self) -> bool:
        """Save what is being written, if the book is open."""
        if self.pane is not None and self.open:
            self.pane.save_now()
        return self.open

    def take_in(self, change: Change) -> None:
        """The book changed, here or elsewhere, or a change was not taken."""
        if change.house:
            if self.pane is not None:
                self.pane.refresh()
            self._tasks.spawn(self._look(), "look what was not taken")

    async def settle(self) -> None:
        """Bring what was typed to the disk."""
        if self.pane is not None:
            await self.pane.settle()

    async def _look(self) -> None:
        """Say once of each change that it was not taken: its author may be with a case again."""
        turned = {each.id for each in await self._desk.house_edits() if each.refused is not None}
        if turned - self._told and not self.open:
            words = _("A change of yours to the house book was not taken.")
            self._window.notice(words, Tone.WARN, Offer(_("Look at it"), self.show))
        self._told = turned

    def _on_told(self, said: Message) -> None:
        self._window.toast(said)
