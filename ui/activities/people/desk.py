"""The verbs of the workstation that this activity uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workstation.app.drafts import DraftPort
    from workstation.app.people import PeoplePort
    from workstation.app.questions import QuestionPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort
    from workstation.app.sync import SyncPort


class EntryDesk(Protocol):
    """What `Workstation` promises about how people get in: all of it asks the server."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def sync(self) -> SyncPort: ...
    @property
    def people(self) -> PeoplePort: ...


class StaffDesk(EntryDesk, Protocol):
    """What it promises about records, questions and drafts besides."""

    @property
    def records(self) -> RecordPort: ...
    @property
    def questions(self) -> QuestionPort: ...
    @property
    def drafts(self) -> DraftPort: ...
