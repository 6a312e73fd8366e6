"""`recoursectl`: serve, import, backup, check, bench and doctor, without a screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from workstation.app.bench import NAMES, run
from workstation.cache.problem import ProfileProblem
from workstation.fault_report import keep_report
from workstation.i18n import Translator
from workstation.sync.server_clock import machine_time

# Sub-commands that live beside what they are about.
_ELSEWHERE = (
    "workstation.server.imports.commands",
    "workstation.server.people_commands",
    "workstation.server.backups.commands",
    "workstation.bilingual.commands",
)
FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or `FAILED` for a failure that was explained in one line, or
    `INTERRUPTED`.

    Exits with 2 for a wrong usage.
    """
    parsed = _parser().parse_args(arguments)
    try:
        return cast("int", parsed.run(parsed))
    except ProfileProblem as problem:
        say = Translator("en").text
        return _fail(f"{say(problem.reason)} {say(problem.remedy)}")
    except OSError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        report = keep_report(error, machine_time())
        return _fail(f"Something went wrong in this program: {error!r}; the report is in {report}")


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recoursectl", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the server")
    serve.add_argument(
        "--database", required=True, metavar="URL", help="sqlite:///FILE or postgresql://..."
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8765, help="0 takes any free port")
    demo_help = "fill an empty database with the demo stories and N generated cases"
    serve.add_argument("--demo", type=int, nargs="?", const=0, metavar="N", help=demo_help)
    serve.add_argument(
        "--with-parent", action="store_true", help="stop when the standard input ends"
    )
    serve.set_defaults(run=_serve)
    for name in _ELSEWHERE:
        # A part that is not installed has no command.
        if find_spec(name) is not None:
            import_module(name).register(commands)
    bench = commands.add_parser("bench", help="measure against the targets")
    bench.add_argument("names", nargs="+", metavar="NAME", choices=NAMES, help=", ".join(NAMES))
    bench.add_argument("--cases", type=int, default=100_000, metavar="N")
    bench.add_argument("--json", action="store_true", help="one line of JSON a figure")
    bench.set_defaults(run=_bench)
    doctor = commands.add_parser("doctor", help="versions, paths, reachability and integrity")
    doctor.add_argument("--profile", type=Path, metavar="DIR", help="the profile to look at")
    doctor.add_argument("--server", metavar="URL", help="the server to reach")
    doctor.set_defaults(run=_doctor)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    # litestar takes a quarter of a second
    from workstation.server.serve import UnusableDatabase, serve

    try:
        parent = sys.stdin if arguments.with_parent else None
        serve(arguments.database, arguments.host, arguments.port, arguments.demo, parent)
    except UnusableDatabase as error:
        return _fail(f"The database cannot be used: {error}")
    return 0


def _bench(arguments: argparse.Namespace) -> int:
    return run(arguments.names, arguments.cases, arguments.json)


def _doctor(arguments: argparse.Namespace) -> int:
    from workstation.app.doctor import examine

    return examine(arguments.profile, arguments.server)


if __name__ == "__main__":
    sys.exit(main())
