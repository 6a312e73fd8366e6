"""Requests from outside: stored before they are answered, once, or refused with every reason."""

import asyncio
from typing import Any

import msgspec
import pytest

from tests.bench import ADMIN, PRIYA, WEI, Desk, TestServer
from tests.workstation.server.replica import Replica
from workstation.domain.taxonomy import IntakeFault, State
from workstation.wire.intake import Imported, ImportRequest, Intake


def request(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A request as a source system sends it."""
    return {
        "external_reference": f"SRC-{number}",
        "kind": "APPEAL",
        "title": {"en": "Trail shoes", "zh": "越野跑鞋"},
        "severity": "P2",
        "queue": "sg-commerce",
        "market": "SG",
        "filed_at": "2026-09-02T15:42:00+08:00",
        "applicant": "M1",
        "parties": [{"id": "M1", "role": "MERCHANT", "name": f"Shop {number}", "language": "EN"}],
        "object": {"type": "LISTING", "id": f"LST-{number}", "title": "Norvane Ridge 3"},
        "enforcement": {
            "actions": ["A_LISTING_REMOVED", "A_FUNDS_HELD", "A_POINTS"],
            "clauses": [{"code": "AUT", "clause": "2.1", "version": "2.0"}],
            "conduct_on": "2026-08-18",
            "notice_on": "2026-08-18",
            "decided_by": {"id": "model", "name": "Listing model"},
            "automated": True,
            "points": 12,
            "amount": "8460.00",
            "facts": {"en": "No chain of invoices.", "zh": "发票链不完整。"},
        },
        "claim": {"text": "Our goods are genuine.", "language": "EN"},
        "evidence": [{"type": "EV_PURCHASE_INVOICE", "file": "invoice.pdf", "source": "M1"}],
    } | changes


async def send(desk: Desk, body: Any) -> tuple[int, dict[str, Any]]:
    response = await desk.http.post("/api/v1/cases", json=body)
    return response.status_code, response.json()


async def imported(desk: Desk, *rows: Any, dry_run: bool = False) -> Imported:
    body = ImportRequest(
        rows=tuple(msgspec.Raw(msgspec.json.encode(row)) for row in rows), dry_run=dry_run
    )
    response = await desk.http.post("/api/v1/import", content=msgspec.json.encode(body))
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=Imported)


async def stored(server: TestServer) -> Replica:
    replica = Replica()
    await replica.converge(await server.client(WEI, device="reader"))
    return replica


async def test_a_request_becomes_a_case_with_a_number_of_ours(server: TestServer) -> None:
    status, taken = await send(await server.client(ADMIN), request())
    assert status == 201
    assert taken["reference"] == "R-2026-0001"
    case = (await stored(server)).case(taken["case_id"])
    assert case.state is State.QUEUED
    assert case.external_reference == "SRC-1"
    measures = [(m.action.value, m.points, m.money and str(m.money.amount))
                for m in case.enforcement.measures]  # fmt: skip
    assert measures == [
        ("A_LISTING_REMOVED", 0, None),
        ("A_FUNDS_HELD", 0, "8460.00"),
        ("A_POINTS", 12, None),
    ]
    assert case.evidence[0].id == "E1"
    assert case.letters[0].text.en.count("R-2026-0001") == 1
    assert await server.store.verify() == ()


async def test_a_repeat_is_the_same_case(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    first = await send(admin, request())
    again = await send(admin, request(title={"en": "Sent again"}))
    assert (first[0], again[0]) == (201, 200)
    assert first[1] == again[1]
    assert len((await stored(server)).cases) == 1


async def test_concurrent_repeats_are_one_case(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    answers = await asyncio.gather(*(send(admin, request()) for _ in range(6)))
    assert sorted(status for status, _ in answers) == [200] * 5 + [201]
    assert len({taken["case_id"] for _, taken in answers}) == 1


async def test_a_second_request_about_the_same_is_a_duplicate(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    _, first = await send(admin, request())
    _, second = await send(admin, request(external_reference="SRC-2"))
    case = (await stored(server)).case(second["case_id"])
    assert case.state is State.INTAKE_CHECK
    assert case.faults == (IntakeFault.DUPLICATE,)
    assert case.duplicate_of == first["reference"]


FAULTS = [
    ({"severity": "P9"}, "The field {field} cannot be “{value}”."),
    ({"filed_at": "2026-09-02T15:42:00"}, "The time in the field {field} does not say its zone."),
    ({"filed_at": "yesterday"}, "The field {field} is not a date or time such as 2026-08-31."),
    ({"external_reference": ""}, "The field {field} is empty."),
    ({"external_reference": "a\x00b"}, "The field {field} holds something else than is expected."),
    ({"market": "x" * 200}, "The field {field} is longer than {limit}."),
    ({"colour": "red"}, "There is no field called {field}."),
    ({"applicant": "M9"}, "The applicant {id} is not one of the parties."),
    ({"title": {"en": " "}}, "The title is empty in both languages."),
    ({"queue": "typo"}, "There is no queue “{queue}”."),
    ({"parties": []}, "The field {field} is empty."),
    ({"filed_at": "9999-12-31T23:59:59Z"}, "Nothing in a request can be of {day}."),
    ({"filed_at": "0001-01-01T00:00:00+14:00"}, "Nothing in a request can be of {day}."),
    (
        {"enforcement": request()["enforcement"] | {"notice_on": "9999-12-31"}},
        "Nothing in a request can be of {day}.",
    ),
]


@pytest.mark.parametrize(("change", "reason"), FAULTS)
async def test_a_fault_is_named(server: TestServer, change: dict, reason: str) -> None:
    status, trouble = await send(await server.client(ADMIN), request(**change))
    assert (status, trouble["reason"]["id"]) == (400, reason)
    assert (await stored(server)).cases == []


async def test_a_missing_field_and_an_unknown_clause_are_named(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    body = request()
    del body["queue"]
    _, missing = await send(admin, body)
    assert missing["reason"]["args"] == {"field": {"s": "queue"}}
    body = request()
    body["enforcement"]["clauses"][0]["version"] = "7.7"
    _, unknown = await send(admin, body)
    assert unknown["reason"]["args"] == {"clause": {"s": "AUT 2.1 v7.7"}}
    body = request()
    body["enforcement"] |= {"actions": [], "amount": "NaN"}
    _, money = await send(admin, body)
    assert money["reason"]["id"] == "There are points, but the action A_POINTS is missing."


async def test_an_import_takes_all_rows_in(server: TestServer) -> None:
    priya = await server.client(PRIYA)
    await send(priya, request(3))
    answer = await imported(priya, *(request(n) for n in range(1, 6)))
    assert answer.stored
    assert [row.repeat for row in answer.taken] == [False, False, True, False, False]
    assert [row.reference for row in answer.taken] == [f"R-2026-000{n}" for n in (2, 3, 1, 4, 5)]
    assert len((await stored(server)).cases) == 5
    assert await server.store.verify() == ()


async def test_one_bad_row_keeps_all_out_and_every_fault_is_named(server: TestServer) -> None:
    priya = await server.client(PRIYA)
    answer = await imported(
        priya,
        request(1),
        request(2, severity="urgent"),
        "not even an object",
        request(1),
        request(5, applicant="X", queue="typo"),
    )
    assert not answer.stored
    assert [row.row for row in answer.taken] == [1]
    assert [(row.row, row.external_reference) for row in answer.refused] == [
        (2, "SRC-2"),
        (3, ""),
        (4, "SRC-1"),
        (5, "SRC-5"),
    ]
    assert [len(row.reasons) for row in answer.refused] == [1, 1, 1, 2]
    assert answer.refused[2].reasons[0].id == "Row {n} has the same external reference."
    assert (await stored(server)).cases == []


async def test_a_dry_run_stores_nothing_and_says_the_same(server: TestServer) -> None:
    priya = await server.client(PRIYA)
    answer = await imported(priya, request(1), request(2), dry_run=True)
    assert not answer.stored
    assert [row.row for row in answer.taken] == [1, 2]
    assert answer.refused == ()
    assert (await stored(server)).cases == []
    assert (await imported(priya, request(1))).taken[0].reference == "R-2026-0001"


async def test_an_import_that_fails_half_way_leaves_nothing(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second part trips: the first, already written, has to go as well."""
    from workstation.domain.problem import Refused
    from workstation.i18n import _
    from workstation.server import intake

    real = intake.file_all
    monkeypatch.setattr(intake, "_AT_ONCE", 2)

    def trips(connection, filings, library):
        if len(filings) == 1:
            raise Refused(_("No."), _("No."))
        return real(connection, filings, library)

    monkeypatch.setattr(intake, "file_all", trips)
    priya = await server.client(PRIYA)
    body = ImportRequest(
        rows=tuple(msgspec.Raw(msgspec.json.encode(request(n))) for n in (1, 2, 3))
    )
    response = await priya.http.post("/api/v1/import", content=msgspec.json.encode(body))
    assert response.status_code == 400
    assert (await stored(server)).cases == []


def test_the_description_of_an_intake_is_strict() -> None:
    schema = msgspec.json.schema(Intake)["$defs"]["Intake"]
    assert schema["additionalProperties"] is False
