"""The office of a simulation: a server, a network that is not to be trusted, four workstations."""

import random
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench import LINA, PASSWORD, PRIYA, WEI, Clock, appeal
from tests.simulation import checks
from tests.simulation.host import Host
from tests.simulation.loop import quiet_loop
from tests.simulation.machine import Crash
from tests.simulation.network import Fate, Line, Message, Network, Reply
from tests.simulation.promises import Promises
from tests.simulation.seat import Names, Seat, SeatClock
from tests.simulation.trace import Setting
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case, Statement
from workstation.domain.taxonomy import Language, Team
from workstation.server.new_cases import Filing
from workstation.wire.codec import decode
from workstation.wire.push import Push, Pushed

QUEUES = ("sg-commerce", "cn-export")
_BOTH = frozenset(QUEUES)
_WEI = replace(WEI, queues=_BOTH)
# She holds one queue, and is asked by those of the other.
_LINA = replace(LINA, queues=frozenset(QUEUES[:1]), teams=frozenset({Team.POLICY}))
_PRIYA = replace(PRIYA, queues=_BOTH)
PEOPLE = (_WEI, _LINA, _PRIYA)
# Who can be given a case.
SPECIALISTS = (_WEI, _LINA)
# The first two workstations are of one person.
DESKS = (("wei-a", _WEI), ("wei-b", _WEI), ("lina", _LINA), ("priya", _PRIYA))


def opening(number: int, queue: int, clock: Clock) -> Case:
    """A case; `mark_of` its id stands in its claim and nowhere else."""
    case_id = f"case-{number}"
    claim = Statement(
        text=f"The photo shows our tray. {mark_of(case_id)}", language=Language.EN, at=clock()
    )
    return replace(
        appeal(number, queue=QUEUES[queue], filed_at=clock()), id=case_id, statements=(claim,)
    )


def mark_of(case_id: str) -> str:
    """What tells the bytes of a case wherever they are."""
    return f"marked-as-{case_id}-of-this-run"


class Office:
    """Everybody and everything of one run, in one folder."""

    def __init__(
        self,
        folder: Path,
        setting: Setting,
        day: str = "today",
        desks: Sequence[tuple[str, Actor]] = DESKS,
    ) -> None:
        self.clock = Clock()
        self.host = Host(folder / "server", self.clock, day)
        self.host.most_rows = setting.most_rows
        self.network = Network(self.serve)
        self.promises = Promises()
        self.books = self.host.books
        self.cases = [f"case-{n}" for n in range(setting.cases)]
        self.queues = setting.queues
        self.seats = [
            self._seat(folder, name, actor, setting, n) for n, (name, actor) in enumerate(desks)
        ]

    def _seat(self, folder: Path, name: str, actor: Actor, setting: Setting, n: int) -> Seat:
        clock = SeatClock(self.clock, timedelta(seconds=setting.clocks[n]))
        seat = Seat(name, actor, folder, Line(name, self.network), clock)
        seat.by_itself = setting.by_itself[n]
        return seat

    async def first_morning(self) -> None:
        """Accounts are made, and everybody signs in for the first time."""
        self.host.machine.folder.mkdir(parents=True)
        await self.host.up()
        for person in PEOPLE:
            await self.host.run(self.host.store.people.create(person, PASSWORD))
        for seat in self.seats:
            seat.names = Names(f"first-{seat.name}")
            await seat.start()
            await self.calmly(seat, seat.sign_in())
        await self.close()

    async def open(self) -> None:
        """Begin a day on files of the first morning: cases come in, and everybody fetches them."""
        await self.host.up()
        filings = [
            Filing(opening(n, queue, self.clock), system_actor(), self.clock())
            for n, queue in enumerate(self.queues)
        ]
        await self.host.run(self.host.store.file(filings))
        for seat in self.seats:
            await seat.start()
            await self.calmly(seat, seat.app.sync.now())

    async def close(self) -> None:
        """Go home in good order."""
        for seat in self.seats:
            seat.line.cut = True
            await seat.run(seat.app.close())
        await self.host.run(self.host.store.close())

    async def serve(self, message: Message) -> Reply | None:
        """Have the server answer; None if it died of it, and every connection with it."""
        refusal = self.host.refuses(message)
        if refusal is not None:
            return refusal
        try:
            reply = await self.host.run(self.host.answer(message))
        except Crash:
            await self.server_died(random.Random(self.host.machine.points))
            return None
        message.life = self.host.life
        if message.endpoint == "/push" and reply.status == 200:
            pushed = decode(message.body, Push), decode(reply.body, Pushed)
            # Over another life of the server than they know, everything has to wait.
            if pushed[0].epoch in ("", pushed[1].epoch):
                checks.judge(self, pushed[0].commands, pushed[1].answers, self.host.life)
        return reply

    async def server_died(self, chance: random.Random) -> int:
        """It is started again. Returns how many bytes a power cut took."""
        self.network.break_all()
        lost = await self.host.down(chance)
        await self.host.up()
        return lost

    async def calmly(self, seat: Seat, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that needs the network while the network is well."""
        task = seat.run(work)
        await quiet_loop().quiet()
        chance = random.Random(0)
        while not task.done() and not seat.machine.dead:
            for message in self.network.waiting(seat.line):
                await self.network.carry(message, Fate.PROMPT, chance)
            await quiet_loop().quiet()
        if seat.settle():
            self.promises.start_over(seat)
