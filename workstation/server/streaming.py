"""Streams lines out of one snapshot: read, encoded and squeezed in threads, a chunk at a time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator

import zstandard
from sqlalchemy import Connection

from workstation.server.database import Database

_CHUNK = 64 * 1024
_LEVEL = 3
_LONGEST = 300.0

Lines = Callable[[Connection], Iterator[bytes]]


class _Steps:
    """A generator that several threads drive in turn, and one may end while another steps."""

    def __init__(self, chunks: Generator[bytes, None, None]) -> None:
        self._chunks = chunks
        self._lock = threading.Lock()

    def step(self) -> bytes | None:
        """The next chunk; None after the last one."""
        with self._lock:
            return next(self._chunks, None)

    def close(self) -> None:
        """Let the snapshot go."""
        with self._lock:
            self._chunks.close()


async def start(database: Database, lines: Lines, *, squeeze: bool) -> AsyncIterator[bytes]:
    """Begin a stream; what `lines` raises before its first chunk is raised here."""
    slot = database.stream_slot()
    await slot.acquire()
    steps = _Steps(_chunks(database, lines, squeeze))
    database.opened(steps)
    try:
        first = await database.step(steps.step)
    except BaseException:
        database.soon(steps.close)
        slot.release()
        raise
    return _rest(database, steps, first)


async def _rest(database: Database, steps: _Steps, first: bytes | None) -> AsyncIterator[bytes]:
    # A reader who stalls would keep old rows alive for all: after this it has to ask again.
    late = asyncio.get_running_loop().call_later(_LONGEST, database.soon, steps.close)
    try:
        chunk = first
        while chunk is not None:
            yield chunk
            chunk = await database.step(steps.step)
    finally:
        late.cancel()
        # Not awaited: whoever hangs up must not keep a snapshot open.
        database.soon(steps.close)
        database.stream_slot().release()


def _chunks(database: Database, lines: Lines, squeeze: bool) -> Generator[bytes, None, None]:
    squeezer = zstandard.ZstdCompressor(level=_LEVEL).compressobj() if squeeze else None
    gathered = bytearray()
    with database.snapshot() as connection:
        for line in lines(connection):
            gathered += line
            if len(gathered) >= _CHUNK:
                yield _packed(gathered, squeezer)
                gathered.clear()
    yield _packed(gathered, squeezer)
    if squeezer is not None:
        yield squeezer.flush()


def _packed(data: bytearray, squeezer: zstandard.ZstdCompressionObj | None) -> bytes:
    """A chunk that can be read as soon as it arrives."""
    if squeezer is None:
        return bytes(data)
    return squeezer.compress(bytes(data)) + squeezer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
