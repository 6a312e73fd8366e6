"""The epoch names one life of the data: data that was put back from a backup begins another one.

The cursors, effects and receipts that workstations hold are only good for the epoch that they came
with. Its name is read from the database in each transaction, so that all replicas agree on it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, inspect, select, update

from workstation.server.database import insert_into
from workstation.server.scopes import heads
from workstation.server.tables import (
    COMMAND_RECEIPT,
    EVENT,
    PAST_EPOCH,
    SERVER_META,
)
from workstation.wire.feed import ScopeHead, SyncRequest
from workstation.wire.push import Push

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Epoch:
    """The life that the data is in.

    epoch: its name
    restored_to: the newest moment that the data knew of when this life began, None for the first
    """

    epoch: str
    restored_to: datetime | None = None


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class WentBack(Exception):
    """A device knows more than the data does: somebody put old data in its place.

    epoch: the life that the data is in
    witness: what the device knows, in words for the log
    later: a life that the device comes from and this data has never had, "" for none
    """

    epoch: str
    witness: str
    later: str = ""


def present(connection: Connection) -> Epoch:
    """The life that the data is in now."""
    query = select(SERVER_META.c.epoch, SERVER_META.c.restored_to)
    row = connection.execute(query).one()
    return Epoch(row.epoch, row.restored_to)


def name(connection: Connection) -> str:
    """The name of the epoch, also of a database of an earlier revision."""
    epoch: str = connection.execute(select(SERVER_META.c.epoch)).scalar_one()
    return epoch


def begin(connection: Connection, old: str, new: str, later: str = "") -> bool:
    """Begin the life `new`, if the data is still in the `old` one; of many who try, one does. It
    remembers the newest moment that the data knows of.

    `later` is a life that was lost, "" for none. Returns whether it was begun here.
    """
    ats = (EVENT.c.at, COMMAND_RECEIPT.c.at)
    moments = [connection.execute(select(func.max(at))).scalar() for at in ats]
    newest = max((at for at in moments if at is not None), default=None)
    renamed = update(SERVER_META).where(SERVER_META.c.epoch == old)
    done = connection.execute(renamed.values(epoch=new, restored_to=newest))
    if done.rowcount == 1:
        remember(connection, {old, later} - {""})
    return done.rowcount == 1


def remember(connection: Connection, lives: Iterable[str]) -> None:
    """Write down that these lives are over: a workstation that comes from one of them begins anew
    in the present one."""
    past = insert_into(connection)(PAST_EPOCH).on_conflict_do_nothing()
    for each in lives:
        connection.execute(past.values(epoch=each))


def lives(connection: Connection) -> tuple[str, ...]:
    """All lives of this data, also of a database of an earlier revision, or of none."""
    has = inspect(connection).has_table
    tables = (SERVER_META, PAST_EPOCH)
    return tuple(
        each
        for table in tables
        if has(table.name)
        for each in connection.execute(select(table.c.epoch)).scalars()
    )


def begin_after(connection: Connection, found: WentBack, new: str) -> None:
    """Begin the life `new` because a device knows more than the data, unless somebody just did."""
    if begin(connection, found.epoch, new, found.later):
        _LOG.warning("the data went back: %s; it goes on as epoch %s", found.witness, new)


def check_feed(
    connection: Connection,
    account: str,
    request: SyncRequest,
    epoch: str,
    state: Mapping[str, ScopeHead],
) -> None:
    """Check that a device holds nothing that this life of the data has never said. Raises
    `WentBack`."""
    if request.epoch != epoch:
        _check_past(connection, account, epoch, request.epoch)
        return
    _check_cursors(account, epoch, request.cursors, state)
    _check_receipt(connection, account, epoch, request.latest)


def epoch_of_push(
    connection: Connection, account: str, push: Push, new_id: Callable[[], str]
) -> str:
    """The epoch in which a push is answered. Another life is begun before if the device that pushes
    was told or shown what this data does not hold."""
    epoch = present(connection).epoch
    try:
        if push.epoch != epoch:
            _check_past(connection, account, epoch, push.epoch)
        else:
            _check_receipt(connection, account, epoch, push.latest)
            _check_cursors(account, epoch, push.cursors, heads(connection, push.cursors))
    except WentBack as found:
        begin_after(connection, found, new_id())
        return present(connection).epoch
    return epoch


def _check_cursors(
    account: str, epoch: str, cursors: Mapping[str, int], state: Mapping[str, ScopeHead]
) -> None:
    for scope, head in state.items():
        cursor = cursors.get(scope, 0)
        if cursor > head.seq:
            raise WentBack(epoch, f"{account} has {scope} up to {cursor}, it ends at {head.seq}")


def _check_past(connection: Connection, account: str, epoch: str, told: str) -> None:
    known = select(PAST_EPOCH.c.epoch).where(PAST_EPOCH.c.epoch == told)
    if told and connection.execute(known).one_or_none() is None:
        raise WentBack(epoch, f"{account} comes from {told}, which is no life of this data", told)


def _check_receipt(connection: Connection, account: str, epoch: str, latest: str) -> None:
    if not latest:
        return
    receipts = COMMAND_RECEIPT.c
    receipt = select(receipts.id).where(receipts.id == latest, receipts.actor == account)
    if connection.execute(receipt).one_or_none() is None:
        raise WentBack(epoch, f"{account} was told that {latest} is applied, there is no receipt")
