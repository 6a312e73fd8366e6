"""The verbs of the workstation that this activity uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from workstation.app import ProfileProblem
from workstation.app.policies import Citing
from workstation.app.values import Draft, DraftOf, Opened, Question
from workstation.domain.actor import Actor
from workstation.domain.policies.amendment import Amendment, AmendmentRow, Issue
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from workstation.drafting.checks.finding import Finding


class PoliciesDesk(Protocol):
    """What `Workstation` promises."""

    @property
    def me(self) -> Actor | None: ...
    @property
    def directory(self) -> tuple[Actor, ...]: ...
    @property
    def library(self) -> Library: ...

    # Any: of whichever kind.
    async def record(self, id_: Id) -> Opened[Any]: ...
    async def give(
        self, record_id: Id, command: Command, *, hold: timedelta = ..., seen: int | None = ...
    ) -> str: ...
    async def questions(self) -> Sequence[Question]: ...
    async def redo(self, command_id: str) -> str: ...
    async def drop(self, command_id: str) -> None: ...
    async def draft_version(self, code: str, issue: Issue) -> str: ...
    async def publish_version(self, amendment: Amendment) -> str: ...
    async def amendments(self) -> tuple[AmendmentRow, ...]: ...
    async def amendment_findings(
        self, amendment: Amendment
    ) -> Mapping[str, tuple[Finding, ...]]: ...
    async def citing_cases(self, code: str, clause: str = "") -> tuple[Citing, ...]: ...
    async def citing_drafts(self, code: str, clause: str = "") -> tuple[Citing, ...]: ...
    async def drafts_of(self, case_id: str) -> Sequence[DraftOf]: ...
    async def clear_draft(self, case_id: str, party_id: str) -> None: ...
    async def save_draft(
        self, case_id: str, party_id: str, en: str, zh: str, *, form: str = ...
    ) -> Draft: ...


async def tried(act: Awaitable[object]) -> Refused | None:
    """Do it; why not, if the rules or the disk do not take it."""
    try:
        await act
    except Refused as refused:
        return refused
    except ProfileProblem as problem:
        return Refused(problem.reason, problem.remedy)
    return None
