"""The nine stories as living cases, each at another point of its life, as of a given moment.

The conduct stays on the day that the story tells, since the version of the policy hangs on it;
notice and filing move so close to now that the clocks run as on a working day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from workstation.domain import commands as c
from workstation.domain.actor import Person, system_actor
from workstation.domain.case import Case, Ruling, Statement, Subject
from workstation.domain.taxonomy import (
    Language,
    Milestone,
    ObjectType,
    Outcome,
    ReopenGround,
    Team,
)
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.policies import load
from workstation.server.demo.stories import Story, StoryText, stories
from workstation.server.demo.story_case import (
    StoryDates,
    as_told,
    finding,
    late_evidence,
    opening,
)
from workstation.server.demo.users import LI_NA, MARCUS_TAN, PRIYA_NAIR, WEI_LING
from workstation.server.new_cases import CaseStep, Filing

_PLATFORM = system_actor()
_Part = TypeVar("_Part")
_HOUR = timedelta(hours=1)
_INTEGRITY = Person("integrity", "Integrity team")


def living(now: datetime) -> tuple[Filing, ...]:
    """The stories as filings with all that has happened to them up to `now`."""
    told = stories()
    single = tuple(tell(told[id_], now) for id_, tell in _TELLINGS.items())
    return (*single, *_three_tickets(told["S11"], now))


def _trail_shoes(story: Story, now: datetime) -> Filing:
    """S01: the answer is in; ready to be decided."""
    filed = now - 138 * _HOUR
    asked, answered = filed + 17.8 * _HOUR, filed + 122.4 * _HOUR
    case = _opened(story, filed, notice=timedelta(days=15))
    ask = c.RequestInformation(party="M1", items=_texts(story.words.requested))
    answer = c.RecordAnswer(text=story.words.answer, evidence=late_evidence(story, answered))
    return _filing(
        case,
        CaseStep(c.Claim(), WEI_LING, filed + _HOUR),
        CaseStep(ask, WEI_LING, asked),
        CaseStep(answer, _PLATFORM, answered),
        CaseStep(_note(story.words.note), WEI_LING, answered + _HOUR),
    )


def _second_invoice(story: Story, now: datetime) -> Filing:
    """S02: proposed; waits for somebody else's signature."""
    filed = now - 66 * _HOUR
    case = _opened(story, filed, notice=timedelta(days=12), decider=MARCUS_TAN.person)
    return _filing(
        case,
        CaseStep(c.Claim(), LI_NA, filed + 2 * _HOUR),
        CaseStep(_progress(story, case), LI_NA, filed + 3 * _HOUR),
        CaseStep(c.Decide(finding=finding(story, load())), LI_NA, filed + 62 * _HOUR),
    )


def _too_early(story: Story, now: datetime) -> Filing:
    """S03: wrongly upheld in March, at the story's own dates; reopened now for our own error."""
    case = opening(story, as_told(story), case_id="demo-s03", reference="")
    asked = _needed(story.told.moment("comment_invited"))
    answered = _needed(story.told.moment("comment_received"))
    told, earlier = _needed(story.told.moment("notified")), _needed(story.words.earlier)
    wrong = replace(
        finding(story, load()),
        outcome=Outcome.UPHELD,
        reason=None,
        rationale=earlier.rationale.both(),
        lifted=(),
        kept=case.enforcement.measures if case.enforcement else (),
    )
    ask = c.RequestInformation(party="C1", items=_texts(story.words.requested))
    return _filing(
        case,
        CaseStep(c.Claim(), MARCUS_TAN, asked.time - _HOUR),
        CaseStep(ask, MARCUS_TAN, asked.time),
        CaseStep(c.RecordAnswer(text=story.words.answer), _PLATFORM, answered.time),
        CaseStep(c.Decide(finding=wrong), MARCUS_TAN, told.time - _HOUR),
        CaseStep(_letter("demo-s03-upheld", "C1", earlier.letter.both()), MARCUS_TAN, told.time),
        CaseStep(c.Close(), PRIYA_NAIR, told.time + timedelta(days=18)),
        CaseStep(
            c.Reopen(ground=ReopenGround.OWN_ERROR, reason=earlier.reopened),
            PRIYA_NAIR,
            now - 7 * _HOUR,
        ),
        CaseStep(c.Claim(), WEI_LING, now - 6 * _HOUR),
    )


def _two_videos(story: Story, now: datetime) -> Filing:
    """S04: waits for an owner."""
    return _filing(_opened(story, now - 5 * _HOUR, notice=timedelta(days=7)))


def _fifteen_days(story: Story, now: datetime) -> Filing:
    """S06: the rights owner was asked; the clock stands."""
    filed = now - 40 * _HOUR
    ask = c.RequestInformation(party=story.words.requested_of, items=_texts(story.words.requested))
    return _filing(
        _opened(story, filed, notice=timedelta(days=6)),
        CaseStep(c.Claim(), WEI_LING, filed + _HOUR),
        CaseStep(ask, WEI_LING, filed + 10 * _HOUR),
    )


