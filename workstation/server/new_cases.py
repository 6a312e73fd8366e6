"""Files new cases: each gets a number of our own, is held against the cases that it may repeat, and
is stored with all that has happened to it since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from workstation.domain.actor import Actor
from workstation.domain.apply import commit
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import File
from workstation.domain.decide import decide
from workstation.domain.policy import Library
from workstation.domain.record import Command
from workstation.domain.rules.intake import duplicate_of
from workstation.domain.views import scopes_of
from workstation.server.chain import ChainEnd, LoggedCommand, links
from workstation.server.database import insert_into
from workstation.server.origins import system
from workstation.server.scopes import ABSENT, FeedState, ScopeChange
from workstation.server.tables import CASE_LOOKUP, EVENT, RECORD, REFERENCE_COUNTER
from workstation.wire.codec import body_hash, decode_case, encode

# Both databases limit how many values a statement may name.
_PARAMETERS = 1000


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One command in the life of a case, by whom, and when."""

    command: Command
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Filing:
    """A request to file, with what has happened to it since.

    opening: the case as it begins; it needs an id and no reference
    by, at: who filed it, and when
    steps: what has happened since, which the rules are run on like on any command
    cause: what the ids of its commands are made of; "" for the filing itself
    """

    opening: Case
    by: Actor
    at: datetime
    steps: tuple[CaseStep, ...] = ()
    cause: str = ""


@dataclass(frozen=True, slots=True)
class FiledCase:
    """The case that a request has become; `repeat` if it was one before."""

    case_id: str
    reference: str
    repeat: bool = False


def filed_before(connection: Connection, references: Iterable[str]) -> dict[str, FiledCase]:
    """The cases that have these external references."""
    wanted = [reference for reference in references if reference]
    found: dict[str, FiledCase] = {}
    for start in range(0, len(wanted), _PARAMETERS):
        query = select(CASE_LOOKUP.c.external_reference, CASE_LOOKUP.c.id, CASE_LOOKUP.c.reference)
        some = CASE_LOOKUP.c.external_reference.in_(wanted[start : start + _PARAMETERS])
        for row in connection.execute(query.where(some)):
            found[row.external_reference or ""] = FiledCase(row.id, row.reference, repeat=True)
    return found


def file_all(
    connection: Connection, filings: Sequence[Filing], library: Library
) -> tuple[tuple[FiledCase, ...], list[ScopeChange]]:
    """File the filings and run their steps; the changes still have to be published.

    One that was filed before is passed over. Raises `Refused` if a rule forbids a step.
    """
    known = filed_before(connection, (filing.opening.external_reference for filing in filings))
    fresh = _numbered(connection, filings, known)
    openings = [opening for _filing, opening in fresh]
    finder = DuplicateFinder(connection, openings)
    cases: list[tuple[Case, ChainEnd]] = []
    events: list[dict[str, Any]] = []
    changes: list[ScopeChange] = []
    for filing, opening in fresh:
        case, taken = _run(filing, opening, finder.duplicate(opening), library)
        finder.add(case)
        end, rows = links(ChainEnd(), taken)
        events.extend(rows)
        cases.append((case, end))
        standing = FeedState(body_hash(encode(case)), scopes_of(case))
        changes.append(ScopeChange(case.id, ABSENT, standing))
        if opening.external_reference:
            known[opening.external_reference] = FiledCase(case.id, case.reference)
    if cases:
        connection.execute(insert(RECORD), [_record_row(*each) for each in cases])
        connection.execute(insert(CASE_LOOKUP), [look_ups(case) for case, _end in cases])
        connection.execute(insert(EVENT), events)
    own = {opening.id: FiledCase(opening.id, opening.reference) for opening in openings}
    answers = (own.get(e.opening.id) or known[e.opening.external_reference] for e in filings)
    return tuple(answers), changes


