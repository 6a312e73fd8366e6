"""People as records over HTTP: what takes effect at once, for whom, and on both databases."""

import asyncio
import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import inspect, text

from tests.bench import ADMIN, EVERYBODY, LINA, PRIYA, SOFIA, START, WEI, Desk, TestServer
from tests.workstation.server import november
from tests.workstation.server.test_people_commands import OWN, Terminal, terminal
from workstation.domain.commands import AddNote, Claim, Refer, RequestInformation
from workstation.domain.people.crew import ChangeCrew, DissolveCrew, FormCrew, OpenQueue
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.person import (
    AddPerson,
    ChangePerson,
    EndAccess,
    OpenAccess,
    job_of,
)
from workstation.domain.people.records import StaffMember
from workstation.domain.record import Command
from workstation.domain.taxonomy import Role, State, Team
from workstation.domain.text import Bilingual
from workstation.server.migrations import migrate
from workstation.wire.feed import Hello, RecordLine
from workstation.wire.job import Results
from workstation.wire.messages import from_wire
from workstation.wire.push import Applied, Disposition, Parked, Quarantined, Refusal

__all__ = ["terminal"]
OTHER = replace(PRIYA, id="hana.ito", name="Hana Ito", roles=frozenset({Role.ADMIN}))
LEAVES = EndAccess(reason="Left the house.", day=date(2026, 9, 2))
DAY = FormCrew(title=Bilingual("Day", "日班"), lead=PRIYA.id)


async def said(desk: Desk, id_: str, command: Command, seen: int = 1) -> Disposition:
    (answer,) = await desk.give(desk.envelope(id_, command, seen=seen))
    return answer.disposition


async def hello(desk: Desk) -> Hello:
    first = (await desk.sync())[0]
    assert isinstance(first, Hello)
    return first


async def status(desk: Desk) -> int:
    return (await desk.http.post("/api/v2/sync", json={"device": "d", "cursors": {}})).status_code


async def test_an_administrator_adds_somebody_and_everybody_knows(server: TestServer) -> None:
    admin, wei = await server.client(ADMIN), await server.client(WEI)
    added = AddPerson(
        name="Ada Liu", roles=frozenset({Role.SPECIALIST}), queues=frozenset({"cn-export"})
    )
    assert isinstance(await said(admin, "person:ada.liu", added, 0), Applied)
    held = [each for each in await wei.sync() if isinstance(each, RecordLine)]
    assert "person:ada.liu" in {each.id for each in held}
    assert isinstance(await said(wei, "person:ada.liu", ChangePerson(name="x")), Refusal)
    assert isinstance(await said(admin, "person:ada.liu", added, 0), Refusal)
    # Without a password nobody comes in; the server's own commands give one.
    assert (
        await Desk(server, replace(WEI, id="ada.liu"), "d", admin.wire).sign_in()
    ).status_code == 401
    assert await server.store.verify() == ()


async def test_what_somebody_may_changes_at_once(server: TestServer) -> None:
    admin, wei = await server.client(ADMIN), await server.client(WEI)
    more = ChangePerson(queues=frozenset({"cn-export"}), teams=frozenset({Team.LEGAL}))
    assert isinstance(await said(admin, "person:wei.ling", more), Applied)
    now = (await hello(wei)).actor
    assert (now.queues, now.teams, now.roles) == ({"cn-export"}, {Team.LEGAL}, WEI.roles)
    unknown = ChangePerson(queues=frozenset({"cn-export", "sg-comerce"}))
    refused = await said(admin, "person:wei.ling", unknown, 2)
    assert isinstance(refused, Refusal)
    assert "sg-comerce" in str(from_wire(refused.reason).arguments)


async def test_whose_access_ends_is_out_at_once_and_comes_back_without_old_sessions(
    server: TestServer,
) -> None:
    admin, wei = await server.client(ADMIN), await server.client(WEI)
    assert isinstance(await said(admin, "person:wei.ling", LEAVES), Applied)
    assert (await status(wei), (await wei.sign_in()).status_code) == (403, 403)
    assert (await wei.push()).status_code == 403
    assert isinstance(await said(admin, "person:wei.ling", OpenAccess(), 2), Applied)
    assert await status(wei) == 401
    assert (await wei.sign_in()).status_code == 200


