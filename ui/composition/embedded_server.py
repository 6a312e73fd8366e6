"""`EmbeddedServer`: runs the server of a demonstration, on SQLite in a process of its own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

_READY = "listening on "


class EmbeddedServer:
    """A server on the loopback address that starts and ends with the window.

    folder: where its database lies.
    last: its address of the last time. The profile knows its cases by the address of the server,
        so that the same port is asked for again.
    cases: how many generated cases it has beside those of the demonstration.
    """

    def __init__(self, folder: Path, last: str = "", cases: int = 0) -> None:
        self._folder = folder
        port = last.rpartition(":")[2]
        self._port = int(port) if port.isdigit() else 0
        self._cases = cases
        self._process: subprocess.Popen[str] | None = None
        self.address = last

    async def start(self) -> str:
        """Start the server and answer with its address. Raises `OSError` if it does not start."""
        for port in dict.fromkeys((self._port, 0)):
            self._process = self._launch(port)
            line = await asyncio.to_thread(self._first_line)
            if line.startswith(_READY):
                self.address = line.removeprefix(_READY).strip()
                return self.address
            await self.stop()
        raise OSError("the embedded server did not start")

    async def stop(self) -> None:
        """End the server; whatever it has confirmed is on the disk."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            await asyncio.to_thread(process.wait, 5)
        except subprocess.TimeoutExpired:
            process.kill()
            await asyncio.to_thread(process.wait)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _launch(self, port: int) -> subprocess.Popen[str]:
        self._folder.mkdir(parents=True, exist_ok=True)
        database = f"sqlite:///{self._folder / 'server.db'}"
        command = [sys.executable, "-m", "workstation.cli", "serve", "--database", database]
        command += ["--host", "127.0.0.1", "--port", str(port), "--demo", str(self._cases)]
        # The pipe is never written to: it ends with this process, however that ends, and the
        # server with it, so that the next window finds its port free.
        return subprocess.Popen(
            [*command, "--with-parent"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _first_line(self) -> str:
        process = self._process
        return process.stdout.readline() if process is not None and process.stdout else ""
