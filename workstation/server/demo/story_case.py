"""Makes a story's opening case, its finding and its letters, as commands take them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from workstation.domain.actor import SYSTEM, Person
from workstation.domain.case import (
    Case,
    Enforcement,
    Evidence,
    EvidenceVerdict,
    Measure,
    Party,
    Ruling,
    Statement,
    Subject,
)
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.taxonomy import Action, CaseKind, Channel, PartyRole, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Money
from workstation.server.demo.stories import Story, StoryEvidence

QUEUES = {"CN-export": "cn-export", "NL": "eu-commerce"}
FIRST_LINE = Person("first.line", "First-line review")
# Clauses that a story names as wrong, or as coming later.
_NOT_CITED = frozenset({"trap", "original_ground", "result_of_gap_proposal"})
_CHANNELS = {
    PartyRole.MERCHANT: Channel.SELLER_CENTRE,
    PartyRole.RIGHTS_OWNER: Channel.IP_PORTAL,
    PartyRole.INTERNAL: Channel.ACCOUNT_MANAGER,
}
_VERDICTS = {
    "sufficient": Verdict.SUFFICIENT,
    "complete": Verdict.SUFFICIENT,
    "valid_right": Verdict.SUFFICIENT,
    "not_counted": Verdict.NOT_COUNTED,
    "not_relevant": Verdict.NOT_COUNTED,
    "insufficient_alone": Verdict.INSUFFICIENT_ALONE,
    "first_look": Verdict.INSUFFICIENT_ALONE,
    "insufficient": Verdict.INSUFFICIENT,
    "not_exceptional": Verdict.INSUFFICIENT,
    "forged": Verdict.NOT_GENUINE,
    "context": Verdict.CONTEXT,
}
_MONEY = frozenset({Action.FUNDS_HELD, Action.COMMISSION_HELD})
# What the party of S11 can do instead.
_TOWELS = Bilingual(
    "You can list the towel set as a product of its own at any time; the points lapse 120 days "
    "after they were recorded.",
    "您可随时将毛巾套装作为单独商品上架；记分自记录之日起120天后失效。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryDates:
    """The dates of one telling of a story; the conduct stays on the story's own.

    filed_at, notice_on: when it is filed, and when its parties had notice
    first_decider: who made the decision that is appealed, None for whom the story says
    """

    filed_at: datetime
    notice_on: date
    first_decider: Person | None = None


def as_told(story: Story) -> StoryDates:
    """The story's own dates; a second appeal has notice by the first one's decision."""
    decided = story.told.moment("decided")
    notice = story.told.notice_date
    if story.told.level > 1 and decided is not None:
        notice = decided.time.date()
    return StoryDates(filed_at=story.filed_at, notice_on=notice)


def opening(story: Story, dates: StoryDates, *, case_id: str, reference: str) -> Case:
    """The case of a story as it is filed, without what arrives later."""
    told, words = story.told, story.words
    language = next(party.lang for party in told.parties if party.id == words.applicant)
    return Case(
        id=case_id,
        reference=reference,
        external_reference=f"DEMO-{story.id}",
        kind=told.case_type,
        title=told.title.both(),
        severity=told.severity,
        queue=QUEUES.get(told.market, "sg-commerce"),
        market=told.market,
        filed_at=dates.filed_at,
        parties=tuple(
            Party(
                id=each.id,
                role=each.role,
                name=each.name,
                language=each.lang,
                channel=_CHANNELS.get(each.role, Channel.APP),
                owed_word=not each.sees.startswith("nothing"),
                region=words.regions.get(each.id, ""),
            )
            for each in told.parties
        ),
        applicant=words.applicant,
        subject=Subject(type=told.object.type, id=told.object.id, title=told.object.title),
        level=told.level,
        enforcement=_enforcement(story, dates),
        statements=(Statement(text=words.claim, language=language, at=dates.filed_at),),
        evidence=tuple(
            evidence(each, story, dates.filed_at)
            for each in told.evidence
            if each.id not in words.late_evidence
        ),
    )


def late_evidence(story: Story, at: datetime) -> tuple[Evidence, ...]:
    """The evidence that the party sends when asked for it."""
    late = story.words.late_evidence
    return tuple(evidence(each, story, at) for each in story.told.evidence if each.id in late)


def evidence(item: StoryEvidence, story: Story, at: datetime) -> Evidence:
    """An item of evidence as the case holds it; one of somebody outside the case is the
    Platform's."""
    parties = {party.id for party in story.told.parties}
    return Evidence(
        id=item.id,
        type=item.code,
        source=item.source if item.source in parties else "platform",
        file=item.file,
        summary=Bilingual(item.en, item.zh),
        received_at=at,
    )


