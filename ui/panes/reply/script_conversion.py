"""A letter to somebody who reads Traditional Chinese: the offer to convert it, and doing so."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.panes.reply.state import ReplyState
from ui.theme import Tone
from ui.widgets import NoticeBar
from workstation.bilingual.script import in_script, own_words
from workstation.domain.house_style import Script
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.bridge import Tasks
    from ui.panes.reply.presenter import ReplyPresenter
    from ui.panes.reply.view import ReplyView

_TO = {
    Script.HANT_TW: _("Convert to Traditional (Taiwan)"),
    Script.HANT_HK: _("Convert to Traditional (Hong Kong)"),
}


class ScriptBar(NoticeBar):
    """The line above the letter while its Chinese is not what the recipient reads."""

    def show_state(self, state: ReplyState) -> None:
        """Offer to convert the letter, if it is not in the characters that its recipient reads."""
        words = _TO.get(state.script)
        if words is None or state.party is None or not state.is_simplified:
            self.clear()
            return
        said = _(
            "{name} reads Traditional Chinese; some of this letter is Simplified.",
            name=state.party.name,
        )
        self.say(said, Tone.INFO, words, dismissable=False)


class ScriptConversion(QObject):
    """Puts the whole letter into the recipient's script: one step to undo, every pair that it
    changes to be confirmed."""

    def __init__(self, view: ReplyView, presenter: ReplyPresenter, tasks: Tasks) -> None:
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._tasks = tasks

    @property
    def wanted(self) -> bool:
        """Whether the letter has text that is not in the characters of its recipient."""
        return self._presenter.state.is_simplified

    def convert(self) -> None:
        """Convert the letter in a worker; pairs that are written meanwhile stay as they are."""
        self._tasks.spawn(self._convert(), "convert the letter")

    async def _convert(self) -> None:
        state = self._presenter.state
        if state.case is None:
            return
        before = self._view.editors.draft
        own = own_words(state.case)
        beads = await asyncio.to_thread(in_script, before.beads, state.script, own)
        # What else became of the case meanwhile is nothing to the conversion.
        if self._presenter.state.key == state.key:
            self._view.editors.put_in(before, beads)
