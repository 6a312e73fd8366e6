"""Checks rows before anything is sent: each makes a request, or has reasons why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import msgspec

from workstation.i18n import Message, _
from workstation.server.imports.columns import BadCell, request_of
from workstation.server.imports.documents import read_array, read_lines
from workstation.server.imports.rows import FileUnreadable, JsonRow, Row, TableRow, UnreadableRow
from workstation.server.imports.tables import read_csv, read_workbook
from workstation.wire.intake import Intake, faults
from workstation.wire.parse_problem import why

READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
    ".json": read_array,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands. `file` counts the files of one import from 0."""

    file: int
    row: int


@dataclass(frozen=True, slots=True)
class SoundRow:
    """A row that makes a request, in the form that is sent."""

    place: RowPlace
    body: bytes


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that makes none, and every reason why."""

    place: RowPlace
    external_reference: str
    reasons: tuple[Message, ...]


class RowChecker:
    """Goes through the files of one import; the same reference twice is a fault of the second."""

    def __init__(self, files: tuple[Path, ...], zone: tzinfo | None) -> None:
        self._files = files
        self._zone = zone
        self._seen: dict[str, RowPlace] = {}

    def rows(self, file: int) -> Iterator[SoundRow | FaultyRow]:
        """All rows of one of the files. Raises `OSError`, or `FileUnreadable` for it as a whole."""
        path = self._files[file]
        for row in reader_of(path)(path):
            yield self._check(RowPlace(file, row.number), row)

    def _check(self, place: RowPlace, row: Row) -> SoundRow | FaultyRow:
        try:
            intake = self._intake(row)
        except msgspec.DecodeError as error:
            return FaultyRow(place, "", (why(error),))
        except BadCell as error:
            return FaultyRow(place, "", (error.said,))
        if isinstance(intake, Message):
            return FaultyRow(place, "", (intake,))
        reasons = [*faults(intake), *self._repeats(place, intake.external_reference)]
        if reasons:
            return FaultyRow(place, intake.external_reference, tuple(reasons))
        return SoundRow(place, msgspec.json.encode(intake))

    def _intake(self, row: Row) -> Intake | Message:
        match row:
            case TableRow():
                # Not strict: in a table, "2" is a number.
                request = request_of(row.cells, self._zone)
                return msgspec.convert(request, Intake, strict=False)
            case JsonRow():
                return msgspec.json.decode(row.body, type=Intake)
            case UnreadableRow():
                return row.reason

    def _repeats(self, place: RowPlace, reference: str) -> Iterator[Message]:
        first = self._seen.setdefault(reference, place)
        if first != place:
            yield _(
                "Row {n} of {file} has the same external reference, {reference}.",
                n=first.row,
                file=self._files[first.file].name,
                reference=reference,
            )


def reader_of(path: Path) -> Callable[[Path], Iterator[Row]]:
    """What reads a file of that name. Raises `FileUnreadable` for a kind that nothing reads."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FileUnreadable(
            _("Files of the kind “{kind}” cannot be imported.", kind=path.suffix or path.name),
            _("Use CSV, XLSX, JSON or JSON Lines: {kinds}.", kinds=" ".join(READERS)),
        )
    return reader
