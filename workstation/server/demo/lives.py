"""The life of one generated case: the commands that bring it to a state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from workstation.domain import commands as c
from workstation.domain.actor import Actor, system_actor
from workstation.domain.case import Case, EvidenceVerdict, Measure, Ruling
from workstation.domain.clocks import first_response
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.record import Command
from workstation.domain.rules.four_eyes import four_eyes
from workstation.domain.taxonomy import (
    CaseKind,
    Language,
    Milestone,
    Outcome,
    State,
    Team,
    Verdict,
)
from workstation.domain.text import Bilingual
from workstation.domain.windows import day_of
from workstation.server.demo.openings import Request
from workstation.server.demo.users import CHEN_HAO, PRIYA_NAIR
from workstation.server.demo.vocabulary import Phrase, Vocabulary
from workstation.server.new_cases import CaseStep

_PLATFORM = system_actor()
_OUTCOMES = {
    Outcome.UPHELD: Bilingual("the original decision is upheld", "维持原决定"),
    Outcome.OVERTURNED: Bilingual("the original decision is overturned", "撤销原决定"),
    Outcome.NEW_RESTRICTION: Bilingual("a new restriction is imposed", "采取新的限制措施"),
    Outcome.ANSWERED: Bilingual("the question is answered", "已答复"),
}


# Who is asked; the policy team most often.
_TEAMS = (Team.POLICY, Team.POLICY, Team.LEGAL, Team.BRAND, Team.SAFETY)


@dataclass(frozen=True, slots=True)
class CaseSpan:
    """The time that the life of a case takes: from when it was filed until its last step."""

    filed: datetime
    until: datetime

    def at(self, share: float) -> datetime:
        """The moment at a share of the span, from 0 to 1."""
        return self.filed + (self.until - self.filed) * share


class CaseLife:
    """Writes the life of one case: the steps that its people take."""

    def __init__(
        self,
        chance: Random,
        library: Library,
        words: Vocabulary,
        request: Request,
        owner: Actor,
        span: CaseSpan,
    ) -> None:
        self._chance = chance
        self._library = library
        self._words = words
        self._request = request
        self._case: Case = request.case
        self._owner = owner
        self._span = span
        self._steps: list[CaseStep] = []

    def steps(self, stands: State) -> tuple[CaseStep, ...]:
        """The steps that bring the case to the state `stands`."""
        self._do(c.Claim(), min(0.06, 0.3 * self._soon()))
        match stands:
            case State.NOT_ACCEPTED:
                self._turn_down()
            case State.WITHDRAWN:
                self._look_at_it()
                reason = self._words.withdrawn.side(self._case.applicant_party.language)
                self._do(c.Withdraw(reason=reason, word=reason), 0.6)
                word = self._letter("confirmed", self._words.confirmed, Milestone.WITHDRAWN)
                self._do(word, 0.7)
            case State.INFO_REQUESTED:
                self._look_at_it()
                self._ask(0.5)
            case State.REFERRED:
                self._look_at_it()
                question = self._words.question.fill(product=self._request.product.both())
                asked = self._span.at(0.5)
                due = asked + timedelta(hours=self._chance.randint(4, 48))
                team = self._chance.choice(_TEAMS)
                side = question.side(self._chance.choice((Language.EN, Language.ZH)))
                self._do(c.Refer(team=team, question=side, due_at=due), 0.5)
            case State.IN_REVIEW:
                self._look_at_it()
                self._perhaps_ask()
            case _:
                self._look_at_it()
                self._perhaps_ask()
                self._end(stands)
        return tuple(self._steps)

    def _do(self, command: Command, share: float, who: Actor | None = None) -> None:
        self._steps.append(CaseStep(command, who or self._owner, self._span.at(share)))

    def _soon(self) -> float:
        """The share of the span in which a person should first have written."""
        span = self._span.until - self._span.filed
        return first_response(self._case) / span

    def _look_at_it(self) -> None:
        if self._chance.random() < 0.25:
            note = c.AddNote(text=self._chance.choice(self._words.notes))
            self._do(note, min(0.15, 0.5 * self._soon()))
        if self._soon() < 1 or self._chance.random() < 0.5:
            letter = self._letter("progress", self._words.progress, Milestone.REVIEW)
            self._do(letter, min(0.2, 0.7 * self._soon()))

    def _ask(self, share: float) -> None:
        items = (self._request.ground.ask.both(),)
        self._do(c.RequestInformation(party="P1", items=items), share)

    def _perhaps_ask(self) -> None:
        if self._chance.random() < 0.2:
            self._ask(0.3)
            language = self._case.applicant_party.language
            answer = self._chance.choice(self._words.answers.side(language))
            self._do(c.RecordAnswer(text=answer), 0.5, _PLATFORM)

    def _end(self, stands: State) -> None:
        overturns = stands in (State.SECOND_REVIEW, State.ACTIONED) or self._chance.random() < 0.35
        finding = self._finding(overturns=overturns)
        self._do(c.Decide(finding=finding), 0.75)
        if stands is State.SECOND_REVIEW:
            return
        if four_eyes(self._case, finding, self._library) is not None:
            self._do(c.Agree(), 0.8, self._chance.choice((CHEN_HAO, PRIYA_NAIR)))
        if stands is State.DECIDED:
            return
        if stands is State.ACTIONED or finding.lifted or finding.imposed:
            number = self._chance.randint(10_000, 99_999)
            sor = f"SOR-{number}" if finding.imposed else ""
            self._do(c.RecordAction(reference=f"ENF-{number}", sor_reference=sor), 0.88)
        if stands is State.ACTIONED:
            return
        for n, party in enumerate(self._case.parties):
            text = self._words.decided.fill(
                name=party.name,
                product=self._request.product.both(),
                outcome=_OUTCOMES[finding.outcome],
                why=finding.rationale,
            )
            self._do(
                c.SendReply(
                    letter=f"{self._case.id}-decided-{n}",
                    party=party.id,
                    milestone=Milestone.DECIDED,
                    text=text,
                ),
                1.0,
            )
        if stands is State.CLOSED:
            closing = self._span.until + timedelta(days=16, hours=12)
            self._steps.append(CaseStep(c.Close(), _PLATFORM, closing))

    def _turn_down(self) -> None:
        finding = Ruling(
            outcome=Outcome.EXPIRED,
            citations=(),
            weighed=(),
            rationale=self._words.too_late.both(),
            route=self._words.route.both(),
        )
        self._do(c.Decide(finding=finding), 0.6)
        self._do(self._letter("late", self._words.late, Milestone.NOT_ACCEPTED), 0.7)

    def _finding(self, *, overturns: bool) -> Ruling:
        ground, case = self._request.ground, self._case
        held = case.enforcement.measures if case.enforcement else ()
        if ground.kind is CaseKind.CLARIFICATION:
            outcome = Outcome.ANSWERED
        elif not overturns:
            outcome = Outcome.UPHELD
        elif ground.kind is CaseKind.NOTIFIER_COMPLAINT:
            outcome = Outcome.NEW_RESTRICTION
        else:
            outcome = Outcome.OVERTURNED
        lifts = outcome is Outcome.OVERTURNED
        changes = outcome in (Outcome.OVERTURNED, Outcome.NEW_RESTRICTION)
        new = outcome is Outcome.NEW_RESTRICTION
        verdict = Verdict.SUFFICIENT if changes else Verdict.INSUFFICIENT
        day = case.enforcement.conduct_on if case.enforcement else day_of(case.filed_at)
        version = self._library.in_force(ground.code, day)
        number = version.version if version else ""
        cited = self._library.cite(ClauseRef(ground.code, ground.clause, number))
        if cited is None:
            raise ValueError(f"{ground.code} {ground.clause} was not in force on {day}")
        return Ruling(
            outcome=outcome,
            citations=(cited,),
            weighed=tuple(
                EvidenceVerdict(evidence=item.id, verdict=verdict) for item in case.evidence
            ),
            rationale=(ground.overturned if changes else ground.upheld).both(),
            reason=ground.reason if changes else None,
            lifted=held if lifts else (),
            kept=() if lifts else held,
            imposed=tuple(Measure(action=each) for each in ground.new) if new else (),
        )

    def _letter(self, id_: str, phrase: Phrase, milestone: Milestone) -> c.SendReply:
        name = self._case.applicant_party.name
        text = phrase.fill(name=name, product=self._request.product.both())
        return c.SendReply(
            letter=f"{self._case.id}-{id_}", party="P1", milestone=milestone, text=text
        )
