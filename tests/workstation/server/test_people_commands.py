"""`recoursectl people` on the database of a server that runs."""

import argparse
import asyncio
import io
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, PASSWORD, PRIYA, WEI, Clock, Desk, TestServer
from workstation.cli import main
from workstation.domain.actor import Actor
from workstation.domain.taxonomy import Language, Role, Team
from workstation.server import people_commands
from workstation.server.people_commands import CommandMeans
from workstation.server.store import Store

OWN = "tide lamp orbit 7"


class Terminal:
    """Somebody who types `recoursectl` commands on the server's machine."""

    def __init__(
        self,
        server: TestServer,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.server = server
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self._means = CommandMeans(server.clock, random.Random(7).choice)

    async def people(self, *words: str, typed: str = "") -> str:
        """What a command of `people` says; it has to be done."""
        status, out, err = await self._run(words, typed)
        assert (status, err) == (0, "")
        return out

    async def refused(self, *words: str, typed: str = "") -> str:
        """Why a command of `people` is not done."""
        status, out, err = await self._run(words, typed)
        assert (status, out) == (1, "")
        return err

    async def status(self, *words: str) -> int:
        """How a command of `people` ends."""
        return (await self._run(words, ""))[0]

    async def enrol(self, *words: str, typed: str) -> tuple[int, str]:
        """How `enrol` ends, and all it says."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        arguments = ["enrol", *words, "--database", self.server.url]
        status = await asyncio.to_thread(main, arguments)
        said = self._capsys.readouterr()
        return status, said.out + said.err

    async def _run(self, words: tuple[str, ...], typed: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        arguments = parser().parse_args(["people", *words, "--database", self.server.url])
        status = await asyncio.to_thread(people_commands.run_people, arguments, self._means)
        said = self._capsys.readouterr()
        return status, said.out, said.err


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    people_commands.register(commands)
    return parser


@pytest.fixture
def terminal(
    server: TestServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    return Terminal(server, capsys, monkeypatch)


async def person(server: TestServer, id_: str) -> Actor:
    (found,) = [each for each in await server.store.people.directory() if each.id == id_]
    return found


async def whole(desk: Desk) -> int:
    """The status of a request that needs a session."""
    return (await desk.http.post("/api/v2/sync", json={"device": "d", "cursors": {}})).status_code


async def enter(server: TestServer, user: str, password: str, new: str = "") -> int:
    desk = Desk(server, replace(WEI, id=user), "device", server.transport())
    body = {"user": user, "password": password, "device": "device", "new_password": new}
    return (await desk.http.post("/api/v1/session", json=body)).status_code


def handed_over(said: str) -> str:
    found = re.search(r"^One-time password: (\S+)$", said, re.MULTILINE)
    assert found is not None, said
    return found[1]


async def test_somebody_new_comes_in_by_a_password_of_their_own(
    server: TestServer, terminal: Terminal
) -> None:
    said = await terminal.people(
        *("add", " Ada.Liu ", "--name", "刘艾达", "--roles", "SPECIALIST", "QUALITY"),
        *("--queues", "sg-commerce", "--teams", "LEGAL", "--languages", "ZH"),
        *("--conflicts", "Ｓｈｏｐ 1", "shop  1", "林记小店"),
    )
    given = handed_over(said)
    ada = await person(server, "ada.liu")
    assert ada == Actor(
        id="ada.liu",
        name="刘艾达",
        roles=frozenset({Role.SPECIALIST, Role.QUALITY}),
        languages=frozenset({Language.ZH}),
        queues=frozenset({"sg-commerce"}),
        teams=frozenset({Team.LEGAL}),
        conflicts=frozenset({"Ｓｈｏｐ 1", "林记小店"}),
    )
    assert ada.has_conflict_with(["SHOP 1"])
    assert await enter(server, "ada.liu", given) == 403
    assert await enter(server, "ada.liu", given, "刘艾达刘艾达刘艾达刘艾达") == 400
    assert await enter(server, "ada.liu", given, OWN) == 200
    assert await enter(server, "ada.liu", given, OWN) == 401
    assert await enter(server, "ada.liu", OWN) == 200


async def test_what_is_not_named_stays(server: TestServer, terminal: Terminal) -> None:
    wei = await server.client(WEI)
    assert (await wei.http.post("/api/v1/cases", content=b"{}")).status_code == 403
    await terminal.people("change", "WEI.Ling", "--conflicts", "Shop 1")
    assert await person(server, WEI.id) == replace(WEI, conflicts=frozenset({"Shop 1"}))
    await terminal.people("change", "wei.ling", "--roles", "ADMIN", "--name", "凌薇")
    changed = replace(WEI, conflicts=frozenset({"Shop 1"}), roles={Role.ADMIN}, name="凌薇")
    assert await person(server, WEI.id) == changed
    assert (await wei.http.post("/api/v1/cases", content=b"{}")).status_code == 400
    await terminal.people("change", "wei.ling", "--conflicts", "--queues")
    empty = replace(changed, conflicts=frozenset(), queues=frozenset())
    assert await person(server, WEI.id) == empty
    assert (await wei.sign_in()).status_code == 200


async def test_a_queue_has_to_be_known(server: TestServer, terminal: Terminal) -> None:
    said = await terminal.refused("change", "wei.ling", "--queues", "SG-commerse", "eu-commerce")
    assert said == (
        "There is no queue “SG-commerse”. Did you mean “sg-commerce”? "
        "Otherwise open the queue first.\n"
    )
    words = ("add", "a", "--roles", "POLICY", "--queues", "x")
    assert "no queue “x”" in await terminal.refused(*words)
    assert await person(server, WEI.id) == WEI
    await server.file_case(queue="of-a-case")
    await terminal.people("change", "wei.ling", "--queues", "of-a-case")
    await terminal.people("change", "li.na", "--queues", "brand-new", "--new-queue")
    await terminal.people("change", "wei.ling", "--queues", "brand-new")
    assert (await person(server, WEI.id)).queues == {"brand-new"}


@pytest.mark.parametrize("command", ["change", "revoke", "reset", "sessions"])
async def test_somebody_unknown_is_answered_with_the_nearest(
    server: TestServer, terminal: Terminal, command: str
) -> None:
    said = await terminal.refused(command, "wei.lin")
    assert said == "There is nobody called wei.lin. Did you mean wei.ling?\n"
    assert "mean wei.ling?" in await terminal.refused(command, "Wei Ling")
    assert await terminal.refused(command, "zzz") == "There is nobody called zzz.\n"


async def test_the_last_administrator_stays_one(server: TestServer, terminal: Terminal) -> None:
    last = "Admin is the last administrator. Make somebody else an administrator first.\n"
    assert await terminal.refused("revoke", "admin") == last
    assert await terminal.refused("change", "admin", "--roles", "POLICY") == last
    assert await terminal.enrol("admin", "--roles", "POLICY", typed=OWN) == (1, last)
    await terminal.people("change", "admin", "--roles", "ADMIN", "QUALITY")
    await terminal.people("change", "wei.ling", "--roles", "ADMIN")
    await terminal.people("revoke", "wei.ling")
    assert await terminal.refused("revoke", "admin") == last
    await terminal.people("change", "li.na", "--roles", "ADMIN")
    await terminal.people("revoke", "admin")
    assert {each.id for each in await server.store.people.directory()}.isdisjoint({"admin"})


@pytest.mark.expects_log("another process reads the database")
async def test_two_administrators_do_not_shut_each_other_out(
    server: TestServer, terminal: Terminal
) -> None:
    await terminal.people("change", "wei.ling", "--roles", "ADMIN")
    both = [
        asyncio.to_thread(main, ["people", "revoke", each, "--database", server.url])
        for each in ("wei.ling", "admin")
    ]
    assert sorted(await asyncio.gather(*both)) == [0, 1]


@pytest.mark.expects_log("another process reads the database")
async def test_of_two_who_add_the_same_person_one_does(
    server: TestServer, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["people", "add", "ada", "--roles", "POLICY", "--database", server.url]
    both = [asyncio.to_thread(main, words) for _n in range(2)]
    assert sorted(await asyncio.gather(*both)) == [0, 1]
    said = capsys.readouterr()
    assert re.search("ada has access already|added this person", said.err)
    assert await enter(server, "ada", handed_over(said.out), OWN) == 200


async def test_whoever_is_revoked_hears_it_at_once_and_can_come_back(
    server: TestServer, terminal: Terminal
) -> None:
    wei = await server.client(WEI)
    assert await terminal.people("revoke", " Wei.Ling") == "wei.ling is closed.\n"
    assert await whole(wei) == 403
    assert (await wei.sign_in()).status_code == 403
    opens = "wei.ling is closed. `recoursectl people add wei.ling` opens it again.\n"
    for command in ("revoke", "reset", "change"):
        assert await terminal.refused(command, "wei.ling") == opens
    given = handed_over(await terminal.people("add", "wei.ling"))
    assert await person(server, WEI.id) == WEI
    assert await whole(wei) == 401
    assert await enter(server, WEI.id, PASSWORD) == 401
    assert await enter(server, WEI.id, given, OWN) == 200
    assert "has access already" in await terminal.refused("add", "wei.ling")


async def test_a_new_password_ends_what_the_old_one_began(
    server: TestServer, terminal: Terminal
) -> None:
    wei, lina = await server.client(WEI), await server.client(LINA)
    given = handed_over(await terminal.people("reset", "wei.ling"))
    assert (await whole(wei), await whole(lina)) == (401, 200)
    assert (await wei.sign_in()).status_code == 401
    assert await enter(server, WEI.id, given, OWN) == 200
    said = await terminal.people("reset", "wei.ling", "--password-stdin", typed="orbit tide lamp 9")
    assert "One-time" not in said
    assert await enter(server, WEI.id, OWN) == 401
    assert await enter(server, WEI.id, "orbit tide lamp 9") == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "needs a password"),
        ("short", "at least 12 characters"),
        ("123456789012", "nothing but digits"),
        ("Li.Na-Li.Na-2026", "of your name"),
    ],
)
async def test_a_weak_password_is_none(
    server: TestServer, terminal: Terminal, typed: str, said: str
) -> None:
    words = ("reset", "li.na", "--password-stdin")
    assert said in await terminal.refused(*words, typed=typed)
    assert await enter(server, LINA.id, PASSWORD) == 200
    words = ("add", "lina", "--name", "Li Na", "--roles", "POLICY", "--password-stdin")
    assert said in await terminal.refused(*words, typed=typed)
    assert await enter(server, "lina", typed) == 401


async def test_everybody_is_listed(server: TestServer, terminal: Terminal) -> None:
    await terminal.people("change", "li.na", "--name", "李娜", "--conflicts", "林记小店")
    await terminal.people("reset", "li.na")
    await terminal.people("revoke", "wei.ling")
    head, *rows = (await terminal.people("list")).splitlines()
    assert head.split() == "USER NAME ROLES QUEUES TEAMS LANGUAGES CONFLICTS STATE".split()
    by_user = {row.split()[0]: row for row in rows}
    assert list(by_user) == sorted(each.id for each in await everybody(server))
    assert by_user["wei.ling"].endswith("closed")
    # A Chinese character is two columns wide.
    wide = sum(ord(each) > 0x2E80 for each in by_user["li.na"])
    assert by_user["li.na"].index("one-time") + wide == head.index("STATE")
    told = {each["user"]: each for each in json.loads(await terminal.people("list", "--json"))}
    assert told["li.na"] == {
        "user": "li.na",
        "name": "李娜",
        "roles": ["SPECIALIST"],
        "queues": ["cn-export", "eu-commerce", "sg-commerce"],
        "teams": [],
        "languages": ["EN", "ZH"],
        "crew": "",
        "markets": [],
        "conflicts": ["林记小店"],
        "state": "one-time password",
    }
    assert {told["wei.ling"]["state"], told["admin"]["state"]} == {"closed", "open"}


async def everybody(server: TestServer) -> list[Actor]:
    return [WEI, *await server.store.people.directory()]


async def test_sessions_are_listed_and_ended(
    server: TestServer, terminal: Terminal, clock: Clock
) -> None:
    old = await server.client(WEI, device="old")
    clock.advance(days=6)
    desk, laptop = [await server.client(WEI, device=each) for each in ("desk\x1b[2J", "laptop")]
    lina = await server.client(LINA)
    assert (await terminal.people("sessions", "Wei.Ling")).splitlines() == [
        "DEVICE    BEGUN                 RUNS OUT",
        "desk?[2J  2026-09-08 04:00 UTC  2026-09-15 04:00 UTC",
        "laptop    2026-09-08 04:00 UTC  2026-09-15 04:00 UTC",
        "old       2026-09-02 04:00 UTC  2026-09-09 04:00 UTC",
    ]
    clock.advance(days=1, seconds=1)
    assert "old" not in await terminal.people("sessions", "wei.ling")
    assert "not signed in on old" in await terminal.refused("sessions", "wei.ling", "--end", "old")
    said = await terminal.people("sessions", "wei.ling", "--end", "laptop")
    assert said == "Sessions of wei.ling ended: 1\n"
    assert [await whole(each) for each in (old, desk, laptop, lina)] == [401, 200, 401, 200]
    await laptop.sign_in()
    await terminal.people("sessions", "wei.ling", "--end", "all")
    assert [await whole(each) for each in (desk, laptop, lina)] == [401, 401, 200]
    assert (await terminal.people("sessions", "wei.ling")).splitlines()[1:] == []


async def test_enrol_leaves_what_is_not_named(server: TestServer, terminal: Terminal) -> None:
    wei = await server.client(WEI)
    await terminal.people("change", "wei.ling", "--conflicts", "Shop 1")
    assert await terminal.enrol("Wei.Ling", typed=OWN) == (0, "wei.ling: SPECIALIST\n")
    assert await person(server, WEI.id) == replace(WEI, conflicts=frozenset({"Shop 1"}))
    assert await whole(wei) == 401
    assert await enter(server, WEI.id, PASSWORD) == 401
    assert await enter(server, WEI.id, OWN) == 200
    status, said = await terminal.enrol("wei.ling", typed="x")
    assert (status, "at least 12" in said) == (1, True)
    status, said = await terminal.enrol("ada", typed=OWN)
    assert (status, "say --roles" in said) == (1, True)
    status, said = await terminal.enrol("System", "--roles", "ADMIN", typed=OWN)
    assert (status, "the platform" in said) == (1, True)
    done = await terminal.enrol("ada", "--roles", "ADMIN", "--queues", "wholly-new", typed=OWN)
    assert done == (0, "ada: ADMIN\n")
    assert await enter(server, "ada", OWN) == 200


@pytest.mark.parametrize("user", ["", "  ", "a b", "a\tb", "a\x00", "x" * 121, "SYSTEM"])
async def test_a_name_that_nobody_can_type_is_none(
    server: TestServer, terminal: Terminal, user: str
) -> None:
    assert await terminal.status("add", user, "--roles", "POLICY") == 1
    assert len(await server.store.people.directory()) == 7


@pytest.mark.parametrize("option", ["--name", "--queues", "--conflicts"])
async def test_nor_is_an_empty_or_broken_one_of_something(
    server: TestServer, terminal: Terminal, option: str
) -> None:
    for text in ("", " ", "a\x1bb", "a\x00"):
        assert "is no name" in await terminal.refused(
            "change", "priya.nair", "--new-queue", option, text
        )
    assert await person(server, PRIYA.id) == PRIYA


async def test_only_somebody_new_makes_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/server.db"

    def ctl(*words: str) -> int:
        return main(["people", *words, "--database", url])

    for words in (("list",), ("revoke", "ada"), ("reset", "ada"), ("sessions", "ada")):
        assert await asyncio.to_thread(ctl, *words) == 1
        assert "There is no database" in capsys.readouterr().err
    assert not (tmp_path / "server.db").exists()
    words = ("add", "ada", "--roles", "ADMIN", "--queues", "q", "--new-queue")
    assert await asyncio.to_thread(ctl, *words) == 0
    assert handed_over(capsys.readouterr().out)
    store = await Store.open(url)
    (ada,) = await store.people.directory()
    await store.close()
    assert (ada.name, ada.queues) == ("ada", {"q"})
    assert await asyncio.to_thread(main, ["people", "list", "--database", "server.db"]) == 2
    assert "no address of a database" in capsys.readouterr().err
