"""Reads tables: CSV in the encodings and with the delimiters that are met, and workbooks."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from workstation.i18n import _
from workstation.server.imports.columns import heading_faults, names_of
from workstation.server.imports.rows import FileUnreadable, Row, TableRow, UnreadableRow
from workstation.server.imports.text_encodings import encoding_of

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 20
# A workbook is compressed: a small file must not become a huge one in memory.
_MOST_UNPACKED = 2 << 30


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, numbered as a spreadsheet does: the headings are row 1.

    Raises `OSError`, or `FileUnreadable` for a file without the columns of a request.
    """
    encoding = encoding_of(path)
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.readline())
        file.seek(0)
        yield from _rows(_records(csv.reader(file, delimiter=delimiter)))


def _delimiter(headings: str) -> str:
    return max(_DELIMITERS, key=headings.count)


def _records(reader: Iterator[list[str]]) -> Iterator[Sequence[object] | None]:
    """The records; None for one that is no CSV."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def read_workbook(path: Path) -> Iterator[Row]:
    """The rows of the first sheet of an XLSX file. Raises `OSError` or `FileUnreadable`."""
    _is_workbook(path)
    yield from _rows(_sheet(path))


def _sheet(path: Path) -> Iterator[Sequence[object]]:
    from openpyxl import load_workbook  # slow to load, and only workbooks need it

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            # What the file says of its own extent is often wrong.
            sheet.reset_dimensions()
            yield from sheet.iter_rows(values_only=True)
        finally:
            book.close()
    except (BadZipFile, LookupError, SyntaxError, TypeError, ValueError) as error:
        # What openpyxl raises for a pack that holds no workbook, or a damaged one.
        raise _no_workbook() from error
    except OSError as error:
        if error.errno is not None:
            raise
        # No fault of the disk: openpyxl's own word for a pack without a workbook.
        raise _no_workbook() from error


def _is_workbook(path: Path) -> None:
    try:
        with ZipFile(path) as pack:
            size = sum(item.file_size for item in pack.infolist())
            sound = "xl/workbook.xml" in pack.namelist()
    except BadZipFile:
        size, sound = 0, False
    if not sound or size > _MOST_UNPACKED:
        raise _no_workbook()


def _no_workbook() -> FileUnreadable:
    return FileUnreadable(
        _("The file is not a workbook that can be read."),
        _("Save it as .xlsx or as CSV and import it again."),
    )


def _rows(records: Iterable[Sequence[object] | None]) -> Iterator[Row]:
    names: tuple[str, ...] | None = None
    for number, record in enumerate(records, 1):
        if record is None:
            yield UnreadableRow(number, _("A quotation mark is not closed, or a cell is too long."))
            continue
        cells = [_said(cell) for cell in record]
        if not any(cells):
            continue
        if names is None:
            names = _headings(cells)
        elif any(cells[len(names) :]):
            yield UnreadableRow(number, _("The row has more cells than there are columns."))
        else:
            pairs = zip(names, cells, strict=False)
            yield TableRow(number, {name: cell for name, cell in pairs if name and cell})
    if names is None:
        raise FileUnreadable(_("The file is empty."), _("Choose a file with a row of headings."))


def _headings(cells: Sequence[str]) -> tuple[str, ...]:
    names = names_of(cells)
    for fault in heading_faults(names):
        raise FileUnreadable(
            fault, _("Compare the headings with resources/demo/import-example.csv.")
        )
    return names


def _said(cell: object) -> str:
    """A cell as text; workbooks have numbers, dates and truth values."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
