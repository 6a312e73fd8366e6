"""Canonical JSON of values, parsing that refuses with the place of the fault, and digests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
import xxhash

from workstation.domain.case import Case
from workstation.i18n import Message, _
from workstation.value_class import dataclass

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="deterministic")
# For plain values, whose names stay in the order in which they were written.
_PLAIN = msgspec.json.Encoder()
_CASE = msgspec.json.Decoder(Case)
# Short enough that sums of hashes fit the 64-bit integers of the databases.
HASH_BITS = 60
# A scope that does not agree is compared in so many parts, and only those that differ are sent.
BUCKETS = 256
# What the parser raises for data that are not as agreed; the last one for what is nested too deep.
NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Malformed(Exception):
    """Data from outside that are not of the agreed form.

    what: says so to a person.
    detail: names the field and the fault, for the log.
    """

    what: Message
    detail: str


def encode(value: Any) -> bytes:
    """The canonical JSON of `value`: the same value always gives the same bytes, so that they can
    be hashed."""
    return _ENCODER.encode(value)


def decode(data: bytes | msgspec.Raw, kind: type[T]) -> T:
    """Parse the JSON in `data` into a value of type `kind`. Raises `Malformed`."""
    try:
        return msgspec.json.decode(data, type=kind)
    except NOT_JSON as error:
        raise Malformed(_("The data received could not be read."), str(error)) from error


def convert(value: Any, kind: type[T]) -> T:
    """Make a value of type `kind` of plain values that were read from JSON. Raises `Malformed`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise Malformed(_("The data received could not be read."), str(error)) from error


# Any: whatever JSON holds.
def plain(data: bytes) -> Any:
    """The plain values (dictionaries, lists, texts, numbers) in JSON that `encode` wrote.

    Raises `Malformed` for bytes that `encode` would not write: with blanks, or a name twice.
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
    """The JSON of plain values, with the names of dictionaries in their own order."""
    return _PLAIN.encode(value)


def decode_case(data: bytes | msgspec.Raw) -> Case:
    """Parse the case in `data`. Raises `Malformed`."""
    try:
        return _CASE.decode(data)
    except NOT_JSON as error:
        raise Malformed(_("A case received could not be read."), str(error)) from error


def body_hash(body: bytes) -> int:
    """The hash of a canonical body, of `HASH_BITS` bits."""
    return xxhash.xxh3_64_intdigest(body) & ((1 << HASH_BITS) - 1)


def bucket_of(record_id: str) -> int:
    """The number of the part of a scope, of its `BUCKETS`, to which a record belongs at both
    ends."""
    return xxhash.xxh3_64_intdigest(record_id.encode()) % BUCKETS


def digests_of(members: Iterable[tuple[str, int]]) -> list[int]:
    """The digest of each part of a scope, from the ids and hashes of its members."""
    sums = [0] * BUCKETS
    for record_id, hash_ in members:
        at = bucket_of(record_id)
        sums[at] = digest(sums[at], added=hash_)
    return sums


def digest(total: int, removed: int = 0, added: int = 0) -> int:
    """The digest of a scope, from that of before (`total`), after the hash `removed` of a member
    was replaced by `added`: a sum modulo 2^60."""
    return (total - removed + added) % (1 << HASH_BITS)
