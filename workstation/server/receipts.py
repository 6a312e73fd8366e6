"""Receipts: what became of every command, written in the transaction of its effect.

A command that comes again under its id is answered by its receipt. The hash in it tells a repeat
from another command under the same id, which a cloned profile can send. A receipt outlives the
program that wrote it, so that `hash_v` says how its hash was made. Since 2 it covers what the
command is, and nothing of how it travels: the same command may come again from a later workstation,
whose envelope has more fields; from another machine, after its profile was moved, under another
device and number; and after another command than before, since a workstation ties it to what is
left when the one before it is taken back or answered. The clock of its author is never compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from workstation.server.database import insert_into
from workstation.server.tables import COMMAND_RECEIPT
from workstation.wire.codec import decode, encode
from workstation.wire.push import Answer, Disposition, Envelope

# How receipts are written now.
HASH_V = 2
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a command that was disposed of before.

    request_hash: the hash of what the command was
    hash_v: how that was made
    prev: the command that it came after, which the first form of the hash covers
    disposition: what its author was told
    """

    request_hash: bytes
    hash_v: int
    prev: str | None
    disposition: Disposition

    def is_of(self, actor: str, envelope: Envelope) -> bool:
        """Whether an envelope has the command that was disposed of, and not another one under its
        id."""
        told = command_hash(actor, envelope, hash_v=self.hash_v, prev=self.prev)
        return self.request_hash == told


def receipt_of(actor: str, envelope: Envelope, disposition: Disposition) -> Receipt:
    """The receipt of a command that got this disposition now."""
    return Receipt(command_hash(actor, envelope), HASH_V, envelope.prev, disposition)


def reserve(
    connection: Connection, actor: str, envelopes: Mapping[str, Envelope], now: datetime
) -> frozenset[str]:
    """Claim the ids of these commands for this transaction. Returns which of them are new.

    A transaction with the same command waits here until this one ends. They are claimed in the
    order of their ids, so that two batches that share some cannot block each other.
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
    """The receipts that there are of these commands, by id."""
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
    """Note that a device has stored the dispositions of these commands, so that it need not be told
    again."""
    connection.execute(
        update(COMMAND_RECEIPT)
        .where(COMMAND_RECEIPT.c.id.in_(list(ids)), COMMAND_RECEIPT.c.actor == actor)
        .values(acked=True)
    )


def unheard_by(
    connection: Connection, actor: str, device: str, since: datetime | None
) -> tuple[Answer, ...]:
    """The dispositions that a device may not have heard of yet, by the order of its commands.

    With `since`, also all that it was told from then on: it knows nothing of this life of the data,
    and shows every command that is not said to be here as waiting again.
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


def command_hash(
    actor: str, envelope: Envelope, *, hash_v: int = HASH_V, prev: str | None = None
) -> bytes:
    """The hash of a command in the form `hash_v`, of which the first covers `prev`, the command
    before it by its receipt."""
    # Of November 2026: 1 is over the whole envelope, 11 and 12 are changes of the glossary.
    match hash_v:
        case 1:
            first = _FirstEnvelope(
                id=envelope.id,
                case_id=envelope.record_id,
                kind=envelope.kind,
                body=envelope.body,
                base_version=envelope.base_version,
                device=envelope.device,
                n=envelope.n,
                at=envelope.at,
                v=envelope.v,
                prev=prev,
            )
            return _hash((actor, first))
        case 11:
            return _hash((actor, _first_edit(envelope)))
        case 12:
            edit = _first_edit(envelope)
            return _hash((actor, edit.id, edit.kind, edit.v, edit.prev, edit.body))
    about = (envelope.record_id, envelope.base_version)
    return _hash((actor, envelope.id, *about, envelope.kind, envelope.v, envelope.body))


def _hash(identity: tuple[object, ...]) -> bytes:
    return hashlib.sha256(encode(identity)).digest()


# The forms of November 2026, which must not follow when the envelopes change.
class _FirstEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    case_id: str
    kind: str
    body: msgspec.Raw
    base_version: int
    device: str
    n: int
    at: datetime
    v: int
    prev: str | None


class _FirstEdit(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    body: msgspec.Raw
    at: datetime
    v: int
    prev: str | None


def _first_edit(envelope: Envelope) -> _FirstEdit:
    # What it rested on was a part of what it was.
    rested_on = envelope.rests_on[0] if envelope.rests_on else None
    return _FirstEdit(
        id=envelope.id,
        kind=envelope.kind,
        body=envelope.body,
        at=envelope.at,
        v=envelope.v,
        prev=rested_on,
    )
