"""The problems that a person can act on; anything else that goes wrong is reported as a fault."""

from __future__ import annotations

from enum import StrEnum

from workstation.i18n import Message
from workstation.value_class import dataclass


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Refused(Exception):
    """A rule says no.

    reason: why.
    remedy: what would make the command legal, or what to do instead.
    """

    reason: Message
    remedy: Message


class Aspect(StrEnum):
    """The parts of a case on which the author of a command may rely."""

    ASSIGNMENT = "assignment"
    EVIDENCE = "evidence"
    DECISION = "decision"
    LETTERS = "letters"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Others changed what a command relied on after its author had seen it.

    aspects: the names of what they changed.
    reason: what happened, for the author.
    remedy: what the author can do.
    """

    aspects: tuple[str, ...]
    reason: Message
    remedy: Message
