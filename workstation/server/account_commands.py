"""`recoursectl enrol` and `token`: the first accounts of a server, and a token for an import."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import httpx

from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import folded
from workstation.i18n import Translator

if TYPE_CHECKING:
    from workstation.server.staff_office import Wanted

T = TypeVar("T")
DONE, REFUSED, MISUSED = 0, 1, 2
_KINDS = "sqlite:///FILE or postgresql://..."
_ENROL = (
    "Create an account, whatever its queues, or give one that there is a new password. What is "
    "not named stays as it was. Whoever was signed in with the old password is out."
)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `enrol` and `token` to the commands of `recoursectl`."""
    enrol = subparsers.add_parser(
        "enrol",
        help="create an account, or give it a new password, roles and queues",
        description=_ENROL,
    )
    enrol.add_argument("user", help="the name to sign in with")
    take_database(enrol)
    take_person(enrol)
    enrol.set_defaults(run=run_enrol)
    token = subparsers.add_parser("token", help="sign in and print a token, for `import`")
    token.add_argument("user", help="the name to sign in with")
    token.add_argument("--server", required=True, metavar="URL")
    token.set_defaults(run=run_token)


def take_database(parser: argparse.ArgumentParser) -> None:
    """Have a command work on a database."""
    parser.add_argument("--database", required=True, metavar="URL", help=_KINDS)


def take_person(parser: argparse.ArgumentParser) -> None:
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


def wanted_of(arguments: argparse.Namespace) -> Wanted:
    """What the options of `take_person` say. Raises `StaffRefusal` for what cannot be a name."""
    from workstation.server.staff_office import Wanted

    given = vars(arguments)
    name, queues, conflicts = given["name"], given["queues"], given["conflicts"]
    return Wanted(
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
    from workstation.server.staff_office import StaffRefusal, fit

    names = [text.strip() for text in texts]
    wrong = [each for each in names if not fit(each)]
    if wrong:
        raise StaffRefusal(f"This is no name: {wrong[0]!r}")
    return names


def password() -> str:
    """Ask at the terminal; read one line where there is none, so that a script can pass it."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")


def explained(work: Callable[[], int]) -> int:
    """What `work` returns; 1 where it cannot be done, 2 for an address that is none, with why."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from workstation.server.backups.problem import DatabaseUnfit
    from workstation.server.migrations import NewerDatabase
    from workstation.server.staff_office import StaffRefusal, WrongRows

    try:
        return work()
    except ArgumentError:
        print(f"This is no address of a database: say {_KINDS}", file=sys.stderr)
        return MISUSED
    except WrongRows as problem:
        lines = (f"Row {each.row}, {each.user or '-'}: {each.why}" for each in problem.rows)
        return _refuse("\n".join((*lines, str(problem))))
    except (StaffRefusal, DatabaseUnfit) as problem:
        return _refuse(str(problem))
    except NewerDatabase as error:
        return _refuse(f"The database was written by a later version of the program ({error}).")
    except SQLAlchemyError as error:
        return _refuse(f"The database cannot be used: {str(error).splitlines()[0]}")


def strong(secret: str, names: Iterable[str]) -> str:
    """The password, if somebody of these names may have it. Raises `StaffRefusal`."""
    from workstation.server.password_rules import weakness
    from workstation.server.staff_office import StaffRefusal

    if not secret:
        raise StaffRefusal("An account needs a password: type one, or pass it on standard input.")
    why = weakness(secret, names)
    if why is not None:
        raise StaffRefusal(Translator("en").text(why))
    return secret


def run_enrol(arguments: argparse.Namespace) -> int:
    """0 when the account exists with what was given, 1 when it could not be made."""
    return explained(lambda: _enrol(arguments))


def _enrol(arguments: argparse.Namespace) -> int:
    from workstation.server.enrolment import enrol

    wanted = wanted_of(arguments)
    secret = strong(password(), (arguments.user, wanted.name or ""))
    actor = enrol(arguments.database, arguments.user, wanted, secret).actor
    print(f"{actor.id}: {', '.join(sorted(actor.roles))}")
    return DONE


def run_token(arguments: argparse.Namespace, transport: httpx.BaseTransport | None = None) -> int:
    """0 with the token on standard output, 1 when the server says no or cannot be reached."""
    from workstation.wire.codec import Malformed, decode, encode
    from workstation.wire.session import Session, SignInRequest

    given = SignInRequest(user=arguments.user, password=password(), device="recoursectl")
    try:
        with httpx.Client(base_url=arguments.server, transport=transport) as client:
            answer = client.post(
                "/api/v1/session",
                content=encode(given),
                headers={"content-type": "application/json"},
            )
            if answer.status_code not in (200, 201):
                return _refuse(f"The server did not sign {arguments.user} in.{_why(answer)}")
            print(decode(answer.content, Session).token)
    except (httpx.HTTPError, httpx.InvalidURL, Malformed) as error:
        return _refuse(f"{arguments.server} cannot be used: {error}")
    return DONE


def _why(answer: httpx.Response) -> str:
    """The server's own words, if it is ours."""
    from workstation.wire.codec import Malformed, decode
    from workstation.wire.messages import from_wire
    from workstation.wire.session import Trouble

    try:
        return " " + Translator("en").text(from_wire(decode(answer.content, Trouble).reason))
    except (Malformed, ValueError):
        return ""


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return REFUSED
