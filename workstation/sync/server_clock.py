"""The server's time, as this machine knows it, by which the whole workstation says and judges time.

Nothing else in workstation and window reads the clock of this machine.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from workstation.cache.values import Contact

# So far the clocks of this machine and the server may differ before anybody is told.
TOLERANCE = timedelta(minutes=2)


def machine_time() -> datetime:
    """What the clock of this machine says."""
    return datetime.now(UTC)


class ServerClock:
    """The clock of this machine, put right by what the server last said.

    `machine`: reads the clock of this machine.
    `ahead`: by how much the server's clock is ahead of it, as far as that is known.
    """

    def __init__(self, machine: Callable[[], datetime] = machine_time) -> None:
        self.machine = machine
        self.ahead = timedelta(0)
        self._compared_at: datetime | None = None

    def __call__(self) -> datetime:
        """The time by the server's clock."""
        now = self.machine()
        if self._compared_at is not None and now < self._compared_at - TOLERANCE:
            # Somebody has put the clock of this machine back since: what was measured is void.
            self.ahead, self._compared_at = timedelta(0), None
        return now + self.ahead

    @property
    def is_far_off(self) -> bool:
        """Whether the clock of this machine differs by more than anybody would let pass."""
        return abs(self.ahead) > TOLERANCE

    def compare(self, server_time: datetime, asked_at: datetime) -> bool:
        """Go by `server_time`, with which the server answers now what was asked at `asked_at` by
        the clock of this machine. Returns whether that makes it another time for whoever looks.

        The server said it somewhere between both: what is known changes no more than it has to, so
        that a slow answer makes no time jump.
        """
        before, now = self.ahead, self.machine()
        earliest, latest = sorted((server_time - now, server_time - asked_at))
        self.ahead = min(max(before, earliest), latest)
        self._compared_at = now
        return abs(self.ahead - before) > TOLERANCE

    def recall(self, contact: Contact | None) -> None:
        """Go by what was known at the last contact with the server; None where none is known."""
        self.ahead = contact.ahead if contact is not None else timedelta(0)
        self._compared_at = contact.at - contact.ahead if contact is not None else None
