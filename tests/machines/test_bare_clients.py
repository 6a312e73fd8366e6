"""A seeded walk of programs that push as they like: in windows, out of order, again and again.

Below them is nothing but the protocol, so that the server alone has to keep what it promises:
every command is answered once and for all, takes effect at most once, and in the order of its
author; and what one of a batch cannot do is no matter of the others.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.bench import EVERYBODY, LINA, PRIYA, WEI, Clock, Desk, TestServer
from tests.failpoint import LOGGED, failing
from tests.journeys.team import finding, reply
from tests.machines.told import mark_of, marks_in
from workstation.domain.case import Case
from workstation.domain.commands import AddNote, Assign, Claim, Decide, RecordAction
from workstation.domain.record import Command
from workstation.domain.taxonomy import Outcome
from workstation.domain.text import Bilingual

CASES = 3
STEPS = 60
# What the answers of the protocol say of a command: nothing yet, or for good.
LATER = "Wait"
DONE = "Applied"


@dataclass
class Sent:
    """A command with its envelope, and what was answered to it, the first time."""

    desk: Desk
    case_id: str
    command: Command
    envelope: object
    said: object = None

    @property
    def done(self) -> bool:
        return type(self.said).__name__ == DONE


@dataclass
class Pushers:
    """Three people, some cases, and everything that was ever sent."""

    server: TestServer
    desks: list[Desk]
    cases: dict[str, Case]
    chance: random.Random
    sent: list[Sent] = field(default_factory=list)
    n: int = 0

    async def step(self) -> None:
        await self.chance.choices(
            (self.think, self.push, self.again, self.look, self.stop, self.bad_disk),
            (8, 6, 2, 3, 1, 2),
        )[0]()

    async def think(self) -> None:
        """Somebody does something, over the case as they last saw it."""
        desk = self.chance.choice(self.desks)
        case = self.chance.choice(list(self.cases.values()))
        command = self._wish(case)
        before = [each for each in self.sent if each.desk is desk and each.case_id == case.id]
        prev = before[-1].envelope.id if before else None
        envelope = desk.envelope(case.id, command, case.version, prev=prev)
        self.sent.append(Sent(desk, case.id, command, envelope))

    def _wish(self, case: Case) -> Command:
        self.n += 1
        words = Bilingual(f"The photo shows it: {self.n}.", f"照片显示：{self.n}。")
        outcome = self.chance.choice((Outcome.UPHELD, Outcome.OVERTURNED))
        return self.chance.choice(
            (
                *(AddNote(text=f"note {self.n}"), AddNote(text=f"note {self.n}")),
                *(Claim(), Claim(), Assign(owner=self.chance.choice((WEI, LINA)))),
                *[Decide(finding=replace(finding(case, outcome), rationale=words))] * 3,
                *(RecordAction(reference=f"SRC-{self.n}"), reply(f"letter-{self.n}")),
            )
        )

    async def push(self) -> None:
        """Some of what waits, in any order, some of it twice."""
        desk = self.chance.choice(self.desks)
        waiting = [each for each in self.sent if each.desk is desk and each.said is None]
        some = self.chance.sample(waiting, self.chance.randint(0, len(waiting)))
        await self.send(desk, [*some, *some[:1]])

    async def again(self) -> None:
        """An answer got lost, and the command comes once more."""
        desk = self.chance.choice(self.desks)
        mine = [each for each in self.sent if each.desk is desk]
        await self.send(desk, self.chance.sample(mine, min(3, len(mine))))

    async def look(self) -> None:
        self.cases = await self.server.cases()

    async def stop(self) -> None:
        await self.server.down()
        await self.server.up()

    async def bad_disk(self) -> None:
        """The server's disk fails somewhere in the middle of it."""
        with failing(self.chance.randint(1, 40)):
            await self.push()

    async def send(self, desk: Desk, some: list[Sent]) -> None:
        if not some:
            return
        response = await desk.push(*(each.envelope for each in some))
        if response.status_code >= 500:
            return
        assert response.status_code == 200, response.text
        for each, answer in zip(some, desk.answers(response), strict=True):
            said = answer.disposition
            if type(said).__name__ == LATER:
                assert each.said is None, f"{each.command} had been answered"
                continue
            assert each.said in (None, said), f"{each.command} is answered anew"
            each.said = said

    async def heal(self) -> None:
        while any(each.said is None for each in self.sent):
            before = sum(each.said is None for each in self.sent)
            for desk in self.desks:
                await self.send(desk, [e for e in self.sent if e.desk is desk and e.said is None])
            assert sum(each.said is None for each in self.sent) < before

    async def check(self) -> None:
        """Everything that is said to be done is done, once, in the order of those who did it."""
        due: dict[str, Counter[str]] = defaultdict(Counter)
        versions: dict[str, list[int]] = defaultdict(list)
        last: dict[tuple[str, str], int] = {}
        for each in self.sent:
            if not each.done:
                continue
            mark = mark_of(each.command)
            due[each.case_id].update([mark] if mark else [])
            versions[each.case_id].append(each.said.version)
            lane = each.desk.device, each.case_id
            assert each.said.version > last.get(lane, 0), f"{each.command} came too early"
            last[lane] = each.said.version
        for case in (await self.server.cases()).values():
            assert marks_in(case) == due[case.id]
            assert len(set(versions[case.id])) == len(versions[case.id])
            assert max(versions[case.id], default=1) <= case.version
        assert await self.server.store.verify() == ()


async def walk_bare(folder: Path, seed: int) -> None:
    async with await TestServer.start(folder, Clock(), people=EVERYBODY) as server:
        for _n in range(CASES):
            await server.file_case()
        desks = [await server.client(actor) for actor in (WEI, LINA, PRIYA)]
        pushers = Pushers(server, desks, await server.cases(), random.Random(seed))
        for _step in range(STEPS):
            await pushers.step()
        await pushers.heal()
        await pushers.check()


@pytest.mark.expects_log(*LOGGED)
@pytest.mark.parametrize("seed", range(4))
async def test_every_command_is_answered_and_done_once(tmp_path: Path, seed: int) -> None:
    await walk_bare(tmp_path, seed)
