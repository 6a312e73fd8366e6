"""What follows elsewhere from something that happened to a record.

It runs on the server only, as the system, in the transaction of its cause: a reaction that is
refused refuses the command that caused it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from workstation.domain.record import Command, Event, Id, Record

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Event)
# More records than these are a job, which is worked in pieces.
MOST = 20


@dataclass(frozen=True, slots=True)
class Reaction(Generic[R, E]):
    """The commands that the system gives to other records after an event of this one.

    `do` is given the record after the event, and names each command with the id of its record.
    """

    event: type[E]
    do: Callable[[R, E], tuple[tuple[Id, Command], ...]]
