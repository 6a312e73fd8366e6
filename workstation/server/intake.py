"""Requests from outside: every row is checked by itself, and all are taken in or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from msgspec import structs
from sqlalchemy import Connection

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import File
from workstation.domain.decide import decide
from workstation.domain.people.records import WorkQueue
from workstation.domain.problem import Refused
from workstation.i18n import Message, _
from workstation.server.new_cases import FiledCase, Filing, filed_before, tell
from workstation.server.problem import malformed
from workstation.server.references import References
from workstation.server.scopes import Effects, ScopeChange, publish
from workstation.wire.intake import (
    Imported,
    ImportRequest,
    Intake,
    RowRefused,
    RowTaken,
    faults,
)
from workstation.wire.messages import to_wire
from workstation.wire.parse_problem import why
from workstation.wire.request_case import opening

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class IntakeContext:
    """Who brings requests in, when, and what the server knows; `new_id` names the cases."""

    actor: Actor
    now: datetime
    references: References
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that was read: the case it asks for, or what is wrong with it."""

    number: int
    external_reference: str
    opening: Case | None
    reasons: tuple[Message, ...]


def take(
    connection: Connection, request: Intake, intaker: IntakeContext
) -> tuple[FiledCase, Effects]:
    """Take one request in. Raises `Denied` with the first reason against it."""
    known = filed_before(connection, [request.external_reference])
    if request.external_reference in known:
        return known[request.external_reference], {}
    case = opening(request, intaker.new_id())
    for reason in _Checks(connection, intaker).run(request, case):
        raise malformed(reason)
    filed, heads = _store(connection, [case], intaker)
    return filed[0], heads


def last(effects: Iterable[Effects]) -> Effects:
    """Where the scopes are after all of these."""
    reached: Effects = {}
    for each in effects:
        reached |= each
    return reached


def check_rows(
    connection: Connection, request: ImportRequest, intaker: IntakeContext
) -> tuple[Imported, tuple[Case, ...]]:
    """What an import would do, and the cases to store if nothing stands against it.

    It writes nothing and takes a while: nobody has to wait for it.
    """
    rows = _read(connection, request.rows, intaker)
    refused = tuple(_refused(row) for row in rows if row.reasons)
    sound = [(row, row.opening) for row in rows if row.opening is not None and not row.reasons]
    known = filed_before(connection, (row.external_reference for row, _case in sound))
    nothing = FiledCase("", "")
    taken = tuple(_taken(row, known.get(row.external_reference, nothing)) for row, _case in sound)
    openings = () if refused or request.dry_run else tuple(case for _row, case in sound)
    return Imported(stored=False, taken=taken, refused=refused), openings


def store_rows(
    connection: Connection, checked: Imported, openings: Sequence[Case], intaker: IntakeContext
) -> tuple[Imported, Effects]:
    """Take all the rows in, in this one transaction."""
    filed, heads = _store(connection, openings, intaker)
    taken = tuple(
        structs.replace(row, repeat=each.repeat, case_id=each.case_id, reference=each.reference)
        for row, each in zip(checked.taken, filed, strict=True)
    )
    return Imported(stored=True, taken=taken, refused=()), heads


def _store(
    connection: Connection, openings: Sequence[Case], intaker: IntakeContext
) -> tuple[list[FiledCase], Effects]:
    filed: list[FiledCase] = []
    changes: list[ScopeChange] = []
    for start in range(0, len(openings), _AT_ONCE):
        part = openings[start : start + _AT_ONCE]
        filings = [Filing(each, intaker.actor, intaker.now) for each in part]
        answers, moved = tell(connection, filings, intaker.references.at(connection).library)
        filed.extend(answers)
        changes.extend(moved)
    return filed, last(publish(connection, changes))


def _read(connection: Connection, raw: Sequence[msgspec.Raw], intaker: IntakeContext) -> list[_Row]:
    checks = _Checks(connection, intaker)
    first_with: dict[str, int] = {}
    rows: list[_Row] = []
    for number, body in enumerate(raw, 1):
        row = checks.row(number, body)
        before = first_with.setdefault(row.external_reference, number)
        if row.external_reference and before != number:
            again = _("Row {n} has the same external reference.", n=before)
            row = replace(row, reasons=(*row.reasons, again))
        rows.append(row)
    return rows


def _refused(row: _Row) -> RowRefused:
    return RowRefused(
        row=row.number,
        external_reference=row.external_reference,
        reasons=tuple(to_wire(reason) for reason in row.reasons),
    )


def _taken(row: _Row, filed: FiledCase) -> RowTaken:
    return RowTaken(
        row=row.number,
        external_reference=row.external_reference,
        repeat=filed.repeat,
        case_id=filed.case_id,
        reference=filed.reference,
    )


class _Checks:
    """What a request is checked against, looked up once for many rows."""

    def __init__(self, connection: Connection, intaker: IntakeContext) -> None:
        held = intaker.references.at(connection).values()
        self._queues = {q.name for q in held if isinstance(q, WorkQueue) and q.is_open}
        self._intaker = intaker
        self._library = intaker.references.at(connection).library

    def row(self, number: int, body: msgspec.Raw) -> _Row:
        """Read one row."""
        try:
            request = msgspec.json.decode(body, type=Intake)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return _Row(number, _reference_of(body), None, (why(error),))
        case = opening(request, self._intaker.new_id())
        return _Row(number, request.external_reference, case, tuple(self.run(request, case)))

    def run(self, request: Intake, case: Case) -> Iterator[Message]:
        """The reasons against one request."""
        found = faults(request)
        yield from found
        if request.queue not in self._queues:
            yield _("There is no queue “{queue}”.", queue=request.queue)
        for clause in case.enforcement.clauses if case.enforcement else ():
            if self._library.clause(clause) is None:
                yield _("The policies have no clause {clause}.", clause=clause.label())
        if not found:
            yield from self._by_the_rules(case)

    def _by_the_rules(self, case: Case) -> Iterator[Message]:
        actor, now, library = self._intaker.actor, self._intaker.now, self._library
        try:
            decide(CASE, scene_of(case, actor, now, library), File(opening=case))
        except Refused as refusal:
            yield refusal.reason


class _Reference(msgspec.Struct, frozen=True):
    external_reference: str = ""


def _reference_of(body: msgspec.Raw) -> str:
    """What a faulty row calls itself, so that its sender finds it."""
    try:
        return msgspec.json.decode(body, type=_Reference).external_reference[:120]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
