"""Says how far a long piece of work has come: every few seconds, and when a part of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_EVERY = 3.0
# Looking at the clock for each row would cost more than the row.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class Progress:
    """Says how far some work has come.

    say: is called with each line
    seconds: a clock that only goes forward
    """

    say: Callable[[str], None]
    seconds: Callable[[], float]

    def through(self, what: str, rows: Iterable[T], of: int) -> Iterator[T]:
        """Pass rows through, of which there are `of`, and say how many have passed."""
        told = self.seconds()
        done = 0
        for row in rows:
            yield row
            done += 1
            if done % _ROWS == 0 and self.seconds() - told >= _EVERY:
                self.say(f"{what}: {done:,} of {of:,}")
                told = self.seconds()
        self.say(f"{what}: {done:,}")
