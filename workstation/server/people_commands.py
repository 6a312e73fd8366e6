"""`recoursectl people`: who may use a server, straight on its database, also while it runs."""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import secrets
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from unicodedata import east_asian_width

from workstation.server.account_commands import (
    DONE,
    explained,
    strong,
    take_database,
    take_person,
    wanted_of,
)

if TYPE_CHECKING:
    from workstation.server.people import People
    from workstation.server.staff_office import GivenPassword, StaffAccount

_PASSWORD = (
    "A password is printed once. It lets its owner in only to set one of their own. With "
    "--password-stdin the first line of the standard input is their own password instead."
)
_ALL = "all"
Act = Callable[["People", argparse.Namespace, "Means"], Awaitable[int]]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Means:
    """What a command takes from the world: the time, and one letter of a text at random."""

    clock: Callable[[], datetime] = _now
    choose: Callable[[str], str] = secrets.choice


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `people` with its commands to the commands of `recoursectl`."""
    people = subparsers.add_parser("people", help="who may use a server")
    commands = people.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add = _command(commands, "add", _add, "make an account, or open a closed one again")
    change = _command(commands, "change", _change, "give somebody other roles, queues, ...")
    reset = _command(commands, "reset", _reset, "give somebody a new password")
    revoke = _command(commands, "revoke", _revoke, "end somebody's access, at once")
    revoke.add_argument("--reason", default="", help="why, as history keeps it")
    sessions = _command(commands, "sessions", _sessions, "where somebody is signed in")
    sessions.add_argument("--end", metavar="DEVICE", help=f"end those of a device, or {_ALL}")
    listed = _command(commands, "list", _list, "everybody, and what they may", user=False)
    listed.add_argument("--json", action="store_true", help="one list of JSON objects")
    for parser in (add, change):
        take_person(parser)
        parser.add_argument(
            "--new-queue", action="store_true", help="a queue may be one that nobody has yet"
        )
    for parser in (add, reset):
        parser.description = _PASSWORD
        parser.add_argument("--password-stdin", action="store_true", help="read the password")
    add.add_argument(
        "--file",
        type=Path,
        metavar="CSV",
        help="add everybody of a list, or nobody; several values of a cell stand with ; between",
    )
    add.set_defaults(begin=True)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    act: Act,
    help_: str,
    *,
    user: bool = True,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_)
    if user:
        many = "?" if name == "add" else None
        parser.add_argument("user", nargs=many, help="the name to sign in with")
    take_database(parser)
    parser.set_defaults(run=run_people, act=act, begin=False)
    return parser


def run_people(arguments: argparse.Namespace, means: Means | None = None) -> int:
    """0 when it is done, 1 when it could not be, 2 for an address that is none."""
    return explained(lambda: asyncio.run(_run(arguments, means or Means())))


async def _run(arguments: argparse.Namespace, means: Means) -> int:
    from workstation.server.enrolment import opened

    act = cast("Act", arguments.act)
    async with opened(arguments.database, means.clock, begin=arguments.begin) as people:
        return await act(people, arguments, means)


async def _add(people: People, arguments: argparse.Namespace, means: Means) -> int:
    from workstation.server.enrolment import account_of
    from workstation.server.staff_office import StaffRefusal

    if arguments.file is not None:
        return await _add_list(people, arguments.file, means)
    if arguments.user is None:
        raise StaffRefusal("Say whom to add, or --file with a list.")
    wanted = wanted_of(arguments)
    given, secret = await _given(people, arguments, (arguments.user, wanted.name or ""), means)
    await people.administer(
        lambda office: office.add(arguments.user, wanted, given, new_queue=arguments.new_queue)
    )
    account = await account_of(people, arguments.user)
    _say(account)
    _hand_over(account, secret)
    return DONE


async def _add_list(people: People, file: Path, means: Means) -> int:
    """All people of a list, or nobody: whoever mends ten rows gives the same file once more."""
    from workstation.server.password_rules import one_time_password
    from workstation.server.staff_list import read_staff
    from workstation.server.staff_office import GivenPassword, StaffRefusal, WrongRows

    try:
        listed = read_staff(file)
    except OSError as error:
        raise StaffRefusal(f"{file} cannot be read: {error.strerror}.") from error
    wrong = list(listed.wrong)
    try:
        await people.administer(lambda office: office.check_all(listed.people))
    except WrongRows as rows:
        wrong += rows.rows
    if wrong:
        raise WrongRows(sorted(wrong, key=lambda each: each.row))
    secrets_ = {each.user: one_time_password(means.choose) for each in listed.people}
    hashed = await asyncio.gather(*(people.hashed(secrets_[p.user]) for p in listed.people))
    ready = [
        replace(person, given=GivenPassword(each, one_time=True))
        for person, each in zip(listed.people, hashed, strict=True)
    ]
    await people.administer(lambda office: office.add_all(ready))
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerows([("user", "one-time password"), *secrets_.items()])
    return DONE


async def _change(people: People, arguments: argparse.Namespace, _means: Means) -> int:
    from workstation.server.enrolment import account_of

    wanted = wanted_of(arguments)
    await people.administer(
        lambda office: office.change(arguments.user, wanted, new_queue=arguments.new_queue)
    )
    _say(await account_of(people, arguments.user))
    return DONE


async def _revoke(people: People, arguments: argparse.Namespace, _means: Means) -> int:
    from workstation.server.enrolment import account_of

    await people.administer(lambda office: office.revoke(arguments.user, arguments.reason))
    print(f"{(await account_of(people, arguments.user)).actor.id} is closed.")
    return DONE


async def _reset(people: People, arguments: argparse.Namespace, means: Means) -> int:
    from workstation.server.enrolment import account_of
    from workstation.server.password_rules import names_of

    account = await account_of(people, arguments.user)
    given, secret = await _given(people, arguments, names_of(account.actor), means)
    await people.administer(lambda office: office.reset(account.actor.id, given))
    print(f"{account.actor.id} has a new password. Whoever used the old one is signed out.")
    _hand_over(account, secret)
    return DONE


async def _sessions(people: People, arguments: argparse.Namespace, _means: Means) -> int:
    from workstation.server import staff_office
    from workstation.server.enrolment import account_of

    id_ = (await account_of(people, arguments.user)).actor.id
    there = await people.look(lambda office: office.sessions(id_))
    if arguments.end is None:
        rows = [(each.device, _time(each.begun), _time(each.until)) for each in there]
        _table(("DEVICE", "BEGUN", "RUNS OUT"), rows)
        return DONE
    device = None if arguments.end == _ALL else arguments.end
    if device is not None and device not in {each.device for each in there}:
        raise staff_office.StaffRefusal(f"{id_} is not signed in on {device}.")
    print(f"Sessions of {id_} ended: {await people.end_sessions(id_, device)}")
    return DONE


async def _list(people: People, arguments: argparse.Namespace, _means: Means) -> int:

    everybody = [_told(each) for each in await people.look(lambda office: office.everybody())]
    if arguments.json:
        print(json.dumps(everybody, ensure_ascii=False, indent=2))
        return DONE
    columns = ("user", "name", "roles", "queues", "teams", "languages", "conflicts", "state")
    rows = [[_cell(each[column]) for column in columns] for each in everybody]
    _table([column.upper() for column in columns], rows)
    return DONE


def _told(account: StaffAccount) -> dict[str, str | list[str]]:
    actor = account.actor
    state = "one-time password" if account.one_time else "open"
    return {
        "user": actor.id,
        "name": actor.name,
        "roles": sorted(actor.roles),
        "queues": sorted(actor.queues),
        "teams": sorted(actor.teams),
        "languages": sorted(actor.languages),
        "crew": account.person.crew,
        "markets": sorted(account.person.markets),
        "conflicts": sorted(actor.conflicts),
        "state": "closed" if account.ended else state,
    }


async def _given(
    people: People, arguments: argparse.Namespace, names: Sequence[str], means: Means
) -> tuple[GivenPassword, str]:
    """The password that was passed, or one for one time with its text. Raises `StaffRefusal`."""
    from workstation.server.password_rules import one_time_password
    from workstation.server.staff_office import GivenPassword

    if arguments.password_stdin:
        secret = strong(sys.stdin.readline().rstrip("\r\n"), names)
        return GivenPassword(await people.hashed(secret), one_time=False), ""
    secret = one_time_password(means.choose)
    return GivenPassword(await people.hashed(secret), one_time=True), secret


def _hand_over(account: StaffAccount, secret: str) -> None:
    if secret:
        print(f"One-time password: {secret}")
        print(f"It is shown only now, and lets {account.actor.id} in to set one of their own.")


def _say(account: StaffAccount) -> None:
    for name, value in _told(account).items():
        if value:
            print(f"{name + ':':<11}{_cell(value)}")


def _cell(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    lines = [[_plain(text) for text in row] for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for row in lines:
        cells = (text + " " * (n - _width(text)) for text, n in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _plain(text: str) -> str:
    """A device names itself; what it says must not move the cursor of whoever reads it."""
    return "".join(each if each.isprintable() else "?" for each in text)


def _width(text: str) -> int:
    """How many columns it takes on a terminal."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
