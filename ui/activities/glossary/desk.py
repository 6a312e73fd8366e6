"""The verbs of the workstation that the glossary uses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import GlossaryChange
from workstation.i18n import Message

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.glossary import GlossaryPort
    from workstation.app.kept_words import KeptWordsPort
    from workstation.app.session import SessionPort


class GlossaryEditState(Protocol):
    """A change that was given here and is not in everybody's glossary yet.

    change: the command, or what a later version of the program gave.
    refused: why the server did not take it, None while it waits to be sent.
    remedy: what would make it legal.
    """

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
