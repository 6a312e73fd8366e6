"""Sends the person's changes of the house book, one after the other as they were made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from workstation.cache.house_edits import HouseEdits, KeptEdit
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.house import HouseAnswer, HouseApplied, HouseEdit, HouseRefused
from workstation.wire.messages import to_wire

# Sent again unchanged it would fail for ever: its person has to see it.
_BLAMES_THE_EDIT = frozenset({Fault.TOO_LARGE, Fault.UNFIT})
# The server is there, and cannot do this: commands of cases may pass all the same.
_ABOUT_EDITS = frozenset({Fault.REJECTED, Fault.MALFORMED, Fault.SERVER_FAILED, Fault.HELD_UP})


@dataclass(slots=True)
class HousePusher:
    """One account's changes of the book. `told` hears of every answer that was kept.

    `epoch` is the life of the server that is known, "" before it said any.
    """

    edits: HouseEdits
    transport: Transport
    clock: Callable[[], datetime]
    told: Callable[[], None]
    epoch: Callable[[], str]

    async def round(self) -> SyncProblem | None:
        """Send until nothing waits any more. Raises `SyncProblem`.

        Returns the problem instead, where it need not keep anything else from being sent. An
        answer of another life of the server ends it: which of them holds, the feed says, and the
        edit is sent again.
        """
        while (edit := self.edits.next()) is not None:
            await self.edits.sent(edit.id)
            try:
                answer = await self.transport.change_house(_travelling(edit))
            except SyncProblem as problem:
                if problem.fault in _ABOUT_EDITS:
                    return problem
                if problem.fault not in _BLAMES_THE_EDIT:
                    raise
                answer = _refused(edit, problem)
            if answer.id != edit.id:
                return SyncProblem(Fault.MALFORMED, "the answer is about another edit")
            if self._is_of_another_life(answer):
                return None
            await self.edits.dispose(answer, self.clock())
            self.told()
        return None

    def _is_of_another_life(self, answer: HouseAnswer) -> bool:
        known = self.epoch()
        said = answer.epoch if isinstance(answer, HouseApplied) else ""
        return bool(known and said) and said != known


def _travelling(edit: KeptEdit) -> HouseEdit:
    return HouseEdit(
        id=edit.id,
        kind=edit.kind,
        body=msgspec.Raw(edit.body),
        v=edit.v,
        at=edit.at,
        prev=edit.prev,
    )


def _refused(edit: KeptEdit, problem: SyncProblem) -> HouseAnswer:
    return HouseRefused(id=edit.id, reason=to_wire(problem.reason), remedy=to_wire(problem.remedy))
