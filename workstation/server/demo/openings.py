"""Invents requests: who asks, about what, under which clause in force on which day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from workstation.domain.actor import SYSTEM, Person
from workstation.domain.case import (
    Case,
    Enforcement,
    Evidence,
    Measure,
    Party,
    Statement,
    Subject,
)
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.taxonomy import (
    Action,
    CaseKind,
    Channel,
    Language,
    ObjectType,
    PartyRole,
    Severity,
)
from workstation.domain.windows import day_of
from workstation.i18n import Money
from workstation.server.demo.story_case import FIRST_LINE
from workstation.server.demo.users import LI_NA, MARCUS_TAN
from workstation.server.demo.vocabulary import CaseGround, Phrase, Vocabulary

# Market, weight, and how often its parties write Chinese.
_MARKETS = (("SG", 5, 0.4), ("CN-export", 3, 0.9), ("MY", 2, 0.5), ("NL", 1, 0.15), ("DE", 1, 0.05))
# Where those parties are; of the Chinese writers some are where Traditional is read.
_REGIONS = {"CN-export": "CN"}
_TRADITIONAL = ("TW", "HK")
_EVERY = 9
_QUEUES = {"CN-export": "cn-export", "NL": "eu-commerce", "DE": "eu-commerce"}
_OBJECTS = {
    ObjectType.LISTING: "LST",
    ObjectType.VIDEO: "VID",
    ObjectType.LIVE: "LIV",
    ObjectType.REVIEW: "REV",
    ObjectType.SHOP: "SHOP",
    ObjectType.NOTICE: "CLR",
}
_CHANNELS = {
    PartyRole.MERCHANT: Channel.SELLER_CENTRE,
    PartyRole.INTERNAL: Channel.ACCOUNT_MANAGER,
    PartyRole.RIGHTS_OWNER: Channel.IP_PORTAL,
}
_MONEY = frozenset({Action.FUNDS_HELD, Action.COMMISSION_HELD})
_MUCH = Decimal(10_000)
# Which people took first decisions before they came to appeals: it keeps them from some cases.
_DECIDERS: tuple[Person, ...] = (
    *(SYSTEM for _ in range(9)),
    *(FIRST_LINE for _ in range(9)),
    LI_NA.person,
    MARCUS_TAN.person,
)


@dataclass(frozen=True, slots=True)
class Request:
    """An invented request: its case, and the ground and the product that its texts are about."""

    case: Case
    ground: CaseGround
    product: Phrase


class Inventor:
    """Invents requests one after the other from one source of chance."""

    def __init__(self, chance: Random, library: Library, words: Vocabulary) -> None:
        self._chance = chance
        self._library = library
        self._words = words

    def severity(self, ground: CaseGround) -> Severity:
        """How grave a case on that ground is; an injury now and then is most grave."""
        if ground.kind is CaseKind.NOTIFIER_COMPLAINT and self._chance.random() < 0.2:
            return Severity.P0
        return ground.severity

    def request(
        self, number: int, ground: CaseGround, severity: Severity, filed: datetime, *, late: bool
    ) -> Request:
        """A request of that number, filed at `filed`; a `late` one after its window."""
        market, language, region = self._place(number, late=late)
        product = self._chance.choice(ground.products)
        enforcement = self._enforcement(ground, filed, late=late)
        money = (each.money for each in enforcement.measures if each.money is not None)
        if any(each.amount > _MUCH for each in money):
            severity = min(severity, Severity.P1)
        case = Case(
            id=f"gen-{number:06d}",
            reference="",
            external_reference=f"GEN-{number:06d}",
            kind=ground.kind,
            title=ground.title.fill(product=product.both()),
            severity=severity,
            queue=_QUEUES.get(market, "sg-commerce"),
            market=market,
            filed_at=filed,
            parties=self._parties(ground, language, region),
            applicant="P1",
            subject=Subject(
                type=ground.object,
                id=f"{_OBJECTS[ground.object]}-{200_000 + number}",
                title=product.side(language),
            ),
            enforcement=None if ground.kind is CaseKind.CLARIFICATION else enforcement,
            statements=(
                Statement(
                    text=self._chance.choice(ground.claims.side(language)),
                    language=language,
                    at=filed,
                ),
            ),
            evidence=self._evidence(ground, number, filed),
        )
        return Request(case, ground, product)

    def _place(self, number: int, *, late: bool) -> tuple[str, Language, str]:
        """The market of a request, and the language and region of whoever makes it."""
        # In the EEA the window is six months: nobody is late there.
        markets = _MARKETS[:3] if late else _MARKETS
        weights = [weight for _, weight, _ in markets]
        ((market, _, chinese),) = self._chance.choices(markets, weights)
        language = Language.ZH if self._chance.random() < chinese else Language.EN
        # The region goes by the number, so that the source of chance goes on as it did.
        nth, rest = divmod(number, _EVERY)
        if language is Language.ZH and rest == 0:
            return market, language, _TRADITIONAL[nth % len(_TRADITIONAL)]
        return market, language, _REGIONS.get(market, market)

    def _parties(self, ground: CaseGround, language: Language, region: str) -> tuple[Party, ...]:
        applicant = replace(self._party("P1", ground.party, language), region=region)
        other = {
            CaseKind.NOTIFIER_COMPLAINT: PartyRole.MERCHANT,
            CaseKind.COUNTER_STATEMENT: PartyRole.RIGHTS_OWNER,
            CaseKind.ESCALATION: PartyRole.MERCHANT,
        }.get(ground.kind)
        return (applicant,) if other is None else (applicant, self._party("P2", other, language))

    def _party(self, id_: str, role: PartyRole, language: Language) -> Party:
        words = self._words
        names = {
            PartyRole.BUYER: words.buyers,
            PartyRole.RIGHTS_OWNER: words.owners,
            PartyRole.INTERNAL: words.teams,
        }.get(role, words.shops)
        if role is PartyRole.CREATOR:
            name = self._chance.choice(words.creators)
        else:
            name = self._chance.choice(names).side(language)
        return Party(
            id=id_,
            role=role,
            name=name,
            language=language,
            channel=_CHANNELS.get(role, Channel.APP),
        )

    def _enforcement(self, ground: CaseGround, filed: datetime, *, late: bool) -> Enforcement:
        gap = self._chance.randint(33, 80) if late else self._chance.randint(1, 24)
        notice = day_of(filed) - timedelta(days=gap)
        conduct = notice - timedelta(days=self._chance.randint(0, 9))
        decider = self._chance.choice(_DECIDERS)
        version = self._library.in_force(ground.code, conduct)
        if version is None:
            raise ValueError(f"{ground.code} was not in force on {conduct}")
        return Enforcement(
            measures=self._measures(ground, conduct),
            clauses=(ClauseRef(ground.code, ground.clause, version.version),),
            conduct_on=conduct,
            notice_on=notice,
            decided_by=decider,
            automated=decider == SYSTEM,
            facts=ground.facts.both(),
        )

    def _measures(self, ground: CaseGround, conduct: date) -> tuple[Measure, ...]:
        version = self._library.in_force(ground.code, conduct)
        clause = version.clause(ground.enforcement) if version else None
        own = clause.points if clause else 0
        points = own if ground.points is None else ground.points
        money: Money | None = None
        if ground.amount is not None:
            low, high = ground.amount
            # Most amounts are small: the square of chance.
            share = Decimal(str(round(self._chance.random() ** 2, 4)))
            money = Money(Decimal(int(low + (high - low) * share)), "SGD")
        return tuple(
            Measure(
                action=action,
                points=points if action is Action.POINTS else 0,
                money=money if action in _MONEY else None,
            )
            for action in ground.actions
        )

    def _evidence(self, ground: CaseGround, number: int, filed: datetime) -> tuple[Evidence, ...]:
        count = self._chance.randint(1, len(ground.evidence))
        return tuple(
            Evidence(
                id=f"E{n}",
                type=exhibit.type,
                source="P1",
                file=exhibit.file.format(n=number),
                summary=Phrase(exhibit.en, exhibit.zh).both(),
                received_at=filed,
            )
            for n, exhibit in enumerate(ground.evidence[:count], 1)
        )
