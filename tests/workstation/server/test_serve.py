"""The server as a process of its own: it says where it listens, and stops when it is asked to."""

import asyncio
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from sqlcipher3 import dbapi2

from tests.bench import PASSWORD, START, WEI, TestServer
from tests.workstation.server.test_readers import large_cases
from workstation.domain.case import Statement
from workstation.domain.taxonomy import Language
from workstation.server.people_commands import enrol
from workstation.server.staff_office import WantedProfile

PROGRAM = (
    "import sys; from workstation.server.serve import serve;"
    "serve(sys.argv[1], sys.argv[2], 0, parent=sys.stdin if sys.argv[3:] else None)"
)
Process = asyncio.subprocess.Process
EVERYTHING = WantedProfile(name=WEI.name, roles=WEI.roles, queues=WEI.queues)


async def begin(url: str, host: str = "127.0.0.1", *parent: str) -> tuple[Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", PROGRAM, url, host, *parent),
        stdin=asyncio.subprocess.PIPE,
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
    await asyncio.to_thread(enrol, url, WEI.id, EVERYTHING, PASSWORD)
    process, address = await begin(url)
    async with httpx.AsyncClient(base_url=address) as client:
        assert (await client.get("/health")).json()["status"] == "ok"
        body = {"user": WEI.id, "password": PASSWORD, "device": "d"}
        token = (await client.post("/api/v1/session", json=body)).json()["token"]
        client.headers["authorization"] = f"Bearer {token}"
        async with client.stream(
            "POST", "/api/v2/sync", json={"device": "d", "cursors": {}}
        ) as feed:
            lines = [line async for line in feed.aiter_lines()]
            assert lines[0].startswith('{"t":"hello"')
        # A nudge stream has no end of its own.
        async with client.stream("GET", "/api/v2/nudges") as nudges:
            assert nudges.status_code == 200
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(8):
                assert process.stdout is not None
                assert await process.stdout.read() == b""
                assert await process.wait() == 0
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
    head = f"POST /api/v2/sync HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
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
            answer = await client.post("/api/v2/sync", json=news)
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


async def sign_in(client: httpx.AsyncClient) -> None:
    body = {"user": WEI.id, "password": PASSWORD, "device": "d"}
    token = (await client.post("/api/v1/session", json=body)).json()["token"]
    client.headers["authorization"] = f"Bearer {token}"


def copied_alone(folder: Path) -> list[str]:
    """Whose sessions a copy of the one file holds, without what SQLite may have left beside it."""
    copy = shutil.copy(folder / "server.db", folder / "copy.db")
    with closing(dbapi2.connect(str(copy))) as connection:
        return [row[0] for row in connection.execute("SELECT account FROM session")]


def terminate(process: Process) -> None:
    process.terminate()


def interrupt(process: Process) -> None:
    process.send_signal(signal.SIGINT)


def end_the_parent(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.close()


@pytest.mark.slow
@pytest.mark.parametrize("stop", [terminate, interrupt, end_the_parent])
async def test_a_server_that_was_stopped_leaves_everything_in_the_one_file(
    tmp_path: Path, stop: Callable[[Process], None]
) -> None:
    url = f"sqlite:///{tmp_path}/server.db"
    await asyncio.to_thread(enrol, url, WEI.id, EVERYTHING, PASSWORD)
    process, address = await begin(url, "127.0.0.1", "with parent")
    async with httpx.AsyncClient(base_url=address) as client:
        await sign_in(client)
    assert (tmp_path / "server.db-wal").stat().st_size
    stop(process)
    async with asyncio.timeout(8):
        assert await process.wait() == 0
    assert copied_alone(tmp_path) == [WEI.id]


# What the server logs itself.
OURS = ("WARNING workstation", "ERROR workstation")


@pytest.mark.slow
async def test_nor_does_a_reader_who_stalls_keep_anything_out_of_it(tmp_path: Path) -> None:
    long = Statement(text="The photo shows our tray. " * 60_000, language=Language.EN, at=START)
    async with await TestServer.start(tmp_path, people=[WEI]) as server:
        for _ in range(12):
            await server.file_case(statements=(long,))
    process, address = await begin(f"sqlite:///{tmp_path}/server.db")
    async with httpx.AsyncClient(
        base_url=address, headers={"accept-encoding": "identity"}
    ) as client:
        await sign_in(client)
        # More than fits between the two: the snapshot stays open until somebody gives up.
        request = {"device": "d", "cursors": {}, "max_bytes": 32_000_000}
        async with client.stream("POST", "/api/v2/sync", json=request) as feed:
            assert feed.status_code == 200
            process.terminate()
            async with asyncio.timeout(8):
                assert await process.wait() == 0
            assert copied_alone(tmp_path) == [WEI.id]
            assert process.stderr is not None
            # uvicorn says that it cut somebody off; the database has nothing to say.
            said = (await process.stderr.read()).decode().splitlines()
            assert [line for line in said if line.startswith(OURS)] == []
