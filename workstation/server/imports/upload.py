"""Hands the rows of an import to a server in one request, from a file on disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

import httpx

from workstation.i18n import Message, _
from workstation.server.imports.row_checks import RowPlace, SoundRow
from workstation.wire.codec import Malformed, decode
from workstation.wire.intake import MOST_ROWS, Imported
from workstation.wire.messages import from_wire
from workstation.wire.session import Trouble

_PIECE = 1 << 18
# Storing a hundred thousand cases takes the server minutes, during which it says nothing.
_PATIENCE = httpx.Timeout(30.0, read=1800.0)


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class ImportRefused(Exception):
    """The server took nothing in, and what to do about it."""

    reason: Message
    remedy: Message


class Parcel:
    """The body of a request to import rows, written row by row to a temporary file, which is gone
    when the parcel is closed."""

    def __init__(self, *, dry_run: bool) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  closed with the parcel
        self._files = array("I")
        self._rows = array("Q")
        self._file.write(b'{"dry_run":%s,"rows":[' % (b"true" if dry_run else b"false"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: SoundRow) -> None:
        """Add a row. Raises `ImportRefused` for more rows than one import can hold, or
        `OSError`."""
        if len(self) == MOST_ROWS:
            raise ImportRefused(
                _("There are more than {n} rows.", n=MOST_ROWS),
                _("Split the file and import the parts one after the other."),
            )
        if len(self):
            self._file.write(b",")
        self._file.write(row.body)
        self._files.append(row.place.file)
        self._rows.append(row.place.row)

    def place(self, number: int) -> RowPlace:
        """Where the row came from that the server counts as `number`, from 1."""
        return RowPlace(self._files[number - 1], self._rows[number - 1])

    def send(
        self, server: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> Imported:
        """Send the rows, and return what the server says of them. Raises `ImportRefused`."""
        self._file.write(b"]}")
        length = self._file.tell()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Length": str(length),
        }

        def pieces() -> Iterator[bytes]:
            self._file.seek(0)
            while piece := self._file.read(_PIECE):
                yield piece

        try:
            with httpx.Client(base_url=server, timeout=_PATIENCE, transport=transport) as client:
                answer = client.post("/api/v1/import", content=pieces(), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ImportRefused(
                _("The server could not be reached: {error}", error=str(error)),
                _("Check the address and the network, then do it again; nothing is stored twice."),
            ) from error
        return _read(answer)


def _read(answer: httpx.Response) -> Imported:
    try:
        if answer.status_code == httpx.codes.OK:
            return decode(answer.content, Imported)
        trouble = decode(answer.content, Trouble)
        raise ImportRefused(from_wire(trouble.reason), from_wire(trouble.remedy))
    except (Malformed, ValueError) as error:
        raise ImportRefused(
            _(
                "The server answered {status} and nothing that could be read.",
                status=answer.status_code,
            ),
            _("Check that the address is that of a Recourse server."),
        ) from error
