"""Four stories from filing to the last letter, each on the workstations of those who work on it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import HAO, LINA, SOFIA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.domain.actor import system_actor
from workstation.domain.case import Case
from workstation.domain.commands import (
    Agree,
    Claim,
    Decide,
    RecordAction,
    RecordAnswer,
    Refer,
    RequestInformation,
    SendReply,
)
from workstation.domain.rules.decision import changes_something
from workstation.domain.taxonomy import Milestone, Outcome, State
from workstation.domain.taxonomy import Team as Asked
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.policies.library import load
from workstation.server.demo import stories, story_case


@dataclass
class Telling:
    """A story, the people in it, and the case that it becomes."""

    story: stories.Story
    team: Team
    wei: Seat
    hao: Seat
    sofia: Seat
    lina: Seat
    case_id: str = ""

    async def file(self) -> None:
        opening = story_case.opening(
            self.story, story_case.as_told(self.story), case_id=self.story.id, reference=""
        )
        self.team.clock.now = self.story.filed_at
        filed = await self.team.server.store.file_case(opening, system_actor(), self.story.filed_at)
        self.case_id = filed.case_id
        await self.wei.sync()
        assert self.case_id in await self.wei.view(View.UNASSIGNED)
        await self.wei.app.records.submit(self.case_id, Claim())
        assert await self.wei.view(View.MINE) == [self.case_id]

    async def later(self, **span: float) -> None:
        self.team.clock.advance(**span)
        await self.team.sync()

    async def case(self) -> Case:
        return await self.wei.case(self.case_id)

    async def ask_the_party(self, party: str, item: Bilingual) -> None:
        await self.wei.app.records.submit(
            self.case_id, RequestInformation(party=party, items=(item,))
        )
        assert self.case_id in await self.wei.view(View.WAITING)
        await self.later(days=4)
        evidence = story_case.late_evidence(self.story, self.team.clock())
        answer = RecordAnswer(text="Attached is what you asked for.", evidence=evidence)
        await self.wei.app.records.submit(self.case_id, answer)
        case = await self.case()
        assert case.clock.stopped[0][1] == self.team.clock()

    async def decide(self) -> None:
        finding = story_case.finding(self.story, load())
        await self.wei.app.records.submit(self.case_id, Decide(finding=finding))
        if (await self.case()).state is State.SECOND_REVIEW:
            await self.later(hours=2)
            assert self.case_id in await self.hao.view(View.NEEDS_YOU)
            await self.hao.app.records.submit(self.case_id, Agree())
            await self.later(minutes=5)
        decision = (await self.case()).decision
        assert decision is not None
        assert decision.signed_by is not None
        if changes_something(decision.finding):
            await self.wei.app.records.submit(self.case_id, RecordAction(reference="ENF-1"))

    async def write_to(self, party: str) -> None:
        text = story_case.letter(self.story, party)
        await self.wei.app.drafts.save(self.case_id, party, text.en, text.zh)
        letter = SendReply(
            letter=f"{self.case_id}-{party}",
            party=party,
            milestone=Milestone.DECIDED,
            text=text,
        )
        await self.wei.app.records.submit(self.case_id, letter, hold=timedelta(seconds=10))
        await self.later(seconds=11)

    async def ends(self, outcome: Outcome) -> Case:
        """A colleague sees the end on their own workstation, the same to the last byte."""
        await self.later(minutes=1)
        case = await self.lina.case(self.case_id)
        assert case == await self.case()
        assert case.state is State.NOTIFIED
        assert case.decision is not None
        assert case.decision.finding.outcome is outcome
        assert case.clock.notified_at is not None
        assert self.case_id in await self.lina.view(View.DONE)
        assert await self.wei.app.questions.asked() == ()
        assert await self.wei.app.drafts.all() == ()
        return case


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def told(team: Team, story_id: str) -> Telling:
    story = stories.stories()[story_id]
    team.clock.now = story.filed_at
    seats = [await team.seat(actor) for actor in (WEI, HAO, SOFIA, LINA)]
    telling_ = Telling(story, team, *seats)
    await telling_.file()
    return telling_


async def test_s01_the_missing_link_is_asked_for_and_two_people_overturn(team: Team) -> None:
    s01 = await told(team, "S01")
    await s01.ask_the_party(
        "M1", Bilingual("The brand's letter to the distributor", "品牌方给经销商的授权书")
    )
    await s01.decide()
    await s01.write_to("M1")
    case = await s01.ends(Outcome.OVERTURNED)
    assert case.decision is not None
    assert case.decision.four_eyes
    assert case.decision.signed_by == HAO.person
    assert case.letters[-1].text == story_case.letter(s01.story, "M1")


async def test_s03_the_rule_of_the_day_of_conduct_overturns_in_part(team: Team) -> None:
    s03 = await told(team, "S03")
    await s03.ask_the_party("C1", Bilingual("Your comment on HLC 2.2 v1.0", "对HLC 2.2 v1.0的意见"))
    await s03.decide()
    await s03.write_to("C1")
    case = await s03.ends(Outcome.PARTLY_OVERTURNED)
    assert case.decision is not None
    assert case.enforcement is not None
    conduct = case.enforcement.conduct_on
    applied = {each.ref.label(): each.in_force(conduct) for each in case.decision.finding.citations}
    assert applied["HLC 2.2 v1.0"]
    assert "HLC 2.4 v2.0" not in applied


async def test_s08_an_important_customer_gets_the_same_rules(team: Team) -> None:
    s08 = await told(team, "S08")
    due = team.clock() + timedelta(days=1)
    question = "May the hold on the unlinked part stay?"
    await s08.wei.app.records.submit(
        s08.case_id, Refer(team=Asked.LEGAL, question=question, due_at=due)
    )
    await s08.later(hours=20)
    await s08.wei.app.records.submit(s08.case_id, RecordAnswer(text="The unlinked part must go."))
    await s08.decide()
    for party in ("M1", "I1"):
        await s08.write_to(party)
    case = await s08.ends(s08.story.told.decision.outcome)
    assert case.decision is not None
    assert case.decision.four_eyes
    assert {letter.party for letter in case.letters if not letter.automatic} == {"M1", "I1"}


async def test_s09_policy_answers_from_its_own_feed(team: Team) -> None:
    s09 = await told(team, "S09")
    due = team.clock() + timedelta(days=2)
    await s09.wei.app.records.submit(
        s09.case_id,
        Refer(team=Asked.POLICY, question="May a sunscreen be called “reef-safe”?", due_at=due),
    )
    await s09.later(hours=5)
    assert await s09.sofia.view(View.NEEDS_YOU) == [s09.case_id]
    await s09.sofia.app.records.submit(
        s09.case_id, RecordAnswer(text="Accepted as interim guidance.")
    )
    await s09.later(minutes=1)
    # Answered: it has left the team's feed, and with it Sofia's sight.
    assert await s09.sofia.view(View.ALL_OPEN) == []
    await s09.decide()
    await s09.write_to("I1")
    case = await s09.ends(Outcome.ANSWERED)
    assert case.referrals[-1].answered_by == SOFIA.person
