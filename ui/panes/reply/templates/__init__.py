"""Templates for letters: chosen over the window, filled from the case, put into the draft."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.blanks import Found, next_blank
from workstation.bilingual.history import CaretPlace
from workstation.domain.windows import day_of

if TYPE_CHECKING:
    from ui.bridge import Tasks
    from ui.panes.reply.desk import ReplyDesk
    from ui.panes.reply.presenter import ReplyPresenter
    from ui.panes.reply.templates.sheet import TemplateSheet
    from ui.panes.reply.view import ReplyView
    from workstation.bilingual.templates import TemplateLibrary
    from workstation.domain.house_style import Script

__all__ = ["Templates"]


class Templates(QObject):
    """Opens the sheet, which is built when somebody first wants it, and steps through blanks."""

    def __init__(
        self,
        view: ReplyView,
        presenter: ReplyPresenter,
        desk: ReplyDesk,
        tasks: Tasks,
        now: Callable[[], datetime],
        ids: Callable[[], str],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._desk = desk
        self._tasks = tasks
        self._now = now
        self._ids = ids
        self.sheet: TemplateSheet | None = None

    def open(self) -> None:
        """Choose a template for the letter that is being written, if one is; while an input
        method is at work the letter is not at rest."""
        self._tasks.spawn(self._open(), "open the templates")

    async def _open(self) -> None:
        asked = self._presenter.state
        # Templates read values: the language parts load with the first one, and in a worker.
        library = await asyncio.to_thread(_loaded, asked.script)
        state = self._presenter.state
        case, party = state.case, state.party
        left = state.key != asked.key
        if case is None or party is None or left or self._view.editors.composing:
            return
        from workstation.bilingual.templates import LetterSubject

        scene = LetterSubject(case, party, self._desk.policies.library, day_of(self._now()))
        if self.sheet is None:
            from ui.panes.reply.templates.sheet import TemplateSheet

            self.sheet = TemplateSheet(self._view.window(), library, self._ids)
            self.sheet.inserted.connect(self._insert)
            # It lies over the window, and goes with the pane.
            self._view.destroyed.connect(self.sheet.deleteLater)
        self.sheet.open(scene, state.milestone)

    def close(self) -> None:
        """Close the sheet: another letter is in sight, and what is filled in was meant for the
        one before."""
        if self.sheet is not None:
            self.sheet.disappear()

    def next_blank(self) -> None:
        """Select the next blank of the side of the caret, else of the other: typing fills it."""
        editors = self._view.editors
        place, beads = editors.place, editors.draft.beads
        at = editors.draft.index(place.bead)
        for side, offset in ((place.side, place.at), (place.side.other, 0)):
            found = next_blank(beads, side, at, offset)
            if found is not None:
                self._select(beads, side, found)
                return

    def _insert(self, beads: tuple[Bead, ...]) -> None:
        """Put the pairs at the caret, and select the first blank that they left."""
        editors = self._view.editors
        side = editors.place.side
        editors.insert_beads(beads)
        open_ = next_blank(beads, side, -1, 0)
        editors.begin(side)
        if open_ is None:
            editors.put_caret(CaretPlace(beads[0].id, side, 0))
        else:
            self._select(beads, side, open_)

    def _select(self, beads: Sequence[Bead], side: Side, found: Found) -> None:
        number, (start, end) = found
        self._view.editors.begin(side)
        self._view.editors.put_caret(CaretPlace(beads[number].id, side, start), end)


def _loaded(script: Script) -> TemplateLibrary:
    from workstation.bilingual.script import in_script
    from workstation.bilingual.templates import load

    # Loads the converter too, where the recipient needs it.
    in_script((Bead("", "", "信"),), script, ())
    return load()
