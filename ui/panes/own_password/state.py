"""What the dialog of one's own password shows. What is typed stands in its fields alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from workstation.i18n import Message


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed; it is never kept, nor shown where this is.

    now: the password until now
    chosen: the next one
    again: the next one, typed a second time
    """

    now: str = field(repr=False)
    chosen: str = field(repr=False)
    again: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPasswordState:
    """What the dialog shows.

    busy: whether the password is being changed
    away: whether the server is not there, so that it cannot be changed
    mistyped: whether it was not changed because the password until now is another one
    notice: why it was not changed
    """

    busy: bool = False
    away: bool = False
    mistyped: bool = False
    notice: Message | None = None
