"""Runs the server as a process, until it is asked to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from uvicorn.server import HANDLED_SIGNALS

from workstation.server.app import build
from workstation.server.job_loop import keep_working
from workstation.server.migrations import NewerDatabase
from workstation.server.nudges import Nudges
from workstation.server.store import Store

_LOG = logging.getLogger(__name__)
# A stop does not wait longer for answers that are still being sent.
_PATIENCE = 2
_DAY = 24 * 60 * 60.0


class UnusableDatabase(Exception):
    """The database cannot be reached, is not one, or is of a later version. Says which."""


def serve(
    database_url: str,
    host: str,
    port: int,
    demo: int | None = None,
    parent: TextIO | None = None,
) -> None:
    """Serve a database until SIGINT or SIGTERM; print `listening on http://H:P` when ready.

    Port 0 takes any that is free. With `demo`, an empty database gets the demo's people, the
    nine stories and that many cases in all. With `parent`, it also stops when that stream ends:
    a window that is killed cannot ask its server to stop, but its end of the pipe closes.
    Raises `OSError` if the address is taken, `UnusableDatabase` if the database cannot be opened.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(_serve(database_url, host, port, demo, parent))


async def _serve(
    database_url: str, host: str, port: int, demo: int | None, parent: TextIO | None
) -> None:
    listener = _bind(host, port)
    try:
        store = await Store.open(database_url)
    except NewerDatabase as error:
        listener.close()
        raise UnusableDatabase(f"written by a later version of the program ({error})") from error
    except SQLAlchemyError as error:
        listener.close()
        raise UnusableDatabase(str(error).splitlines()[0]) from error
    try:
        if demo is not None:
            await _fill(store, demo)
        server = _Server(
            store.nudges,
            uvicorn.Config(
                build(store, demo=demo is not None),
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=_PATIENCE,
            ),
        )
        if parent is not None:
            threading.Thread(target=server.end_with, args=(parent,), daemon=True).start()
        beside = [
            asyncio.create_task(_keep_tidy(store), name="prune"),
            asyncio.create_task(keep_working(store.work_jobs), name="jobs"),
        ]
        try:
            await server.serve(sockets=[listener])
        finally:
            for each in beside:
                each.cancel()
            await asyncio.wait(beside)
    finally:
        await store.close()
        listener.close()


async def _keep_tidy(store: Store) -> None:
    """Delete what is old once a day; where that fails, it is done the next day."""
    while True:
        try:
            await store.prune()
        except SQLAlchemyError as error:
            _LOG.warning("old rows could not be let go: %s", error)
        await asyncio.sleep(_DAY)


class _Server(uvicorn.Server):
    """A server of ours. It says where it listens once it does, since whoever started the process
    waits for that line."""

    def __init__(self, nudges: Nudges, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._nudges = nudges

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            shown = f"[{host}]" if each.family == socket.AF_INET6 else host
            print(f"listening on http://{shown}:{port}", flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of those who listen for nudges, since their streams have no end of their own."""
        self._nudges.end()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop for a signal, and leave it at that: uvicorn would raise it again when it has
        stopped, which ends the process before the database is closed."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in HANDLED_SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def end_with(self, parent: TextIO) -> None:
        """Wait, in a thread, until `parent` ends; then stop as for a signal."""
        parent.read()
        self.should_exit = True


async def _fill(store: Store, cases: int) -> None:
    """Fill a store that has no accounts with the demo."""
    from workstation.server.demo import seed

    # Closed accounts are somebody's too: they must not come back as the demo's.
    if not await store.people.look(lambda office: office.everybody()):
        await seed(store, cases, store.clock())


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
