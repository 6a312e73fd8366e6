"""What is chosen in a form that is not given yet, as the text that a draft keeps beside it."""

from __future__ import annotations

from typing import TypeVar

import msgspec

F = TypeVar("F")


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
