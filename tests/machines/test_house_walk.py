"""A random walk of people who change the house book over a bad network, and what must hold after.

Nobody's change is made twice or lost, nobody's is overwritten by one who had not seen it, and all
workstations end with the server's book.
"""

import random
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.bench import LINA, SOFIA, WEI, someone
from tests.journeys.team import Seat, Team, office
from workstation.app import SyncState
from workstation.cache.house_edits import HouseEdits
from workstation.domain.house import DropTerm, HouseChange, LetPass, PutTerm, SetStyle, StopPassing
from workstation.domain.problem import Refused
from workstation.domain.rules import house as rules
from workstation.domain.taxonomy import Role
from workstation.drafting.shipped import shipped_house
from workstation.server import house as server
from workstation.wire.house import unpack_change

ANNA = someone("anna.berg", Role.POLICY)
STEPS = 60
# Few terms and many hands: the same one is changed again and again.
TERMS = [term.id for term in shipped_house().terms[:2]]


class Walk:
    def __init__(self, team: Team, seats: list[Seat], seed: int) -> None:
        self.team = team
        self.seats = seats
        self.chance = random.Random(seed)
        self.numbers = count(1)
        # Every change that a verb took, by its id; those that were dropped; what each saw.
        self.given: dict[str, HouseChange] = {}
        self.dropped: set[str] = set()
        self.seen: dict[str, str | None] = {}

    def wish(self, seat: Seat) -> HouseChange:
        house, n = seat.app.house, next(self.numbers)
        term = house.term(self.chance.choice(TERMS))
        passing = [each.term for each in house.passes]
        wishes: list[HouseChange] = [LetPass(f"t{self.chance.randrange(4)}", f"reason {n}")]
        if seat.actor.may(Role.POLICY):
            wishes.append(
                SetStyle(replace(house.style, max_en_words=10 + n % 90), house.style_revision)
            )
            wishes += [StopPassing(each) for each in passing[:1]]
            if term is not None:
                # Often: it is what two people can spoil for each other.
                change = PutTerm(replace(term, note=f"note {n}"), term.revision)
                wishes += [change] * 4
                if n % 17 == 0:
                    wishes.append(DropTerm(term.id, term.revision, f"reason {n}"))
        return self.chance.choice(wishes)

    async def edit(self, seat: Seat) -> None:
        change = self.wish(seat)
        seen = _note(seat, change)
        try:
            id_ = await seat.app.change_house(change)
        except Refused:
            return
        self.given[id_] = change
        self.seen[id_] = seen

    async def drop(self, seat: Seat) -> None:
        for edit in await seat.app.house_edits():
            if not edit.sent:
                await seat.app.drop_house_edit(edit.id)
                self.dropped.add(edit.id)
                return

    async def step(self) -> None:
        seat = self.chance.choice(self.seats)
        act = self.chance.choices(
            ("edit", "sync", "cut", "lose", "double", "restart", "drop"), (6, 5, 1, 1, 1, 1, 1)
        )[0]
        match act:
            case "edit":
                await self.edit(seat)
            case "sync":
                await seat.app.sync_now()
            case "cut":
                seat.wire.cut = not seat.wire.cut
            case "lose":
                seat.wire.losing = 1
            case "double":
                seat.wire.doubling = 1
            case "restart":
                await seat.restart()
            case "drop":
                await self.drop(seat)

    async def heal(self) -> None:
        for seat in self.seats:
            seat.wire.cut = False
            seat.wire.losing = seat.wire.doubling = 0
        for seat in (*self.seats, *self.seats):
            await seat.app.sync_now()
            assert seat.app.status.state is SyncState.SYNCED, seat.app.status

    async def settle(self) -> None:
        """What holds once everybody has been heard."""
        store = self.team.server.store
        rows = await store._database.read(
            lambda c: c.execute(
                text("SELECT version, edit, actor, kind, body FROM house_change ORDER BY version")
            ).all()
        )
        answers = await store._database.read(
            lambda c: dict(c.execute(text("SELECT id, answer FROM house_receipt")).all())
        )
        book = self.seats[0].app.house
        assert all(seat.app.house == book for seat in self.seats)
        assert [row.version for row in rows] == list(range(2, book.version + 1))
        waiting = [edit for seat in self.seats for edit in await seat.app.house_edits()]
        refused = {edit.id for edit in waiting if edit.refused is not None}
        assert len(refused) == len(waiting)
        heard = self.given.keys() - self.dropped
        assert heard <= answers.keys()
        applied = {id_ for id_, said in answers.items() if b'"status":"applied"' in said}
        assert applied & refused == set()
        assert heard <= applied | refused
        assert {row.edit for row in rows} <= applied
        self._nobody_was_overwritten(rows)

    def _nobody_was_overwritten(self, rows) -> None:
        notes: dict[str, str | None] = {}
        for row in rows:
            change = unpack_change(row.kind, row.body)
            if isinstance(change, PutTerm):
                assert self.seen[row.edit] == notes.get(change.term.id), row
                notes[change.term.id] = change.term.note


def _note(seat: Seat, change: HouseChange) -> str | None:
    """The note that its author saw; None for the shipped one."""
    if not isinstance(change, PutTerm):
        return None
    term = seat.app.house.term(change.term.id)
    assert term is not None
    return term.note if term.revision > 1 else None


async def walk_through(folder: Path, seed: int) -> None:
    async with office(folder) as team:
        await team.server.user(ANNA)
        seats = [await team.seat(actor) for actor in (SOFIA, ANNA, WEI, LINA)]
        walk = Walk(team, seats, seed)
        for _step in range(STEPS):
            await walk.step()
        await walk.heal()
        await walk.settle()


@pytest.mark.parametrize("seed", range(6))
async def test_the_book_is_one_after_a_day_of_bad_network(tmp_path: Path, seed: int) -> None:
    await walk_through(tmp_path, seed)


def overwrites(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks what a change's author had seen."""
    patch.setattr(rules, "_nobody_was_faster", lambda *_seen: None)


def rests_on_nothing(patch: pytest.MonkeyPatch) -> None:
    """An edit counts although the one that it was made over was refused."""
    patch.setattr(server, "_rests_on_what_holds", lambda _connection, _edit: None)


def forgets_what_it_sends(patch: pytest.MonkeyPatch) -> None:
    """The journal lets go of an edit before it is answered."""

    async def sent(edits: HouseEdits, id_: str) -> None:
        await edits.drop(id_)

    patch.setattr(HouseEdits, "sent", sent)


@pytest.mark.parametrize(
    ("harm", "seed"), [(overwrites, 0), (rests_on_nothing, 3), (forgets_what_it_sends, 0)]
)
async def test_the_walk_is_not_blind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm, seed: int
) -> None:
    harm(monkeypatch)
    with pytest.raises(AssertionError):
        await walk_through(tmp_path, seed)
