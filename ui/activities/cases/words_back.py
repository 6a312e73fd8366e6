"""What comes back of a command that is not carried out stands again where it was written."""

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
    """The verbs that this needs of the workstation."""

    @property
    def drafts(self) -> DraftPort: ...
    @property
    def kept_words(self) -> KeptWordsPort: ...


class WordsBack(QObject):
    """Hands it to the panes, below what was begun there since. What they held was saved before.
    Says `recomposed` when a decision that is to be edited stands in its panel."""

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
        """A held command was taken back over a restart: no pane remembers what it held."""
        match command:
            case SendReply():
                self._reply.reload(case.id)
            case Decide(finding=finding):
                self._tasks.spawn(self._compose_below(case, finding), "put a decision back")
            case _:
                self._appeal.take_up(case.id, command, "")

    def edited(self, question: Question, command: Command) -> None:
        """A command that was refused is worked on again."""
        match command:
            case Decide(finding=finding) if isinstance(question.now, Case):
                self._tasks.spawn(self._rework(question.now, finding), "take up a decision")
            case SendReply():
                self._reply.reload(question.record_id)
            case _:
                text = question.text.en or question.text.zh
                self._appeal.take_up(question.record_id, command, text)

    def dropped(self, question: Question) -> None:
        """A command was given up: panes that are open show what came back of it."""
        self._tasks.spawn(self._show_dropped(question), "show what came back")

    async def _show_dropped(self, question: Question) -> None:
        await self._appeal.reload(question.record_id)
        self._reply.reload(question.record_id)
        for command in (question.command, *question.followers):
            if isinstance(command, Decide) and isinstance(question.now, Case):
                await self._compose_below(question.now, command.finding)
        if question.text.en.strip() or question.text.zh.strip():
            await self._say_where(question.record_id)

    async def _say_where(self, record_id: str) -> None:
        kept = await self._desk.kept_words.kept()
        nowhere = (each for each in kept if each.stands is Whereabouts.NOWHERE)
        if any(each.record_id == record_id for each in nowhere):
            look = NewsOffer(_("Look at it"), self._frame.open_kept_words)
            self._frame.toast(_("Dropped. Your text is among the kept words."), offer=look)
        else:
            self._frame.toast(
                _("Dropped. Your text is kept in its form, or in a note if that cannot be opened.")
            )

    async def _rework(self, case: Case, finding: Ruling) -> None:
        await self._compose_below(case, finding)
        self.recomposed.emit()

    async def _compose_below(self, case: Case, finding: Ruling) -> None:
        draft = await self._desk.drafts.read(case.id, DECISION)
        reasons = Bilingual(draft.en, draft.zh)
        since = composition_from_text(reasons, draft.form) or Composition(rationale=reasons)
        composed = composed_below(since, composition_of(case, finding))
        self._decide.put_back(case.id, composed)
