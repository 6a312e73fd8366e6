"""The embedded server ends with its window, however the window ends."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

_WINDOW = """
import asyncio, sys
from pathlib import Path
from ui.composition.embedded_server import EmbeddedServer

async def main():
    server = EmbeddedServer(Path(sys.argv[1]))
    print(await server.start(), server._process.pid, flush=True)
    await asyncio.sleep(3600)

asyncio.run(main())
"""


@pytest.mark.slow
def test_a_killed_window_leaves_no_server_behind(tmp_path: Path) -> None:
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    address, pid = window.stdout.readline().split()
    assert httpx.get(f"{address}/health", trust_env=False).status_code == 200
    window.send_signal(signal.SIGKILL)
    window.wait()
    window.stdout.close()
    _wait_for_the_end_of(int(pid))
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}/health", trust_env=False)


def _wait_for_the_end_of(pid: int) -> None:
    # Not our child: watched through its own descriptor rather than by asking again and again.
    import os
    import select

    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([watched], [], [], 20)
    finally:
        os.close(watched)
    assert ended, "the server outlived its window by 20 s"
