"""Who works here."""

from __future__ import annotations

from workstation.app.desk import Port
from workstation.domain.actor import Actor


class PeoplePort(Port):
    """The people, as this person may see them."""

    @property
    def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here."""
        return self._office.directory
