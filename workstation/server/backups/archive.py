"""The file of a backup: a line that names it, then one zstd stream of records.

The first record is the `BackupHeader`, which says how many rows of which tables follow; each row
is an array in the order of its table's columns; the last record is the `BackupEnd` with a SHA-256
of all before it. A record is its length in four bytes and MessagePack. The form knows nothing of
the database that the rows came from, nor of the one that they go to, and neither side holds more
than a record of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec
import zstandard

from workstation.server.backups.problem import BackupUnsound

T = TypeVar("T")
FORMAT = 1
_NAME = b"Recourse backup\n"
# The table with a row for each case, now and before there were other records.
_CASES = ("case_lookup", "cases")
_LEVEL = 3
_CHUNK = 16 * 1024
_LENGTH = 4
# No row comes near it: a larger number is a damaged one.
_LONGEST = 256 * 1024 * 1024
_DAMAGED = "The file is damaged, or was not written to its end."


class ColumnKind(StrEnum):
    """What a column holds, in any database."""

    TEXT = "text"
    INTEGER = "integer"
    TRUTH = "truth"
    BYTES = "bytes"
    INSTANT = "instant"


class ColumnHead(msgspec.Struct, frozen=True):
    """A column by name and kind."""

    name: str
    kind: ColumnKind


class TableHead(msgspec.Struct, frozen=True, kw_only=True):
    """A table, its columns in the order of the rows, and how many of those there are."""

    name: str
    rows: int
    columns: tuple[ColumnHead, ...]


class BackupHeader(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself.

    format: the form of the file
    program: the version of the program that wrote it
    schema: the revision of the tables
    epoch: the life of the data
    at: when it was taken
    tables: in an order in which the rows of each find the rows that they refer to
    """

    format: int
    program: str
    schema: str
    epoch: str
    at: datetime
    tables: tuple[TableHead, ...]

    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(table.rows for table in self.tables)

    def cases(self) -> int:
        """How many cases there are."""
        return sum(table.rows for table in self.tables if table.name in _CASES)


class BackupEnd(msgspec.Struct, frozen=True):
    """The last record: a SHA-256 of all before it."""

    sha256: bytes


class _HeaderForm(msgspec.Struct, frozen=True):
    """The part of a header that every version of the form has."""

    format: int
    program: str


class BackupWriter:
    """Writes a backup: its header, then the rows in the order of the header, then its end."""

    def __init__(self, file: IO[bytes], header: BackupHeader) -> None:
        file.write(_NAME)
        squeezer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        # Any: the wheel leaves parts of it untyped.
        self._stream: Any = squeezer.stream_writer(file, closefd=False)
        self._encoder = msgspec.msgpack.Encoder()
        self._sum = hashlib.sha256()
        self._write(header)

    def row(self, row: tuple[Any, ...]) -> None:
        """Write one row of the table whose turn it is."""
        self._write(row)

    def close(self) -> None:
        """Write the end, without which the file is no backup."""
        self._write(BackupEnd(self._sum.digest()))
        self._stream.close()

    def _write(self, record: object) -> None:
        body = self._encoder.encode(record)
        framed = len(body).to_bytes(_LENGTH, "big") + body
        self._sum.update(framed)
        self._stream.write(framed)


class BackupReader:
    """Reads a backup: its header at once, then the rows of each table, then its end."""

    def __init__(self, file: IO[bytes]) -> None:
        if file.read(len(_NAME)) != _NAME:
            raise BackupUnsound("The file is not a backup of Recourse.")
        self._stream = _Stream(file)
        self._sum = hashlib.sha256()
        body = self._record()
        form = _decoded(body, _HeaderForm)
        if form.format > FORMAT:
            raise BackupUnsound(
                f"The file was written by a later version of the program, {form.program}"
            )
        self.header = _decoded(body, BackupHeader)

    def rows(self, table: TableHead) -> Iterator[list[Any]]:
        """The rows of the table whose turn it is. Raises `BackupUnsound` for damaged ones."""
        width = len(table.columns)
        for _ in range(table.rows):
            row = _decoded(self._record(), list[Any])
            if len(row) != width:
                raise BackupUnsound(_DAMAGED)
            yield row

    def finish(self) -> None:
        """Read the end. Raises `BackupUnsound` unless all that was read is what was written."""
        told = self._sum.digest()
        end = _decoded(self._record(), BackupEnd)
        if end.sha256 != told or self._stream.read(1) or not self._stream.ended():
            raise BackupUnsound(_DAMAGED)

    def _record(self) -> bytes:
        size = self._stream.read(_LENGTH)
        length = int.from_bytes(size, "big")
        if length > _LONGEST:
            raise BackupUnsound(_DAMAGED)
        body = self._stream.read(length)
        if len(size) < _LENGTH or len(body) < length:
            raise BackupUnsound(_DAMAGED)
        self._sum.update(size)
        self._sum.update(body)
        return body


class _Stream:
    """A zstd stream, read as much at a time as is asked for.

    The wheel's own reader takes one that breaks off for one that is over.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._opener = zstandard.ZstdDecompressor().decompressobj()
        self._ahead = bytearray()

    def read(self, size: int) -> bytes:
        """Read so many bytes, fewer only at the end. Raises `BackupUnsound`."""
        while len(self._ahead) < size and not self._opener.eof:
            packed = self._file.read(_CHUNK)
            if not packed:
                break
            try:
                self._ahead += self._opener.decompress(packed)
            except zstandard.ZstdError as error:
                raise BackupUnsound(_DAMAGED) from error
        told = bytes(self._ahead[:size])
        del self._ahead[:size]
        return told

    def ended(self) -> bool:
        """Whether the stream is whole, and nothing comes after it."""
        return self._opener.eof and not self._opener.unused_data and not self._file.read(1)


@contextmanager
def reading(path: Path) -> Iterator[BackupReader]:
    """Open a backup. Raises `BackupUnsound`, and `OSError` if there is no such file."""
    with path.open("rb") as file:
        yield BackupReader(file)


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.msgpack.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BackupUnsound(_DAMAGED) from error
