"""Parses a response of the feed while it comes in: zstd, lines of JSON, and their order."""

from __future__ import annotations

import msgspec
import zstandard

from workstation.cache.page import FeedPage, ScopeSegment
from workstation.sync.problem import Fault, SyncProblem
from workstation.wire.codec import NOT_JSON
from workstation.wire.feed import (
    PROTOCOL,
    FeedEnd,
    Hello,
    Line,
    More,
    OutLine,
    ReceiptsLine,
    RecordLine,
    ScopeStart,
)
from workstation.wire.push import Answer

_LINE = msgspec.json.Decoder(Line)
_ANSWER = msgspec.json.Decoder(Answer)
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# More than that would fill the memory; it is many times what is ever asked for.
MOST_BYTES = 256 * 1024 * 1024
# Four compressed bytes can stand for 128 KB: so few bytes at once cannot become more than 16 MB.
_AT_ONCE = 512


class Decompressor:
    """Decompresses a stream, if it is compressed, into no more than `most` bytes."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._given = 0
        self._zstd: zstandard.ZstdDecompressionObj | None = None
        # The first bytes, until there are enough of them to tell; None from then on.
        self._head: bytes | None = b""

    def feed(self, chunk: bytes) -> bytes:
        """The plain bytes of the next chunk.

        Raises `SyncProblem` for what cannot be decompressed, and for more than `most` bytes.
        """
        if self._head is not None:
            chunk = self._head + chunk
            if len(chunk) < len(_ZSTD_MAGIC):
                self._head = chunk
                return b""
            self._head = None
            if chunk.startswith(_ZSTD_MAGIC):
                self._zstd = zstandard.ZstdDecompressor().decompressobj(read_across_frames=True)
        if self._zstd is None:
            self._count(chunk)
            return chunk
        pieces = []
        for start in range(0, len(chunk), _AT_ONCE):
            try:
                plain = self._zstd.decompress(chunk[start : start + _AT_ONCE])
            except zstandard.ZstdError as error:
                raise SyncProblem(Fault.MALFORMED, str(error)) from error
            self._count(plain)
            pieces.append(plain)
        return b"".join(pieces)

    def _count(self, plain: bytes) -> None:
        """Note how much was given so far. Raises `SyncProblem` once it is too much."""
        self._given += len(plain)
        if self._given > self._most:
            raise SyncProblem(Fault.MALFORMED, "the answer does not end")


class PageReader:
    """Builds a `FeedPage` of the bytes of a response as they come in."""

    def __init__(self) -> None:
        self._unzip = Decompressor()
        self._rest = b""
        self._hello: Hello | None = None
        self._done: FeedEnd | None = None
        self._segments: list[ScopeSegment] = []
        self._answers: list[Answer] = []

    def feed(self, chunk: bytes) -> None:
        """Take in the next chunk of a response. Raises `SyncProblem` for lines that are no feed."""
        plain = self._unzip.feed(chunk)
        *lines, self._rest = (self._rest + plain).split(b"\n")
        for line in lines:
            if line:
                self._line(line)

    def page(self) -> FeedPage:
        """The whole response, once it has ended.

        Raises `SyncProblem` for one that was cut off, and for a server that this program is too
        old for.
        """
        if self._rest:
            self._line(self._rest)
            self._rest = b""
        if self._hello is None or self._done is None:
            raise SyncProblem(Fault.MALFORMED, "the answer was cut off")
        if self._hello.min_client > PROTOCOL:
            raise SyncProblem(Fault.OUTDATED, f"protocol {self._hello.min_client}")
        return FeedPage(self._hello, self._done, self._segments, self._answers)

    def _line(self, data: bytes) -> None:
        try:
            line = _LINE.decode(data)
            # `Hello` comes first and only once, and nothing after `FeedEnd`.
            if self._done is not None or (self._hello is None) != isinstance(line, Hello):
                raise SyncProblem(Fault.MALFORMED, f"{type(line).__name__} out of place")
            self._add(line)
        except NOT_JSON as error:
            raise SyncProblem(Fault.MALFORMED, str(error)) from error

    def _add(self, line: Line) -> None:
        match line:
            case Hello():
                self._hello = line
            case ScopeStart():
                self._segments.append(
                    ScopeSegment(line.id, line.snap, line.to, buckets=line.buckets)
                )
            case RecordLine() | OutLine():
                self._segment().lines.append(line)
            case More():
                self._segment(line.scope).more = line.seq
            case ReceiptsLine():
                self._answers.extend(_ANSWER.decode(raw) for raw in line.answers)
            case FeedEnd():
                self._done = line

    def _segment(self, scope: str | None = None) -> ScopeSegment:
        """The segment that a line belongs to. Raises `SyncProblem` if it is not that of `scope`."""
        if not self._segments or scope not in (None, self._segments[-1].scope):
            raise SyncProblem(Fault.MALFORMED, "a line outside of its scope")
        return self._segments[-1]
