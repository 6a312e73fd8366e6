"""`recoursectl enrol`, `people` and `token`: who may use a server, straight on its database, also
while it runs; and a token for an import."""

from __future__ import annotations

import argparse
import asyncio
import csv
import getpass
import json
import secrets
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast
from unicodedata import east_asian_width

import httpx

from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded
from workstation.i18n import Translator
from workstation.server.command_line import DONE, explained, refuse, take_database

if TYPE_CHECKING:
    from workstation.server.people import People
    from workstation.server.staff_office import GivenPassword, StaffAccount, WantedProfile

T = TypeVar("T")
_ENROL = (
    "Create an account, whatever its queues, or give one that there is a new password. What is "
    "not named stays as it was. Whoever was signed in with the old password is out."
)
_PASSWORD = (
    "A password is printed once. It lets its owner in only to set one of their own. With "
    "--password-stdin the first line of the standard input is their own password instead."
)
_ALL = "all"
PeopleCommand = Callable[["People", argparse.Namespace, "CommandMeans"], Awaitable[int]]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CommandMeans:
    """What a command takes from the world.

    clock: the time
    choose: one letter of a text, at random
    """

    clock: Callable[[], datetime] = _now
    choose: Callable[[str], str] = secrets.choice


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `enrol`, `token`, and `people` with its commands to the commands of `recoursectl`."""
    enrol = subparsers.add_parser(
        "enrol",
        help="create an account, or give it a new password, roles and queues",
        description=_ENROL,
    )
    enrol.add_argument("user", help="the name to sign in with")
    take_database(enrol)
    _take_person(enrol)
    enrol.set_defaults(run=run_enrol)
    token = subparsers.add_parser("token", help="sign in and print a token, for `import`")
    token.add_argument("user", help="the name to sign in with")
    token.add_argument("--server", required=True, metavar="URL")
    token.set_defaults(run=run_token)
    people = subparsers.add_parser("people", help="who may use a server")
    _register_people(people.add_subparsers(title="commands", required=True, metavar="COMMAND"))


def _register_people(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
        _take_person(parser)
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
    command: PeopleCommand,
    help_: str,
    *,
    user: bool = True,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=help_)
    if user:
        many = "?" if name == "add" else None
        parser.add_argument("user", nargs=many, help="the name to sign in with")
    take_database(parser)
    parser.set_defaults(run=run_people, command=command, begin=False)
    return parser


def _take_person(parser: argparse.ArgumentParser) -> None:
    """Have a command say what somebody is to have; what is not named is not said."""
    parser.add_argument("--name", help="the name that colleagues see; at first the user")
    parser.add_argument("--roles", nargs="+", choices=PEOPLES_ROLES, type=Role)
    parser.add_argument(
        "--languages", nargs="+", choices=list(Language), type=Language, help="at first both"
    )
    parser.add_argument("--queues", nargs="*", metavar="QUEUE", help="none after it takes all away")
    parser.add_argument("--teams", nargs="*", choices=list(Team), type=Team)
    parser.add_argument("--crew", help='the crew they work in; "" takes them out of it')
    parser.add_argument("--markets", nargs="*", metavar="COUNTRY", help="such as SG")
    parser.add_argument(
        "--conflicts",
        nargs="*",
        metavar="PARTY",
        help="parties whose cases they must not take, by name; case and width do not matter",
    )


@explained
def run_enrol(arguments: argparse.Namespace) -> int:
    """0 when the account exists with what was given, 1 when it could not be made."""
    wanted = _wanted_of(arguments)
    secret = _strong(_typed_password(), (arguments.user, wanted.name or ""))
    actor = enrol(arguments.database, arguments.user, wanted, secret).actor
    print(f"{actor.id}: {', '.join(sorted(actor.roles))}")
    return DONE


def enrol(database_url: str, user: str, wanted: WantedProfile, password: str) -> StaffAccount:
    """Create somebody's account, or give them a new password and what is `wanted`.

    Raises `StaffRefusal`, `NewerDatabase`, or SQLAlchemy's error if the database cannot be
    reached.
    """
    from workstation.server.staff_office import GivenPassword

    async def work() -> StaffAccount:
        async with _opened(database_url, _now, begin=True) as people:
            given = GivenPassword(await people.hashed(password), one_time=False)
            await people.administer(lambda office: office.enrol(user, wanted, given))
            return await _account_of(people, user)

    return asyncio.run(work())


def run_token(arguments: argparse.Namespace, transport: httpx.BaseTransport | None = None) -> int:
    """0 with the token on standard output, 1 when the server says no or cannot be reached."""
    from workstation.wire.codec import Malformed, decode, encode
    from workstation.wire.session import Session, SignInRequest

    given = SignInRequest(user=arguments.user, password=_typed_password(), device="recoursectl")
    try:
        with httpx.Client(base_url=arguments.server, transport=transport) as client:
            answer = client.post(
                "/api/v1/session",
                content=encode(given),
                headers={"content-type": "application/json"},
            )
            if answer.status_code not in (200, 201):
                return refuse(f"The server did not sign {arguments.user} in.{_reason(answer)}")
            print(decode(answer.content, Session).token)
    except (httpx.HTTPError, httpx.InvalidURL, Malformed) as error:
        return refuse(f"{arguments.server} cannot be used: {error}")
    return DONE


def _reason(answer: httpx.Response) -> str:
    """The server's own words for why not, "" if the answer is not one of ours."""
    from workstation.wire.codec import Malformed, decode
    from workstation.wire.messages import from_wire
    from workstation.wire.session import Trouble

    try:
        return " " + Translator("en").text(from_wire(decode(answer.content, Trouble).reason))
    except (Malformed, ValueError):
        return ""


