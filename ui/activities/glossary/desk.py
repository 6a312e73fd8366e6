"""The verbs that the house pane uses, and what its parts have in common."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from workstation.app import ProfileProblem
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import GlossaryChange
from workstation.domain.problem import Refused
from workstation.i18n import Message

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.glossary import GlossaryPort
    from workstation.app.kept_words import KeptWordsPort
    from workstation.app.session import SessionPort


class GlossaryEditState(Protocol):
    """A change that was given here and is not in everybody's book yet."""

    @property
    def id(self) -> str: ...
    @property
    def change(self) -> GlossaryChange | UnknownCommand: ...
    @property
    def given_at(self) -> datetime: ...
    @property
    def refused(self) -> Message | None: ...
    @property
    def remedy(self) -> Message | None: ...


class GlossaryDesk(Protocol):
    """The verbs of the workstation that the pane needs."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def drafts(self) -> DraftPort: ...
    @property
    def glossary(self) -> GlossaryPort: ...
    @property
    def kept_words(self) -> KeptWordsPort: ...


async def submit(desk: GlossaryDesk, change: GlossaryChange | UnknownCommand) -> Refused | None:
    """Make a change; why not, if the rules or the disk do not take it."""
    try:
        await desk.glossary.change(change)
    except Refused as refused:
        return refused
    except ProfileProblem as problem:
        return Refused(problem.reason, problem.remedy)
    return None
