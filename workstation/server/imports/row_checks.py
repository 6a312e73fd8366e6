"""Checks rows before anything is sent: each makes a request, or has reasons why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import msgspec

from workstation.i18n import Message, _
from workstation.server.imports.columns import BadCell, request_of
from workstation.server.imports.readers import JsonRow, Row, TableRow, UnreadableRow, reader_of
from workstation.wire.intake import Intake, faults
from workstation.wire.parse_problem import why


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands: in which of the files of an import, counted from 0, and which row it is
    there."""

    file: int
    row: int


@dataclass(frozen=True, slots=True)
class SoundRow:
    """A row that makes a request; `body` is the request in the form that is sent."""

    place: RowPlace
    body: bytes


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that makes no request, and every reason why."""

    place: RowPlace
    external_reference: str
    reasons: tuple[Message, ...]


class RowChecker:
    """Checks the rows of the files of one import. Of two rows with the same external reference the
    second is at fault."""

    def __init__(self, files: tuple[Path, ...], zone: tzinfo | None) -> None:
        self._files = files
        self._zone = zone
        self._seen: dict[str, RowPlace] = {}

    def rows(self, file: int) -> Iterator[SoundRow | FaultyRow]:
        """Check all rows of one of the files, by its place among them. Raises `OSError`, and
        `FileUnreadable` for the file as a whole."""
        path = self._files[file]
        for row in reader_of(path)(path):
            yield self._check(RowPlace(file, row.number), row)

    def _check(self, place: RowPlace, row: Row) -> SoundRow | FaultyRow:
        try:
            match row:
                case TableRow():
                    # Not strict: in a table, "2" is a number.
                    request = request_of(row.cells, self._zone)
                    intake = msgspec.convert(request, Intake, strict=False)
                case JsonRow():
                    intake = msgspec.json.decode(row.body, type=Intake)
                case UnreadableRow():
                    return FaultyRow(place, "", (row.reason,))
        except msgspec.DecodeError as error:
            return FaultyRow(place, "", (why(error),))
        except BadCell as error:
            return FaultyRow(place, "", (error.said,))
        reasons = list(faults(intake))
        first = self._seen.setdefault(intake.external_reference, place)
        if first != place:
            reasons.append(
                _(
                    "Row {n} of {file} has the same external reference, {reference}.",
                    n=first.row,
                    file=self._files[first.file].name,
                    reference=intake.external_reference,
                )
            )
        if reasons:
            return FaultyRow(place, intake.external_reference, tuple(reasons))
        return SoundRow(place, msgspec.json.encode(intake))
