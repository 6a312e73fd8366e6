"""House settings on the server: they begin with what the program carries."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.record import Command, Id
from workstation.server.kinds.server_kind import ServedKind


@dataclass(frozen=True, slots=True)
class ServedSetting(ServedKind):
    """A setting that a house has stays as the house has it, whatever a newer program carries."""

    id: Id
    opening: Command

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """Begin the setting with what the program carries, as version 1."""
        return ((self.id, self.opening),)
