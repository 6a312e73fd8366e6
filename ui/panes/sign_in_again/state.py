"""What the dialog of signing in again shows. What is typed stands in its fields alone."""

from __future__ import annotations

from dataclasses import field

from workstation.i18n import Message
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class TypedAgain:
    """What somebody typed; it is never kept, nor shown where this is.

    password: the one that the server knows
    chosen: the one that is theirs from now on, "" where none is asked for
    repeated: the same, typed a second time
    """

    password: str = field(repr=False)
    chosen: str = field(default="", repr=False)
    repeated: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInAgainState:
    """What the dialog shows.

    name: who is signed in here, and alone can sign in again
    waiting: how many of their changes wait for it
    busy: whether the server is being asked
    choosing: whether the password was given out for one time, so that they choose their own
    notice: why it did not work
    """

    name: str = ""
    waiting: int = 0
    busy: bool = False
    choosing: bool = False
    notice: Message | None = None
