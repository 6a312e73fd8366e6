"""The verbs of the workstation that this activity uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workstation.app import ProfileProblem
from workstation.domain.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable

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


async def tried(act: Awaitable[object]) -> Refused | None:
    """Do it; why not, if the rules or the disk do not take it."""
    try:
        await act
    except Refused as refused:
        return refused
    except ProfileProblem as problem:
        return Refused(problem.reason, problem.remedy)
    return None
