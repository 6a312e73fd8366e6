"""The description of the server loads, and whatever it allows gets an answer, never a trace."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.bench import ADMIN, Desk, TestServer

OPERATIONS = {
    ("GET", "/health"),
    ("POST", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    *(("POST", f"/api/{form}/{name}") for form in ("v1", "v2") for name in ("push", "sync")),
    *(("GET", f"/api/{form}/nudges") for form in ("v1", "v2")),
    ("POST", "/api/v1/house"),
    ("GET", "/api/v2/jobs/{job}/results"),
    ("POST", "/api/v1/cases"),
    ("POST", "/api/v1/import"),
    ("GET", "/api/v2/sessions"),
    ("DELETE", "/api/v2/sessions"),
    ("POST", "/api/v2/password"),
    ("POST", "/api/v2/deposit"),
}
# What those are told who name nobody, or whose access stands.
SAID = {"/api/v2/password": {404, 409}, "/api/v2/deposit": {409}}
# Streams that do not end, and one that would end the session of the test.
LEFT_OUT = {
    ("GET", "/api/v1/nudges"),
    ("GET", "/api/v2/nudges"),
    ("DELETE", "/api/v1/session"),
}
# Says of whatever is sent that it is not taken here any more.
GONE = "/api/v1/house"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[asyncio.AbstractEventLoop, Desk, Any]]:
    """An administrator, on a loop that a test of many examples can come back to."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(TestServer.start(tmp_path))
    admin = loop.run_until_complete(server.client(ADMIN))
    described = loop.run_until_complete(admin.http.get("/openapi.json")).json()
    yield loop, admin, schemathesis.openapi.from_dict(described)
    loop.run_until_complete(server.stop())
    loop.close()


def operations(schema: Any) -> dict[tuple[str, str], Any]:
    found = [result.ok() for result in schema.get_all_operations()]
    return {(each.method.upper(), each.path): each for each in found}


def test_all_addresses_are_described(desk) -> None:
    _loop, _admin, schema = desk
    assert set(operations(schema)) == OPERATIONS


# Invented lives and cursors look like data that was put back.
@pytest.mark.expects_log("the data went back")
@pytest.mark.parametrize("wanted", sorted(OPERATIONS - LEFT_OUT))
def test_what_the_description_allows_is_answered(desk, wanted: tuple[str, str]) -> None:
    loop, admin, schema = desk
    operation = operations(schema)[wanted]

    @given(case=operation.as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def is_answered(case: Any) -> None:
        body = case.body if isinstance(case.body, dict | list | str | int | float) else None
        sent = admin.http.request(*wanted, json=body, headers={"accept-encoding": "identity"})
        response = loop.run_until_complete(sent)
        answered = {410} if wanted[1] == GONE else {200, 201, 400, 401, 413, 429}
        # A job of the name of its place is none.
        answered |= {404} if "{" in wanted[1] else set()
        answered |= SAID.get(wanted[1], set())
        assert response.status_code in answered, response.text
        if response.status_code >= 400:
            assert response.json().keys() == {"reason", "remedy", "detail"}

    is_answered()


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"device":1}', b"[" * 5000, b'"\\ud800"']
)
@pytest.mark.parametrize("path", sorted(path for verb, path in OPERATIONS if verb == "POST"))
def test_garbage_gets_a_sentence(desk, path: str, body: bytes) -> None:
    loop, admin, _schema = desk
    response = loop.run_until_complete(admin.http.post(path, content=body))
    assert response.status_code == (410 if path == GONE else 400)
    assert response.json()["reason"]["id"]
    assert "Traceback" not in response.text
