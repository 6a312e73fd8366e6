"""What the reply pane asks of the workstation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.glossary import GlossaryPort
    from workstation.app.letters import LetterPort
    from workstation.app.policies import PolicyPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort


class ReplyDesk(Protocol):
    """The verbs that the reply pane uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def drafts(self) -> DraftPort: ...
    @property
    def letters(self) -> LetterPort: ...
    @property
    def glossary(self) -> GlossaryPort: ...
    @property
    def policies(self) -> PolicyPort: ...
