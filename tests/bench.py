"""The real server in this process, people who can use it, and cases to work on."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import msgspec

from tests import auditor
from tests.wire import Wire
from workstation.domain.actor import Actor, Person, system_actor
from workstation.domain.case import Case, Enforcement, Evidence, Measure, Party, Statement, Subject
from workstation.domain.glossary.acts import Glossary
from workstation.domain.kinds import KINDS
from workstation.domain.policy import ClauseRef
from workstation.domain.record import Command, Registry
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    EvidenceType,
    Language,
    ObjectType,
    PartyRole,
    Role,
    Severity,
    Team,
)
from workstation.domain.text import Bilingual
from workstation.server.accounts import Passwords
from workstation.server.app import build
from workstation.server.backups.progress import Progress
from workstation.server.backups.restore import Restorer, RestoreResult
from workstation.server.backups.save import save
from workstation.server.new_cases import CaseStep, FiledCase, Filing
from workstation.server.references import References
from workstation.server.scopes import heads
from workstation.server.staff_office import GivenPassword
from workstation.server.store import Store
from workstation.wire.feed import Line, Nudge, SyncRequest
from workstation.wire.push import Answer, Envelope, Push, Pushed, pack
from workstation.wire.versions import V1

START = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
PASSWORD = "recourse"
SERVER = "http://server.test"
# Says nothing, however long it takes.
QUIET = Progress(lambda _line: None, lambda: 0.0)
QUEUES = frozenset({"sg-commerce", "cn-export", "eu-commerce"})


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """`clock.advance(minutes=5)`."""
        self.now += timedelta(**span)


class Ids:
    """Ids in a row: the same test gets the same ones."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"{self._prefix}-{next(self._numbers):06d}"


def someone(id_: str, *roles: Role, **more: Any) -> Actor:
    """A person with the three queues; `more` as in `Actor`."""
    name = " ".join(part.title() for part in id_.split("."))
    return Actor(id=id_, name=name, roles=frozenset(roles), **({"queues": QUEUES} | more))


WEI = someone("wei.ling", Role.SPECIALIST)
MARCUS = someone("marcus.tan", Role.SPECIALIST, languages=frozenset({Language.EN}))
LINA = someone("li.na", Role.SPECIALIST)
PRIYA = someone("priya.nair", Role.SUPERVISOR)
HAO = someone("chen.hao", Role.QUALITY)
SOFIA = someone("sofia.lind", Role.POLICY, teams=frozenset({Team.POLICY}), queues=frozenset())
ADMIN = someone("admin", Role.ADMIN)
EVERYBODY = (WEI, MARCUS, LINA, PRIYA, HAO, SOFIA, ADMIN)


def appeal(number: int = 1, **changes: Any) -> Case:
    """An English appeal in sg-commerce against 2 points, decided by a machine."""
    case = Case(
        id=f"case-{number}",
        reference="",
        external_reference=f"EXT-{number}",
        kind=CaseKind.APPEAL,
        title=Bilingual(f"Bamboo bath tray {number}", f"竹制浴缸置物架{number}"),
        severity=Severity.P2,
        queue="sg-commerce",
        market="SG",
        filed_at=START,
        parties=(
            Party(id="M1", role=PartyRole.MERCHANT, name=f"Shop {number}", language=Language.EN),
        ),
        applicant="M1",
        subject=Subject(type=ObjectType.LISTING, id=f"LST-{number}", title="Bamboo bath tray"),
        enforcement=Enforcement(
            measures=(Measure(action=Action.POINTS, points=2),),
            clauses=(ClauseRef("LST", "2.4", "2.0"),),
            conduct_on=date(2026, 8, 18),
            notice_on=date(2026, 8, 20),
            decided_by=Person("model", "Listing model"),
            automated=True,
        ),
        statements=(Statement(text="The photo shows our tray.", language=Language.EN, at=START),),
        evidence=(
            Evidence(
                id="E1",
                type=EvidenceType.PRODUCT_PHOTO,
                source="M1",
                file="tray.jpg",
                summary=Bilingual("The tray with its label.", "带标签的置物架。"),
                received_at=START,
            ),
        ),
    )
    return replace(case, **changes)


