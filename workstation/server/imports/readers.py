"""Reads the rows of files: tables as CSV or workbooks, and JSON as an array or one request a line.

No file is held in memory, but for a workbook. A file that cannot be read as a whole raises
`FileUnreadable`; a single row that cannot be read is an `UnreadableRow` among the others.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import TextIO
from zipfile import BadZipFile, ZipFile

from workstation.i18n import Message, _
from workstation.server.imports.columns import heading_faults, names_of

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 20
# A workbook is compressed: a small file must not become a huge one in memory.
_MOST_UNPACKED = 2 << 30
# A request of JSON, in characters.
_LONGEST_REQUEST = 4 << 20
_BLANK = re.compile(r"[ \t\r\n]*")
# So much of a file is read at a time: of JSON, in characters; to find out its encoding, in bytes.
_PIECE = 1 << 18
_BYTES = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    number: as a spreadsheet counts; the headings are row 1
    cells: the text of its cells by column, without empty ones
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class JsonRow:
    """A request of JSON.

    number: its line, or its place in an array, from 1
    body: as it stands in the file
    """

    number: int
    body: bytes


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A row that cannot be read, and why."""

    number: int
    reason: Message


Row = TableRow | JsonRow | UnreadableRow


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class FileUnreadable(Exception):
    """A file cannot be read as a whole, and what to do about it."""

    reason: Message
    remedy: Message


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, numbered as a spreadsheet does: the headings are row 1.

    Raises `OSError`, or `FileUnreadable` for a file without the columns of a request.
    """
    encoding = encoding_of(path)
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        headings = file.readline()
        delimiter = max(_DELIMITERS, key=headings.count)
        file.seek(0)
        yield from _rows(_records(csv.reader(file, delimiter=delimiter)))


def _records(reader: Iterator[list[str]]) -> Iterator[Sequence[object] | None]:
    """The records of a CSV file, with None in the place of one that is no CSV."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def read_workbook(path: Path) -> Iterator[Row]:
    """The rows of the first sheet of an XLSX file. Raises `OSError` or `FileUnreadable`."""
    try:
        with ZipFile(path) as pack:
            size = sum(item.file_size for item in pack.infolist())
            sound = "xl/workbook.xml" in pack.namelist()
    except BadZipFile:
        size, sound = 0, False
    if not sound or size > _MOST_UNPACKED:
        raise _no_workbook()
    yield from _rows(_sheet(path))


def _sheet(path: Path) -> Iterator[Sequence[object]]:
    """The records of the first sheet of a workbook. Raises `FileUnreadable` for a damaged one."""
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


def _no_workbook() -> FileUnreadable:
    return FileUnreadable(
        _("The file is not a workbook that can be read."),
        _("Save it as .xlsx or as CSV and import it again."),
    )


def _rows(records: Iterable[Sequence[object] | None]) -> Iterator[Row]:
    """The rows that the records of a table make, of which the first is its headings. Raises
    `FileUnreadable` for headings that are not those of a request."""
    names: tuple[str, ...] | None = None
    for number, record in enumerate(records, 1):
        if record is None:
            yield UnreadableRow(number, _("A quotation mark is not closed, or a cell is too long."))
            continue
        cells = [_said(cell) for cell in record]
        if not any(cells):
            continue
        if names is None:
            names = names_of(cells)
            for fault in heading_faults(names):
                raise FileUnreadable(
                    fault, _("Compare the headings with resources/demo/import-example.csv.")
                )
        elif any(cells[len(names) :]):
            yield UnreadableRow(number, _("The row has more cells than there are columns."))
        else:
            pairs = zip(names, cells, strict=False)
            yield TableRow(number, {name: cell for name, cell in pairs if name and cell})
    if names is None:
        raise FileUnreadable(_("The file is empty."), _("Choose a file with a row of headings."))


def _said(cell: object) -> str:
    """The text of a cell, which in a workbook may be a number, a date or a truth value."""
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


