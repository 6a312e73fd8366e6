"""Reads JSON: an array of requests, or one request a line, without holding the file in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import TextIO

from workstation.i18n import _
from workstation.server.imports.rows import FileUnreadable, JsonRow, Row, UnreadableRow
from workstation.server.imports.text_encodings import encoding_of

_PIECE = 1 << 18
_BLANK = re.compile(r"[ \t\r\n]*")
_LONGEST = 4 << 20


def read_lines(path: Path) -> Iterator[Row]:
    """The lines of a JSON Lines file by their number. Raises `OSError` or `FileUnreadable`."""
    with path.open(encoding=encoding_of(path)) as file:
        number = 0
        while line := file.readline(_LONGEST + 1):
            number += 1
            if len(line) > _LONGEST:
                _skip_line(file)
                yield UnreadableRow(number, _("The row is longer than can be taken in."))
            elif text := line.strip():
                yield JsonRow(number, text.encode())


def _skip_line(file: TextIO) -> None:
    while (rest := file.readline(_LONGEST)) and not rest.endswith("\n"):
        pass


def read_array(path: Path) -> Iterator[Row]:
    """The items of a JSON array, counted from 1. Raises `OSError` or `FileUnreadable`."""
    with path.open(encoding=encoding_of(path)) as file:
        yield from _Array(file).items()


class _Array:
    """A window that moves over an array, item by item."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._decoder = JSONDecoder()

    def items(self) -> Iterator[Row]:
        """Every item as it stands. Raises `FileUnreadable` where the array itself is broken."""
        if self._next() != "[":
            raise _not_an_array()
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
        pieces = 1
        while True:
            end = self._end()
            # A number may go on in the next piece; a request ends with a bracket.
            if end and (end < len(self._text) or self._text[end - 1] in '}]"'):
                break
            # Twice as much each time, so that a long item is not parsed from its start too often.
            if len(self._text) - self._at > _LONGEST or not self._more(pieces):
                raise _breaks_off(number)
            pieces *= 2
        item, self._at = self._text[self._at : end], end
        return item

    def _end(self) -> int:
        """Where the item at hand ends; 0 if it does not end in what was read so far."""
        try:
            _value, end = self._decoder.raw_decode(self._text, self._at)
        except (JSONDecodeError, RecursionError):
            return 0
        return end

    def _next(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text) or not self._more(1):
                return self._text[self._at : self._at + 1]

    def _more(self, pieces: int) -> bool:
        piece = self._file.read(pieces * _PIECE)
        self._text = self._text[self._at :] + piece
        self._at = 0
        return bool(piece)


def _not_an_array() -> FileUnreadable:
    return FileUnreadable(
        _("The file is not an array of requests."),
        _("Put the requests between [ and ], or one on each line of a .jsonl file."),
    )


def _breaks_off(number: int) -> FileUnreadable:
    return FileUnreadable(
        _("The file is not well-formed JSON at item {n}.", n=number),
        _("Mend it there and import the whole file again."),
    )
