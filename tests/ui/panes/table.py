"""What lies on the desk in pane tests: the nine stories, as Wei Ling finds them one morning."""

import asyncio
from datetime import UTC, datetime, timedelta

from tests.ui.panes.desk import MemoryDesk
from tests.workstation.domain.cases import run
from ui.open_record import OpenRecord
from workstation.domain import commands as c
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case
from workstation.domain.record import Command
from workstation.domain.taxonomy import Language, Role, State, Team
from workstation.domain.text import Bilingual
from workstation.policies import load
from workstation.server.demo.stories import stories
from workstation.server.demo.story_case import StoryDates, as_told, late_evidence, opening

NOW = datetime(2026, 9, 8, 2, 40, tzinfo=UTC)
_BOTH = frozenset(Language)


_HOUR = timedelta(hours=1)
# How long before this morning each story was filed; S01 keeps its own dates.
_AGO = {
    "S02": 30 * _HOUR,
    "S03": 5 * _HOUR,
    "S04": 69 * _HOUR,
    "S06": 40 * _HOUR,
    "S07": 5 * _HOUR,
    "S08": 3 * _HOUR,
    "S09": 20 * _HOUR,
    "S11": 50 * _HOUR,
}


def _moved(filed_at: datetime) -> StoryDates:
    return StoryDates(filed_at=filed_at, notice_on=filed_at.date() - timedelta(days=6))


def person(id_: str, name: str, *roles: Role, teams: frozenset[Team] = frozenset()) -> Actor:
    return Actor(id=id_, name=name, roles=frozenset(roles), languages=_BOTH, teams=teams)


WEI = person("wei.ling", "Wei Ling", Role.SPECIALIST)
MARCUS = Actor(
    id="marcus.tan",
    name="Marcus Tan",
    roles=frozenset({Role.SPECIALIST}),
    languages=frozenset({Language.EN}),
)
LI = person("li.na", "Li Na", Role.SPECIALIST)
PRIYA = person("priya.nair", "Priya Nair", Role.SUPERVISOR)
SOFIA = person("sofia.lind", "Sofia Lind", Role.POLICY, teams=frozenset({Team.POLICY}))
PEOPLE = (WEI, MARCUS, LI, PRIYA, SOFIA)


def filed(story: str) -> Case:
    told = stories()[story]
    dates = as_told(told) if story not in _AGO else _moved(NOW - _AGO[story])
    case = opening(told, dates, case_id=story, reference=f"R-2026-04{story[1:]}")
    return do(case, c.File(opening=case), system_actor(), case.filed_at)


def do(case: Case, command: Command, who: Actor = WEI, at: datetime = NOW) -> Case:
    return run(case, command, who, at, load())


def in_review(story: str, who: Actor = WEI) -> Case:
    case = filed(story)
    if case.state is State.INTAKE_CHECK:
        case = do(case, c.Accept(cause="Looked at by hand"), who, case.filed_at)
    return do(case, c.Claim(), who, case.filed_at + timedelta(hours=2))


def shoes() -> Case:
    """S01 with the brand's letter in the file, ready to be decided."""
    case = in_review("S01")
    items = (Bilingual("The brand's letter to your distributor", "品牌方给经销商的授权书"),)
    asked = case.filed_at + timedelta(hours=18)
    case = do(case, c.RequestInformation(party="M1", items=items), WEI, asked)
    answer = c.RecordAnswer(
        text="Here is the letter from Norvane to Halden.",
        evidence=late_evidence(stories()["S01"], asked + timedelta(hours=104)),
    )
    case = do(case, answer, WEI, asked + timedelta(hours=104))
    return do(case, c.AddNote(text="Signatory checked on the brand's site."), WEI, NOW)


def desk(me: Actor = WEI) -> MemoryDesk:
    waiting = in_review("S02")
    items = (Bilingual("Test report", "检测报告"),)
    waiting = do(waiting, c.RequestInformation(party=waiting.applicant, items=items), WEI, NOW)
    found = [shoes(), waiting, *(filed(f"S0{n}") for n in (3, 8)), in_review("S04")]
    found += [in_review("S06", LI), in_review("S07"), in_review("S09"), in_review("S11")]
    cases = {case.id: case for case in found}
    return MemoryDesk(me=me, directory=PEOPLE, table=cases, now=NOW, unread={"S04"})


def opener(on: MemoryDesk) -> OpenRecord[Case]:
    """What opens the cases of a desk."""
    return OpenRecord(Case, on, lambda work, name: asyncio.create_task(work, name=name))