def read_lines(path: Path) -> Iterator[Row]:
    """The lines of a JSON Lines file by their number. Raises `OSError` or `FileUnreadable`."""
    with path.open(encoding=encoding_of(path)) as file:
        number = 0
        while line := file.readline(_LONGEST_REQUEST + 1):
            number += 1
            if len(line) > _LONGEST_REQUEST:
                while (rest := file.readline(_LONGEST_REQUEST)) and not rest.endswith("\n"):
                    pass
                yield UnreadableRow(number, _("The row is longer than can be taken in."))
            elif text := line.strip():
                yield JsonRow(number, text.encode())


def read_array(path: Path) -> Iterator[Row]:
    """The items of a JSON array, counted from 1. Raises `OSError` or `FileUnreadable`."""
    with path.open(encoding=encoding_of(path)) as file:
        yield from _ArrayWindow(file).items()


class _ArrayWindow:
    """The part of a JSON array that is in memory, which moves over the file item by item."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._decoder = JSONDecoder()

    def items(self) -> Iterator[Row]:
        """Every item of the array. Raises `FileUnreadable` where the array itself is broken."""
        if self._next() != "[":
            raise FileUnreadable(
                _("The file is not an array of requests."),
                _("Put the requests between [ and ], or one on each line of a .jsonl file."),
            )
        self._at += 1
        number = 0
        while (mark := self._next()) != "]":
            if number:
                if mark != ",":
                    raise _breaks_off(number)
                self._at += 1
                self._next()
            number += 1
            yield JsonRow(number, self._item(number).encode())
        self._at += 1
        if self._next():
            raise _breaks_off(number)

    def _item(self, number: int) -> str:
        """The item at hand, as it stands. Raises `FileUnreadable` where it breaks off."""
        pieces = 1
        while True:
            try:
                _value, end = self._decoder.raw_decode(self._text, self._at)
            except (JSONDecodeError, RecursionError):
                # It does not end in what was read so far.
                end = 0
            # A number may go on in the next piece; a request ends with a bracket.
            if end and (end < len(self._text) or self._text[end - 1] in '}]"'):
                break
            # Twice as much each time, so that a long item is not parsed from its start too often.
            if len(self._text) - self._at > _LONGEST_REQUEST or not self._more(pieces):
                raise _breaks_off(number)
            pieces *= 2
        item, self._at = self._text[self._at : end], end
        return item

    def _next(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or not self._more(1):
                return self._text[self._at : self._at + 1]

    def _more(self, pieces: int) -> bool:
        """Read so many pieces more, and forget what lies behind. Returns whether there was any."""
        piece = self._file.read(pieces * _PIECE)
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)


def _breaks_off(number: int) -> FileUnreadable:
    return FileUnreadable(
        _("The file is not well-formed JSON at item {n}.", n=number),
        _("Mend it there and import the whole file again."),
    )


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_workbook,
    ".json": read_array,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}


def reader_of(path: Path) -> Callable[[Path], Iterator[Row]]:
    """What reads a file of that name. Raises `FileUnreadable` for a kind that nothing reads."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise FileUnreadable(
            _("Files of the kind “{kind}” cannot be imported.", kind=path.suffix or path.name),
            _("Use CSV, XLSX, JSON or JSON Lines: {kinds}.", kinds=" ".join(READERS)),
        )
    return reader


def encoding_of(path: Path) -> str:
    """The encoding in which the whole of a file can be read.

    A mark at its start decides; else it is UTF-8; else GB18030, which holds GBK and GB2312. All of
    the file is looked at, since the first Chinese character may come late. Raises `OSError`, and
    `FileUnreadable` for a file in any other encoding.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = tuple(encoding for mark, encoding in _MARKS if start.startswith(mark))
    for encoding in marked or ("utf-8", "gb18030"):
        if _is_text(path, encoding):
            return encoding
    raise FileUnreadable(
        _("The file is text in an unknown encoding."),
        _("Save it as UTF-8 and import it again."),
    )


def _is_text(path: Path, encoding: str) -> bool:
    """Whether the whole file can be read in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(_BYTES):
                # No table and no JSON holds a NUL; text without it is what is meant here.
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
