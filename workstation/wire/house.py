"""The house book on the wire: an edit going up, its answer, and the book as it is stored."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Person
from workstation.domain.house import (
    HOUSE_CHANGES,
    Changed,
    House,
    HouseChange,
    Pass,
    Term,
    kind_of_change,
)
from workstation.domain.house_style import Profile
from workstation.i18n import _
from workstation.wire.codec import Malformed, decode, encode
from workstation.wire.messages import WireMessage

HOUSE_VERSION = 1
# The head under which nudges say at which version the book is; no scope has this name.
HOUSE_HEAD = "house"


class HouseEdit(msgspec.Struct, frozen=True, kw_only=True):
    """A change with its idempotency key `id`.

    `prev` is the edit of the same subject that this one rests on: it must have been applied.
    `at` is the author's clock: stored, never compared.
    """

    id: str
    kind: str
    body: msgspec.Raw
    at: datetime
    v: int = HOUSE_VERSION
    prev: str | None = None


class HouseApplied(msgspec.Struct, frozen=True, kw_only=True, tag="applied", tag_field="status"):
    """The book says so from `version` on, in the life `epoch` of the server."""

    id: str
    version: int
    already: bool = False
    epoch: str = ""


class HouseRefused(msgspec.Struct, frozen=True, kw_only=True, tag="refused", tag_field="status"):
    """A rule says no. The person is asked what to do."""

    id: str
    reason: WireMessage
    remedy: WireMessage
    already: bool = False
    epoch: str = ""


HouseAnswer = HouseApplied | HouseRefused


class _Changed(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    by: Person
    at: datetime
    kind: str
    change: msgspec.Raw


class _Book(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    terms: tuple[Term, ...]
    passes: tuple[Pass, ...]
    style: Profile
    style_revision: int
    changes: tuple[_Changed, ...]


def pack_house(house: House) -> bytes:
    """The canonical bytes of a book."""
    return encode(
        _Book(
            version=house.version,
            terms=house.terms,
            passes=house.passes,
            style=house.style,
            style_revision=house.style_revision,
            changes=tuple(map(_packed, house.changes)),
        )
    )


def unpack_house(data: bytes | msgspec.Raw) -> House:
    """The book in `data`, without the changes of kinds that only a later version knows.

    Raises `Malformed`.
    """
    book = decode(data, _Book)
    known = (each for each in book.changes if each.kind in HOUSE_CHANGES)
    return House(
        version=book.version,
        terms=book.terms,
        passes=book.passes,
        style=book.style,
        style_revision=book.style_revision,
        changes=tuple(map(_unpacked, known)),
    )


def pack_change(change: HouseChange) -> tuple[str, bytes]:
    """A change's kind and body."""
    return kind_of_change(change), encode(change)


def unpack_change(kind: str, body: bytes | msgspec.Raw, v: int = HOUSE_VERSION) -> HouseChange:
    """The change of that kind in `body`. Raises `Malformed` for what this program cannot know."""
    known = HOUSE_CHANGES.get(kind)
    if known is None or not 1 <= v <= HOUSE_VERSION:
        raise Malformed(
            _("This command is of a kind that this version does not know."), f"{kind} v{v}"
        )
    return decode(body, known)


def _packed(changed: Changed) -> _Changed:
    kind, body = pack_change(changed.change)
    return _Changed(
        version=changed.version, by=changed.by, at=changed.at, kind=kind, change=msgspec.Raw(body)
    )


def _unpacked(changed: _Changed) -> Changed:
    change = unpack_change(changed.kind, changed.change)
    return Changed(changed.version, changed.by, changed.at, change)
