"""Streams the lines of a feed out of one snapshot: they are read, encoded and squeezed in threads,
a chunk at a time.

An answer that fits into the memory is read whole before its first byte is sent, so that its reader,
however slow, holds no snapshot. A larger one holds a snapshot, and a place, for as long as its
reader keeps up.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Generator, Iterator

import zstandard
from sqlalchemy import Connection

from workstation.server.admission import Admission, Admittance
from workstation.server.database import Database

_CHUNK = 64 * 1024
_LEVEL = 3
# What is read ahead of an answer, as it will be sent. A page of 5,000 cases is about that.
_AHEAD = 1024 * 1024
# A reader who keeps up, and never gets to the end, keeps old rows alive for all.
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
        """End the generator, which lets its snapshot go."""
        with self._lock:
            self._chunks.close()


class _Source:
    """A snapshot that is being read, and the place that it takes: both are given back together."""

    def __init__(
        self, database: Database, lines: Lines, place: Admittance, *, squeeze: bool
    ) -> None:
        self._database = database
        self._steps = _Steps(_chunks(database, lines, squeeze))
        database.opened(self._steps)
        self._place = place
        self._over = False

    async def next(self) -> bytes | None:
        """The next chunk; None after the last one, when nothing is held any more."""
        try:
            chunk = await self._database.step(self._steps.step)
        except BaseException:
            self.let_go()
            raise
        if chunk is None:
            self._over = True
            self._place.leave()
        return chunk

    async def ahead(self) -> tuple[deque[bytes], bool]:
        """What is read ahead, and whether that is everything."""
        read: deque[bytes] = deque()
        size = 0
        while size <= _AHEAD:
            chunk = await self.next()
            if chunk is None:
                return read, True
            read.append(chunk)
            size += len(chunk)
        return read, False

    def let_go(self) -> None:
        """Give the snapshot back, and the place once that is done.

        It does not wait for that: a reader who hangs up must not keep either of them.
        """
        if self._over:
            return
        self._over = True
        loop = asyncio.get_running_loop()
        closed = self._database.soon(self._steps.close)
        closed.add_done_callback(lambda _closed: loop.call_soon_threadsafe(self._place.leave))


class StreamedAnswer(AsyncIterator[bytes]):
    """The chunks of one answer. `late` is set when its reader did not take the next one in time.

    Everything that it holds is given back when it ends, when it is late, or by `let_go`.
    """

    def __init__(self, ready: deque[bytes], rest: _Source | None, turn: Admittance, within: float):
        self.late = asyncio.Event()
        self._ready = ready
        self._rest = rest
        self._turn = turn
        self._within = within
        self._loop = asyncio.get_running_loop()
        self._ends_at = self._loop.time() + _LONGEST
        # Beside the sending: a server simply does not ask for the next chunk while it cannot send.
        self._deadline = self._loop.call_later(within, self._give_up)

    async def __anext__(self) -> bytes:
        """Raises `TimeoutError` if its reader was too slow."""
        self._deadline.cancel()
        if self._loop.time() > self._ends_at:
            self._give_up()
        if self.late.is_set():
            raise TimeoutError
        chunk: bytes | None = None
        if self._ready:
            chunk = self._ready.popleft()
        elif self._rest is not None:
            chunk = await self._rest.next()
        if chunk is None:
            # Before the last byte is sent: with that in hand, the reader may ask again at once.
            self.let_go()
            raise StopAsyncIteration
        self._deadline = self._loop.call_later(self._within, self._give_up)
        return chunk

    def let_go(self) -> None:
        """Give everything back: the reader has all, or has gone. May be called again."""
        self._deadline.cancel()
        if self._rest is not None:
            self._rest.let_go()
        self._turn.leave()

    def _give_up(self) -> None:
        self.late.set()
        self._ready.clear()
        self.let_go()


async def start_answer(
    database: Database,
    lines: Lines,
    admission: Admission,
    turn: Admittance,
    *,
    squeeze: bool,
    large: bool,
) -> StreamedAnswer:
    """Begin an answer of these lines; what `lines` raises before its first chunk is raised here.

    `large` says whether the answer is expected to be a large one. `turn` is given back with the
    answer. Raises `Denied` (429) where there is no place.
    """
    while True:
        place = await admission.place(large=large)
        source = _Source(database, lines, place, squeeze=squeeze)
        ready, whole = await source.ahead()
        if whole or large or await admission.grown(place):
            rest = None if whole else source
            return StreamedAnswer(ready, rest, turn, admission.limits.taken_within)
        # There is more to it than was expected: again, from where large ones wait.
        source.let_go()
        large = True


def _chunks(database: Database, lines: Lines, squeeze: bool) -> Generator[bytes, None, None]:
    """The lines of a snapshot, gathered into chunks as they are sent."""
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
