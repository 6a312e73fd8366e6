"""What a link of an audit log is sealed over: an event without its texts, and a digest of each.

A text is whatever people wrote or are called by, and the name of a file. Its digest is salted, and
neither salt nor text is needed to check the seal: a text can be erased, with its salt, or left out
of a copy for one reader, and everything else can still be proved to be what was written.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from workstation.domain.record import Event
from workstation.wire.codec import encode

# The first form of a seal was over the event itself.
WHOLE, SEAL_V = 1, 2
SALT, DIGEST = 12, 16
_NOTHING = bytes(SALT + DIGEST)
# Names of things that only tell them apart; no person can be known by them alone.
_IDENTIFIERS = frozenset(
    {
        *("id", "party", "applicant", "source", "letter", "evidence", "item", "command", "key"),
        *("reference", "external_reference", "duplicate_of", "action_reference", "sor_reference"),
        *("queue", "market", "region", "currency", "code", "clause", "version", "no", "kind"),
        *("check", "event", "act", "aspect", "actor", "undoes", "body", "crew"),
    }
)


def digests(event: Event, salt: Callable[[int], bytes]) -> bytes:
    """For each text of an event, in their order: a salt of `SALT` bytes and a digest of `DIGEST`.

    Both are zero for an empty text, of which nothing has to be proved. `salt` gives random bytes.
    """
    return b"".join(_digest(text, salt) for text in texts(event))


def _digest(text: str, salt: Callable[[int], bytes]) -> bytes:
    if not text:
        return _NOTHING
    grain = salt(SALT)
    return grain + _of(grain, text)


def _of(grain: bytes, text: str) -> bytes:
    return hmac.digest(grain, text.encode("utf-8", "surrogatepass"), "sha256")[:DIGEST]


def seal(previous: bytes, row: dict[str, Any], event: Event) -> bytes:
    """The hash of a link over the one before and over what its row says. Any: columns."""
    told = [row[name] for name in ("record_id", "n", "version", "command", "actor", "kind")]
    sealed = hashlib.sha256(previous)
    sealed.update(encode([row["seal_v"], *told, row["at"].astimezone(UTC).isoformat()]))
    sealed.update(encode(bare(event)))
    sealed.update(b"".join(each[SALT:] for each in _pairs(row["texts"])))
    sealed.update(row["seen"] or b"")
    return sealed.digest()


def holds(event: Event, told: bytes) -> bool:
    """Whether each text is the one that was sealed, or was taken out since."""
    pairs = list(_pairs(told))
    found = list(texts(event))
    if len(pairs) != len(found):
        return False
    return all(_holds(text, pair) for text, pair in zip(found, pairs, strict=True))


def _holds(text: str, pair: bytes) -> bool:
    grain, digest = pair[:SALT], pair[SALT:]
    if not text:
        # Empty from the beginning, or erased with its salt.
        return grain == bytes(SALT)
    return digest == _of(grain, text)


def erased(event: Event, told: bytes, gone: Callable[[str], bool]) -> tuple[Event, bytes]:
    """The event without the texts that are to go, and what is told of texts without their salts."""
    kept = [
        bytes(SALT) + pair[SALT:] if gone(text) else pair
        for text, pair in zip(texts(event), _pairs(told), strict=True)
    ]
    done: Event = _mapped(event, lambda text: "" if gone(text) else text)
    return done, b"".join(kept)


def bare(event: Event) -> Event:
    """The event with nothing in the place of each text."""
    done: Event = _mapped(event, lambda _text: "")
    return done


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, in the order of its fields. Any: an event, and whatever it holds."""
    if is_dataclass(value) and not isinstance(value, type):
        for name in _names(type(value)):
            held = getattr(value, name)
            if type(held) is str:
                if name not in _IDENTIFIERS:
                    yield held
            else:
                yield from texts(held)
    elif isinstance(value, tuple):
        for each in value:
            if type(each) is str:
                yield each
            else:
                yield from texts(each)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        told = {name: _changed(name, getattr(value, name), change) for name in _names(type(value))}
        return replace(value, **told)
    if isinstance(value, tuple):
        return tuple(change(e) if type(e) is str else _mapped(e, change) for e in value)
    return value


def _changed(name: str, held: Any, change: Callable[[str], str]) -> Any:
    if type(held) is str:
        return held if name in _IDENTIFIERS else change(held)
    return _mapped(held, change)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _pairs(told: bytes) -> Iterator[bytes]:
    for at in range(0, len(told), SALT + DIGEST):
        yield told[at : at + SALT + DIGEST]


def whole(previous: bytes, row: dict[str, Any]) -> bytes:
    """The first form of a seal, of November 2026. Any: columns."""
    told = [row[name] for name in ("record_id", "n", "version", "command", "actor", "kind")]
    at: datetime = row["at"]
    sealed = hashlib.sha256(previous)
    sealed.update(encode([*told, at.astimezone(UTC).isoformat()]))
    sealed.update(row["body"])
    return sealed.digest()