class TestServer:
    """A server on a database of its own, reached through wires. `stop` it, or use `async with`."""

    __test__ = False

    def __init__(self, url: str, clock: Clock, new_id: Ids, kinds: Registry = KINDS) -> None:
        self.kinds = kinds
        self.url = url
        self.clock = clock
        self.new_id = new_id
        self.store: Store
        self.app: Any
        self._wires: list[Wire] = []
        self._numbers = count(1)
        self._filed: set[str] = set()

    @classmethod
    async def start(
        cls,
        folder: Path,
        clock: Clock | None = None,
        *,
        url: str = "",
        people: Sequence[Actor] = EVERYBODY,
        kinds: Registry = KINDS,
    ) -> "TestServer":
        """On SQLite in `folder`, or on the database of `url`; with everybody or these people."""
        server = cls(url or f"sqlite:///{folder}/server.db", clock or Clock(), Ids("id"), kinds)
        await server.up()
        for actor in people:
            await server.user(actor)
        return server

    async def up(self) -> None:
        """Open the database and serve it; also after `down`, on all wires there are."""
        self.store = await Store.open(
            self.url,
            clock=self.clock,
            new_id=self.new_id,
            passwords=Passwords(cheap=True),
            references=References(self.kinds),
        )
        self.app = build(self.store)
        for wire in self._wires:
            wire.app = self.app
            wire.cut = False

    async def down(self) -> None:
        """Stop as a process does: every connection breaks, the data stays."""
        for wire in self._wires:
            wire.cut = True
            await wire.aclose()
        await self.store.close()

    async def backup(self, file: Path) -> None:
        """Save everything while people go on working."""
        await asyncio.to_thread(save, self.url, file, self.clock(), QUIET)

    async def restore(self, file: Path) -> RestoreResult:
        """Stop, go back to what `file` holds, and start again."""
        await self.down()
        restorer = Restorer(self.new_id(), QUIET, time.sleep)
        restored = await asyncio.to_thread(restorer.restore, file, self.url, replace=True)
        await self.up()
        return restored

    async def stop(self) -> None:
        """The end."""
        await self.down()

    async def __aenter__(self) -> "TestServer":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    def transport(self, address: str = "127.0.0.1") -> Wire:
        """A cable of one workstation."""
        wire = Wire(self.app, address)
        self._wires.append(wire)
        return wire

    async def user(self, actor: Actor, password: str = PASSWORD) -> Actor:
        """An account; again for the same id to change it."""
        await self.store.people.create(actor, password)
        return actor

    async def hand_out(self, actor: Actor, password: str) -> None:
        """Have an administrator give somebody a password for one time."""
        given = GivenPassword(Passwords(cheap=True).hash(password), one_time=True)
        await self.store.people.administer(lambda office: office.reset(actor.id, given))

    async def file_case(self, *steps: tuple[Actor, Command], **changes: Any) -> FiledCase:
        """File an appeal (`appeal`, with `changes`) and have people do the `steps`."""
        number = next(self._numbers)
        changes.setdefault("filed_at", self.clock())
        opening = appeal(number, **changes)
        now = self.clock()
        told = tuple(CaseStep(command, actor, now) for actor, command in steps)
        (filed,) = await self.store.file([Filing(opening, system_actor(), now, told)])
        self._filed.add(filed.case_id)
        return filed

    async def file_many(self, cases: int) -> list[str]:
        """File so many appeals at once. Returns their ids."""
        openings = [appeal(n, id=f"case-{n:04d}") for n in range(cases)]
        filings = [Filing(each, system_actor(), self.clock()) for each in openings]
        filed = [each.case_id for each in await self.store.file(filings)]
        self._filed |= set(filed)
        return filed

    async def work_jobs(self) -> int:
        """Work every job to its end. Returns in how many pieces."""
        pieces = 0
        while await self.store.work_jobs():
            pieces += 1
        return pieces

    @property
    def of_november(self) -> Any:
        """The same server, with nothing but the addresses of November 2026."""
        return build(self.store, forms=(V1,))

    async def cases(self) -> dict[str, Case]:
        """Every case by its id, as an auditor reads them who sees all; all that were filed here."""
        found = await auditor.cases(self.store, QUEUES)
        assert self._filed <= found.keys()
        return found

    async def head(self, scope: str = "everyone") -> int:
        """How far a feed is."""
        found = await self.store._database.read(lambda c: heads(c, [scope]))
        return found[scope].seq

    async def book(self) -> Glossary:
        """The glossary, as the auditor reads it."""
        return await auditor.book(self.store)

    async def client(self, actor: Actor, device: str = "", **wire: Any) -> "Desk":
        """Somebody signed in, who talks HTTP by hand."""
        desk = Desk(self, actor, device or f"device-{actor.id}", self.transport(**wire))
        response = await desk.sign_in()
        assert response.status_code == 200, response.text
        return desk


