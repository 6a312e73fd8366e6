"""Where commands come from: a workstation, the platform itself, or a party.

The id of a command that no workstation has sent is made of what caused it, so that a cause that is
seen twice, by a timer on two replicas or a mail that is fetched again, gives one command.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from workstation.domain.actor import Actor, system_actor

_CAUSES = UUID("6f1c0d3e-5a0b-5c55-9a39-1d5f4f2b7a10")


@dataclass(frozen=True, slots=True)
class CommandOrigin:
    """Where a command comes from.

    actor: who gives it
    device, cause: what sent it, and what it follows of; "" for a command of a workstation, which
        has an id of its own
    """

    actor: Actor
    device: str = ""
    cause: str = ""

    def command_id(self, n: int = 0) -> str:
        """The id of the n-th command that follows of the cause."""
        return str(uuid5(_CAUSES, f"{self.cause}\t{n}"))


def system(cause: str) -> CommandOrigin:
    """The platform as the origin of what follows of a cause."""
    return CommandOrigin(system_actor(), "system", cause)
