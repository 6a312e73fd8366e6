"""Generates plausible bilingual cases at all points of their life, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from workstation.domain import commands as c
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.fold import run
from workstation.domain.policy import Library
from workstation.domain.settings.periods import CARRIED_TARGETS
from workstation.domain.taxonomy import CaseKind, Severity, State
from workstation.policies import load
from workstation.server.demo.lives import CaseLife, CaseSpan
from workstation.server.demo.openings import Inventor, Request
from workstation.server.demo.users import LI_NA, MARCUS_TAN, WEI_LING
from workstation.server.demo.vocabulary import CaseGround, vocabulary
from workstation.server.new_cases import Filing

# How often a generated case stands where. Most work is done; the rest is a normal day.
_STANDS: dict[State, int] = {
    State.QUEUED: 22,
    State.IN_REVIEW: 12,
    State.INFO_REQUESTED: 6,
    State.REFERRED: 4,
    State.SECOND_REVIEW: 3,
    State.INTAKE_CHECK: 4,
    State.DECIDED: 3,
    State.ACTIONED: 2,
    State.NOTIFIED: 13,
    State.CLOSED: 26,
    State.NOT_ACCEPTED: 3,
    State.WITHDRAWN: 2,
}
_LATE = frozenset({State.INTAKE_CHECK, State.NOT_ACCEPTED})
_WAITING = frozenset({State.QUEUED, State.INTAKE_CHECK})
_ENDED = frozenset({State.NOTIFIED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN})
_HELD = frozenset(
    {
        State.IN_REVIEW,
        State.INFO_REQUESTED,
        State.REFERRED,
        State.SECOND_REVIEW,
        State.DECIDED,
        State.ACTIONED,
    }
)
_OWNERS = (WEI_LING, LI_NA, MARCUS_TAN)
# A person works on about a dozen cases at once, however long the queue is.
_MOST_HELD = 14
# How many cases live a life of their own before finished ones are repeated.
_LIVED = 5_000
_PLATFORM = system_actor()
_TARGETS = CARRIED_TARGETS.periods[0]


def generate(n: int, seed: int, now: datetime) -> Iterator[Case]:
    """`n` cases as they are at `now`, each brought there by real commands.

    Of very many, the later finished ones are earlier ones again, under numbers of their own:
    living through each would take minutes.
    """
    library = load()
    chance = Random(seed)
    planner = _Planner(chance, now)
    finished: list[Case] = []
    for number in range(n):
        reference = f"R-{now.year}-{number + 1:06d}"
        stands = planner.stands()
        if number >= _LIVED and stands in _ENDED:
            again = chance.choice(finished)
            object_kind, _, _ = again.subject.id.partition("-")
            yield replace(
                again,
                id=f"gen-{number:06d}",
                reference=reference,
                external_reference=f"GEN-{number:06d}",
                subject=replace(again.subject, id=f"{object_kind}-{200_000 + number}"),
            )
            continue
        case = live_through(planner.plan(number, stands), reference, library)
        if number < _LIVED and case.state in _ENDED:
            finished.append(case)
        yield case


def live_through(filing: Filing, reference: str, library: Library) -> Case:
    """The case that a filing becomes. Raises `Refused` if a rule forbids one of its steps."""
    numbered = replace(filing.opening, reference=reference)
    case = run(CASE, scene_of(numbered, filing.by, filing.at, library), c.File(opening=numbered))
    for step in filing.steps:
        case = run(CASE, scene_of(case, step.actor, step.at, library), step.command)
    return case


def plans(n: int, seed: int, now: datetime) -> Iterator[Filing]:
    """`n` requests with all that happens to them up to `now`, for the store to live through."""
    planner = _Planner(Random(seed), now)
    for number in range(n):
        yield planner.plan(number, planner.stands())


class _Planner:
    """Plans requests and their lives, so that everybody has enough to do and nobody too much."""

    def __init__(self, chance: Random, now: datetime) -> None:
        self._chance = chance
        self._now = now
        self._words = vocabulary()
        self._library = load()
        self._invent = Inventor(chance, self._library, self._words)
        self._held: Counter[str] = Counter()
        grounds = self._words.grounds
        self._any = (grounds, [ground.weight for ground in grounds])
        self._grave = self._only(lambda ground: ground.code in ("AUT", "TXN"))
        self._appeals = self._only(lambda ground: ground.kind is CaseKind.APPEAL)

    def _only(self, fits: Callable[[CaseGround], bool]) -> tuple[tuple[CaseGround, ...], list[int]]:
        grounds = tuple(filter(fits, self._words.grounds))
        return grounds, [ground.weight for ground in grounds]

    def stands(self) -> State:
        """The state that the next case has come to: closed, once everybody has enough to do."""
        stands = self._chance.choices(tuple(_STANDS), tuple(_STANDS.values()))[0]
        full = self._held.total() >= _MOST_HELD * len(_OWNERS)
        return State.CLOSED if full and stands in _HELD else stands

    def plan(self, number: int, stands: State) -> Filing:
        """A request with all that happens to it until it comes to the state `stands`."""
        grounds, weights = self._any
        if stands is State.SECOND_REVIEW:
            grounds, weights = self._grave
        elif stands in _LATE or stands is State.WITHDRAWN:
            grounds, weights = self._appeals
        ground = self._chance.choices(grounds, weights)[0]
        severity = self._invent.severity(ground)
        filed = self._filed(stands, severity)
        request = self._invent.request(number, ground, severity, filed, late=stands in _LATE)
        if stands in _WAITING:
            return Filing(opening=request.case, by=_PLATFORM, at=filed)
        owner = self._owner(request, stands)
        if owner is None:
            # Whoever could take it has enough to do: think of another one.
            return self.plan(number, self.stands())
        until = self._now
        if stands in _ENDED:
            share = self._chance.uniform(0.2, 0.98)
            until = filed + _TARGETS.of(severity).resolution_time * share
        span = CaseSpan(filed, until)
        life = CaseLife(self._chance, self._library, self._words, request, owner, span)
        return Filing(opening=request.case, by=_PLATFORM, at=filed, steps=life.steps(stands))

    def _filed(self, stands: State, severity: Severity) -> datetime:
        """When a case was filed that has come to this state."""
        targets = _TARGETS.of(severity)
        if stands is State.CLOSED:
            age = timedelta(days=self._chance.uniform(24, 190))
        elif stands in _ENDED:
            age = timedelta(days=self._chance.uniform(5.5, 15))
        elif stands in _WAITING:
            # Few wait longer than the first answer may take.
            age = targets.first_response_time * self._chance.uniform(0.02, 1.15)
        else:
            age = targets.resolution_time * self._chance.uniform(0.08, 1.05)
        return (self._now - age).replace(microsecond=0)

    def _owner(self, request: Request, stands: State) -> Actor | None:
        """Somebody to work on a request; None when everybody who could has enough to do."""
        enforcement = request.case.enforcement
        first = enforcement.decided_by.id if enforcement else ""
        language = request.case.applicant_party.language
        able = [each for each in _OWNERS if language in each.languages and each.id != first]
        if stands in _HELD:
            able = [each for each in able if self._held[each.id] < _MOST_HELD]
        if not able:
            return None
        owner = self._chance.choice(able)
        if stands in _HELD:
            self._held[owner.id] += 1
        return owner
