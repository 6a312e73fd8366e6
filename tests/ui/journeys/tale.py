"""The stories up to their letters: who did what before the window opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.bench import LINA, PASSWORD, SERVER, SOFIA, WEI
from tests.journeys.team import Seat, Team
from tests.ui.journeys.conftest import Desk
from tests.workstation.server.test_push import truth
from workstation.domain.actor import system_actor
from workstation.domain.case import Case
from workstation.domain.commands import Decide, RecordAction, RecordAnswer
from workstation.domain.record import Command
from workstation.domain.rules.decision import changes_something
from workstation.domain.text import Bilingual
from workstation.policies.library import load
from workstation.server.demo import stories, story_case


@dataclass
class Tale:
    """A story in an office with one case, and Wei Ling who works on it."""

    team: Team
    story: stories.Story
    wei: Seat

    @property
    def id(self) -> str:
        """The id of its case."""
        return self.story.id

    async def sign_in(self, seat: Seat, at: str) -> None:
        """Come back on another day: a session lasts no weeks."""
        self.team.clock.now = datetime.fromisoformat(at)
        await seat.sign_in()
        await seat.sync()

    async def give(self, *commands: Command, seat: Seat | None = None) -> None:
        """What somebody does to the case, until the server has it."""
        for command in commands:
            await (seat or self.wei).app.records.submit(self.id, command)
        await (seat or self.wei).sync()

    async def decide(self) -> None:
        """Decide it as it is told, and carry the decision out."""
        finding = story_case.finding(self.story, load())
        await self.give(Decide(finding=finding))
        decision = (await self.wei.case(self.id)).decision
        assert decision is not None
        if changes_something(decision.finding):
            await self.give(RecordAction(reference="ENF-1"))

    async def desk(self, folder: Path, at: str) -> Desk:
        """Wei Ling signs in by hand on that day."""
        self.team.clock.now = datetime.fromisoformat(at)
        desk = Desk(self.wei, folder)
        await desk.sign_in_by_hand(SERVER, PASSWORD)
        return desk

    def pairs(self, party: str) -> list[tuple[str, str]]:
        """The paragraphs of the story's own letter, each with its twin."""
        letter = story_case.letter(self.story, party)
        sides = (letter.en.split("\n\n"), letter.zh.split("\n\n"))
        return list(zip(*sides, strict=True))

    async def arrives(self) -> Case:
        """The seconds in which a letter can be taken back are over; the case as the server has
        it, and as a colleague's own workstation shows it."""
        self.team.clock.advance(seconds=11)
        await self.wei.sync()
        return await truth(self.team.server, self.id)

    async def colleague(self, folder: Path) -> Desk:
        """A colleague opens the case in a window of her own."""
        seat = await self.team.seat(LINA)
        desk = Desk(seat, folder)
        await desk.enter()
        await desk.open(self.id)
        return desk


async def told(team: Team, name: str) -> Tale:
    """The story is filed; nobody works on it yet."""
    story = stories.stories()[name]
    team.clock.now = story.filed_at
    tale = Tale(team, story, await team.seat(WEI, signed_in=False))
    opening = story_case.opening(story, story_case.as_told(story), case_id=name, reference="")
    filed = await team.server.store.file_case(opening, system_actor(), story.filed_at)
    assert filed.case_id == name
    return tale


async def policy_answers(tale: Tale, text: str) -> None:
    """Sofia Lind answers for the policy team."""
    sofia = await tale.team.seat(SOFIA)
    await tale.give(RecordAnswer(text=text), seat=sofia)
    await tale.wei.sync()


def whole(pairs: list[tuple[str, str]]) -> Bilingual:
    """The letter that these paragraphs make."""
    english, chinese = zip(*pairs, strict=True)
    return Bilingual("\n\n".join(english), "\n\n".join(chinese))