def finding(story: Story, library: Library) -> Ruling:
    """The ruling that the story ends with, which cites the clauses that the story does."""
    decision = story.told.decision
    if story.told.case_type is CaseKind.APPEAL and story.id == "S11":
        refs = [ref for ref in story.told.policy_refs if ref.code == "APL"]
    else:
        refs = [ref for ref in story.told.policy_refs if ref.role not in _NOT_CITED]
    cited = (library.cite(ClauseRef(ref.code, ref.clause, ref.version)) for ref in refs)
    return Ruling(
        outcome=decision.outcome,
        citations=tuple(each for each in cited if each is not None),
        weighed=tuple(
            EvidenceVerdict(evidence=each.id, verdict=_VERDICTS[each.verdict])
            for each in story.told.evidence
        ),
        rationale=decision.rationale.both(),
        reason=decision.overturn_reason,
        lifted=tuple(_named(each, story) for each in decision.lifted),
        kept=tuple(_named(each, story) for each in decision.kept),
        imposed=tuple(
            Measure(action=each, points=story.words.new_points if each is Action.POINTS else 0)
            for each in decision.new
        ),
        route=_TOWELS if story.id == "S11" else Bilingual(),
    )


def letter(story: Story, party: str) -> Bilingual:
    """The story's letter to that party. Raises `KeyError` for one who gets none."""
    replies = {reply.to: Bilingual(reply.en, reply.zh) for reply in story.told.replies}
    return replies[party]


def _enforcement(story: Story, dates: StoryDates) -> Enforcement:
    told = story.told
    enforced = next(
        (each for each in told.timeline if each.event in ("enforced", "no_action", "asked")), None
    )
    if told.original.version is None:
        grounds = [each.split(" ") for each in story.words.asked_about]
    else:
        grounds = [[*each.split(" "), told.original.version] for each in told.original.clauses]
    return Enforcement(
        measures=_measures(story),
        clauses=tuple(ClauseRef(code, clause, version) for code, clause, version in grounds),
        conduct_on=told.conduct_date,
        notice_on=dates.notice_on,
        decided_by=dates.first_decider or (SYSTEM if story.words.automated else FIRST_LINE),
        automated=story.words.automated,
        facts=Bilingual(enforced.en, enforced.zh) if enforced else Bilingual(),
    )


def _measures(story: Story) -> tuple[Measure, ...]:
    own = story.words.measures
    if own:
        return tuple(
            Measure(
                action=each.action,
                item=each.item,
                conduct_on=each.conduct_on,
                points=each.points,
                money=Money(each.sgd, "SGD") if each.sgd is not None else None,
            )
            for each in own
        )
    original = story.told.original
    return tuple(
        Measure(
            action=action,
            points=original.points if action is Action.POINTS else 0,
            money=Money(original.amount_sgd, "SGD") if action in _MONEY else None,
        )
        for action in original.actions
    )


def _named(name: str, story: Story) -> Measure:
    first, _, second = name.partition(":")
    if second.startswith("S$"):
        return Measure(
            action=Action(first), money=Money(Decimal(second[2:].replace(",", "")), "SGD")
        )
    if second:
        item = story.words.items[first]
        return next(
            each for each in _measures(story) if each.item == item and each.action.value == second
        )
    return next(each for each in _measures(story) if each.action.value == first)
