"""Whatever the server or the network does, it becomes a problem with a sentence."""

import ssl
import tracemalloc
from collections.abc import AsyncIterator, Callable

import httpx
import msgspec
import pytest
import zstandard

from tests.bench import PASSWORD, SERVER, START, WEI
from workstation.i18n import Translator, _
from workstation.sync.http import HttpTransport
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.stream import Decompressor
from workstation.wire.codec import encode
from workstation.wire.feed import FeedEnd, Hello, SyncRequest
from workstation.wire.messages import to_wire
from workstation.wire.push import Push
from workstation.wire.session import NO_SUCH_ADDRESS, Session, SignInRequest, Trouble

REQUEST = SyncRequest(device="d", cursors={})
HELLO = Hello(
    epoch="e",
    server_time=START,
    scopes=(),
    actor=WEI,
)
WHOLE = encode(HELLO) + b"\n" + encode(FeedEnd(scopes={})) + b"\n"


class Chunks(httpx.AsyncByteStream):
    def __init__(self, *chunks: bytes) -> None:
        self._chunks = iter(chunks)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        for chunk in self._chunks:
            return chunk
        raise StopAsyncIteration


def answering(
    status: int = 200, content: bytes = b"", chunks: tuple[bytes, ...] = (), **headers: str
) -> HttpTransport:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=named, stream=Chunks(*(chunks or (content,))))

    return HttpTransport(SERVER, httpx.MockTransport(answer))


def failing(error: Callable[[httpx.Request], Exception]) -> HttpTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error(request)

    return HttpTransport(SERVER, httpx.MockTransport(answer))


async def fault_of(transport: HttpTransport) -> SyncProblem:
    with pytest.raises(SyncProblem) as told:
        await transport.pull(REQUEST)
    await transport.close()
    problem = told.value
    for language in ("en", "zh_Hans"):
        assert Translator(language).text(problem.reason)
        assert Translator(language).text(problem.remedy)
    return problem


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (302, Fault.MALFORMED),
        (400, Fault.UNFIT),
        (401, Fault.SIGNED_OUT),
        (403, Fault.FORBIDDEN),
        (404, Fault.NOT_THERE),
        (409, Fault.CLASH),
        (410, Fault.REJECTED),
        (413, Fault.TOO_LARGE),
        (429, Fault.BUSY),
        (500, Fault.SERVER_FAILED),
        (503, Fault.SERVER_FAILED),
    ],
)
async def test_a_status_is_a_fault(status: int, fault: Fault) -> None:
    trouble = Trouble(reason=to_wire(_("No.")), remedy=to_wire(_("Ask.")))
    content = b"" if status == 302 else encode(trouble)
    assert (await fault_of(answering(status, content))).fault is fault


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        *((status, Fault.MALFORMED) for status in (301, 302, 307, 400, 401, 403, 404, 409)),
        (413, Fault.HELD_UP),
        (429, Fault.BUSY),
        (502, Fault.SERVER_FAILED),
        (511, Fault.SERVER_FAILED),
    ],
)
async def test_somebody_elses_page_decides_nothing(status: int, fault: Fault) -> None:
    """A captive portal or a proxy: neither the session nor the account is over."""
    page = b"<html>sign in to the hotel network</html>"
    assert (await fault_of(answering(status, page))).fault is fault


async def test_the_server_says_why_in_the_language_of_the_reader() -> None:
    trouble = Trouble(reason=to_wire(_("You are gone.")), remedy=to_wire(_("Ask Priya.")))
    problem = await fault_of(answering(403, encode(trouble)))
    assert problem.reason == _("You are gone.")
    assert problem.remedy == _("Ask Priya.")


async def test_only_an_address_that_it_does_not_know_makes_a_server_an_older_one() -> None:
    older = Trouble(reason=to_wire(NO_SUCH_ADDRESS), remedy=to_wire(_("Ask.")))
    assert (await fault_of(answering(404, encode(older)))).fault is Fault.SERVER_OUTDATED
    trouble = Trouble(reason=to_wire(_("No such job.")), remedy=to_wire(_("Look again.")))
    problem = await fault_of(answering(404, encode(trouble)))
    assert (problem.reason, problem.remedy) == (_("No such job."), _("Look again."))


