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

    async def _changed(self, case_id: str, *, questions: bool = False) -> None:
        """The person did something with a case: show it, and send what can be sent."""
        await self._office.project([case_id])
        self._link.work_given()
        self._office.announcer.say(
            Change(frozenset({case_id}), rows=True, status=True, questions=questions)
        )
