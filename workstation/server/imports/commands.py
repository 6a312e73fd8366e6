"""`recoursectl import FILE ...`: a line for each row that is refused, and all rows or none."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx

from workstation.i18n import LANGUAGES, Message, Translator, _, ngettext
from workstation.server.imports.columns import COLUMNS, REQUIRED
from workstation.server.imports.readers import FileUnreadable, reader_of
from workstation.server.imports.row_checks import FaultyRow, RowChecker, RowPlace
from workstation.server.imports.upload import ImportRefused, Parcel
from workstation.wire.intake import Imported
from workstation.wire.messages import from_wire

DONE, REFUSED, MISUSED = 0, 1, 2
TOKEN = "RECOURSE_TOKEN"
_EPILOG = (
    f"Columns of a table, in any order: {', '.join(COLUMNS)}. Needed are {', '.join(REQUIRED)}. "
    "Several actions, clauses (AUT 2.1 v2.0) or pieces of evidence (EV_SCREENSHOT page.png) stand "
    "in one cell with semicolons between them. JSON has the fields of POST /api/v1/cases. "
    "See resources/demo/import-example.csv."
)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import` to the commands of `recoursectl`."""
    parser = subparsers.add_parser(
        "import",
        help="take requests in from CSV, XLSX, JSON or JSON Lines",
        description="Take requests in from files: all of their rows, or none.",
        epilog=_EPILOG,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--server", required=True, metavar="URL")
    parser.add_argument(
        "--token", default=os.environ.get(TOKEN, ""), help=f"default: ${TOKEN} of the environment"
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    parser.add_argument(
        "--zone", type=_zone, metavar="ZONE", help="for times without one, such as Asia/Singapore"
    )
    parser.add_argument("--language", choices=(*LANGUAGES, "zh"), default="en")
    parser.set_defaults(run=run)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"no such time zone: {name}") from error


def run(arguments: argparse.Namespace, transport: httpx.BaseTransport | None = None) -> int:
    """0 when all is stored or could be, 1 when something is refused, 2 for wrong usage."""
    language = "zh_Hans" if arguments.language == "zh" else arguments.language
    clerk = _Clerk(Translator(language), tuple(arguments.files))
    if not arguments.token:
        return clerk.misused(
            _("No token was given."), _("Sign in to get one and pass it with --token.")
        )
    return clerk.work(arguments, transport)


class _Clerk:
    """Does one import: checks its files, sends their rows, and says what became of them."""

    def __init__(self, translator: Translator, files: tuple[Path, ...]) -> None:
        self._say = translator.text
        self._files = files
        self._refused = 0

    def misused(self, reason: Message, remedy: Message) -> int:
        """Say what is wrong with how the command was called. Returns what it exits with."""
        self._tell(reason, remedy)
        return MISUSED

    def work(self, arguments: argparse.Namespace, transport: httpx.BaseTransport | None) -> int:
        """Check all rows, and send them if nothing stands against any. Returns what the command
        exits with."""
        for path in self._files:
            try:
                reader_of(path)
            except FileUnreadable as error:
                return self.misused(error.reason, error.remedy)
            if not path.is_file():
                return self.misused(
                    _("There is no file {name}.", name=str(path)), _("Check the name.")
                )
        try:
            with Parcel(dry_run=arguments.dry_run) as parcel:
                self._fill(parcel, RowChecker(self._files, arguments.zone))
                if self._refused or not len(parcel):
                    return self._nothing_stored()
                imported = parcel.send(arguments.server, arguments.token, transport)
                return self._report(imported, parcel, dry_run=arguments.dry_run)
        except ImportRefused as error:
            self._tell(error.reason, error.remedy)
        except OSError as error:
            self._tell(
                _("A file could not be read or written: {error}", error=str(error)),
                _("Nothing was stored."),
            )
        return REFUSED

    def _fill(self, parcel: Parcel, checker: RowChecker) -> None:
        """Put all rows into the parcel. A line is said for each row that is wrong, and one for a
        file that cannot be read."""
        for number in range(len(self._files)):
            try:
                for row in checker.rows(number):
                    if isinstance(row, FaultyRow):
                        self._refuse(row.place, row.reasons)
                    elif not self._refused:
                        parcel.add(row)
            except FileUnreadable as error:
                self._refused += 1
                self._print(
                    _(
                        "{file}: {reason} {remedy}",
                        file=self._name(number),
                        reason=error.reason,
                        remedy=error.remedy,
                    )
                )

    def _report(self, imported: Imported, parcel: Parcel, *, dry_run: bool) -> int:
        for row in imported.refused:
            reasons = tuple(from_wire(reason) for reason in row.reasons)
            self._refuse(parcel.place(row.row), reasons)
        if self._refused:
            return self._nothing_stored()
        again = sum(row.repeat for row in imported.taken)
        new = len(imported.taken) - again
        if dry_run:
            self._print(ngettext("{n} row can be stored.", "{n} rows can be stored.", new))
        else:
            self._print(ngettext("{n} case stored.", "{n} cases stored.", new))
        if again:
            self._print(ngettext("{n} was there before.", "{n} were there before.", again))
        return DONE

    def _refuse(self, place: RowPlace, reasons: tuple[Message, ...]) -> None:
        self._refused += 1
        where = self._name(place.file)
        for reason in reasons:
            self._print(
                _("{file}, row {row}: {reason}", file=where, row=str(place.row), reason=reason)
            )

    def _nothing_stored(self) -> int:
        if self._refused:
            self._print(ngettext("{n} row is refused.", "{n} rows are refused.", self._refused))
        self._print(_("Nothing was stored."))
        return REFUSED

    def _name(self, file: int) -> str:
        return self._files[file].name

    def _tell(self, reason: Message, remedy: Message) -> None:
        self._print(_("{reason} {remedy}", reason=reason, remedy=remedy))

    def _print(self, message: Message) -> None:
        """Refusals go where errors go, so that a script can tell them from the result."""
        stream = sys.stderr if self._refused else sys.stdout
        print(self._say(message), file=stream)
