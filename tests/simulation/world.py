"""Plays a run step by step, looks after every step, heals everything in the end and looks again."""

import logging
import random
import shutil
import tempfile
from asyncio import Runner, sleep
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.simulation import checks
from tests.simulation.loop import QuietLoop, quiet_loop
from tests.simulation.machine import Crash, watching
from tests.simulation.mishaps import MISHAPS, Blow, let_in
from tests.simulation.network import Fate
from tests.simulation.office import SPECIALISTS, Office, mark_of
from tests.simulation.people import DEEDS, FAR, Turn, come, drop_all
from tests.simulation.seat import Seat
from tests.simulation.trace import Plan, Setting, Step, draw
from tests.simulation.violation import Violation
from workstation.app import SyncState

# Rounds in which everybody has to come to rest once the network is well.
ROUNDS = 8
# A look at what was announced may miss what was not: every so-manyth one is at everything.
_ALL_OF_IT = 6
_PROMPT = 12.0
# A round of sync takes some ten.
_MOST_MESSAGES = 1000
_OFTEN = {
    "drop": (Fate.DROPPED, 1.0),
    "lose": (Fate.LOST, 1.5),
    "double": (Fate.DOUBLED, 1.0),
    "delay": (Fate.SLOW_REQUEST, 1.5),
    "tear": (Fate.TORN, 1.0),
}


@dataclass
class Outcome:
    """How a run went: what happened, and what did not hold, if anything."""

    plan: Plan
    story: list[str] = field(default_factory=list)
    violation: Violation | None = None


