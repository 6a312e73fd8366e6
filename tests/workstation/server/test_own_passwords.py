"""A password that was given out lets its owner in only to set one of their own."""

from dataclasses import replace

import httpx
import pytest

from tests.bench import PASSWORD, SERVER, WEI, Clock, Desk, TestServer
from workstation.server import accounts
from workstation.server.accounts import TRIES_HERE, Passwords
from workstation.sync.http import HttpTransport
from workstation.sync.problem import Fault, SyncProblem
from workstation.wire.session import SignInRequest

GIVEN = "hmkwd-rtpae-zzyqb-fcnnu"
OWN = "tide lamp orbit 7"


async def give_out(server: TestServer, password: str = GIVEN) -> None:
    """Have an administrator give WEI a password for one time."""
    hashed = Passwords(cheap=True).hash(password)

    def set_it(connection) -> None:
        accounts.set_password(connection, WEI.id, hashed, one_time=True)

    await server.store._database.write(set_it)


async def enter(
    server: TestServer, password: str, new: str = "", device: str = "one"
) -> httpx.Response:
    desk = Desk(server, WEI, device, server.transport())
    body = {"user": WEI.id, "password": password, "device": device, "new_password": new}
    return await desk.http.post("/api/v1/session", json=body)


async def whole(desk: Desk) -> int:
    """The status of a request that needs a session."""
    return (await desk.http.post("/api/v2/sync", json={"device": "d", "cursors": {}})).status_code


async def test_a_one_time_password_only_sets_another(server: TestServer) -> None:
    await give_out(server)
    held = await enter(server, GIVEN)
    assert held.status_code == 403
    assert held.json()["reason"] == {"id": "This password was given out for one time only."}
    assert held.json()["needs"] == "new_password"
    assert (await enter(server, GIVEN, OWN)).status_code == 200
    assert (await enter(server, GIVEN)).status_code == 401
    assert (await enter(server, GIVEN, "another good one 9")).status_code == 401
    assert (await enter(server, OWN)).status_code == 200


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("short", "A password has at least {n} characters."),
        ("Password-2026!", "This password is one of the first that are tried."),
        ("Wei-Ling-2026-x", "A password must not be made of your name."),
        (GIVEN, "The new password is the old one."),
    ],
)
async def test_the_server_looks_at_the_new_one(server: TestServer, new: str, said: str) -> None:
    await give_out(server)
    held = await enter(server, GIVEN, new)
    assert held.status_code == 400
    assert held.json()["reason"]["id"] == said
    assert (await enter(server, GIVEN)).status_code == 403
    assert (await enter(server, GIVEN, OWN)).status_code == 200


async def test_slips_with_the_new_one_are_no_guesses(server: TestServer) -> None:
    await give_out(server)
    for _n in range(TRIES_HERE + 1):
        assert (await enter(server, GIVEN, "short")).status_code == 400
        assert (await enter(server, GIVEN)).status_code == 403
    for _n in range(TRIES_HERE):
        assert (await enter(server, "wrong", OWN)).status_code == 401
    assert (await enter(server, GIVEN, OWN)).status_code == 429


async def test_ones_own_change_ends_all_other_sessions(server: TestServer, clock: Clock) -> None:
    thief, colleague = await server.client(WEI), await server.client(replace(WEI, id="li.na"))
    answer = await enter(server, PASSWORD, OWN, device="two")
    assert answer.status_code == 200
    mine = Desk(server, WEI, "two", server.transport())
    mine.http.headers["authorization"] = f"Bearer {answer.json()['token']}"
    assert (await whole(thief), await whole(mine), await whole(colleague)) == (401, 200, 200)
    assert (await thief.sign_in()).status_code == 401


async def test_a_closed_account_sets_no_password(server: TestServer) -> None:
    await give_out(server)
    await server.store.people.revoke(WEI.id)
    assert (await enter(server, GIVEN, OWN)).json()["reason"]["id"] == "Your access was taken away."
    assert (await enter(server, "wrong", OWN)).status_code == 401


async def test_a_password_that_changed_while_it_was_looked_at_begins_nothing(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, people = await server.client(WEI), server.store.people
    fits = people._passwords.fits

    def slowly(stored: str | None, password: str) -> bool:
        hashed = people._passwords.hash(OWN)
        with server.store._database.transaction() as connection:
            accounts.set_password(connection, WEI.id, hashed)
        return fits(stored, password)

    monkeypatch.setattr(people._passwords, "fits", slowly)
    assert (await enter(server, PASSWORD)).status_code == 401
    monkeypatch.undo()
    assert await whole(before) == 401


async def test_a_backup_keeps_what_is_for_one_time(server: TestServer, tmp_path) -> None:
    await give_out(server)
    await server.backup(tmp_path / "x.backup")
    assert (await enter(server, GIVEN, OWN)).status_code == 200
    await server.restore(tmp_path / "x.backup")
    assert (await enter(server, OWN)).status_code == 401
    assert (await enter(server, GIVEN)).status_code == 403
    assert (await enter(server, GIVEN, OWN)).status_code == 200


async def test_a_workstation_tells_it_from_a_closed_account(server: TestServer) -> None:
    await give_out(server)
    transport = HttpTransport(SERVER, server.transport())
    asked = SignInRequest(user=WEI.id, password=GIVEN, device="d")
    with pytest.raises(SyncProblem) as told:
        await transport.sign_in(asked)
    assert told.value.fault is Fault.NEW_PASSWORD
    assert told.value.reason.id == "This password was given out for one time only."
    await transport.sign_in(
        SignInRequest(user=WEI.id, password=GIVEN, device="d", new_password=OWN)
    )
    await transport.close()
