"""A server in a process of its own, with the demo's people at desks around it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.desks.cable import Cable
from tests.desks.desk import Desk
from tests.rules.sources import ROOT


class Office:
    """Everybody's desk, and the cable from each to the server."""

    def __init__(self, folder: Path, port: int, left: ExitStack) -> None:
        self._folder = folder
        self._port = port
        self._left = left
        self.cables: dict[str, Cable] = {}

    def desk(self, person: str, *, language: str = "en", size: str = "1440x900") -> Desk:
        """Open a window for `person`, who has not signed in yet."""
        cable = Cable(self._port)
        self._left.callback(cable.close)
        self.cables[person] = cable
        arguments = ("--profile", str(self._folder / person), "--server", cable.url)
        desk = Desk(*arguments, "--language", language, size=size)
        self._left.push(desk)
        return desk


@contextmanager
def opened(folder: Path, cases: int = 0) -> Iterator[Office]:
    """A server with the demo's stories and `cases` more; everything is put away at the end."""
    database = f"sqlite:///{folder / 'server.db'}"
    command = [sys.executable, "-m", "workstation.cli", "serve", "--database", database]
    with subprocess.Popen(
        [*command, "--port", "0", "--demo", str(cases), "--with-parent"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        port = next(
            int(found[1])
            for line in server.stdout
            if (found := re.search(r"http://[^:/]+:(\d+)", line))
        )
        try:
            with ExitStack() as left:
                yield Office(folder, port, left)
        finally:
            server.terminate()
