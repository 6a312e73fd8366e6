"""What the groups of verbs have in common. Each group is one class; the workstation is all."""

from __future__ import annotations

import logging

from workstation.app.link import Link
from workstation.app.office import Office
from workstation.app.values import Change


class Desk:
    """A group of verbs over one office."""

    _log = logging.getLogger("workstation.app")

    def __init__(self, office: Office, link: Link) -> None:
        self._office = office
        self._link = link

    async def _stop(self) -> None:
        await self._link.stop()

    async def _changed(self, record_id: str, *, questions: bool = False) -> None:
        """The person did something with a record: show it, and send what can be sent."""
        office = self._office
        await office.project([record_id])
        self._link.work_given()
        office.announcer.say(
            Change(
                frozenset({record_id}),
                rows=True,
                status=True,
                questions=questions,
                house=office.is_reference(record_id),
            )
        )
