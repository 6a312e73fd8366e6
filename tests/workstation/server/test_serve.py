"""The server as a process of its own: it says where it listens, and stops when it is asked to."""

import asyncio
import signal
import sys
from pathlib import Path

import httpx
import pytest

from tests.bench import PASSWORD, WEI
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


@pytest.mark.slow
async def test_it_speaks_ipv6(tmp_path: Path) -> None:
    process, address = await begin(f"sqlite:///{tmp_path}/server.db", "::1")
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/health")).status_code == 200
    process.terminate()
    await process.wait()
