"""A seeded walk of people who lose queues and get them back, and of machines that lose power.

What a person may not see any more is not on their machine after the next round, not even in the
bytes of its files; what they wrote is never gone, whatever becomes of the case, of the program
or of the disk.
"""

import asyncio
import random
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pytest

from tests import powercut
from tests.bench import LINA, WEI
from tests.failpoint import LOGGED, failing
from tests.journeys.team import Seat, Team, office
from tests.machines.told import Asking, Told
from tests.wire import Late
from workstation.app import SyncState
from workstation.domain.actor import Actor
from workstation.domain.case import Case, Statement
from workstation.domain.commands import AddNote, Claim, Release
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language
from workstation.domain.views import View, scopes_for, scopes_of

QUEUES = ("sg-commerce", "cn-export")
CASES = 6
STEPS = 50
DAMAGE = ("photo of case", "photo of cake")


@dataclass
class Place:
    """Somebody's workstation, what they may see at present, and what they were told."""

    seat: Seat
    actor: Actor
    asking: Asking = field(default_factory=Asking)
    out: bool = False
    drafts: dict[str, str] = field(default_factory=dict)


def words(case_id: str) -> str:
    """What stands in one case and in no other."""
    return f"The photo of case {case_id} shows it."


class Comings:
    """Two people, two queues, and a day on which little stays as it is."""

    def __init__(self, team: Team, seats: list[Seat], disk: powercut.Disk, seed: int) -> None:
        self.team = team
        self.disk = disk
        self.chance = random.Random(seed)
        self.numbers = count(1)
        self.told = Told()
        self.backup: Path | None = None
        self.places = [Place(seat, seat.actor) for seat in seats]
        for place in self.places:
            place.seat.wire.passing = place.asking
            # A queue that is taken away takes its cursor along.
            place.asking.loose = frozenset(f"queue:{queue}" for queue in QUEUES)
        self.story: list[str] = []

    async def step(self) -> None:
        place = self.chance.choice(self.places)
        actions: list[tuple[int, Callable[[Place], Awaitable[None]]]] = [
            (7, self.note),
            (3, self.claim),
            (3, self.draft),
            (7, self.sync),
            (3, self.queue),
            (2, self.cable),
            (1, self.lose),
            (2, self.bad_disk),
            (2, self.killed),
            (2, self.damaged),
            (3, self.power_cut),
            (1, self.server_power_cut),
            (1, self.shut_out),
            (1, self.shut_out_in_the_middle),
            (2, self.let_in),
            (1, self.few_at_a_time),
            (2, self.copied),
            (2, self.set_back),
        ]
        (_weight, action) = self.chance.choices(actions, [each for each, _do in actions])[0]
        if place.seat.app.session.me is None:
            # Their account was closed, and the program was started anew since.
            action = self.let_in
        self.story.append(f"{place.actor.id} {action.__name__}")
        await action(place)
        await self.look(place)

    async def seen(self, place: Place) -> list[str]:
        views = [await place.seat.view(view) for view in View]
        return sorted({id_ for view in views for id_ in view})

    async def some_case(self, place: Place) -> str | None:
        seen = await self.seen(place)
        return self.chance.choice(seen) if seen else None

    async def note(self, place: Place) -> None:
        case_id = await self.some_case(place)
        if case_id is not None:
            note = AddNote(text=f"note {next(self.numbers)}")
            id_ = await place.seat.app.records.submit(case_id, note)
            self.told.given(place.seat, id_, case_id, note)

    async def claim(self, place: Place) -> None:
        case_id = await self.some_case(place)
        if case_id is not None:
            with suppress(Refused):
                await place.seat.app.records.submit(
                    case_id, self.chance.choice((Claim(), Release()))
                )

    async def draft(self, place: Place) -> None:
        case_id = await self.some_case(place)
        if case_id is not None:
            place.drafts[case_id] = text = f"draft {next(self.numbers)}"
            await place.seat.app.drafts.save(case_id, "M1", text, text)

    async def sync(self, place: Place) -> None:
        await place.seat.app.sync.now()
        if place.seat.app.sync.status.state is SyncState.SYNCED:
            assert not place.out
            place.asking.damaged = False
            await self.holds_what_is_theirs(place)

    async def queue(self, place: Place) -> None:
        """A queue is taken from somebody, or given to them."""
        queue = self.chance.choice(QUEUES)
        place.actor = replace(place.actor, queues=place.actor.queues ^ {queue})
        await self.team.server.store.people.change(place.actor)
        place.seat.wire.cut = place.seat.wire.cut and self.chance.random() < 0.5

    async def cable(self, place: Place) -> None:
        place.seat.wire.cut = not place.seat.wire.cut

    async def lose(self, place: Place) -> None:
        place.seat.wire.losing = 1
        await place.seat.app.sync.now()
        place.seat.wire.losing = 0

    async def bad_disk(self, place: Place) -> None:
        """A disk fails somewhere in the middle of it, here or at the server."""
        with failing(self.chance.randint(1, 60)):
            await place.seat.app.sync.now()

    async def killed(self, place: Place) -> None:
        """Kill -9: what was written is there."""
        await self._end(place, shutil.copytree)

    async def damaged(self, place: Place) -> None:
        """Kill -9, and some bytes of the cases are not what they were."""

        def damage(old: Path, new: Path) -> None:
            shutil.copytree(old, new)
            cache = new / "cache.db"
            cache.write_bytes(cache.read_bytes().replace(*(each.encode() for each in DAMAGE)))

        await self._end(place, damage)
        place.asking.damaged = True

    async def power_cut(self, place: Place) -> None:
        """What the disk did not have is not there."""
        await self._end(place, self.disk.cut)
        place.asking.held = {}

    async def _end(self, place: Place, leave: Callable[[Path, Path], object]) -> None:
        old = place.seat.profile
        place.seat.profile = old.with_name(f"{place.actor.id}-after-{next(self.numbers)}")
        leave(old, place.seat.profile)
        await place.seat.app.close()
        await place.seat.start()
        await place.seat.app.session.resume()

    async def server_power_cut(self, _place: Place) -> None:
        after = self.team.folder / f"server-after-{next(self.numbers)}"
        self.disk.cut_files(self.team.folder, after, "server.db")
        cut = [place for place in self.places if place.seat.wire.cut]
        await self.team.server.down()
        for file in self.team.folder.glob("server.db*"):
            file.unlink()
        for file in after.iterdir():
            file.rename(self.team.folder / file.name)
        await self.team.server.up()
        for place in cut:
            place.seat.wire.cut = True

    async def shut_out(self, place: Place) -> None:
        await self.team.server.store.people.revoke(place.actor.id)
        place.out = True
        await place.seat.app.sync.now()
        await self.nothing_left(place)

    async def shut_out_in_the_middle(self, place: Place) -> None:
        """The answer with all the cases is on its way still when the way up says: no access."""
        wire = place.seat.wire
        if wire.cut or place.out or not await self.seen(place):
            return
        await self.note(place)
        wire.barring["/push"] = 1
        wire.late["/sync"] = late = Late()
        down = asyncio.create_task(place.seat.app.sync.now())
        await late.written.wait()
        await self.team.server.store.people.revoke(place.actor.id)
        place.out = True
        up = asyncio.create_task(place.seat.app.sync.now())
        while place.seat.app.session.me is not None and await self.seen(place):
            await asyncio.sleep(0)
        late.go.set()
        await asyncio.gather(down, up)
        wire.barring.clear()
        wire.late.clear()
        await self.nothing_left(place)

    async def let_in(self, place: Place) -> None:
        """An account that was closed is opened again."""
        if place.out:
            await self.team.server.user(place.actor)
            place.seat.wire.cut = False
            await place.seat.sign_in()
            place.out = False
            place.asking.held = {}

    async def copied(self, _place: Place) -> None:
        """The server's nightly backup."""
        self.backup = self.team.folder / f"backup-{next(self.numbers)}"
        await self.team.server.backup(self.backup)

    async def set_back(self, place: Place) -> None:
        """The server goes back to its backup; somebody's cache may go on the same day."""
        if self.backup is None:
            return
        await self.team.server.restore(self.backup)
        if self.chance.random() < 0.5:
            await self._end(place, _without_cache)
            place.asking.held = {}
        for each in self.places:
            each.seat.wire.cut = False
            await self.team.server.user(each.actor)
            await each.seat.sign_in()
            each.out = False

    async def few_at_a_time(self, place: Place) -> None:
        place.asking.rows = self.chance.choice((None, 1, 2))

    async def nothing_left(self, place: Place) -> None:
        """The server said that the account is closed: no case is here any more."""
        if not place.seat.wire.cut:
            assert await self.seen(place) == []
            for case_id in await self.team.server.cases():
                self.not_in_files(place, case_id)

    async def holds_what_is_theirs(self, place: Place) -> dict[str, Case]:
        """All that they may see and nothing else, down to the bytes."""
        truth = await self.team.server.cases()
        mine = scopes_for(place.actor)
        allowed = {id_ for id_, case in truth.items() if scopes_of(case) & mine}
        assert set(await self.seen(place)) == allowed
        for case_id in truth.keys() - allowed:
            self.not_in_files(place, case_id)
        return {case_id: truth[case_id] for case_id in sorted(allowed)}

    def not_in_files(self, place: Place, case_id: str) -> None:
        for file in place.seat.profile.glob("cache*"):
            assert words(case_id).encode() not in file.read_bytes(), f"{case_id} in {file.name}"

    async def look(self, place: Place) -> None:
        """Nothing that somebody wrote is gone, as far as they can see."""
        assert place.asking.lost == []
        for case_id in await self.seen(place):
            self.told.look(place.seat, await place.seat.open(case_id))
        for case_id, text in place.drafts.items():
            if place.seat.app.session.me is not None:
                assert (await place.seat.app.drafts.read(case_id, "M1")).en == text

    async def heal(self) -> None:
        """Everybody is let in, the network is well, and all questions are answered."""
        for place in self.places:
            await self.let_in(place)
            place.seat.wire.cut = False
        for _round in range(4):
            for place in self.places:
                await place.seat.sync()
                for question in await place.seat.app.questions.asked():
                    await place.seat.app.questions.drop(question.command_id)
                    self.told.dropped(question)

    async def check(self) -> None:
        for place in self.places:
            await self.look(place)
            assert place.seat.app.sync.status.waiting == 0
            for case_id, case in (await self.holds_what_is_theirs(place)).items():
                opened = await place.seat.open(case_id)
                assert opened.pending == ()
                assert opened.case == case
        self.told.check([place.seat for place in self.places], await self.team.server.cases())
        assert await self.team.server.store.verify() == ()


def _without_cache(old: Path, new: Path) -> None:
    shutil.copytree(old, new, ignore=shutil.ignore_patterns("cache*"))


async def come_and_go(folder: Path, seed: int) -> None:
    with powercut.listening() as disk:
        async with office(folder) as team:
            seats = [await team.seat(actor) for actor in (WEI, LINA)]
            for n in range(CASES):
                id_ = f"case-{n + 1}"
                said = Statement(text=words(id_), language=Language.EN, at=team.clock())
                await team.server.file_case(queue=QUEUES[n % 2], statements=(said,))
            await team.sync()
            comings = Comings(team, seats, disk, seed)
            try:
                for _step in range(STEPS):
                    await comings.step()
                await comings.heal()
                await comings.check()
            except AssertionError as error:
                error.add_note(f"seed {seed}\n" + "\n".join(comings.story[-15:]))
                raise


@pytest.mark.expects_log(*LOGGED)
@pytest.mark.parametrize("seed", range(4))
async def test_nobody_keeps_what_is_not_theirs_and_nobody_loses_what_is(
    tmp_path: Path, seed: int
) -> None:
    await come_and_go(tmp_path, seed)
