"""The verbs that the house pane uses, and what its parts have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from workstation.app import ProfileProblem
from workstation.app.values import Draft, DraftOf, KeptWords
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.house import House, HouseChange
from workstation.domain.problem import Refused
from workstation.i18n import Message


class Edit(Protocol):
    """A change that was given here and is not in everybody's book yet."""

    @property
    def id(self) -> str: ...
    @property
    def change(self) -> HouseChange | UnknownCommand: ...
    @property
    def given_at(self) -> datetime: ...
    @property
    def refused(self) -> Message | None: ...
    @property
    def remedy(self) -> Message | None: ...


class HouseDesk(Protocol):
    """The verbs of the workstation that the pane needs."""

    @property
    def me(self) -> Actor | None: ...
    @property
    def house(self) -> House: ...

    async def change_house(self, change: HouseChange | UnknownCommand) -> str: ...
    async def house_edits(self) -> Sequence[Edit]: ...
    async def drop_house_edit(self, edit_id: str, *, keep_words: bool = ...) -> None: ...
    async def kept_words(self) -> Sequence[KeptWords]: ...
    async def drafts_of(self, case_id: str) -> Sequence[DraftOf]: ...
    async def clear_draft(self, case_id: str, party_id: str) -> None: ...
    async def save_draft(
        self, case_id: str, party_id: str, en: str, zh: str, *, form: str = ...
    ) -> Draft: ...


async def give(desk: HouseDesk, change: HouseChange | UnknownCommand) -> Refused | None:
    """Make a change; why not, if the rules or the disk do not take it."""
    try:
        await desk.change_house(change)
    except Refused as refused:
        return refused
    except ProfileProblem as problem:
        return Refused(problem.reason, problem.remedy)
    return None