@explained
def run_people(arguments: argparse.Namespace, means: CommandMeans | None = None) -> int:
    """0 when it is done, 1 when it could not be, 2 for an address that is none."""
    command = cast("PeopleCommand", arguments.command)
    given = means or CommandMeans()

    async def work() -> int:
        opening = _opened(arguments.database, given.clock, begin=arguments.begin)
        async with opening as people:
            return await command(people, arguments, given)

    return asyncio.run(work())


async def _add(people: People, arguments: argparse.Namespace, means: CommandMeans) -> int:
    from workstation.server.staff_office import StaffRefusal

    if arguments.file is not None:
        return await _add_list(people, arguments.file, means)
    if arguments.user is None:
        raise StaffRefusal("Say whom to add, or --file with a list.")
    wanted = _wanted_of(arguments)
    given, secret = await _given(people, arguments, (arguments.user, wanted.name or ""), means)
    await people.administer(
        lambda office: office.add(arguments.user, wanted, given, new_queue=arguments.new_queue)
    )
    account = await _account_of(people, arguments.user)
    _say(account)
    _hand_over(account, secret)
    return DONE


async def _add_list(people: People, file: Path, means: CommandMeans) -> int:
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


async def _change(people: People, arguments: argparse.Namespace, _means: CommandMeans) -> int:
    wanted = _wanted_of(arguments)
    await people.administer(
        lambda office: office.change(arguments.user, wanted, new_queue=arguments.new_queue)
    )
    _say(await _account_of(people, arguments.user))
    return DONE


async def _revoke(people: People, arguments: argparse.Namespace, _means: CommandMeans) -> int:
    await people.administer(lambda office: office.revoke(arguments.user, arguments.reason))
    print(f"{(await _account_of(people, arguments.user)).actor.id} is closed.")
    return DONE


async def _reset(people: People, arguments: argparse.Namespace, means: CommandMeans) -> int:
    from workstation.server.password_rules import names_of

    account = await _account_of(people, arguments.user)
    given, secret = await _given(people, arguments, names_of(account.actor), means)
    await people.administer(lambda office: office.reset(account.actor.id, given))
    print(f"{account.actor.id} has a new password. Whoever used the old one is signed out.")
    _hand_over(account, secret)
    return DONE


