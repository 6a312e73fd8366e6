"""Says how far a long piece of work is: when a part is done, and every few seconds until then."""

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
    """`say` gets the lines, `seconds` is a clock that only goes forward."""

    say: Callable[[str], None]
    seconds: Callable[[], float]

    def through(self, what: str, rows: Iterable[T], of: int) -> Iterator[T]:
        """The same rows, while lines say how many of them have passed."""
        told = self.seconds()
        done = 0
        for row in rows:
            yield row
            done += 1
            if done % _ROWS == 0 and self.seconds() - told >= _EVERY:
                self.say(f"{what}: {done:,} of {of:,}")
                told = self.seconds()
        self.say(f"{what}: {done:,}")
