"""A new request as a source system sends it, and a file of them: parsed strictly, or refused.

The parts are flat where files are flat (one amount, one list of actions), so that a line of a
spreadsheet can say everything; `opening` makes the case of a request.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from workstation.domain.actor import Person
from workstation.domain.case import Case, Enforcement, Evidence, Measure, Party, Statement, Subject
from workstation.domain.policy import ClauseRef
from workstation.domain.taxonomy import (
    ON_MONEY,
    Action,
    CaseKind,
    Channel,
    EvidenceType,
    Language,
    ObjectType,
    PartyRole,
    Severity,
)
from workstation.domain.text import Bilingual
from workstation.i18n import Message, Money, _
from workstation.wire.messages import WireMessage

# The source of evidence that no party gave.
PLATFORM = "platform"
# The most rows of one import.
MOST_ROWS = 100_000

# Without control characters: ids are keys, and one database refuses NUL in a text.
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=r"\S")]
Text = Annotated[str, msgspec.Meta(max_length=100_000)]
When = Annotated[datetime, msgspec.Meta(tz=True)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100)]
# ISO 3166 alpha-2; empty where nobody knows.
Region = Annotated[str, msgspec.Meta(pattern=r"^([A-Z]{2})?$")]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A struct of which a misspelt field is a fault to report, and not one to pass over."""


class IntakeText(_Strict, frozen=True, kw_only=True):
    """Content in one or both languages."""

    en: Text = ""
    zh: Text = ""


class IntakeParty(_Strict, frozen=True, kw_only=True):
    """A party of the request; `owed_word` says that they must be told the decision."""

    id: Id
    role: PartyRole
    name: Name
    language: Language
    channel: Channel = Channel.APP
    owed_word: bool = True
    region: Region = ""


class IntakeObject(_Strict, frozen=True, kw_only=True):
    """The object against which the enforcement was taken."""

    type: ObjectType
    id: Id
    title: Text = ""


class IntakeClause(_Strict, frozen=True, kw_only=True):
    """A clause at its version, such as AUT, 2.1, 2.0."""

    code: Id
    clause: Id
    version: Id


class IntakeDecider(_Strict, frozen=True, kw_only=True):
    """Who took the first decision: a person by their user name here, or a system."""

    id: Id
    name: Name


class IntakeEnforcement(_Strict, frozen=True, kw_only=True):
    """The first decision, which the request is about.

    conduct_on: the day of the conduct.
    notice_on: the day on which the party was told.
    automated: whether a system decided without a person.
    points: the penalty points of the action A_POINTS.
    amount: the money that the first action on money (`ON_MONEY`) holds or forfeits; None for none.
    currency: by ISO 4217.
    facts: what it found to have happened.
    """

    actions: tuple[Action, ...]
    clauses: tuple[IntakeClause, ...]
    conduct_on: date
    notice_on: date
    decided_by: IntakeDecider
    automated: bool
    points: Count = 0
    amount: Decimal | None = None
    currency: Currency = "SGD"
    facts: IntakeText = IntakeText()


class IntakeClaim(_Strict, frozen=True, kw_only=True):
    """What the applicant says, in their own words and language."""

    text: Text
    language: Language


class IntakeEvidence(_Strict, frozen=True, kw_only=True):
    """An item of evidence that came with the request.

    id: unique in the request; an item with "" is numbered E1, E2 ... by its place.
    source: the id of the party who gave it, or `PLATFORM`.
    received_at: when it came; None is the time of the filing.
    """

    type: EvidenceType
    file: Name
    id: Annotated[str, msgspec.Meta(max_length=120)] = ""
    source: Id = PLATFORM
    summary: IntakeText = IntakeText()
    received_at: When | None = None


