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
from workstation.wire.house import HouseEdit
from workstation.wire.push import Envelope

# How receipts are written now.
HASH_V = 2
_WHOLE_ENVELOPE = 1


def command_hash(
    actor: str, envelope: Envelope, *, hash_v: int = HASH_V, prev: str | None = None
) -> bytes:
    """The hash of a command of a case. `prev` is the receipt's, which the first form covered."""
    if hash_v == _WHOLE_ENVELOPE:
        return _hash((actor, _first_envelope(envelope, prev)))
    about = (envelope.case_id, envelope.base_version)
    return _hash((actor, envelope.id, *about, envelope.kind, envelope.v, envelope.body))


def edit_hash(actor: str, edit: HouseEdit, *, hash_v: int = HASH_V) -> bytes:
    """The hash of a change of the house book. What it rests on is a part of what it is."""
    if hash_v == _WHOLE_ENVELOPE:
        return _hash((actor, _first_edit(edit)))
    return _hash((actor, edit.id, edit.kind, edit.v, edit.prev, edit.body))


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
        case_id=envelope.case_id,
        kind=envelope.kind,
        body=envelope.body,
        base_version=envelope.base_version,
        device=envelope.device,
        n=envelope.n,
        at=envelope.at,
        v=envelope.v,
        prev=prev,
    )


def _first_edit(edit: HouseEdit) -> _FirstEdit:
    return _FirstEdit(
        id=edit.id, kind=edit.kind, body=edit.body, at=edit.at, v=edit.v, prev=edit.prev
    )