async def test_a_crew_is_read_by_who_is_in_it_and_who_leads_it(server: TestServer) -> None:
    admin, wei, priya = [await server.client(each) for each in (ADMIN, WEI, PRIYA)]
    assert isinstance(await said(admin, "crew:day", DAY, 0), Applied)
    assert isinstance(await said(admin, "person:wei.ling", ChangePerson(crew="day")), Applied)
    assert "crew:day" in (await hello(wei)).scopes
    scopes = (await hello(priya)).scopes
    order = ["everyone", "user:priya.nair", "lead:day", "role:SUPERVISOR"]
    assert list(scopes[:4]) == order
    assert isinstance(await said(admin, "crew:day", DissolveCrew()), Refusal)
    assert isinstance(await said(admin, "crew:day", ChangeCrew(lead=LINA.id)), Applied)
    assert "lead:day" not in (await hello(priya)).scopes
    # Her workstation hears that she may read more now, though nobody changed her.
    assert isinstance(await said(admin, "person:wei.ling", ChangePerson(crew=""), 2), Applied)
    assert isinstance(await said(admin, "crew:day", DissolveCrew(), 2), Applied)
    assert "crew:day" not in (await hello(wei)).scopes


async def test_a_conflict_holds_at_once_and_travels_to_few(server: TestServer) -> None:
    filed = await server.file_case()
    priya, wei, lina = [await server.client(each) for each in (PRIYA, WEI, LINA)]
    declared = DeclareConflicts(parties=("ＳＨＯＰ 1",))
    assert isinstance(await said(wei, "interests:wei.ling", declared, 0), Applied)
    assert isinstance(await said(wei, filed.case_id, Claim()), Refusal)
    assert isinstance(await said(wei, "interests:wei.ling", SetConflicts(parties=())), Refusal)
    assert isinstance(await said(lina, "interests:wei.ling", declared, 1), Quarantined)
    for desk, sees in ((wei, True), (priya, True), (lina, False)):
        ids = {each.id for each in await desk.sync() if isinstance(each, RecordLine)}
        assert ("interests:wei.ling" in ids) is sees
    assert isinstance(await said(priya, "interests:wei.ling", SetConflicts(parties=())), Applied)
    assert isinstance(await said(wei, filed.case_id, Claim()), Applied)


async def test_two_administrators_at_once_clash_only_over_the_same(server: TestServer) -> None:
    await server.user(OTHER)
    admin, other = await server.client(ADMIN), await server.client(OTHER)
    name, queues = ChangePerson(name="W. Ling"), ChangePerson(queues=frozenset())
    assert isinstance(await said(admin, "person:wei.ling", name), Applied)
    assert isinstance(await said(other, "person:wei.ling", queues), Applied)
    parked = await said(other, "person:wei.ling", ChangePerson(name="Wei"), 1)
    assert isinstance(parked, Parked)
    assert parked.aspects == ("name",)
    assert (await hello(await server.client(WEI))).actor.name == "W. Ling"


async def test_two_administrators_do_not_end_each_other(server: TestServer) -> None:
    await server.user(OTHER)
    admin, other = await server.client(ADMIN), await server.client(OTHER)
    await asyncio.gather(
        admin.push(admin.envelope(f"person:{OTHER.id}", LEAVES)),
        other.push(other.envelope("person:admin", LEAVES)),
    )
    left = {each.id for each in await server.store.people.directory()} & {ADMIN.id, OTHER.id}
    assert len(left) == 1


