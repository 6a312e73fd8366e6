"""Signing in: who may, for how long, and what becomes of those who guess."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.bench import ADMIN, PASSWORD, PRIYA, WEI, Clock, Desk, TestServer
from workstation.domain.actor import Actor
from workstation.domain.taxonomy import Role
from workstation.server.accounts import TRIES_HERE, Passwords
from workstation.server.tables import ACCOUNT, SESSION


async def whole(desk: Desk) -> int:
    """The status of a request that needs a session."""
    return (await desk.http.post("/api/v2/sync", json={"device": "d", "cursors": {}})).status_code


def stranger(server: TestServer, actor: Actor = WEI, address: str = "10.0.0.1") -> Desk:
    """Somebody at a keyboard, not signed in."""
    return Desk(server, actor, "device", server.transport(address))


async def test_a_password_gives_a_token_and_who_it_stands_for(
    server: TestServer, clock: Clock
) -> None:
    desk = stranger(server)
    body = (await desk.sign_in()).json()
    assert body["actor"]["id"] == "wei.ling"
    assert body["expires_at"] == "2026-09-09T04:00:00Z"
    assert len(body["token"]) >= 43
    assert await whole(desk) == 200


async def test_neither_password_nor_token_is_stored(server: TestServer) -> None:
    desk = stranger(server)
    token = (await desk.sign_in()).json()["token"]

    def everything(connection) -> str:
        rows = [*connection.execute(select(SESSION)), *connection.execute(select(ACCOUNT))]
        return repr(rows)

    text = await server.store._database.read(everything)
    assert "$argon2id$" in text
    assert token not in text
    assert PASSWORD not in text


@pytest.mark.parametrize("user", ["wei.ling", "nobody", ""])
async def test_a_wrong_name_and_a_wrong_password_sound_the_same(
    server: TestServer, user: str
) -> None:
    response = await stranger(server, replace(WEI, id=user)).sign_in("wrong")
    assert response.status_code == 401
    assert response.json()["reason"] == {"id": "The name or the password is wrong."}


async def test_a_name_that_no_database_takes_is_no_outage(server: TestServer) -> None:
    response = await stranger(server, replace(WEI, id="w\x00")).sign_in()
    assert response.status_code in {400, 401}


async def test_guessing_is_slowed_down_for_that_name_at_that_place(
    server: TestServer, clock: Clock
) -> None:
    guesser = stranger(server)
    for _ in range(TRIES_HERE):
        assert (await guesser.sign_in("wrong")).status_code == 401
    held = await guesser.sign_in()
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) == 15 * 60
    assert (await stranger(server, PRIYA).sign_in()).status_code == 200
    assert (await stranger(server, address="10.0.0.2").sign_in()).status_code == 200
    clock.advance(minutes=15, seconds=1)
    assert (await guesser.sign_in()).status_code == 200


async def test_the_right_password_clears_earlier_slips(server: TestServer) -> None:
    desk = stranger(server)
    for _ in range(3):
        for _ in range(TRIES_HERE - 1):
            await desk.sign_in("wrong")
        assert (await desk.sign_in()).status_code == 200


async def test_a_session_ends_by_itself_and_when_it_is_told_to(
    server: TestServer, clock: Clock
) -> None:
    first, second = await server.client(WEI), await server.client(WEI, device="two")
    assert (await first.http.delete("/api/v1/session")).status_code == 204
    assert (await whole(first), await whole(second)) == (401, 200)
    clock.advance(days=7)
    assert await whole(second) == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer \xe9"])
async def test_no_token_or_a_wrong_one_is_nobody(server: TestServer, header: str) -> None:
    desk = stranger(server)
    headers = [(b"authorization", header.encode("latin-1"))]
    response = await desk.http.post("/api/v2/push", content=b"{}", headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"


async def test_whoever_left_is_shut_out_at_once(server: TestServer) -> None:
    desk = await server.client(WEI)
    await server.store.people.revoke("wei.ling")
    assert await whole(desk) == 403
    assert (await desk.sign_in()).status_code == 403
    assert (await desk.sign_in("wrong")).status_code == 401
    assert "wei.ling" not in {each.id for each in await server.store.people.directory()}


async def test_an_account_that_is_opened_again_has_no_old_sessions(server: TestServer) -> None:
    desk = await server.client(WEI)
    await server.store.people.revoke("wei.ling")
    await server.user(WEI)
    assert await whole(desk) == 401
    assert (await desk.sign_in()).status_code == 200


async def test_nobody_signs_in_as_the_platform(server: TestServer) -> None:
    with pytest.raises(ValueError, match="system"):
        await server.user(replace(WEI, id="system"))


async def test_only_those_who_bring_requests_in_may(server: TestServer) -> None:
    allowed = {}
    for actor in (WEI, PRIYA, ADMIN):
        desk = await server.client(actor)
        allowed[actor.id] = [
            (await desk.http.post(path, content=b"{}")).status_code
            for path in ("/api/v1/cases", "/api/v1/import")
        ]
    assert allowed == {"wei.ling": [403, 403], "priya.nair": [400, 400], "admin": [400, 400]}


async def test_a_new_role_counts_from_the_next_request(server: TestServer) -> None:
    desk = await server.client(WEI)
    await server.store.people.change(replace(WEI, roles=frozenset({Role.ADMIN})))
    assert (await desk.http.post("/api/v1/cases", content=b"{}")).status_code == 400


def test_passwords_are_hashed_with_a_salt_and_checked() -> None:
    passwords = Passwords(cheap=True)
    first, second = passwords.hash("长密码 with spaces"), passwords.hash("长密码 with spaces")
    assert first != second
    assert passwords.fits(first, "长密码 with spaces")
    assert not passwords.fits(first, "other")
    assert not passwords.fits("not a hash", "other")
    assert not passwords.fits(None, "nobody")


def test_the_hash_of_a_real_server_is_slow_enough() -> None:
    assert "m=65536,t=3" in Passwords().hash("x")
