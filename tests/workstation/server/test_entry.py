"""Sessions are listed and ended, passwords given out for one time: by administrators, over HTTP."""

import pytest

from tests.bench import ADMIN, PRIYA, WEI, Clock, Desk, TestServer
from tests.workstation.server.test_own_passwords import OWN, enter, whole

OTHERS = pytest.mark.parametrize("actor", [WEI, PRIYA])


async def sessions(desk: Desk, user: str = "") -> dict[str, bool]:
    """The devices on which somebody is signed in, and whether it is the one that asks."""
    response = await desk.http.get("/api/v2/sessions", params={"user": user})
    assert response.status_code == 200, response.text
    return {each["device"]: each["is_this"] for each in response.json()["sessions"]}


async def test_sessions_are_listed_and_ended(server: TestServer, clock: Clock) -> None:
    admin = await server.client(ADMIN)
    one = await server.client(WEI, "laptop")
    clock.advance(minutes=5)
    two = await server.client(WEI, "desk pc")
    assert await sessions(admin, WEI.id) == {"desk pc": False, "laptop": False}
    assert await sessions(two) == {"desk pc": True, "laptop": False}
    params = {"user": WEI.id, "device": "laptop"}
    ended = await admin.http.delete("/api/v2/sessions", params=params)
    assert ended.json() == {"ended": 1}
    assert [await whole(each) for each in (one, two)] == [401, 200]
    ended = await admin.http.delete("/api/v2/sessions", params={"user": WEI.id})
    assert ended.json() == {"ended": 1}
    assert await whole(two) == 401
    assert await sessions(admin, WEI.id) == {}


async def test_of_ones_own_the_one_that_asks_goes_on(server: TestServer) -> None:
    here, there = await server.client(WEI, "here"), await server.client(WEI, "there")
    assert (await here.http.delete("/api/v2/sessions")).json() == {"ended": 1}
    assert [await whole(each) for each in (here, there)] == [200, 401]


@OTHERS
async def test_those_of_others_are_for_administrators(server: TestServer, actor) -> None:
    desk = await server.client(actor)
    params = {"user": ADMIN.id}
    answers = [
        await desk.http.get("/api/v2/sessions", params=params),
        await desk.http.delete("/api/v2/sessions", params=params),
        await desk.http.post("/api/v2/password", json={"user": ADMIN.id}),
    ]
    assert [each.status_code for each in answers] == [403, 403, 403]
    assert {each.json()["reason"]["id"] for each in answers} == {"Your role does not allow this."}


async def test_a_password_is_told_once_and_is_for_one_time(server: TestServer) -> None:
    admin, wei = await server.client(ADMIN), await server.client(WEI)
    told = await admin.http.post("/api/v2/password", json={"user": " Wei.Ling "})
    assert told.status_code == 200, told.text
    password = told.json()["password"]
    assert told.json()["user"] == WEI.id
    assert await whole(wei) == 401
    listed = await admin.http.get("/api/v2/sessions", params={"user": WEI.id})
    assert listed.json() == {"sessions": [], "one_time": True}
    assert (await enter(server, password)).json()["needs"] == "new_password"
    assert (await enter(server, password, OWN)).status_code == 200
    listed = await admin.http.get("/api/v2/sessions", params={"user": WEI.id})
    assert listed.json()["one_time"] is False


async def test_who_is_nobody_who_has_no_access_and_who_asks_get_none(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    await server.store.people.revoke(WEI.id)

    async def asked(user: str) -> tuple[int, str]:
        response = await admin.http.post("/api/v2/password", json={"user": user})
        return response.status_code, response.json()["reason"]["id"]

    assert await asked("nobody") == (404, "There is nobody of that name.")
    assert await asked(WEI.id) == (409, "Their access has ended.")
    assert await asked(ADMIN.id) == (409, "Nobody gives themselves a password for one time.")
    assert (await admin.http.get("/api/v2/sessions", params={"user": "nobody"})).status_code == 404
