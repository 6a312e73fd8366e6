"""Where commands come from that no workstation sent: the platform itself, and a party.

Their ids are made of what caused them, so that a cause that is seen twice, by a timer on two
replicas or a mail that is fetched again, is one command.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from workstation.domain.actor import Actor, system_actor

_CAUSES = UUID("6f1c0d3e-5a0b-5c55-9a39-1d5f4f2b7a10")


@dataclass(frozen=True, slots=True)
class CommandOrigin:
    """Who gives a command, and of what it follows; "" for a workstation's, which has its own id."""

    actor: Actor
    device: str = ""
    cause: str = ""

    def command_id(self, n: int = 0) -> str:
        """The id of the command that follows of the cause, or of the n-th of several."""
        return str(uuid5(_CAUSES, f"{self.cause}\t{n}"))


def system(cause: str) -> CommandOrigin:
    """The platform."""
    return CommandOrigin(system_actor(), "system", cause)