def _numbered(
    connection: Connection, filings: Sequence[Filing], known: Collection[str]
) -> list[tuple[Filing, Case]]:
    """The filings that are new, once each, with their openings under references of ours: they are
    R-2026-0001 and on, in their order. `known` are the external references that are taken."""
    seen = set(known)
    fresh: list[Filing] = []
    for filing in filings:
        reference = filing.opening.external_reference
        if reference not in seen:
            fresh.append(filing)
        if reference:
            seen.add(reference)
    years = [filing.at.astimezone(UTC).year for filing in fresh]
    last = {year: take_numbers(connection, year, years.count(year)) for year in sorted(set(years))}
    numbered: list[tuple[Filing, Case]] = []
    for filing, year in zip(fresh, years, strict=True):
        last[year] += 1
        numbered.append((filing, with_number(filing.opening, year, last[year])))
    return numbered


def look_ups(case: Case) -> dict[str, Any]:
    """The row that a case is found by."""
    return {
        "id": case.id,
        "reference": case.reference,
        "external_reference": case.external_reference or None,
        "subject": _subject(case),
    }


def _record_row(case: Case, end: ChainEnd) -> dict[str, Any]:
    """The row of a case whose log ends at `end`."""
    body = encode(case)
    return {
        "id": case.id,
        "kind": CASE.name,
        "version": case.version,
        "body": body,
        "hash": body_hash(body),
        "chain": end.hash,
        "events": end.events,
        "seal_v": end.seal_v,
    }


def _run(
    filing: Filing, opening: Case, duplicate: str, library: Library
) -> tuple[Case, list[LoggedCommand]]:
    """Run what has happened to a case since it was opened. Returns the case and its log. Raises
    `Refused`."""
    first = CaseStep(File(opening=opening, duplicate_of=duplicate), filing.by, filing.at)
    case = opening
    taken: list[LoggedCommand] = []
    origin = system(filing.cause or f"file:{opening.external_reference or opening.id}")
    for n, step in enumerate((first, *filing.steps)):
        events = decide(CASE, scene_of(case, step.actor, step.at, library), step.command)
        case = commit(CASE, case, events, step.actor.id)
        taken.append(
            LoggedCommand(
                kind=CASE,
                record_id=case.id,
                version=case.version,
                command=origin.command_id(n),
                actor=step.actor.id,
                events=events,
            )
        )
    return case, taken


def with_number(opening: Case, year: int, number: int) -> Case:
    """A request under its reference; nobody has weighed its evidence yet."""
    evidence = tuple(replace(item, verdict=None) for item in opening.evidence)
    return replace(opening, reference=f"R-{year}-{number:04d}", evidence=evidence)


def take_numbers(connection: Connection, year: int, count: int) -> int:
    """Reserve `count` numbers of a year, without gaps. Returns the one before the first."""
    upsert = insert_into(connection)(REFERENCE_COUNTER).values(year=year, last=count)
    statement = upsert.on_conflict_do_update(
        index_elements=["year"], set_={"last": REFERENCE_COUNTER.c.last + count}
    ).returning(REFERENCE_COUNTER.c.last)
    last: int = connection.execute(statement).scalar_one()
    return last - count


def _subject(case: Case) -> str:
    return f"{case.subject.type.value}:{case.subject.id}"


class DuplicateFinder:
    """Finds the cases that some openings repeat, among those about the same objects."""

    def __init__(self, connection: Connection, openings: Sequence[Case]) -> None:
        subjects = {_subject(opening) for opening in openings}
        query = select(RECORD.c.body).join(CASE_LOOKUP, CASE_LOOKUP.c.id == RECORD.c.id)
        query = query.where(CASE_LOOKUP.c.subject.in_(subjects)).order_by(RECORD.c.id)
        self._by_subject: dict[str, list[Case]] = {}
        for body in connection.execute(query).scalars():
            self.add(decode_case(body))

    def add(self, case: Case) -> None:
        """Add a case that a later opening may repeat."""
        self._by_subject.setdefault(_subject(case), []).append(case)

    def duplicate(self, opening: Case) -> str:
        """The reference of the open case that this one repeats, or ""."""
        return duplicate_of(opening, self._by_subject.get(_subject(opening), ()))
