"""Putting back what was written in a command that is not carried out, where it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from ui.activity import NewsOffer
from ui.bridge import Tasks
from workstation.app.values import Question, Whereabouts
from workstation.bilingual.composition import (
    DECISION,
    Composition,
    composed_below,
    composition_from_text,
    composition_of,
)
from workstation.domain.case import Case, Ruling
from workstation.domain.commands import Decide, SendReply
from workstation.domain.record import Command
from workstation.domain.text import Bilingual
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.activity import Frame
    from ui.panes.appeal import AppealPane
    from ui.panes.decide import DecidePane
    from ui.panes.reply import ReplyPane
    from workstation.app.drafts import DraftPort
    from workstation.app.kept_words import KeptWordsPort


class DraftsDesk(Protocol):
    """The verbs of the workstation that bringing words back uses."""

    @property
    def drafts(self) -> DraftPort: ...
    @property
    def kept_words(self) -> KeptWordsPort: ...


class WordsBack(QObject):
    """Hands words to the panes that they came from, below what was begun there since.

    What the panes held was saved before. `recomposed` says that a decision that is to be edited
    stands in its panel.
    """

    recomposed = Signal()

    def __init__(
        self,
        desk: DraftsDesk,
        appeal: AppealPane,
        reply: ReplyPane,
        decide: DecidePane,
        frame: Frame,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._appeal = appeal
        self._reply = reply
        self._decide = decide
        self._frame = frame
        self._tasks = Tasks(self)

    def taken_back(self, command: Command, case: Case) -> None:
        """Put back a held command that was taken back over a restart: no pane remembers it."""
        match command:
            case SendReply():
                self._reply.reload(case.id)
            case Decide(finding=ruling):
                self._tasks.spawn(self._compose_below(case, ruling), "put a decision back")
            case _:
                self._appeal.take_up(case.id, command, "")

    def edited(self, question: Question, command: Command) -> None:
        """Put a command that was refused where it can be worked on again."""
        match command:
            case Decide(finding=ruling) if isinstance(question.now, Case):
                self._tasks.spawn(self._recompose(question.now, ruling), "take up a decision")
            case SendReply():
                self._reply.reload(question.record_id)
            case _:
                text = question.text.en or question.text.zh
                self._appeal.take_up(question.record_id, command, text)

    async def show_back(self, question: Question) -> None:
        """Show what came back of a command that is not carried out."""
        await self._appeal.reload(question.record_id)
        self._reply.reload(question.record_id)
        for command in (question.command, *question.followers):
            if isinstance(command, Decide) and isinstance(question.now, Case):
                await self._compose_below(question.now, command.finding)

    async def show_dropped(self, question: Question) -> None:
        """Show what came back of a command that was given up, and say where it is kept."""
        await self.show_back(question)
        if not question.text.en.strip() and not question.text.zh.strip():
            return
        kept = await self._desk.kept_words.kept()
        nowhere = {each.record_id for each in kept if each.stands is Whereabouts.NOWHERE}
        if question.record_id in nowhere:
            look = NewsOffer(_("Look at it"), self._frame.open_kept_words)
            self._frame.toast(_("Dropped. Your text is among the kept words."), offer=look)
        else:
            self._frame.toast(
                _("Dropped. Your text is kept in its form, or in a note if that cannot be opened.")
            )

    async def _recompose(self, case: Case, ruling: Ruling) -> None:
        await self._compose_below(case, ruling)
        self.recomposed.emit()

    async def _compose_below(self, case: Case, ruling: Ruling) -> None:
        draft = await self._desk.drafts.read(case.id, DECISION)
        reasons = Bilingual(draft.en, draft.zh)
        since = composition_from_text(reasons, draft.form) or Composition(rationale=reasons)
        composed = composed_below(since, composition_of(case, ruling))
        self._decide.put_back(case.id, composed)
