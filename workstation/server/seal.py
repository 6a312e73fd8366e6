"""The seal of a link of an audit log: a hash over the stored event, with a digest in the place of
each text in it.

A text is whatever people wrote or are called by, and the name of a file. Its digest is salted, and
neither salt nor text is needed to check the seal: a text can be erased, with its salt, or left out
of a copy for one reader, and everything else can still be proved to be what was written.

All of this looks at the stored JSON and at nothing else: no class of today decides what a link of
years ago says. Each form of a seal has its own fixed rule for what is a text.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from workstation.wire.codec import encode, plain, written

# The first form of a seal was over the stored bytes, texts and all.
WHOLE, SEAL_V = 1, 2
SALT, DIGEST = 12, 16
# For each form, the names whose strings stay in clear; every other string is a text. They are
# words of closed lists, times and amounts, and names of things that only tell them apart, by which
# no person can be known. `finding.reason` is a `reason` right inside a `finding`.
# Links that were sealed are checked by the rule of their own form: once a form is in use, a name
# that is new, or that turns out to hold what people write, needs another form.
CLEAR: Mapping[int, frozenset[str]] = {
    SEAL_V: frozenset(
        {
            *("id", "party", "applicant", "source", "evidence", "item", "command", "undoes"),
            *("opening.reference", "external_reference", "duplicate_of"),
            *("queue", "market", "region", "currency", "amount"),
            *("code", "clause", "version", "check", "event", "act", "actor", "kind"),
            *("roles", "languages", "teams", "day"),
            *("type", "role", "language", "channel", "first", "team", "milestone", "severity"),
            *("state", "outcome", "finding.reason", "action", "verdict", "faults"),
            *("ground", "reopened_for", "style.quotes", "style.spacing"),
            *("at", "filed_at", "received_at", "sent_at", "proposed_at", "signed_at"),
            *("asked_at", "due_at", "answered_at", "started_at", "first_response_at"),
            *("clock.stopped", "notified_at", "ended_at"),
            *("conduct_on", "notice_on", "effective_from", "effective_to"),
            *("policy", "amendment", "label", "base", "no", "actions", "changed_clauses"),
        }
    )
}


def texts(body: bytes, seal_v: int) -> list[str]:
    """The texts of a stored event by that form of a seal, in their order. Raises `Malformed`."""
    found: list[str] = []

    def take(text: str) -> str:
        found.append(text)
        return text

    _mapped(plain(body), CLEAR[seal_v], take)
    return found


def digests(body: bytes, seal_v: int, salt: Callable[[int], bytes]) -> bytes:
    """For each text of an event, in their order: a salt of `SALT` bytes and a digest of `DIGEST`.

    Both are zero for an empty text, of which nothing has to be proved. `salt` gives random bytes.
    """
    pairs: list[bytes] = []
    for text in texts(body, seal_v):
        grain = salt(SALT) if text else bytes(SALT)
        pairs.append(grain + (_digest(grain, text) if text else bytes(DIGEST)))
    return b"".join(pairs)


def _digest(grain: bytes, text: str) -> bytes:
    return hmac.digest(grain, text.encode(), "sha256")[:DIGEST]


# Any: the columns of a row, here and below.
def seal(previous: bytes, row: dict[str, Any]) -> bytes:
    """The hash of a link: over the hash of the link before, and over what the row says.

    Raises `Malformed` for a body that is not as it was written, `ValueError` where there are not
    as many digests as texts.
    """
    pairs = _pairs(row["texts"])

    def digest_of(_text: str) -> str:
        pair = next(pairs, None)
        if pair is None:
            raise ValueError("a text of no digest")
        return pair[SALT:].hex()

    said = _mapped(plain(row["body"]), CLEAR[row["seal_v"]], digest_of)
    if any(pairs):
        raise ValueError("a digest of no text")
    seen = row["seen"]
    told = [*_columns(row), said, seen.decode() if seen is not None else None]
    return hashlib.sha256(previous + written([row["seal_v"], *told])).digest()


def _columns(row: dict[str, Any]) -> list[Any]:
    told = [row[name] for name in ("record_id", "n", "version", "command", "actor", "kind")]
    at: datetime = row["at"]
    return [*told, at.astimezone(UTC).isoformat()]


def texts_hold(row: dict[str, Any]) -> bool:
    """Whether each text of a link is the one that was sealed, or was taken out since. Raises
    `Malformed`."""
    pairs = list(_pairs(row["texts"]))
    found = texts(row["body"], row["seal_v"])
    if len(pairs) != len(found):
        return False
    for text, pair in zip(found, pairs, strict=True):
        grain, digest = pair[:SALT], pair[SALT:]
        # Empty from the beginning, or erased with its salt.
        is_empty = len(pair) == SALT + DIGEST and grain == bytes(SALT)
        if not (digest == _digest(grain, text) if text else is_empty):
            return False
    return True


def erased(row: dict[str, Any], gone: Callable[[str], bool]) -> dict[str, Any]:
    """The row without the texts of which `gone` says so, and without their salts. Raises
    `Malformed`."""
    clear = CLEAR[row["seal_v"]]
    found = texts(row["body"], row["seal_v"])
    kept = [
        bytes(SALT) + pair[SALT:] if gone(text) else pair
        for text, pair in zip(found, _pairs(row["texts"]), strict=True)
    ]
    left = _mapped(plain(row["body"]), clear, lambda text: "" if gone(text) else text)
    return {**row, "body": written(left), "texts": b"".join(kept)}


def _mapped(
    value: Any,
    clear: frozenset[str],
    change: Callable[[str], str],
    name: str = "",
    around: str = "",
) -> Any:
    """JSON with each text of it changed; strings under a name that is `clear` are no texts. The
    items of a list have the name of the list. Any: JSON."""
    match value:
        case str():
            is_clear = name in clear or f"{around}.{name}" in clear
            return value if is_clear else change(value)
        case list():
            return [_mapped(each, clear, change, name, around) for each in value]
        case dict():
            return {key: _mapped(each, clear, change, key, name) for key, each in value.items()}
    return value


def _pairs(told: bytes | None) -> Iterator[bytes]:
    """The salts with their digests, one pair a text."""
    for at in range(0, len(told or b""), SALT + DIGEST):
        yield bytes((told or b"")[at : at + SALT + DIGEST])


def first_seal(previous: bytes, row: dict[str, Any]) -> bytes:
    """The hash of a link in the first form of a seal, of November 2026: over the stored bytes."""
    sealed = hashlib.sha256(previous)
    sealed.update(encode(_columns(row)))
    sealed.update(row["body"])
    return sealed.digest()
