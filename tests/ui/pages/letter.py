"""The letter: to whom, what it tells, its two sides, and the letters that went before it."""

from __future__ import annotations

import itertools
import uuid

from PySide6.QtWidgets import QAbstractButton

from tests.ui.pages.hands import choose, click, in_sight, part, until
from ui.panes.reply import ReplyPane
from ui.panes.reply.foot import ReplyFoot
from ui.panes.reply.head import ReplyHead, ShortenedButton
from ui.panes.reply.sent_letters import SentLetters
from ui.panes.reply.twin.board import Board
from ui.panes.reply.twin.page import TwinPage
from ui.panes.reply.written_letter import read
from ui.widgets import Label
from workstation.app.values import StoredDraft
from workstation.bilingual.bead import Side


def page(reply: ReplyPane, side: Side) -> TwinPage:
    """One side of the letter, as keys reach it."""
    return part(reply.view.editors, Board).page(side)


def write(reply: ReplyPane, en: str, zh: str = "") -> None:
    """Have this letter in the editor, as if it had been typed pair by pair."""
    ids = (uuid.uuid4().hex for _n in itertools.count())
    written = read(StoredDraft(en=en, zh=zh), lambda: next(ids))
    reply.view.editors.set_draft(written.draft)
    reply.view.editors.changed.emit(reply.view.editors.draft)


class LetterPage:
    """The pane below the case."""

    def __init__(self, reply: ReplyPane) -> None:
        self.reply = reply
        self.head = part(reply.view, ReplyHead)
        self.foot = part(reply.view, ReplyFoot)
        self.sent = part(reply.view, SentLetters)
        self.saved = part(self.head, Label, "saved")

    async def address(self, name: str) -> None:
        """Write to somebody else, chosen from the head."""
        to, _tells = in_sight(self.head, ShortenedButton)
        click(to)
        choose(self.head, name)
        await until(lambda: name in to.toolTip())

    def tell(self, words: str) -> None:
        """Choose what the letter tells."""
        _to, tells = in_sight(self.head, ShortenedButton)
        click(tells)
        choose(self.head, words)

    async def unfold(self) -> None:
        """Open the letters that the party has already."""
        found = in_sight(self.head, QAbstractButton)
        click(next(each for each in found if each.text().endswith(("letter", "letters"))))
        await until(self.sent.isVisible)
