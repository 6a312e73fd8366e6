"""What reading a file gives, row by row, and why a whole file cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workstation.i18n import Message


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells by column, all text; empty ones are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JsonRow:
    """A row of JSON, as it stands in the file."""

    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that cannot even be read."""

    number: int
    reason: Message


Row = TableRow | JsonRow | UnreadableRow


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class FileUnreadable(Exception):
    """The whole file cannot be read, and what to do about it."""

    reason: Message
    remedy: Message