async def _sessions(people: People, arguments: argparse.Namespace, _means: CommandMeans) -> int:
    from workstation.server.staff_office import StaffRefusal

    id_ = (await _account_of(people, arguments.user)).actor.id
    there = await people.look(lambda office: office.sessions(id_))
    if arguments.end is None:
        rows = [(each.device, _time(each.begun), _time(each.until)) for each in there]
        _table(("DEVICE", "BEGUN", "RUNS OUT"), rows)
        return DONE
    device = None if arguments.end == _ALL else arguments.end
    if device is not None and device not in {each.device for each in there}:
        raise StaffRefusal(f"{id_} is not signed in on {device}.")
    print(f"Sessions of {id_} ended: {await people.end_sessions(id_, device)}")
    return DONE


async def _list(people: People, arguments: argparse.Namespace, _means: CommandMeans) -> int:
    everybody = [_told(each) for each in await people.look(lambda office: office.everybody())]
    if arguments.json:
        print(json.dumps(everybody, ensure_ascii=False, indent=2))
        return DONE
    columns = ("user", "name", "roles", "queues", "teams", "languages", "conflicts", "state")
    rows = [[_cell(each[column]) for column in columns] for each in everybody]
    _table([column.upper() for column in columns], rows)
    return DONE


@asynccontextmanager
async def _opened(
    database_url: str, clock: Callable[[], datetime], *, begin: bool
) -> AsyncIterator[People]:
    """The people of a database; `begin` makes one where there is none. Raises `StaffRefusal`."""
    from workstation.server.backups.save import sqlite_file
    from workstation.server.staff_office import StaffRefusal
    from workstation.server.store import Store

    file = sqlite_file(database_url)
    if file is not None and not begin and not file.is_file():
        raise StaffRefusal(f"There is no database {file}.")
    store = await Store.open(database_url, clock=clock)
    try:
        yield store.people
    finally:
        await store.close()


async def _account_of(people: People, user: str) -> StaffAccount:
    """Whose account it is that `user` names. Raises `StaffRefusal`."""
    return await people.look(lambda office: office.find(user))


def _wanted_of(arguments: argparse.Namespace) -> WantedProfile:
    """What the options of `take_person` say. Raises `StaffRefusal` for what cannot be a name."""
    from workstation.server.staff_office import WantedProfile

    given = vars(arguments)
    name, queues, conflicts = given["name"], given["queues"], given["conflicts"]
    return WantedProfile(
        name=None if name is None else _named([name])[0],
        roles=_set(given["roles"]),
        languages=_set(given["languages"]),
        queues=None if queues is None else frozenset(_named(queues)),
        teams=_set(given["teams"]),
        crew=given["crew"],
        markets=_set(given["markets"]),
        # The first spelling of two that mean the same is kept as it is written.
        conflicts=None
        if conflicts is None
        else frozenset({folded(each): each for each in reversed(_named(conflicts))}.values()),
    )


def _set(values: Iterable[T] | None) -> frozenset[T] | None:
    return None if values is None else frozenset(values)


def _named(texts: Iterable[str]) -> list[str]:
    from workstation.server.staff_office import StaffRefusal, is_name

    names = [text.strip() for text in texts]
    wrong = [each for each in names if not is_name(each)]
    if wrong:
        raise StaffRefusal(f"This is no name: {wrong[0]!r}")
    return names


def _typed_password() -> str:
    """Ask at the terminal; read one line where there is none, so that a script can pass it."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")


def _strong(secret: str, names: Iterable[str]) -> str:
    """The password, if somebody of these names may have it. Raises `StaffRefusal`."""
    from workstation.server.password_rules import weakness
    from workstation.server.staff_office import StaffRefusal

    if not secret:
        raise StaffRefusal("An account needs a password: type one, or pass it on standard input.")
    why = weakness(secret, names)
    if why is not None:
        raise StaffRefusal(Translator("en").text(why))
    return secret


async def _given(
    people: People, arguments: argparse.Namespace, names: Sequence[str], means: CommandMeans
) -> tuple[GivenPassword, str]:
    """The password that was passed, or one for one time with its text. Raises `StaffRefusal`."""
    from workstation.server.password_rules import one_time_password
    from workstation.server.staff_office import GivenPassword

    if arguments.password_stdin:
        secret = _strong(sys.stdin.readline().rstrip("\r\n"), names)
        return GivenPassword(await people.hashed(secret), one_time=False), ""
    secret = one_time_password(means.choose)
    return GivenPassword(await people.hashed(secret), one_time=True), secret


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