class Intake(_Strict, frozen=True, kw_only=True):
    """One request.

    external_reference: the sender's key; a request that is sent twice is one case.
    queue: the name of the queue into which it goes.
    market: the country that it is about.
    applicant: the id of the party who asks.
    level: 1 for a first appeal, 2 for a second one.
    """

    external_reference: Id
    kind: CaseKind
    title: IntakeText
    severity: Severity
    queue: Id
    market: Id
    filed_at: When
    applicant: Id
    parties: Annotated[tuple[IntakeParty, ...], msgspec.Meta(min_length=1, max_length=20)]
    object: IntakeObject
    enforcement: IntakeEnforcement | None = None
    claim: IntakeClaim | None = None
    evidence: Annotated[tuple[IntakeEvidence, ...], msgspec.Meta(max_length=200)] = ()
    level: Annotated[int, msgspec.Meta(ge=1, le=2)] = 1


class IntakeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a request: its case, whether that is new or was filed before."""

    case_id: str
    reference: str


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A file of requests.

    rows: each an `Intake`, and parsed by itself; all are taken in or none.
    dry_run: whether they are only looked at.
    """

    rows: tuple[msgspec.Raw, ...]
    dry_run: bool = False


class RowTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A row, counted from 1, that was taken in.

    repeat: whether its request is a case already.
    case_id, reference: its case; "" in a dry run.
    """

    row: int
    external_reference: str
    repeat: bool
    case_id: str = ""
    reference: str = ""


class RowRefused(msgspec.Struct, frozen=True, kw_only=True):
    """A row, counted from 1, that cannot be taken in, and every reason why."""

    row: int
    external_reference: str
    reasons: tuple[WireMessage, ...]


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to an import. `stored` is false in a dry run, and where any row was refused."""

    stored: bool
    taken: tuple[RowTaken, ...]
    refused: tuple[RowRefused, ...]


def faults(intake: Intake) -> tuple[Message, ...]:
    """The ways in which the fields of a request contradict each other; () for a sound one."""
    found = []
    parties = [party.id for party in intake.parties]
    if intake.applicant not in parties:
        found.append(_("The applicant {id} is not one of the parties.", id=intake.applicant))
    if len(set(parties)) < len(parties):
        found.append(_("Two parties have the same id."))
    if not (intake.title.en.strip() or intake.title.zh.strip()):
        found.append(_("The title is empty in both languages."))
    if intake.enforcement is not None:
        found += _enforcement_faults(intake.enforcement)
    for item in intake.evidence:
        if item.source != PLATFORM and item.source not in parties:
            found.append(_("The evidence {file} comes from nobody in the case.", file=item.file))
    ids = [item.id for item in intake.evidence if item.id]
    if len(set(ids)) < len(ids):
        found.append(_("Two items of evidence have the same id."))
    return tuple(found)


def _enforcement_faults(enforcement: IntakeEnforcement) -> Iterator[Message]:
    if enforcement.points and Action.POINTS not in enforcement.actions:
        yield _("There are points, but the action A_POINTS is missing.")
    if enforcement.notice_on < enforcement.conduct_on:
        yield _("The notice is dated before the conduct.")
    amount = enforcement.amount
    if amount is None:
        return
    if not amount.is_finite() or amount < 0:
        yield _("The amount is not a number, or is less than zero.")
    if ON_MONEY.isdisjoint(enforcement.actions):
        yield _("There is an amount, but no action that holds or forfeits money.")


def opening(intake: Intake, case_id: str) -> Case:
    """The case of a request as it is filed, with the id `case_id` and without a reference yet."""
    enforcement, claim = intake.enforcement, intake.claim
    said = [claim] if claim is not None and claim.text.strip() else []
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
        statements=tuple(
            Statement(text=each.text, language=each.language, at=intake.filed_at) for each in said
        ),
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
    on_money = next((each for each in given.actions if each in ON_MONEY), None)
    money = Money(given.amount, given.currency) if given.amount is not None else None
    measures = (
        Measure(
            action=action,
            points=given.points if action is Action.POINTS else 0,
            money=money if action is on_money else None,
        )
        for action in given.actions
    )
    return Enforcement(
        measures=tuple(measures),
        clauses=tuple(ClauseRef(each.code, each.clause, each.version) for each in given.clauses),
        conduct_on=given.conduct_on,
        notice_on=given.notice_on,
        decided_by=Person(given.decided_by.id, given.decided_by.name),
        automated=given.automated,
        facts=_both(given.facts),
    )


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
