"""`Workstation`: the ports with the only verbs that a window may use."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.app.announcer import Watcher
from workstation.app.cases import CasePort
from workstation.app.desk import Desk
from workstation.app.drafts import DraftPort
from workstation.app.glossary import GlossaryPort
from workstation.app.jobs import JobPort
from workstation.app.kept_words import KeptWordsPort
from workstation.app.letters import LetterPort
from workstation.app.lists import ListPort
from workstation.app.open_profile import OpenProfile
from workstation.app.people import PeoplePort
from workstation.app.policies import PolicyPort
from workstation.app.questions import QuestionPort
from workstation.app.records import RecordPort
from workstation.app.session import SessionPort
from workstation.app.sync import SyncPort
from workstation.app.sync_service import SyncService
from workstation.app.unsent import UnsentPort
from workstation.cache.executor import Threads
from workstation.cache.holder import forget_holder, note_holder, this_process
from workstation.cache.truth import open_truths
from workstation.cache.work import Work
from workstation.domain.kinds import KINDS
from workstation.domain.record import Registry
from workstation.sync.loop import WaitFor, wait
from workstation.sync.server_clock import ServerClock, machine_time
from workstation.sync.transport import Transport

if TYPE_CHECKING:
    import httpx


def _new_id() -> str:
    return str(uuid.uuid4())


def _connect(transport: httpx.AsyncBaseTransport | None, server: str) -> Transport:
    from workstation.sync.http import HttpTransport  # 150 ms: not before it is needed

    return HttpTransport(server, transport)


class Workstation:
    """A profile that is open, and everything that a person can do with it, in groups of verbs.

    It lives on one asyncio loop. Nothing here waits for the network except what `session` does,
    `sync.now`, and the questions that the server alone can answer; threads of its own wait for the
    disk. Whoever needs some of the verbs names the port that has them.
    """

    def __init__(self, profile: OpenProfile, sync_service: SyncService) -> None:
        desk = Desk(profile, sync_service)
        self._profile = profile
        self.session = SessionPort(desk)
        self.sync = SyncPort(desk)
        self.records = RecordPort(desk)
        self.lists = ListPort(desk)
        self.cases = CasePort(desk, self.records, self.lists)
        self.questions = QuestionPort(desk)
        self.drafts = DraftPort(desk)
        self.letters = LetterPort(desk)
        self.unsent = UnsentPort(desk)
        self.kept_words = KeptWordsPort(desk)
        self.jobs = JobPort(desk, self.records)
        self.glossary = GlossaryPort(desk)
        self.policies = PolicyPort(desk, self.records, self.lists)
        self.people = PeoplePort(desk, self.lists)

    @classmethod
    async def open(
        cls,
        profile: Path,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], datetime] = machine_time,
        new_id: Callable[[], str] = _new_id,
        chance: random.Random | None = None,
        wait_: WaitFor = wait,
        threads: Threads = ThreadPoolExecutor,
        kinds: Registry = KINDS,
    ) -> Workstation:
        """Open a profile, a new one if the folder is empty. Raises `ProfileProblem`.

        On a full disk it can be read, and `sync.status.full` is set. `transport` replaces the
        network, `threads` the threads that wait for the disk, and `wait_` the pauses between rounds
        of sync; `clock` is that of this machine, in times with a zone; `kinds` are the kinds of
        records that there are.
        """
        work = Work.open(profile, new_id, clock(), threads)
        try:
            truths = open_truths(profile, kinds, clock(), threads)
        except BaseException:
            await work.close()
            raise
        opened = OpenProfile(
            profile,
            work,
            truths,
            clock=ServerClock(clock),
            new_id=new_id,
            chance=chance or random.Random(),
            connect=partial(_connect, transport),
        )
        note_holder(profile, this_process(clock()))
        await opened.begin()
        return cls(opened, SyncService(opened, wait_))

    def clock(self) -> datetime:
        """The time, by the server's clock as far as that is known here."""
        return self._profile.clock()

    async def close(self) -> None:
        """Stop sync and close the files. Everything that was given or saved is on disk already."""
        await self.sync.stop()
        if self._profile.session is not None:
            await self._profile.session.transport.close()
        await self._profile.truths.close()
        forget_holder(self._profile.folder)
        await self._profile.work.close()

    def watch(self, callback: Watcher) -> Callable[[], None]:
        """Call back on every change, at most once in a turn of the loop. Returns what ends that."""
        return self._profile.announcer.watch(callback)
