"""How long an answer may take: one that trickles in must not hold up what comes after it."""

from __future__ import annotations

import asyncio

# As long as a server may be silent: until then nobody can tell slow from busy.
GRACE = 30.0
# Bytes a second. A poor mobile line carries three times as much, and a page of 5,000 cases has
# about 1 MB.
SLOWEST = 2 * 1024
# With that, nudges and whoever looks at the status have waited long enough.
LONGEST = 600.0


class Pace:
    """A deadline that what is sent and what comes in moves on, each byte by its share.

    Without any it is `GRACE` seconds away; it is never more than `LONGEST` after the beginning.
    """

    def __init__(self, sent: int = 0) -> None:
        self._begun = asyncio.get_running_loop().time()
        self._moved = sent
        self.deadline = asyncio.timeout_at(self._end())

    def came(self, size: int) -> None:
        """So many bytes more have come in."""
        self._moved += size
        self.deadline.reschedule(self._end())

    def _end(self) -> float:
        return self._begun + min(LONGEST, GRACE + self._moved / SLOWEST)
