"""`recoursectl enrol` and `token`: the first accounts of a server, and a token for an import."""

from __future__ import annotations

import argparse
import getpass
import sys

import httpx

from workstation.domain.actor import PEOPLES_ROLES, Actor
from workstation.domain.taxonomy import Language, Role, Team

DONE, REFUSED = 0, 1


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `enrol` and `token` to the commands of `recoursectl`."""
    enrol = subparsers.add_parser(
        "enrol", help="create an account, or give it a new password, roles and queues"
    )
    enrol.add_argument("user", help="the name to sign in with")
    enrol.add_argument("--database", required=True, metavar="URL")
    enrol.add_argument("--name", help="the name that colleagues see; default: the user")
    enrol.add_argument("--roles", nargs="+", required=True, type=Role, choices=PEOPLES_ROLES)
    enrol.add_argument("--queues", nargs="*", default=(), metavar="QUEUE")
    enrol.add_argument("--teams", nargs="*", default=(), type=Team, choices=list(Team))
    enrol.add_argument(
        "--languages", nargs="+", default=list(Language), type=Language, choices=list(Language)
    )
    enrol.set_defaults(run=run_enrol)
    token = subparsers.add_parser("token", help="sign in and print a token, for `import`")
    token.add_argument("user", help="the name to sign in with")
    token.add_argument("--server", required=True, metavar="URL")
    token.set_defaults(run=run_token)


def password() -> str:
    """Ask at the terminal; read one line where there is none, so that a script can pass it."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


def run_enrol(arguments: argparse.Namespace) -> int:
    """0 when the account exists with what was given, 1 when it could not be made."""
    from sqlalchemy.exc import SQLAlchemyError

    from workstation.server.enrolling import enrol
    from workstation.server.migrations import NewerDatabase

    secret = password()
    if not secret:
        return _refuse("An account needs a password: type one, or pass it on standard input.")
    actor = Actor(
        id=arguments.user,
        name=arguments.name or arguments.user,
        roles=frozenset(arguments.roles),
        languages=frozenset(arguments.languages),
        queues=frozenset(arguments.queues),
        teams=frozenset(arguments.teams),
    )
    try:
        enrol(arguments.database, actor, secret)
    except (SQLAlchemyError, NewerDatabase) as error:
        return _refuse(f"The database cannot be used: {str(error).splitlines()[0]}")
    print(f"{actor.id}: {', '.join(sorted(actor.roles))}")
    return DONE


def run_token(arguments: argparse.Namespace, transport: httpx.BaseTransport | None = None) -> int:
    """0 with the token on standard output, 1 when the server says no or cannot be reached."""
    from workstation.wire.codec import Malformed, decode, encode
    from workstation.wire.session import Session, SignIn

    given = SignIn(user=arguments.user, password=password(), device="recoursectl")
    try:
        with httpx.Client(base_url=arguments.server, transport=transport) as client:
            answer = client.post(
                "/api/v1/session",
                content=encode(given),
                headers={"content-type": "application/json"},
            )
            if answer.status_code not in (200, 201):
                return _refuse(f"The server did not sign {arguments.user} in.")
            print(decode(answer.content, Session).token)
    except (httpx.HTTPError, httpx.InvalidURL, Malformed) as error:
        return _refuse(f"{arguments.server} cannot be used: {error}")
    return DONE


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return REFUSED