class Desk:
    """A bare client: gives commands as envelopes and reads what comes back."""

    def __init__(self, server: TestServer, actor: Actor, device: str, wire: Wire) -> None:
        self.server = server
        self.actor = actor
        self.device = device
        self.wire = wire
        self.http = httpx.AsyncClient(
            transport=wire, base_url=SERVER, headers={"accept-encoding": "zstd"}, timeout=None
        )
        self._n = count(1)

    async def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        """Sign in and keep the token."""
        body = {"user": self.actor.id, "password": password, "device": self.device}
        response = await self.http.post("/api/v1/session", json=body)
        if response.status_code == 200:
            self.http.headers["authorization"] = f"Bearer {response.json()['token']}"
        return response

    def envelope(self, case_id: str, command: Command, seen: int = 1, **more: Any) -> Envelope:
        """A command as it travels; `seen` is the version of the case that its author saw."""
        kind, v, body = pack(self.server.kinds, command)
        n = next(self._n)
        given: dict[str, Any] = {"id": f"{self.device}.{n}", "n": n, "prev": None} | more
        return Envelope(
            record_kind=self.server.kinds.of_command(command).name,
            record_id=case_id,
            kind=kind,
            v=v,
            body=body,
            base_version=seen,
            device=self.device,
            at=self.server.clock(),
            **given,
        )

    async def push(self, *envelopes: Envelope) -> httpx.Response:
        """Send a batch."""
        content = msgspec.json.encode(Push(device=self.device, commands=envelopes))
        return await self.http.post("/api/v2/push", content=content)

    async def give(self, *envelopes: Envelope) -> tuple[Answer, ...]:
        """Send a batch and read the answers."""
        response = await self.push(*envelopes)
        assert response.status_code == 200, response.text
        return self.answers(response)

    @staticmethod
    def answers(response: httpx.Response) -> tuple[Answer, ...]:
        """What a response says to each command of a batch."""
        return msgspec.json.decode(response.content, type=Pushed).answers

    async def sync(self, epoch: str = "", cursors: dict[str, int] | None = None, **more: Any):
        """One response of the feed, line by line."""
        request = SyncRequest(device=self.device, epoch=epoch, cursors=cursors or {}, **more)
        response = await self.http.post("/api/v2/sync", content=msgspec.json.encode(request))
        assert response.status_code == 200, response.text
        return [msgspec.json.decode(line, type=Line) for line in response.content.splitlines()]

    async def nudges(self) -> AsyncIterator[dict[str, int]]:
        """The heads, as they come."""
        async with self.http.stream("GET", "/api/v2/nudges") as response:
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    yield msgspec.json.decode(line[6:], type=Nudge).heads