class World:
    """One run."""

    def __init__(self, office: Office, setting: Setting, outcome: Outcome, said: list[str]) -> None:
        self.office = office
        self.story = outcome.story
        self._but = outcome.plan.but
        self._said = said
        self.setting = setting
        self._looked: dict[str, int] = {}
        self._looks: Counter[str] = Counter()
        fates = [_OFTEN[fault] for fault in _OFTEN if fault in setting.faults]
        if "delay" in setting.faults:
            fates.append((Fate.SLOW_ANSWER, 1.5))
        self._fates = [Fate.PROMPT, *(fate for fate, _often in fates)]
        self._often = [_PROMPT, *(often for _fate, often in fates)]

    async def step(self, step: Step) -> None:
        """One thing happens to somebody."""
        office = self.office
        seat = office.seats[step.seat]
        chance = random.Random(step.salt)
        office.clock.advance(seconds=chance.choice((0, 1, 3, 20)))
        case_id = office.cases[step.case]
        told = await self._happens(step, seat, case_id, chance)
        self.story.append(f"{step.n} {step.kind} {seat.name} {case_id} {told}".rstrip())
        if step.turns is not None:
            for _turn in range(step.turns):
                await sleep(0)
            return
        await self.rest()

    async def _happens(self, step: Step, seat: Seat, case_id: str, chance: random.Random) -> str:
        if step.kind == "deliver":
            return await self._deliver(chance)
        if step.kind == "tick":
            self.office.clock.advance(seconds=chance.choice((5, 12, 90, 700)))
            for each in self.office.seats:
                each.tick()
            return ""
        if step.kind in MISHAPS:
            return await self._befalls(step.kind, Blow(self.office, seat, step.n, chance))
        promises = self.office.promises
        midway = "midway" in self.setting.faults
        turn = Turn(seat, case_id, step.n, chance, promises, SPECIALISTS, midway)
        seat.run(DEEDS[step.kind](turn))
        if step.kind in FAR and step.turns is None:
            await self._carry(seat, chance)
        return ""

    async def _befalls(self, kind: str, blow: Blow) -> str:
        try:
            return await MISHAPS[kind](blow)
        except Crash:
            await self.office.server_died(blow.chance)
            return "the server died of it"

    async def _carry(self, seat: Seat, chance: random.Random) -> None:
        """Move on what this workstation sends, until nothing of it travels at ordinary speed."""
        network = self.office.network
        await quiet_loop().quiet()
        left = _MOST_MESSAGES
        while waiting := network.waiting(seat.line):
            left -= len(waiting)
            if left < 0:
                raise Violation("never-rests", f"{seat.name} sent {_MOST_MESSAGES} requests")
            for message in waiting:
                (fate,) = chance.choices(self._fates, self._often)
                if fate is not Fate.PROMPT:
                    self.story.append(f"    {message} {fate.name}")
                if message in network.air:
                    await network.carry(message, fate, chance)
            await quiet_loop().quiet()

    async def _deliver(self, chance: random.Random) -> str:
        """Something that travels slowly goes on, whoever else was faster."""
        network = self.office.network
        if not network.air:
            return "nothing"
        message = chance.choice(network.air)
        told = str(message)
        if message.reply is not None:
            network.deliver(message)
            return f"{told}: the answer"
        fate = chance.choice((Fate.PROMPT, Fate.SLOW_ANSWER))
        await network.carry(message, fate, chance)
        return f"{told}: {fate.name}"

    async def rest(self) -> None:
        """All is quiet: who died is buried and started again, and everybody is looked at."""
        office = self.office
        await quiet_loop().quiet()
        for seat in office.seats:
            died = seat.machine.dead
            if seat.settle(died=died):
                office.promises.start_over(seat)
            if died:
                power = seat.machine.power_fails
                lost = await seat.bury(random.Random(seat.machine.points))
                office.promises.start_over(seat)
                await seat.start()
                self.story.append(f"    {seat.name} died{f' by power, {lost}' if power else ''}")
        if office.host.machine.dead:
            await office.server_died(random.Random(office.host.machine.points))
            self.story.append("    the server died")
        await quiet_loop().quiet()
        for seat in office.seats:
            await self._look(seat)
        self._nothing_odd()

    async def _look(self, seat: Seat) -> None:
        """See what its person sees: what was announced as changed, and now and then all of it."""
        if seat.app.session.me is None or self._looked.get(seat.name) == seat.machine.points:
            return
        self._looks[seat.name] += 1
        everything = seat.news is None or not self._looks[seat.name] % _ALL_OF_IT
        cases = self.office.cases if everything else sorted(seat.news or ())
        seat.machine.resting = True
        try:
            await seat.run(checks.look(self.office, seat, self.office.host.life, cases))
        except Violation as violation:
            self._let_pass(violation)
        finally:
            seat.machine.resting = False
        seat.news = set()
        self._looked[seat.name] = seat.machine.points

    def _let_pass(self, violation: Violation) -> None:
        """Raises it, unless it is one of those that may break."""
        if violation.rule not in self._but:
            raise violation
        self.story.append(f"    let pass: {violation}")

    def _nothing_odd(self) -> None:
        for machine in (self.office.host.machine, *(each.machine for each in self.office.seats)):
            for error in machine.errors:
                raise Violation("an-error", f"{machine.name}: {error!r}") from error
        if self._said:
            raise Violation("logged", self._said[0])

    async def heal(self) -> None:
        """Every fault is mended, and everybody syncs until nothing moves."""
        office = self.office
        self.story.append("all is well again")
        office.clock.advance(minutes=20)
        office.host.refusing.clear()
        office.host.machine.fuse = None
        for seat in office.seats:
            seat.machine.fuse = None
            seat.line.cut = False
        office.network.break_all()
        await self.rest()
        for seat in office.seats:
            if office.books.revoked(seat.actor.id):
                await let_in(office, seat)
        await self._settle()

    async def _settle(self) -> None:
        """Everybody syncs until they have seen the last change, which nobody's answer follows."""
        office = self.office
        seen: dict[str, object] = {}
        for _round in range(ROUNDS):
            for seat in office.seats:
                if seen.get(seat.name) != (now := office.books.state()):
                    await self._in_step(seat)
                    seen[seat.name] = now
            if all(state == office.books.state() for state in seen.values()):
                return
        raise Violation("no-rest", f"not quiet after {ROUNDS} rounds")

    async def _in_step(self, seat: Seat) -> None:
        office = self.office
        for _try in range(3):
            if seat.app.session.me is None or seat.app.sync.status.state is SyncState.SIGNED_OUT:
                await office.calmly(seat, come(self._turn(seat)))
            seat.tick()
            await office.calmly(seat, seat.app.sync.now())
            if seat.app.sync.status.state is SyncState.SYNCED:
                break
        await self.rest()
        if seat.app.sync.status.state is not SyncState.SYNCED:
            raise Violation("not-in-step", f"{seat.name}: {seat.app.sync.status}")

    def _turn(self, seat: Seat) -> Turn:
        office = self.office
        return Turn(seat, office.cases[0], 0, random.Random(0), office.promises, SPECIALISTS)

    async def check(self) -> None:
        """What has to hold once everybody has been heard, then once everybody has answered."""
        office = self.office
        asked = await self._asked()
        checks.disposed(office, asked)
        for _round in range(ROUNDS):
            if not any(asked.values()):
                break
            for seat in office.seats:
                await seat.run(drop_all(self._turn(seat)))
            await self._settle()
            asked = await self._asked()
            checks.disposed(office, asked)
        if any(asked.values()):
            raise Violation("still-asks", f"{asked}")
        try:
            checks.in_order(office)
        except Violation as violation:
            self._let_pass(violation)
        await self._converged()

    async def _asked(self) -> dict[str, dict[str, str]]:
        """The questions that everybody has, with their cases."""
        return {
            seat.name: {
                each.command_id: each.record_id
                for each in await seat.run(seat.app.questions.asked())
            }
            for seat in self.office.seats
        }

    async def _converged(self) -> None:
        office = self.office
        checks.sums_up(office.books)
        breaches = await office.host.run(office.host.store.verify())
        if breaches:
            raise Violation("breach", f"{breaches}")
        marks = {case_id: mark_of(case_id) for case_id in office.cases}
        for seat in office.seats:
            await seat.run(checks.converged(office, seat))
            checks.traces(office, seat, marks, work_too="bytes" in self.setting.faults)
        for seat in office.seats:
            await seat.run(checks.heard(office, [seat]))
        self._nothing_odd()


