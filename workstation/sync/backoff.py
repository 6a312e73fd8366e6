"""How long to wait after a failure: full jitter between nothing and a growing ceiling."""

from __future__ import annotations

import random

FIRST = 1.0
LONGEST = 60.0


class Backoff:
    """Doubles the ceiling from 1 s to 60 s; any wait below it is equally likely."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._failures = 0

    def failed(self, wish: float | None = None) -> float:
        """Seconds to wait after another failure; never less than the server's `wish`."""
        ceiling = min(LONGEST, FIRST * 2**self._failures)
        self._failures = min(self._failures + 1, 10)
        return max(self._chance.uniform(0, ceiling), wish or 0.0)

    def reset(self) -> None:
        """It worked, or the network is back."""
        self._failures = 0
