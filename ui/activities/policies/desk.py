"""The verbs of the workstation that this activity uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.people import PeoplePort
    from workstation.app.policies import PolicyPort
    from workstation.app.questions import QuestionPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort


class PoliciesDesk(Protocol):
    """What `Workstation` promises."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def questions(self) -> QuestionPort: ...
    @property
    def drafts(self) -> DraftPort: ...
    @property
    def policies(self) -> PolicyPort: ...
    @property
    def people(self) -> PeoplePort: ...
