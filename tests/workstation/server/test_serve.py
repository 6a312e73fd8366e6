"""The server as a process of its own: it says where it listens, and stops when it is asked to."""

import asyncio
import signal
import socket
import sys
from pathlib import Path

import httpx
import pytest

from tests.bench import PASSWORD, WEI, TestServer
from tests.workstation.server.test_readers import large_cases
from workstation.server.enrolling import enrol

PROGRAM = (
    "import sys; from workstation.server.serve import serve; serve(sys.argv[1], sys.argv[2], 0)"
)


async def begin(url: str, host: str = "127.0.0.1") -> tuple[asyncio.subprocess.Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", PROGRAM, url, host),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode().strip()
    assert line.startswith("listening on http://"), line
    return process, line.removeprefix("listening on ")


@pytest.mark.slow
async def test_it_listens_on_a_free_port_and_stops_with_open_streams(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/server.db"
    await asyncio.to_thread(enrol, url, WEI, PASSWORD)
    process, address = await begin(url)
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/health")).json()["status"] == "ok"
        body = {"user": WEI.id, "password": PASSWORD, "device": "d"}
        token = (await client.post("/api/v1/session", json=body)).json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        async with client.stream(
            "POST", "/api/v1/sync", json={"device": "d", "cursors": {}}
        ) as feed:
            lines = [line async for line in feed.aiter_lines()]
            assert lines[0].startswith('{"t":"hello"')
        # A nudge stream has no end of its own.
        async with client.stream("GET", "/api/v1/nudges") as nudges:
            assert nudges.status_code == 200
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(8):
                assert process.stdout is not None
                assert await process.stdout.read() == b""
                assert await process.wait() in {0, -signal.SIGTERM}
            # The stream was let go, not cut off: nobody has to read about an error.
            assert process.stderr is not None
            assert await process.stderr.read() == b""


async def stalled(address: str, token: str) -> tuple[asyncio.StreamWriter, bytes]:
    """Somebody who asks for everything and reads the first line of the answer only."""
    host, _colon, port = address.removeprefix("http://").partition(":")
    body = b'{"device":"d","cursors":{},"max_bytes":33554432}'
    mouth = socket.socket()
    mouth.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    mouth.setblocking(False)
    await asyncio.get_running_loop().sock_connect(mouth, (host, int(port)))
    reader, writer = await asyncio.open_connection(sock=mouth, limit=4096)
    head = f"POST /api/v1/sync HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
    writer.write(head.encode() + b"content-length: %d\r\n\r\n" % len(body) + body)
    return writer, await reader.readline()


@pytest.mark.slow
async def test_eight_sockets_that_nobody_reads_hold_up_no_ninth(tmp_path: Path) -> None:
    async with await TestServer.start(tmp_path, people=[WEI]) as server:
        await large_cases(server, 600)
    process, address = await begin(f"sqlite:///{tmp_path}/server.db")
    async with httpx.AsyncClient(base_url=address) as client:

        async def signed_in(device: str) -> str:
            body = {"user": WEI.id, "password": PASSWORD, "device": device}
            return str((await client.post("/api/v1/session", json=body)).json()["token"])

        asking = [stalled(address, await signed_in(f"d-{number}")) for number in range(8)]
        stuck = await asyncio.gather(*asking)
        answers = sorted(line.split()[1] for _writer, line in stuck)
        assert answers == [b"200"] * 6 + [b"429"] * 2
        assert (await client.get("/health")).json()["status"] == "busy"
        client.headers["authorization"] = f"Bearer {await signed_in('ninth')}"
        async with asyncio.timeout(2):
            news = {"device": "ninth", "cursors": {}, "max_rows": 5}
            answer = await client.post("/api/v1/sync", json=news)
        assert answer.text.splitlines()[-1] == '{"t":"done","scopes":{}}'
        for writer, _line in stuck:
            writer.transport.abort()
        while (await client.get("/health")).json()["status"] != "ok":
            await asyncio.sleep(0.01)
    process.terminate()
    await process.wait()


@pytest.mark.slow
async def test_it_speaks_ipv6(tmp_path: Path) -> None:
    process, address = await begin(f"sqlite:///{tmp_path}/server.db", "::1")
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/health")).status_code == 200
    process.terminate()
    await process.wait()
