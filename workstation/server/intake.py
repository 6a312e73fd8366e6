"""Takes in requests from outside: every row of an import is checked by itself, and all are stored
or none."""

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
from workstation.server.new_cases import FiledCase, Filing, file_all, filed_before
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
    opening,
)
from workstation.wire.messages import to_wire
from workstation.wire.parse_problem import why

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class IntakeContext:
    """What requests are taken in with.

    actor, now: who brings them in, and when
    references: the records that their rules look at
    new_id: makes the ids of their cases
    """

    actor: Actor
    now: datetime
    references: References
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that was read: the case that it asks for, None where it asks for none, and what is
    wrong with it."""

    number: int
    external_reference: str
    opening: Case | None
    reasons: tuple[Message, ...]


def take(
    connection: Connection, request: Intake, context: IntakeContext
) -> tuple[FiledCase, Effects]:
    """Store one request, or find the case that it became before. Returns the heads that moved too.
    Raises `Denied` with the first reason against it."""
    known = filed_before(connection, [request.external_reference])
    if request.external_reference in known:
        return known[request.external_reference], {}
    case = opening(request, context.new_id())
    for reason in _Checks(connection, context).run(request, case):
        raise malformed(reason)
    filed, heads = _store(connection, [case], context)
    return filed[0], heads


def last_effects(effects: Iterable[Effects]) -> Effects:
    """How far the scopes are after all of these effects."""
    reached: Effects = {}
    for each in effects:
        reached |= each
    return reached


def check_rows(
    connection: Connection, request: ImportRequest, context: IntakeContext
) -> tuple[Imported, tuple[Case, ...]]:
    """What an import would do, and the cases to store if nothing stands against it.

    It writes nothing and takes a while: nobody has to wait for it.
    """
    rows = _read(connection, request.rows, context)
    refused = tuple(
        RowRefused(
            row=row.number,
            external_reference=row.external_reference,
            reasons=tuple(to_wire(reason) for reason in row.reasons),
        )
        for row in rows
        if row.reasons
    )
    sound = [(row, row.opening) for row in rows if row.opening is not None and not row.reasons]
    known = filed_before(connection, (row.external_reference for row, _case in sound))
    taken: list[RowTaken] = []
    for row, _case in sound:
        filed = known.get(row.external_reference, FiledCase("", ""))
        taken.append(
            RowTaken(
                row=row.number,
                external_reference=row.external_reference,
                repeat=filed.repeat,
                case_id=filed.case_id,
                reference=filed.reference,
            )
        )
    openings = () if refused or request.dry_run else tuple(case for _row, case in sound)
    return Imported(stored=False, taken=tuple(taken), refused=refused), openings


def store_rows(
    connection: Connection, checked: Imported, openings: Sequence[Case], context: IntakeContext
) -> tuple[Imported, Effects]:
    """Store all rows that were checked, in this one transaction. Returns the heads that moved
    too."""
    filed, heads = _store(connection, openings, context)
    taken = tuple(
        structs.replace(row, repeat=each.repeat, case_id=each.case_id, reference=each.reference)
        for row, each in zip(checked.taken, filed, strict=True)
    )
    return Imported(stored=True, taken=taken, refused=()), heads


def _store(
    connection: Connection, openings: Sequence[Case], context: IntakeContext
) -> tuple[list[FiledCase], Effects]:
    filed: list[FiledCase] = []
    changes: list[ScopeChange] = []
    for start in range(0, len(openings), _AT_ONCE):
        part = openings[start : start + _AT_ONCE]
        filings = [Filing(each, context.actor, context.now) for each in part]
        answers, moved = file_all(connection, filings, context.references.at(connection).library)
        filed.extend(answers)
        changes.extend(moved)
    return filed, last_effects(publish(connection, changes))


def _read(connection: Connection, raw: Sequence[msgspec.Raw], context: IntakeContext) -> list[_Row]:
    """The rows of an import, each with what is wrong with it; a reference that an earlier row has
    is a fault of the later one."""
    checks = _Checks(connection, context)
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


class _Checks:
    """Checks requests against the queues, the policies and the rules, which are looked up once for
    many rows."""

    def __init__(self, connection: Connection, context: IntakeContext) -> None:
        held = context.references.at(connection).values()
        self._queues = {q.name for q in held if isinstance(q, WorkQueue) and q.is_open}
        self._context = context
        self._library = context.references.at(connection).library

    def row(self, number: int, body: msgspec.Raw) -> _Row:
        """Read one row, and check it."""
        try:
            request = msgspec.json.decode(body, type=Intake)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return _Row(number, _reference_of(body), None, (why(error),))
        case = opening(request, self._context.new_id())
        return _Row(number, request.external_reference, case, tuple(self.run(request, case)))

    def run(self, request: Intake, case: Case) -> Iterator[Message]:
        """The reasons that stand against one request, of which `case` is what it would become."""
        found = faults(request)
        yield from found
        if request.queue not in self._queues:
            yield _("There is no queue “{queue}”.", queue=request.queue)
        for clause in case.enforcement.clauses if case.enforcement else ():
            if self._library.clause(clause) is None:
                yield _("The policies have no clause {clause}.", clause=clause.label())
        if found:
            return
        scene = scene_of(case, self._context.actor, self._context.now, self._library)
        try:
            decide(CASE, scene, File(opening=case))
        except Refused as refusal:
            yield refusal.reason


class _Reference(msgspec.Struct, frozen=True):
    external_reference: str = ""


def _reference_of(body: msgspec.Raw) -> str:
    """The external reference of a row that cannot be read, so that its sender finds it; "" if
    that cannot be read either."""
    try:
        return msgspec.json.decode(body, type=_Reference).external_reference[:120]
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
