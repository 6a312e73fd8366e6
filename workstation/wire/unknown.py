"""Commands that a newer program left in a journal which this one opens: kept, shown, and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from workstation.domain.commands import UnknownCommand
from workstation.i18n import _
from workstation.wire.codec import NOT_JSON, Malformed
from workstation.wire.messages import WireMessage, to_wire

T = TypeVar("T")


def read_kept(
    read: Callable[[str, bytes, int], T], kind: str, body: bytes, v: int
) -> T | UnknownCommand:
    """What `read` makes of a stored body, from the name of its act, its bytes and the version of
    its form; an `UnknownCommand` where it raises `Malformed`."""
    try:
        return read(kind, body, v)
    except Malformed:
        return UnknownCommand(kind=kind, v=v, body=body, words=tuple(_words(body)))


def unreadable_answer() -> tuple[WireMessage, WireMessage]:
    """The reason and the remedy that stand for an answer which a later version of the program
    stored and this one cannot read."""
    return (
        to_wire(_("The server's answer was kept by a later version of this program.")),
        to_wire(_("Bring this program up to date to read it. Your text is kept.")),
    )


def _words(body: bytes) -> Iterator[str]:
    """Every text in the JSON value `body`, in order; a body that is no JSON is one text."""
    try:
        left = [msgspec.json.decode(body)]
    except NOT_JSON:
        left = [body.decode("utf-8", "replace")]
    while left:
        # Any: JSON of whatever form.
        value: Any = left.pop()
        if isinstance(value, str) and value.strip():
            yield value
        elif isinstance(value, dict):
            left.extend(reversed(value.values()))
        elif isinstance(value, list):
            left.extend(reversed(value))
