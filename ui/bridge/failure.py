"""`Failure`: an exception that nobody on the way could answer, with what was going on."""

from __future__ import annotations

from collections.abc import Callable

from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that is to be reported.

    doing: what the program was doing.
    error: the exception; None when only a warning is known.
    """

    doing: str
    error: BaseException | None


Report = Callable[[Failure], None]