@pytest.mark.parametrize(("said", "wish"), [("7", 7.0), ("99999", 300.0), ("soon", None)])
async def test_a_busy_server_says_when_to_come_back(said: str, wish: float | None) -> None:
    assert (await fault_of(answering(429, retry_after=said))).retry_after == wish


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (httpx.ConnectError("refused"), Fault.UNREACHABLE),
        (httpx.ConnectTimeout("slow"), Fault.UNREACHABLE),
        (httpx.ReadTimeout("slow"), Fault.UNREACHABLE),
        (httpx.ReadError("broke"), Fault.UNREACHABLE),
        (httpx.UnsupportedProtocol("gopher"), Fault.UNREACHABLE),
        (httpx.RemoteProtocolError("not HTTP"), Fault.MALFORMED),
        (
            httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body"
                " (incomplete chunked read)"
            ),
            Fault.UNREACHABLE,
        ),
        (ssl.SSLCertVerificationError("self-signed"), Fault.UNTRUSTED),
        (
            httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"),
            Fault.UNTRUSTED,
        ),
    ],
)
async def test_a_network_error_is_a_fault(error: Exception, fault: Fault) -> None:
    assert (await fault_of(failing(lambda _request: error))).fault is fault


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>sign in to the hotel network</html>",
        b'{"t":"hello"}\n',
        encode(HELLO) + b"\n",
        encode(FeedEnd(scopes={})) + b"\n",
        WHOLE + encode(HELLO) + b"\n",
        encode(HELLO) + b'\n{"t":"out","id":"x","seq":1}\n' + encode(FeedEnd(scopes={})),
        encode(HELLO) + b'\n{"t":"dance"}\n',
        b"\x28\xb5\x2f\xfdgarbage",
        zstandard.compress(WHOLE)[:-5],
        b"\xff\xfe\n",
        b'{"t":"hello","epoch":' + b"[" * 100_000,
    ],
)
async def test_an_answer_that_is_not_whole_is_malformed(content: bytes) -> None:
    assert (await fault_of(answering(content=content))).fault is Fault.MALFORMED


async def test_a_small_answer_that_grows_without_end_is_left_early() -> None:
    """One chunk from the network can stand for gigabytes: it is not unpacked as a whole."""
    bomb = zstandard.compress(bytes(64 * 1024 * 1024))
    assert len(bomb) < 8 * 1024
    unzip = Decompressor(most=1024 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(SyncProblem) as told:
            unzip.feed(bomb)
        assert tracemalloc.get_traced_memory()[1] < 40 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert told.value.fault is Fault.MALFORMED


async def test_a_server_that_wants_a_newer_program_is_told_apart() -> None:
    newer = msgspec.structs.replace(HELLO, min_client=99)
    content = encode(newer) + b"\n" + encode(FeedEnd(scopes={}))
    assert (await fault_of(answering(content=content))).fault is Fault.OUTDATED


@pytest.mark.parametrize("squeeze", [False, True])
@pytest.mark.parametrize("size", [1, 7, 10_000])
async def test_a_page_is_read_in_whatever_pieces_it_comes(squeeze: bool, size: int) -> None:
    content = zstandard.compress(WHOLE) if squeeze else WHOLE
    pieces = tuple(content[at : at + size] for at in range(0, len(content), size))
    transport = answering(chunks=pieces, **({"content_encoding": "zstd"} if squeeze else {}))
    page = await transport.pull(REQUEST)
    await transport.close()
    assert page.hello == HELLO
    assert page.done == FeedEnd(scopes={})


async def test_a_push_answered_with_nonsense_is_malformed() -> None:
    transport = answering(content=b'{"answers":[{"disposition":{"status":"maybe"}}]}')
    with pytest.raises(SyncProblem) as told:
        await transport.push(Push(device="d", commands=()))
    await transport.close()
    assert told.value.fault is Fault.MALFORMED


async def test_the_token_travels_after_signing_in() -> None:
    seen: list[str | None] = []
    session = Session(token="secret", expires_at=START, actor=WEI)

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization"))
        return httpx.Response(200, content=encode(session) if request.method == "POST" else b"")

    transport = HttpTransport(SERVER, httpx.MockTransport(answer))
    await transport.sign_in(SignInRequest(user="wei.ling", password=PASSWORD, device="d"))
    await transport.sign_out()
    await transport.close()
    assert seen == [None, "Bearer secret"]


async def test_nudges_are_read_between_heartbeats() -> None:
    content = b': still here\n\ndata: {"heads":{"queue:a":3}}\n\n: still here\n\n'
    transport = answering(content=content)
    assert [nudge.heads async for nudge in transport.nudges()] == [{"queue:a": 3}]
    await transport.close()