def _tilted_sleeper(story: Story, now: datetime) -> Filing:
    """S07: P0, nobody has taken it, its first answer is overdue."""
    filed = now - timedelta(hours=3, minutes=15)
    return _filing(_opened(story, filed, notice=timedelta(days=2), decider=LI_NA.person))


def _important_customer(story: Story, now: datetime) -> Filing:
    """S08: Legal was asked; the clock runs on."""
    filed = now - 9 * _HOUR
    case = _opened(story, filed, notice=timedelta(days=1), decider=_INTEGRITY)
    ask = c.Refer(team=Team.LEGAL, question=story.words.referral, due_at=filed + 20 * _HOUR)
    return _filing(
        case,
        CaseStep(c.Claim(), WEI_LING, filed + 0.5 * _HOUR),
        CaseStep(_progress(story, case), WEI_LING, filed + _HOUR),
        CaseStep(ask, WEI_LING, filed + 3 * _HOUR),
    )


def _reef_safe(story: Story, now: datetime) -> Filing:
    """S09: in review, about listings of the time before the rule was made."""
    filed = now - 20 * _HOUR
    case = _opened(story, filed, notice=None)
    return _filing(
        case,
        CaseStep(c.Claim(), WEI_LING, filed + _HOUR),
        CaseStep(_note(story.words.note), WEI_LING, filed + 2 * _HOUR),
    )


_TELLINGS: Mapping[str, Callable[[Story, datetime], Filing]] = MappingProxyType(
    {
        "S01": _trail_shoes,
        "S02": _second_invoice,
        "S03": _too_early,
        "S04": _two_videos,
        "S06": _fifteen_days,
        "S07": _tilted_sleeper,
        "S08": _important_customer,
        "S09": _reef_safe,
    }
)


def _three_tickets(story: Story, now: datetime) -> tuple[Filing, ...]:
    """S11: too late; the same again by a colleague; and one that was turned down already."""
    filed = now - 20 * _HOUR
    first = _opened(story, filed, notice=timedelta(days=36))
    again = filed + 0.6 * _HOUR
    second = replace(
        first,
        id="demo-s11b",
        external_reference="DEMO-S11B",
        filed_at=again,
        parties=tuple(replace(party, language=Language.ZH) for party in first.parties),
        statements=(Statement(text=story.words.colleague, language=Language.ZH, at=again),),
        evidence=(),
    )
    return (_filing(first), _filing(second), _order(story, first, filed + _HOUR))


def _order(story: Story, first: Case, filed: datetime) -> Filing:
    order = _needed(story.words.order)
    case = replace(
        first,
        id="demo-s11c",
        external_reference="DEMO-S11C",
        title=order.title.both(),
        filed_at=filed,
        subject=Subject(type=ObjectType.FUNDS, id="ORD-58-2214", title=order.title.en),
        enforcement=None,
        statements=(Statement(text=order.claim, language=Language.EN, at=filed),),
        evidence=(),
    )
    made = Ruling(
        outcome=Outcome.OUT_OF_SCOPE,
        citations=(),
        weighed=(),
        rationale=order.rationale.both(),
        no_evidence=True,
        route=order.route.both(),
    )
    word = _letter("demo-s11c-route", "M1", order.letter.both(), Milestone.NOT_ACCEPTED)
    return _filing(
        case,
        CaseStep(c.Claim(), MARCUS_TAN, filed + _HOUR),
        CaseStep(c.Decide(finding=made), MARCUS_TAN, filed + 2 * _HOUR),
        CaseStep(word, MARCUS_TAN, filed + 2.2 * _HOUR),
    )


def _opened(
    story: Story, filed: datetime, *, notice: timedelta | None, decider: Person | None = None
) -> Case:
    """Filed at `filed`, with notice so long before; None leaves the story's own day."""
    day = story.told.notice_date if notice is None else day_of(filed - notice)
    dates = StoryDates(filed_at=filed, notice_on=day, first_decider=decider)
    return opening(story, dates, case_id=f"demo-{story.id.lower()}", reference="")


def _filing(case: Case, *steps: CaseStep) -> Filing:
    return Filing(opening=case, by=_PLATFORM, at=case.filed_at, steps=steps)


def _needed(part: _Part | None) -> _Part:
    if part is None:
        raise ValueError("the stories of this installation are not complete")
    return part


def _texts(texts: tuple[StoryText, ...]) -> tuple[Bilingual, ...]:
    return tuple(text.both() for text in texts)


def _note(text: StoryText | None) -> c.AddNote:
    said = _needed(text)
    return c.AddNote(text=f"{said.en}\n{said.zh}")


def _progress(story: Story, case: Case) -> c.SendReply:
    text = _needed(story.words.progress)
    return _letter(f"{case.id}-progress", case.applicant, text.both(), Milestone.REVIEW)


def _letter(
    id_: str, party: str, text: Bilingual, milestone: Milestone = Milestone.DECIDED
) -> c.SendReply:
    return c.SendReply(letter=id_, party=party, milestone=milestone, text=text)