async def test_the_last_administrator_cannot_be_ended(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    for command in (LEAVES, ChangePerson(roles=frozenset({Role.POLICY}))):
        assert isinstance(await said(admin, "person:admin", command), Refusal)
    assert await status(admin) == 200


async def test_open_cases_go_back_to_their_queues_and_it_is_said_of_each(
    server: TestServer,
) -> None:
    asks = RequestInformation(party="M1", items=(Bilingual("A photo.", "一张照片。"),))
    asks_team = Refer(team=Team.LEGAL, question="Whose brand?", due_at=START + timedelta(days=2))
    held = [
        (await server.file_case(*steps)).case_id
        for steps in (
            [(WEI, Claim())],
            [(WEI, Claim()), (WEI, asks)],
            [(WEI, Claim()), (WEI, asks_team)],
        )
    ]
    others = (await server.file_case((LINA, Claim()))).case_id
    # An administrator without any queue.
    boss = replace(SOFIA, roles=frozenset({Role.ADMIN}), teams=frozenset())
    await server.user(boss)
    admin, priya, sofia = [await server.client(each) for each in (ADMIN, PRIYA, boss)]
    assert isinstance(await said(admin, "person:wei.ling", LEAVES), Applied)
    # The server stops in between, and goes on.
    await server.down()
    await server.up()
    await server.work_jobs()
    cases = await server.cases()
    assert [cases[each].owner for each in held] == [None, None, None]
    assert [cases[each].state for each in held] == [
        State.IN_REVIEW,
        State.INFO_REQUESTED,
        State.REFERRED,
    ]
    assert cases[others].owner is not None
    job = job_of(StaffMember(id="person:wei.ling", version=2))
    for desk, sees in ((admin, 3), (priya, 3), (sofia, 0)):
        response = await desk.http.get(f"/api/v2/jobs/{job}/results")
        assert response.status_code == 200
        told = msgspec.json.decode(response.content, type=Results)
        # Who sees none of the cases is told how many there were.
        assert (len(told.results), told.out_of_sight) == (sees, 0 if sees else 3)
        assert all(isinstance(each.disposition, Applied) for each in told.results)
        assert [each.member for each in told.results] == held[:sees]
    assert await server.store.verify() == ()


async def test_who_held_nothing_makes_no_job(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    assert isinstance(await said(admin, "person:wei.ling", LEAVES), Applied)
    assert await server.work_jobs() == 0
    ids = {each.id for each in await admin.sync() if isinstance(each, RecordLine)}
    assert not any(each.startswith("job:") for each in ids)


async def test_whoever_speaks_the_form_of_november_is_told_of_a_newer_one(
    server: TestServer,
) -> None:
    wei = await server.client(WEI)
    first, done = (
        await wei.http.post("/api/v1/sync", json={"device": "d", "cursors": {}})
    ).text.splitlines()
    assert '"directory":[{' in first
    assert '"min_client":2' in first
    assert '"t":"done"' in done


async def test_a_name_is_taken_as_it_is_meant(server: TestServer) -> None:
    desk = Desk(server, replace(WEI, id=" WEI.Ling "), "d", server.transport())
    response = await desk.sign_in()
    assert (response.status_code, response.json()["actor"]["id"]) == (200, "wei.ling")


def rows_of_500() -> tuple[list[str], list[int]]:
    """A list with 500 people, and the numbers of ten rows of it that are wrong."""
    wrong = {
        12: "p12,P,SPECIALIST,sg-comerce,",
        50: "p50,P,,sg-commerce,",
        99: "p99,P,SPECIALST,sg-commerce,",
        120: "P 120,P,SPECIALIST,sg-commerce,",
        200: "wei.ling,P,SPECIALIST,sg-commerce,",
        250: "p251,P,SPECIALIST,sg-commerce,",
        300: "p300,P,SPECIALIST,sg-commerce,night",
        400: "p400,P,SYSTEM,sg-commerce,",
        450: ",P,SPECIALIST,sg-commerce,",
        500: "system,P,SPECIALIST,sg-commerce,",
    }
    lines = ["user,name,roles,queues,crew"]
    lines += [
        wrong.get(n, f"p{n},Person {n},SPECIALIST;QUALITY,sg-commerce,") for n in range(2, 502)
    ]
    # Of two of one name the second is wrong.
    return lines, [251 if n == 250 else n for n in wrong]


async def test_of_five_hundred_people_ten_wrong_ones_are_named_and_nobody_is_added(
    server: TestServer, terminal: Terminal, tmp_path: Path
) -> None:
    lines, wrong = rows_of_500()
    file = tmp_path / "people.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    told = (await terminal.refused("add", "--file", str(file))).splitlines()
    assert [int(each.split()[1].strip(",")) for each in told[:-1]] == wrong
    assert told[0] == (
        "Row 12, p12: There is no queue “sg-comerce”. "
        "Did you mean “sg-commerce”? Otherwise open the queue first."
    )
    assert "Row 251, p251: p251 has access already." in told[5]
    assert told[-1] == "10 rows cannot be taken in; nobody was added."
    assert len(await server.store.people.directory()) == len(EVERYBODY)
    kept = [line for n, line in enumerate(lines, 1) if n not in wrong]
    file.write_text("\n".join(kept), encoding="utf-8")
    listed = await terminal.people("add", "--file", str(file))
    head, *rows = csv.reader(io.StringIO(listed))
    assert head == ["user", "one-time password"]
    assert len(rows) == 490
    assert len(await server.store.people.directory()) == len(EVERYBODY) + 490
    user, given = rows[7]
    desk = Desk(server, replace(WEI, id=user), "d", server.transport())
    assert (await desk.sign_in(given)).status_code == 403
    body = {"user": user, "password": given, "device": "d", "new_password": OWN}
    assert (await desk.http.post("/api/v1/session", json=body)).status_code == 200
    assert await server.store.verify() == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "The column 'user' is missing."),
        ("name,roles\nx,ADMIN", "The column 'user' is missing."),
        ("user,roles,role\nx,ADMIN,", "The column 'role' is unknown."),
        ("user,roles,user\nx,ADMIN,x", "The column 'user' is there twice."),
        ("\0", "unknown encoding"),
    ],
)
async def test_what_is_no_list_of_people_is_said(
    server: TestServer, terminal: Terminal, tmp_path: Path, content: str, why: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(content, encoding="utf-8")
    assert why in await terminal.refused("add", "--file", str(file))
    assert "cannot be read" in await terminal.refused("add", "--file", str(tmp_path / "none"))
    assert len(await server.store.people.directory()) == len(EVERYBODY)


async def test_accounts_of_before_become_records_with_a_history(server: TestServer) -> None:
    """All that was said of an account is said by records, and once more by the account."""
    partial = replace(LINA, conflicts=frozenset({"Bamboo", "林记小店"}))
    await server.user(partial)
    filed = await server.file_case((WEI, Claim()), queue="of-a-case")
    await server.store.people.revoke(SOFIA.id)
    before = await server.store.people.directory()
    database = server.store._database
    await database.write(lambda c: november.take_back(c, "0005"))
    await database.write(migrate)

    def down_and_up(connection) -> None:
        migrate(connection, "0009")
        columns = {each["name"] for each in inspect(connection).get_columns("account")}
        assert {"actor", "revoked"} <= columns
        kinds = "SELECT count(*) FROM record WHERE kind NOT IN ('case', 'glossary')"
        assert connection.execute(text(kinds)).scalar_one() == 0
        closed = connection.execute(text("SELECT id FROM account WHERE revoked")).scalars().all()
        assert closed == [SOFIA.id]
        migrate(connection)

    await database.write(down_and_up)
    await server.down()
    await server.up()
    assert await server.store.people.directory() == before
    assert await server.store.verify() == ()
    admin, wei = await server.client(ADMIN), await server.client(WEI)
    sofia = Desk(server, SOFIA, "d", server.transport())
    assert (await sofia.sign_in()).status_code == 403
    queues = frozenset({"of-a-case", "sg-commerce"})
    assert isinstance(await said(admin, "person:li.na", ChangePerson(queues=queues)), Applied)
    assert isinstance(await said(wei, filed.case_id, AddNote(text="On we go"), 2), Applied)
    assert isinstance(await said(admin, f"person:{SOFIA.id}", OpenAccess(), 2), Applied)
    assert await server.store.verify() == ()


async def test_a_queue_is_opened_before_cases_come_into_it(server: TestServer) -> None:
    admin = await server.client(ADMIN)
    opened = await said(admin, "queue:eu-brands", OpenQueue(title=Bilingual("EU", "欧盟")), 0)
    assert isinstance(opened, Applied)
    asks = ChangePerson(queues=frozenset({"eu-brands"}))
    assert isinstance(await said(admin, "person:wei.ling", asks), Applied)
