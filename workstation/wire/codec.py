"""Canonical JSON of domain values, and parsing that refuses with the place of the fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import xxhash

from workstation.domain.case import Case
from workstation.i18n import Message, _

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="deterministic")
_CASE = msgspec.json.Decoder(Case)
HASH_BITS = 60
# What the parser raises for data that is not as agreed; the last one for what is nested too deep.
NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Malformed(Exception):
    """Data from outside that is not of the agreed form. `detail` names the field, for the log."""

    what: Message
    detail: str


def encode(value: Any) -> bytes:
    """Canonical bytes: the same value always gives the same bytes, so that they can be hashed."""
    return _ENCODER.encode(value)


def decode(data: bytes | msgspec.Raw, kind: type[T]) -> T:
    """Parse JSON into `kind`. Raises `Malformed`."""
    try:
        return msgspec.json.decode(data, type=kind)
    except NOT_JSON as error:
        raise Malformed(_("The data received could not be read."), str(error)) from error


def decode_case(data: bytes | msgspec.Raw) -> Case:
    """Parse a case. Raises `Malformed`."""
    try:
        return _CASE.decode(data)
    except NOT_JSON as error:
        raise Malformed(_("A case received could not be read."), str(error)) from error


def body_hash(body: bytes) -> int:
    """The 60-bit hash of a canonical body. Short enough that sums fit 64-bit integers."""
    return xxhash.xxh3_64_intdigest(body) & ((1 << HASH_BITS) - 1)


def digest(total: int, removed: int = 0, added: int = 0) -> int:
    """A scope's digest after one member's hash was replaced: a sum modulo 2^60."""
    return (total - removed + added) % (1 << HASH_BITS)
