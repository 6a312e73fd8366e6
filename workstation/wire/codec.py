"""Canonical JSON of domain values, and parsing that refuses with the place of the fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
import xxhash

from workstation.domain.case import Case
from workstation.i18n import Message, _

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="deterministic")
# The names of plain values stay in the order in which they were written.
_PLAIN = msgspec.json.Encoder()
_CASE = msgspec.json.Decoder(Case)
HASH_BITS = 60
# A scope that does not agree is compared in so many parts, and only those that differ are sent.
BUCKETS = 256
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


def convert(value: Any, kind: type[T]) -> T:
    """Parse what was JSON into `kind`. Raises `Malformed`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise Malformed(_("The data received could not be read."), str(error)) from error


# Any: whatever JSON holds.
def plain(data: bytes) -> Any:
    """What was written by `encode`, as JSON has it: lists, names and values, of no class.

    Raises `Malformed` for bytes that say it in another way: with blanks, or a name twice.
    """
    try:
        value = msgspec.json.decode(data)
        if written(value) == data:
            return value
    except NOT_JSON as error:
        raise Malformed(_("The data received could not be read."), str(error)) from error
    raise Malformed(_("The data received could not be read."), "not in the form that is written")


# Any: as above.
def written(value: Any) -> bytes:
    """The bytes of such plain values, in their own order."""
    return _PLAIN.encode(value)


def decode_case(data: bytes | msgspec.Raw) -> Case:
    """Parse a case. Raises `Malformed`."""
    try:
        return _CASE.decode(data)
    except NOT_JSON as error:
        raise Malformed(_("A case received could not be read."), str(error)) from error


def body_hash(body: bytes) -> int:
    """The 60-bit hash of a canonical body. Short enough that sums fit 64-bit integers."""
    return xxhash.xxh3_64_intdigest(body) & ((1 << HASH_BITS) - 1)


def bucket_of(case_id: str) -> int:
    """Which of the `BUCKETS` parts of a scope a case belongs to, at both ends."""
    return xxhash.xxh3_64_intdigest(case_id.encode()) % BUCKETS


def digests_of(members: Iterable[tuple[str, int]]) -> list[int]:
    """The digest of each part of a scope, of its members' ids and hashes."""
    sums = [0] * BUCKETS
    for case_id, hash_ in members:
        at = bucket_of(case_id)
        sums[at] = digest(sums[at], added=hash_)
    return sums


def digest(total: int, removed: int = 0, added: int = 0) -> int:
    """A scope's digest after one member's hash was replaced: a sum modulo 2^60."""
    return (total - removed + added) % (1 << HASH_BITS)
