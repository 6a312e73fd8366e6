"""The door for unsent work, as somebody finds it who talks HTTP by hand."""

import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from tests.bench import ADMIN, LINA, START, WEI, Desk
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import Team, office
from tests.journeys.test_deposits import ended, laid_down, led
from workstation.domain.people.person import OpenAccess
from workstation.domain.people.records import person_id

__all__ = ["fresh_database", "postgresql", "url"]


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url) as found:
        yield found


async def lay(desk: Desk, words: Sequence[str], start: int = 0) -> int:
    items = [
        {
            "id": f"item-{n}",
            "at": START.isoformat(),
            "record_kind": "case",
            "record_id": "case-1",
            "words": [{"en": each, "zh": ""}],
        }
        for n, each in enumerate(words, start)
    ]
    body = json.dumps({"items": items}).encode()
    return (await desk.http.post("/api/v2/deposit", content=body)).status_code


async def test_nothing_is_read_of_whom_nobody_knows(team: Team) -> None:
    wei = await team.server.client(WEI)
    wei.http.headers["authorization"] = "Bearer t-unknown"
    broken = await wei.http.post("/api/v2/deposit", content=b'{"items":["x"')
    assert broken.status_code == 401
    large = await wei.http.post("/api/v2/deposit", content=b"x" * 3_000_000)
    assert large.status_code == 401


async def test_it_takes_so_many_items_and_no_more(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei = await team.server.client(WEI)
    await ended(admin)
    for start in (0, 400):
        assert await lay(wei, ["short"] * 400, start) == 200
    assert await lay(wei, ["short"] * 400, 800) == 409
    # What is there already counts once.
    assert await lay(wei, ["short"] * 400, 0) == 200
    (deposit,) = await laid_down(lina)
    assert len(deposit.items) == 800


async def test_it_takes_so_much_and_no_more(team: Team) -> None:
    admin = await led(team)
    lina = await team.seat(LINA)
    wei = await team.server.client(WEI)
    await ended(admin)
    said = [await lay(wei, ["a" * 1_500_000], n) for n in range(4)]
    assert said == [200, 200, 409, 409]
    (deposit,) = await laid_down(lina)
    assert len(deposit.items) == 2


async def test_a_key_for_depositing_opens_nothing_else(team: Team) -> None:
    admin = await led(team)
    wei = await team.server.client(WEI)
    await ended(admin)
    refused = await wei.sign_in()
    assert refused.status_code == 403
    wei.http.headers["authorization"] = f"Bearer {refused.json()['deposits_with']}"
    assert await lay(wei, ["short"]) == 200
    asked = b'{"device":"device-wei.ling","epoch":"","cursors":{}}'
    assert (await wei.http.post("/api/v2/sync", content=asked)).status_code == 403
    assert (await wei.http.get("/api/v2/sessions")).status_code == 403
    # Access that was opened again begins anew.
    await admin.app.records.submit(person_id(WEI.id), OpenAccess())
    await admin.sync()
    assert (await wei.http.post("/api/v2/sync", content=asked)).status_code == 401
    assert await lay(wei, ["short"]) == 401


async def test_a_wrong_password_brings_no_key(team: Team) -> None:
    admin = await led(team)
    wei = await team.server.client(WEI)
    await ended(admin)
    refused = await wei.sign_in("a guess")
    assert refused.status_code == 401
    assert "deposits_with" not in refused.json()


async def test_a_token_that_was_given_back_lays_down_and_opens_nothing(team: Team) -> None:
    admin = await led(team)
    wei = await team.server.client(WEI)
    assert (await wei.http.delete("/api/v1/session")).is_success
    assert (await wei.http.get("/api/v2/sessions")).status_code == 401
    assert await lay(wei, ["short"]) == 409
    await ended(admin)
    assert await lay(wei, ["short"]) == 200
    assert (await wei.http.get("/api/v2/sessions")).status_code == 403


@pytest.mark.parametrize("user", ["wei ling", "李娜"])
async def test_people_of_november_can_be_changed(team: Team, user: str) -> None:
    admin = await team.server.client(ADMIN)
    envelope = admin.envelope(person_id(user), OpenAccess())
    assert (await admin.push(envelope)).status_code == 200
    for id_ in ("", "person:\n", "person:" + "x" * 400):
        broken = await admin.push(admin.envelope(id_, OpenAccess()))
        assert broken.status_code == 400
