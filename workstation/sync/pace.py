"""How long an exchange with the server may take, so that a slow one does not block the rest."""

from __future__ import annotations

import asyncio

# As long as a server may be silent: until then nobody can tell slow from busy.
GRACE = 30.0
# Bytes a second. A poor mobile line carries three times as much, and a page of 5,000 cases has
# about 1 MB.
SLOWEST = 2 * 1024
# Longer than this, an answer that goes on must not keep the window waiting for the next one.
LONGEST = 600.0


class Pace:
    """A deadline for one exchange that every byte moves on, those sent and those received.

    Without any byte it is `GRACE` seconds away; it is never more than `LONGEST` seconds after the
    beginning. `sent` is how many bytes the request has.
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
