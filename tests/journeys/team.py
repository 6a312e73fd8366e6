"""People at their workstations, and the server between them."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import EVERYBODY, PASSWORD, SERVER, Clock, Ids, TestServer
from tests.wire import Wire
from workstation.app import Filter, OpenCase, SyncState, Workstation
from workstation.domain.actor import Actor
from workstation.domain.case import Case, EvidenceVerdict, Ruling
from workstation.domain.commands import Claim, Decide, RecordAction, SendReply
from workstation.domain.kinds import KINDS
from workstation.domain.policy import ClauseRef
from workstation.domain.record import Registry
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.taxonomy import Milestone, Outcome, OverturnReason, Verdict
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.policies.library import load


@dataclass
class Seat:
    """One person's workstation: it can be quit and started again, its cable cut and mended."""

    actor: Actor
    profile: Path
    wire: Wire
    clock: Clock
    new_id: Ids
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    # How its loops wait between two rounds; from the next start on.
    wait: Callable[[asyncio.Event, float], Awaitable[None]] | None = None
    kinds: Registry = KINDS
    app: Workstation = field(init=False)

    async def start(self) -> "Seat":
        self.app = await Workstation.open(
            self.profile,
            transport=self.wire,
            clock=self.clock,
            new_id=self.new_id,
            chance=self.chance,
            kinds=self.kinds,
            **({} if self.wait is None else {"wait_": self.wait}),
        )
        return self

    async def sign_in(self, password: str = PASSWORD) -> None:
        await self.app.session.sign_in(SERVER, self.actor.id, password)

    async def restart(self) -> None:
        await self.app.close()
        await self.start()
        await self.app.session.resume()

    async def sync(self) -> None:
        await self.app.sync.now()
        assert self.app.sync.status.state is SyncState.SYNCED, self.app.sync.status

    async def view(self, view: View, wanted: Filter | None = None) -> list[str]:
        """The ids of the cases that a view shows, in its order."""
        keys = await self.app.cases.row_ids(view, wanted or Filter())
        return [row.row.id for row in await self.app.cases.rows(keys)]

    async def case(self, case_id: str) -> Case:
        return (await self.open(case_id)).case

    async def open(self, case_id: str) -> OpenCase:
        return await self.app.cases.case(case_id)


@dataclass
class Team:
    """Everybody of one office."""

    server: TestServer
    clock: Clock
    folder: Path
    seats: list[Seat] = field(default_factory=list)

    async def seat(self, actor: Actor, *, signed_in: bool = True, name: str = "") -> Seat:
        """A new workstation for `actor`."""
        n = len(self.seats)
        folder = self.folder / (name or f"{actor.id}-{n}")
        ids = Ids(f"{actor.id}-{n}")
        wire, kinds = self.server.transport(), self.server.kinds
        seat = Seat(actor, folder, wire, self.clock, ids, kinds=kinds)
        await seat.start()
        self.seats.append(seat)
        if signed_in:
            await seat.sign_in()
            await seat.sync()
        return seat

    async def sync(self) -> None:
        """Everybody up, then everybody down."""
        for seat in (*self.seats, *self.seats):
            await seat.sync()


@asynccontextmanager
async def office(
    folder: Path,
    people: Sequence[Actor] = EVERYBODY,
    url: str = "",
    kinds: Registry = KINDS,
) -> AsyncIterator[Team]:
    """A server with accounts, and no workstation yet; on SQLite or on the database of `url`."""
    clock = Clock()
    async with await TestServer.start(folder, clock, url=url, people=people, kinds=kinds) as server:
        team = Team(server, clock, folder)
        try:
            yield team
        finally:
            for seat in team.seats:
                await seat.app.close()


def finding(case: Case, outcome: Outcome = Outcome.OVERTURNED) -> Ruling:
    """A decision that is legal for an appeal of the bench."""
    assert outcome in possible_outcomes(case)
    assert case.enforcement is not None
    citation = load().cite(ClauseRef("LST", "2.4", "2.0"))
    assert citation is not None
    measures = case.enforcement.measures
    overturned = outcome is Outcome.OVERTURNED
    return Ruling(
        outcome=outcome,
        citations=(citation,),
        weighed=tuple(
            EvidenceVerdict(evidence=item.id, verdict=Verdict.SUFFICIENT) for item in case.evidence
        ),
        rationale=Bilingual("The photo shows the tray.", "照片显示的就是该置物架。"),
        reason=OverturnReason.NEW_EVIDENCE if overturned else None,
        lifted=measures if overturned else (),
        kept=() if overturned else measures,
    )


def reply(letter: str = "letter-1", **text: str) -> SendReply:
    """The letter that tells the merchant."""
    return SendReply(
        letter=letter,
        party="M1",
        milestone=Milestone.DECIDED,
        text=Bilingual(
            text.get("en", "We have overturned the decision."), text.get("zh", "我们撤销了原决定。")
        ),
    )


async def work_through(seat: Seat, case_id: str) -> None:
    """Claim, draft, decide, carry out and reply, as a specialist does."""
    await seat.app.records.submit(case_id, Claim())
    letter = reply()
    await seat.app.drafts.save(case_id, "M1", letter.text.en, letter.text.zh)
    await seat.app.records.submit(case_id, Decide(finding=finding(await seat.case(case_id))))
    await seat.app.records.submit(case_id, RecordAction(reference="SRC-1"))
    await seat.app.records.submit(case_id, letter)
