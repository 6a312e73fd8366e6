"""What can go wrong and a person can act on. All else crashes to one reporter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workstation.i18n import Message


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Refused(Exception):
    """A rule says no: why, and what would make it legal."""

    reason: Message
    remedy: Message


class Aspect(StrEnum):
    """The parts of a case that a person relies on when giving a command."""

    ASSIGNMENT = "assignment"
    EVIDENCE = "evidence"
    DECISION = "decision"
    LETTERS = "letters"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Others changed what the command relied on since the person last saw the case."""

    aspects: tuple[str, ...]
    reason: Message
    remedy: Message
