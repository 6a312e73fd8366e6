"""A random walk of people who change the glossary over a bad network, and what must hold after.

Nobody's change is made twice or lost, nobody's is overwritten by one who had not seen it, and all
workstations end with the server's book.
"""

import random
from collections import Counter
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.bench import LINA, SOFIA, WEI, someone
from tests.journeys.team import Seat, Team, office
from workstation.app import SyncState
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.actor import Person
from workstation.domain.glossary.acts import (
    Changed,
    DropTerm,
    Glossary,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
)
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role

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
        # Every change that a verb took, by its id, and whose it is; those that were dropped; the
        # note that the author of another one saw; all that the glossary has told of its history.
        self.given: dict[str, tuple[Person, GlossaryChange]] = {}
        self.dropped: set[str] = set()
        self.seen: dict[str, str | None] = {}
        self.history: dict[int, Changed] = {}

    def wish(self, seat: Seat) -> GlossaryChange:
        glossary, n = seat.app.glossary.current, next(self.numbers)
        term = glossary.term(self.chance.choice(TERMS))
        passing = [each.term for each in glossary.passes]
        wishes: list[GlossaryChange] = [LetPass(f"t{self.chance.randrange(4)}", f"reason {n}")]
        if seat.actor.may(Role.POLICY):
            wishes.append(
                SetStyle(replace(glossary.style, max_en_words=10 + n % 90), glossary.style_revision)
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
            id_ = await seat.app.glossary.change(change)
        except Refused:
            return
        self.given[id_] = (seat.actor.person, change)
        if isinstance(change, PutTerm):
            self.seen[change.term.note] = seen

    async def drop(self, seat: Seat) -> None:
        for edit in await seat.app.glossary.edits():
            if not edit.sent:
                await seat.app.glossary.drop_edit(edit.id)
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
                await seat.app.sync.now()
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
        await self.read()

    async def read(self) -> Glossary:
        """The glossary as the server has it. It tells only of its latest changes: all are kept."""
        book = await self.team.server.book()
        for changed in book.changes:
            assert self.history.setdefault(changed.version, changed) == changed
        return book

    async def heal(self) -> None:
        for seat in self.seats:
            seat.wire.cut = False
            seat.wire.losing = seat.wire.doubling = 0
        for seat in (*self.seats, *self.seats):
            await seat.app.sync.now()
            assert seat.app.sync.status.state is SyncState.SYNCED, seat.app.sync.status

    async def settle(self) -> None:
        """What holds once everybody has been heard."""
        book = await self.read()
        assert all(seat.app.glossary.current == book for seat in self.seats)
        assert sorted(self.history) == list(range(2, book.version + 1))
        waiting = [edit for seat in self.seats for edit in await seat.app.glossary.edits()]
        refused = {edit.id for edit in waiting if edit.refused is not None}
        assert len(refused) == len(waiting)
        assert refused <= self.given.keys() - self.dropped
        applied = self.given.keys() - self.dropped - refused
        due = Counter(_words(*self.given[id_]) for id_ in applied)
        made = Counter(_words(each.by, each.change) for each in self.history.values())
        # A wish for what was so already is granted without a change.
        assert made <= due, made - due
        assert all(kind is StopPassing for _by, kind, _words in due - made)
        self._nobody_was_overwritten()

    def _nobody_was_overwritten(self) -> None:
        notes: dict[str, str | None] = {}
        for _version, changed in sorted(self.history.items()):
            change = changed.change
            if isinstance(change, PutTerm):
                assert self.seen[change.term.note] == notes.get(change.term.id), changed
                notes[change.term.id] = change.term.note


def _note(seat: Seat, change: GlossaryChange) -> str | None:
    """The note that its author saw; None for the shipped one."""
    if not isinstance(change, PutTerm):
        return None
    term = seat.app.glossary.current.term(change.term.id)
    assert term is not None
    return term.note if term.revision > 1 else None


def _words(by: Person, change: GlossaryChange) -> tuple[Person, type[GlossaryChange], object]:
    """What tells a wish from every other one, however the server tidied it."""
    kind = type(change)
    match change:
        case PutTerm():
            return by, kind, change.term.note
        case DropTerm() | LetPass():
            return by, kind, change.reason
        case SetStyle():
            return by, kind, change.style
        case StopPassing():
            return by, kind, change.term


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
