"""Receipts: what became of every command, written in the transaction of its effect (I2, I6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from workstation.server.database import insert_into
from workstation.server.sameness import HASH_V, command_hash
from workstation.server.tables import COMMAND_RECEIPT
from workstation.wire.codec import decode, encode
from workstation.wire.push import Answer, Disposition, Envelope

_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """A command that was disposed of before, and the hash of what it was."""

    request_hash: bytes
    hash_v: int
    prev: str | None
    disposition: Disposition

    def is_of(self, actor: str, envelope: Envelope) -> bool:
        """Whether this is the command that was disposed of, and not another under its id."""
        told = command_hash(actor, envelope, hash_v=self.hash_v, prev=self.prev)
        return self.request_hash == told


def receipt_of(actor: str, envelope: Envelope, disposition: Disposition) -> Receipt:
    """The receipt of a command that was disposed of now."""
    return Receipt(command_hash(actor, envelope), HASH_V, envelope.prev, disposition)


def reserve(
    connection: Connection, actor: str, envelopes: Mapping[str, Envelope], now: datetime
) -> frozenset[str]:
    """Claim these ids for this transaction; a concurrent duplicate waits here. Which were new?

    In the order of their ids, so that two batches that share some cannot block each other.
    """
    rows = [
        {
            "id": each.id,
            "actor": actor,
            "device": each.device,
            "n": each.n,
            "record_kind": each.record_kind,
            "record_id": each.record_id,
            "kind": each.kind,
            "prev": each.prev,
            "request_hash": command_hash(actor, each),
            "hash_v": HASH_V,
            "disposition": None,
            "given_at": each.at,
            "at": now,
            "acked": False,
        }
        for _id, each in sorted(envelopes.items())
    ]
    statement = insert_into(connection)(COMMAND_RECEIPT).values(rows).on_conflict_do_nothing()
    return frozenset(connection.execute(statement.returning(COMMAND_RECEIPT.c.id)).scalars())


def stored(connection: Connection, ids: Iterable[str]) -> dict[str, Receipt]:
    """The receipts there are of these commands."""
    query = select(
        COMMAND_RECEIPT.c.id,
        COMMAND_RECEIPT.c.request_hash,
        COMMAND_RECEIPT.c.hash_v,
        COMMAND_RECEIPT.c.prev,
        COMMAND_RECEIPT.c.disposition,
    ).where(COMMAND_RECEIPT.c.id.in_(list(ids)), COMMAND_RECEIPT.c.disposition.is_not(None))
    return {
        row.id: Receipt(row.request_hash, row.hash_v, row.prev, read_disposition(row.disposition))
        for row in connection.execute(query)
    }


def record_dispositions(connection: Connection, dispositions: Sequence[Disposition]) -> None:
    """Write down what became of commands whose ids were reserved."""
    if not dispositions:
        return
    connection.execute(
        update(COMMAND_RECEIPT)
        .where(COMMAND_RECEIPT.c.id == bindparam("command"))
        .values(disposition=bindparam("said")),
        [{"command": each.id, "said": encode(each)} for each in dispositions],
    )


def give_back(connection: Connection, ids: Sequence[str]) -> None:
    """Forget reserved ids of commands that have to wait: they will be sent again."""
    if ids:
        connection.execute(delete(COMMAND_RECEIPT).where(COMMAND_RECEIPT.c.id.in_(ids)))


def ack(connection: Connection, actor: str, ids: Iterable[str]) -> None:
    """The device has stored these dispositions; it need not be told again."""
    connection.execute(
        update(COMMAND_RECEIPT)
        .where(COMMAND_RECEIPT.c.id.in_(list(ids)), COMMAND_RECEIPT.c.actor == actor)
        .values(acked=True)
    )


def told_to(
    connection: Connection, actor: str, device: str, since: datetime | None
) -> tuple[Answer, ...]:
    """What this device may not have heard yet, oldest command first.

    With `since`, all that it was told from then on, in whichever life of the data: it knows
    nothing of this one, and shows what is not said to be here as waiting again.
    """
    said = COMMAND_RECEIPT.c.disposition.is_not(None)
    mine = (COMMAND_RECEIPT.c.actor == actor) & (COMMAND_RECEIPT.c.device == device) & said
    query = select(COMMAND_RECEIPT.c.disposition).order_by(COMMAND_RECEIPT.c.n)
    unheard = COMMAND_RECEIPT.c.acked.is_(False)
    if since is None:
        query = query.where(mine, unheard).limit(_MOST_AT_ONCE)
    else:
        query = query.where(mine, unheard | (COMMAND_RECEIPT.c.at >= since))
    return tuple(
        Answer(disposition=read_disposition(body), already=True)
        for body in connection.execute(query).scalars()
    )


def read_disposition(body: bytes) -> Disposition:
    """A disposition as it is stored. Raises `Malformed`."""
    return decode(body, Disposition)  # type: ignore[arg-type]  # to msgspec a union is a type
