"""Forms that are kept beside a draft before they are given, and texts that come back to them."""

from __future__ import annotations

from typing import TypeVar

import msgspec

F = TypeVar("F")

# Between two texts of one draft: seen at once, and gone with one key.
BETWEEN = "\n\n———\n\n"


def form_to_json(form: object) -> str:
    """A form, a frozen dataclass of domain values, as it is stored."""
    return msgspec.json.encode(form).decode()


def form_from_json(text: str, kind: type[F]) -> F | None:
    """The form that was stored; None where there is none, or none that this version can read.

    A field that came later has its default, one that is gone is passed over: what else was
    chosen is not lost by it.
    """
    if not text:
        return None
    try:
        return msgspec.json.decode(text.encode(), type=kind, strict=True)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def put_below(above: str, below: str) -> str:
    """Both texts in one, `below` under what was begun since; `above` where it has that already."""
    if below.strip() in above:
        return above
    return f"{above.rstrip()}{BETWEEN}{below}" if above.strip() else below
