"""`recoursectl audit` of one record: what was done, by whom, when, and what the rule had seen."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.bench import SOFIA, WEI, TestServer
from tests.workstation.server.test_chain import unseal
from tests.workstation.server.test_letters import letter
from workstation.cli import main
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote, Claim
from workstation.domain.glossary.acts import LetPass
from workstation.domain.text import Bilingual
from workstation.server import chain
from workstation.server.tables import EVENT, RECORD
from workstation.wire.bodies import pack_record
from workstation.wire.codec import body_hash

FINE = Bilingual("We look at your case now.", "我们现在审核您的案件。")


async def told(server: TestServer, capsys: pytest.CaptureFixture[str], *record: str) -> Any:
    """The status, the lines and the complaints."""
    status = await asyncio.to_thread(main, ["audit", "--database", server.url, *record])
    said = capsys.readouterr()
    return status, said.out.splitlines(), said.err.splitlines()


@pytest.fixture
async def case(server: TestServer) -> str:
    filed = await server.file_case((WEI, Claim()), (WEI, AddNote(text="Seen")))
    sofia, wei = await server.client(SOFIA), await server.client(WEI)
    await sofia.give(sofia.envelope("glossary", LetPass("Acme", "A brand")))
    await wei.give(wei.envelope(filed.case_id, letter(FINE), seen=3))
    return filed.case_id


async def test_one_record_tells_what_was_done_and_what_was_looked_at(
    server: TestServer, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, complaints = await told(server, capsys, case)
    assert (status, complaints) == (0, [])
    at = "2026-09-02 04:00:00 UTC  "
    platform, wei = "Recourse (system)", "Wei Ling (wei.ling)"
    assert lines == [
        f"{at}version 1  Filed  {platform}",
        f"{at}version 1  Intake checked  {platform}",
        f"{at}version 1  Letter sent  {platform}",
        f"{at}version 2  Owner set  {wei}",
        f"{at}version 3  Note  {wei}",
        f"{at}version 4  Letter sent  {wei}  seen: glossary 2",
        "This history holds.",
    ]


async def test_a_case_is_found_by_its_number_as_well(
    server: TestServer, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    by_id = await told(server, capsys, case)
    (found,) = (await server.cases()).values()
    assert await told(server, capsys, found.reference) == by_id
    assert await told(server, capsys, "glossary") != by_id


async def test_without_a_record_it_says_what_it_always_said(
    server: TestServer, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, complaints = await told(server, capsys)
    assert (status, lines) == (0, ["The history of every record holds."])
    query = select(func.count()).select_from(RECORD)
    records = await server.store._database.read(lambda c: c.execute(query).scalar_one())
    assert complaints == [f"histories checked: {records}"]


async def test_a_record_that_is_none_and_one_that_does_not_hold(
    server: TestServer, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await told(server, capsys, "R-2026-9999") == (1, [], ["There is no record R-2026-9999."])

    def tamper(connection) -> None:
        unseal(connection)
        mine = update(EVENT).where(EVENT.c.record_id == case, EVENT.c.n == 2)
        connection.execute(mine.values(body=b"{}", seen=b"]"))

    await server.store._database.write(tamper)
    status, lines, complaints = await told(server, capsys, case)
    assert status == 1
    assert complaints == [f"{case}: event 2 is not what was written", "This history does not hold."]
    # What can be read is told all the same.
    assert any("Note" in line for line in lines)


async def test_an_erased_name_leaves_the_account(
    server: TestServer, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def erase(connection) -> None:
        left = chain.erase(connection, CASE, case, lambda text: text == WEI.name)
        body = pack_record(CASE, left)
        mine = update(RECORD).where(RECORD.c.id == case)
        connection.execute(mine.values(body=body, hash=body_hash(body)))

    await server.store._database.write(erase)
    status, lines, _complaints = await told(server, capsys, case)
    assert status == 0
    assert not any(WEI.name in line for line in lines)
    assert any(f"  {WEI.id}" in line for line in lines)
