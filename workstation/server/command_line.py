"""What the commands of `recoursectl` on a server's database have in common: how the database is
named, and how a command that cannot be done says why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")
DONE, REFUSED, MISUSED = 0, 1, 2
_KINDS = "sqlite:///FILE or postgresql://..."


def take_database(parser: argparse.ArgumentParser) -> None:
    """Have a command work on a database."""
    parser.add_argument("--database", required=True, metavar="URL", help=_KINDS)


def explained(command: Callable[P, int]) -> Callable[P, int]:
    """A command that says why where it cannot be done, and returns 1 then; 2 for an address of a
    database that is none."""

    @wraps(command)
    def run(*args: P.args, **named: P.kwargs) -> int:
        from sqlalchemy.exc import ArgumentError, SQLAlchemyError

        from workstation.server.backups.problem import BackupUnsound, DatabaseUnfit
        from workstation.server.migrations import NewerDatabase
        from workstation.server.staff_office import StaffRefusal, WrongRows

        try:
            return command(*args, **named)
        except ArgumentError:
            tell(f"This is no address of a database: say {_KINDS}")
            return MISUSED
        except WrongRows as problem:
            lines = (f"Row {each.row}, {each.user or '-'}: {each.why}" for each in problem.rows)
            return refuse("\n".join((*lines, str(problem))))
        except (StaffRefusal, DatabaseUnfit, BackupUnsound) as problem:
            return refuse(str(problem))
        except NewerDatabase as error:
            return refuse(f"The database was written by a later version of the program ({error}).")
        except SQLAlchemyError as error:
            return refuse(f"The database cannot be used: {str(error).splitlines()[0]}")

    return run


def refuse(text: str) -> int:
    """Say why a command is not done. Returns what it exits with."""
    tell(text)
    return REFUSED


def tell(line: str) -> None:
    """Say a line where errors and progress go, so that a script can tell it from the result."""
    print(line, file=sys.stderr, flush=True)
