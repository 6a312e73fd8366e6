"""What tells a repeat from another command under the same number (a cloned profile).

A receipt keeps a hash of what it answered, and outlives the program that wrote it: `hash_v` says
how that hash was made. Since 2 it covers what the command is, and nothing of how it travels. The
same command may come again from a later workstation, whose envelope has more fields; from another
machine, after its profile was moved, under another device and number; and after another command
than before, since a workstation ties it to what is left when the one before it is taken back or
answered. The clock of its author is never compared.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

import msgspec

from workstation.wire.codec import encode
from workstation.wire.push import Envelope

# How receipts are written now.
HASH_V = 2


def command_hash(
    actor: str, envelope: Envelope, *, hash_v: int = HASH_V, prev: str | None = None
) -> bytes:
    """The hash of a command. `prev` is the receipt's, which the first form covered."""
    # Of November 2026: 1 is over the whole envelope, 11 and 12 are changes of the glossary.
    match hash_v:
        case 1:
            return _hash((actor, _first_envelope(envelope, prev)))
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


def _first_envelope(envelope: Envelope, prev: str | None) -> _FirstEnvelope:
    return _FirstEnvelope(
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