def run(wanted: Plan) -> Outcome:
    """Play a run. The same plan always gives the same outcome."""
    outcome = Outcome(wanted)
    morning = first_morning()
    with _folder() as folder, Runner(loop_factory=QuietLoop) as runner, _log() as said:
        shutil.copytree(morning, folder, dirs_exist_ok=True)
        try:
            runner.run(_played(outcome, folder, said))
        except Violation as violation:
            outcome.violation = violation
    return outcome


async def _played(outcome: Outcome, folder: Path, said: list[str]) -> None:
    setting, steps = draw(outcome.plan)
    office = Office(folder, setting)
    with watching():
        await office.open()
        world = World(office, setting, outcome, said)
        try:
            for step in steps:
                await world.step(step)
            await world.heal()
            await world.check()
        finally:
            for machine in (office.host.machine, *(each.machine for each in office.seats)):
                await machine.bury(random.Random(0))


@cache
def first_morning() -> Path:
    """The files of an office where everybody has signed in, made once: that costs most."""
    folder = Path(tempfile.mkdtemp(dir=quick(), prefix="recourse-morning-"))
    with Runner(loop_factory=QuietLoop) as runner:
        setting, _steps = draw(Plan(0, faults=()))
        runner.run(_first(folder, setting))
    return folder


async def _first(folder: Path, setting: Setting) -> None:
    with watching():
        await Office(folder, setting, "first").first_morning()
    for path in folder.glob("*-aside"):
        shutil.rmtree(path)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=quick(), prefix="recourse-run-") as folder:
        yield Path(folder)


def quick() -> str | None:
    """Memory, where there is such a folder: what a disk loses is simulated, not waited for."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        first, *_frames, last = self.format(record).splitlines() * 2
        self.said.append(f"{first}: {last}")


@contextmanager
def _log() -> Iterator[list[str]]:
    """What the product logs as an error: in no run is there a reason for one."""
    ear = _Ear()
    logging.getLogger().addHandler(ear)
    try:
        yield ear.said
    finally:
        logging.getLogger().removeHandler(ear)
