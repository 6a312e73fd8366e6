"""Sending and fetching, and how the workstation stands with the server."""

from __future__ import annotations

from dataclasses import replace

from workstation.app.desk import Port
from workstation.app.values import SyncStatus


class SyncPort(Port):
    """Sending and fetching, by itself or when it is asked for."""

    @property
    def status(self) -> SyncStatus:
        """How the workstation stands with the server and with the disk."""
        profile = self._profile
        session = profile.session
        asked, behind = session.ledger.unanswered() if session is not None else (0, 0)
        status = replace(profile.status, asked=asked, behind=behind)
        return replace(status, unsaved=profile.unsaved, full=profile.full)

    async def start(self) -> None:
        """Send and fetch by itself from now on."""
        self._sync_service.start()

    async def stop(self) -> None:
        """Stop sending and fetching."""
        await self._sync_service.stop()

    async def now(self) -> None:
        """Send and fetch now; how it went is in `status`."""
        await self._sync_service.now()

    def network_is_up(self) -> None:
        """The machine has a network again: what waits to be tried again is tried now."""
        self._sync_service.network_is_up()
