"""Makes the case of a request, as it is filed."""

from __future__ import annotations

from workstation.domain.actor import Person
from workstation.domain.case import Case, Enforcement, Evidence, Measure, Party, Statement, Subject
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import Action
from workstation.domain.text import Bilingual
from workstation.i18n import Money
from workstation.wire.intake import (
    ON_MONEY,
    Intake,
    IntakeEnforcement,
    IntakeEvidence,
    IntakeParty,
    IntakeText,
)


def opening(intake: Intake, case_id: str) -> Case:
    """The case as filed, still without a reference of ours."""
    enforcement = intake.enforcement
    return Case(
        id=case_id,
        reference="",
        external_reference=intake.external_reference,
        kind=intake.kind,
        title=_both(intake.title),
        severity=intake.severity,
        queue=intake.queue,
        market=intake.market,
        filed_at=intake.filed_at,
        parties=tuple(_party(party) for party in intake.parties),
        applicant=intake.applicant,
        subject=Subject(type=intake.object.type, id=intake.object.id, title=intake.object.title),
        level=intake.level,
        enforcement=_enforcement(enforcement) if enforcement else None,
        statements=_statements(intake),
        evidence=tuple(_evidence(item, n, intake) for n, item in enumerate(intake.evidence, 1)),
    )


def _party(party: IntakeParty) -> Party:
    return Party(
        id=party.id,
        role=party.role,
        name=party.name,
        language=party.language,
        channel=party.channel,
        owed_word=party.owed_word,
        region=party.region,
    )


def _enforcement(given: IntakeEnforcement) -> Enforcement:
    return Enforcement(
        measures=tuple(_measure(action, given) for action in given.actions),
        clauses=tuple(ClauseRef(each.code, each.clause, each.version) for each in given.clauses),
        conduct_on=given.conduct_on,
        notice_on=given.notice_on,
        decided_by=Person(given.decided_by.id, given.decided_by.name),
        automated=given.automated,
        facts=_both(given.facts),
    )


def _measure(action: Action, given: IntakeEnforcement) -> Measure:
    on_money = next((each for each in given.actions if each in ON_MONEY), None)
    money = None
    if action is on_money and given.amount is not None:
        money = Money(given.amount, given.currency)
    return Measure(
        action=action, points=given.points if action is Action.POINTS else 0, money=money
    )


def _statements(intake: Intake) -> tuple[Statement, ...]:
    claim = intake.claim
    if claim is None or not claim.text.strip():
        return ()
    return (Statement(text=claim.text, language=claim.language, at=intake.filed_at),)


def _evidence(item: IntakeEvidence, number: int, intake: Intake) -> Evidence:
    return Evidence(
        id=item.id or f"E{number}",
        type=item.type,
        source=item.source,
        file=item.file,
        summary=_both(item.summary),
        received_at=item.received_at or intake.filed_at,
    )


def _both(text: IntakeText) -> Bilingual:
    return Bilingual(text.en, text.zh)
