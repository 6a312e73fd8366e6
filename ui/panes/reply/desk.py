"""What the reply pane asks of the workstation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from workstation.app.values import Draft
from workstation.domain.actor import Actor
from workstation.domain.policy import Library

if TYPE_CHECKING:
    from workstation.drafting.bead import Bead
    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.finding import Finding


class ReplyDesk(Protocol):
    """The verbs that the reply pane uses."""

    @property
    def me(self) -> Actor | None: ...
    @property
    def library(self) -> Library: ...

    async def undo(self, command_id: str) -> bool: ...
    async def draft(self, case_id: str, party_id: str) -> Draft: ...
    async def save_draft(
        self,
        case_id: str,
        party_id: str,
        en: str,
        zh: str,
        *,
        beads: str = "",
        settled: str = "",
        form: str = "",
    ) -> Draft: ...
    async def clear_draft(self, case_id: str, party_id: str) -> None: ...
    async def check_context(self, case_id: str, party_id: str) -> CheckContext: ...
    async def examine(
        self, case_id: str, party_id: str, letter: Sequence[Bead]
    ) -> tuple[Finding, ...]: ...
    async def ignored_terms(self) -> Mapping[str, str]: ...
    async def ignore_term(self, term: str, reason: str) -> None: ...
