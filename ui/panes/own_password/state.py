"""What the dialog of one's own password shows. What is typed stands in its fields alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from workstation.i18n import Message


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed; it is never kept, or shown where this is."""

    now: str = field(repr=False)
    chosen: str = field(repr=False)
    again: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPasswordState:
    """`notice` says why it was not changed, and `mistyped` that it was for the password of now;
    `away`: the server is not there, so that it cannot be."""

    busy: bool = False
    away: bool = False
    mistyped: bool = False
    notice: Message | None = None
