"""`Workstation`: the only verbs that a window may use."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.app.announce import Watcher
from workstation.app.drafting import Drafting
from workstation.app.house import HouseDesk
from workstation.app.identity import Identity
from workstation.app.jobs import Jobs
from workstation.app.kept_words import KeptWordsDesk
from workstation.app.link import Link
from workstation.app.office import Office
from workstation.app.people import PeopleDesk
from workstation.app.policies import PolicyDesk
from workstation.app.questions import Questions
from workstation.app.queue import Queue
from workstation.app.values import SyncStatus
from workstation.cache.lane import Threads
from workstation.cache.problem import ProfileProblem
from workstation.cache.profile import set_aside
from workstation.cache.truth import open_truths
from workstation.cache.work import Work
from workstation.domain.actor import Actor
from workstation.domain.kinds import KINDS
from workstation.domain.policy import Library
from workstation.domain.record import Registry
from workstation.sync.loop import Wait, wait
from workstation.sync.transport import Transport

if TYPE_CHECKING:
    import httpx


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


def _connect(transport: httpx.AsyncBaseTransport | None, server: str) -> Transport:
    from workstation.sync.http import HttpTransport  # 150 ms: not before it is needed

    return HttpTransport(server, transport)


class Workstation(
    Identity, Queue, Questions, Drafting, KeptWordsDesk, HouseDesk, PolicyDesk, PeopleDesk, Jobs
):
    """A profile that is open, and everything a person can do with it.

    Lives on one asyncio loop. Nothing here waits for the network except signing in, `sync_now`
    and `sign_out`; the disk is waited for on lanes of its own.
    """

    @classmethod
    async def open(
        cls,
        profile: Path,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = _new_id,
        chance: random.Random | None = None,
        wait_: Wait = wait,
        threads: Threads = ThreadPoolExecutor,
        kinds: Registry = KINDS,
    ) -> Workstation:
        """Open a profile, a new one if the folder is empty. Raises `ProfileProblem`.

        On a full disk it can be read, and `status.full` is set. `transport` replaces the network,
        `threads` what waits for the disk; `clock` gives aware times; `kinds` are the records that
        there are.
        """
        work = Work.open(profile, new_id, clock(), threads)
        try:
            truths = open_truths(profile, kinds, clock(), threads)
        except BaseException:
            await work.close()
            raise
        office = Office(
            profile,
            work,
            truths,
            clock=clock,
            new_id=new_id,
            chance=chance or random.Random(),
            connect=partial(_connect, transport),
        )
        await office.begin()
        return cls(office, Link(office, wait_))

    @staticmethod
    async def rebuild(
        profile: Path, problem: ProfileProblem, clock: Callable[[], datetime] = _now
    ) -> Path:
        """Set the file aside that `open` could not use, so that it can be opened again.

        The cache is fetched again then; in place of `work.db` comes its newest backup. Nothing
        is deleted: returns where the file is now.
        """
        return set_aside(profile, problem.file, clock())

    async def close(self) -> None:
        """Stop syncing and let go of the files. Everything given or saved is on disk already."""
        await self._stop()
        if self._office.signed is not None:
            await self._office.signed.transport.close()
        await self._office.truths.close()
        await self._office.work.close()

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Call back on every change, at most once a turn of the loop. Returns what ends that."""
        return self._office.announcer.watch(callback)

    @property
    def me(self) -> Actor | None:
        """Who is signed in."""
        return self._office.signed.me if self._office.signed is not None else None

    @property
    def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here."""
        return self._office.directory

    @property
    def library(self) -> Library:
        """All policies."""
        return self._office.library

    @property
    def status(self) -> SyncStatus:
        """How the workstation stands with the server and with the disk."""
        office = self._office
        return replace(office.status, unsaved=office.unsaved, full=office.full)

    @property
    def server(self) -> str:
        """The address of the server that was used last, "" on a new profile."""
        return self._office.server

    async def start_sync(self) -> None:
        """Keep in step with the server from now on."""
        self._link.start()

    async def stop_sync(self) -> None:
        """Leave the server alone."""
        await self._link.stop()

    def network_is_up(self) -> None:
        """The machine has a network again: what waits to be tried again is tried now."""
        self._link.network_is_up()

    async def sync_now(self) -> None:
        """Send and fetch now; how it went is in `status`."""
        await self._link.now()
