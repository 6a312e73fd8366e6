"""What waits to be sent, each change with the reason for which it does."""

from __future__ import annotations

from datetime import datetime

from workstation.app.command_question import readable_message
from workstation.app.desk import Port
from workstation.app.sync_service import state_after
from workstation.app.values import SyncState, UnsentChange, WaitReason
from workstation.cache.ledger import Ledger, asking
from workstation.cache.problem import DiskTrouble
from workstation.cache.values import WAITING, OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.i18n import Message
from workstation.wire.push import Parked, Quarantined, Refusal

_REASONS: dict[SyncState, WaitReason] = {
    SyncState.OFFLINE: WaitReason.NETWORK,
    SyncState.SIGNED_OUT: WaitReason.SIGNED_OUT,
    SyncState.ACCESS_ENDED: WaitReason.ACCESS_ENDED,
    SyncState.TROUBLE: WaitReason.SERVER,
}


class UnsentPort(Port):
    """The commands of the person that the server has not taken in."""

    @property
    def count(self) -> int:
        """How many wait, also those that can still be taken back, without those that ask."""
        session = self._profile.session
        entries = session.ledger.entries() if session is not None else ()
        return sum(each.stage in WAITING for each in entries)

    async def changes(self) -> tuple[UnsentChange, ...]:
        """Every change that the server has not taken in, the oldest first."""
        profile = self._profile
        ledger, now = profile.signed_in.ledger, profile.clock()
        unsent = [each for each in ledger.entries() if each.stage in WAITING or asking(each)]
        seen = {
            id_: await profile.visible_record(id_) is not None
            for id_ in {each.record_id for each in unsent}
        }
        trouble = self._trouble()
        return tuple(
            _change(each, ledger, now, trouble, in_sight=seen[each.record_id]) for each in unsent
        )

    def _trouble(self) -> tuple[WaitReason, Message | None]:
        """Why nothing goes out now; that it is on its way where it does."""
        error = self._sync_service.sending_fails
        if error is None:
            status = self._profile.status
            known = status.state in (SyncState.SIGNED_OUT, SyncState.ACCESS_ENDED)
            if known or status.state is SyncState.OFFLINE:
                return _REASONS[status.state], status.problem
            return WaitReason.SENDING, None
        if isinstance(error, DiskTrouble):
            return WaitReason.DISK, error.reason
        state, reason, _remedy = state_after(error)
        return _REASONS[state], reason


def _change(
    entry: OutboxEntry,
    ledger: Ledger,
    now: datetime,
    trouble: tuple[WaitReason, Message | None],
    *,
    in_sight: bool,
) -> UnsentChange:
    reason, problem = _why(entry, ledger, now) or trouble
    command = entry.command
    return UnsentChange(
        command_id=entry.id,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        reference=entry.reference,
        title=entry.title,
        command=None if isinstance(command, UnknownCommand) else type(command),
        given_at=entry.at,
        reason=reason,
        until=entry.held_until if entry.held(now) else None,
        in_sight=in_sight,
        problem=problem,
    )


def _why(
    entry: OutboxEntry, ledger: Ledger, now: datetime
) -> tuple[WaitReason, Message | None] | None:
    """Why this change would wait although everything else goes out; None where it would not."""
    said = entry.disposition
    if asking(entry) and isinstance(said, Parked | Refusal | Quarantined):
        return WaitReason.ANSWER, readable_message(said.reason)
    if entry.held(now):
        return WaitReason.UNDO, None
    before = ledger.holding_back(entry)
    if before is None:
        return None
    return (WaitReason.BEHIND_ANSWER if asking(before) else WaitReason.BEHIND), None
