"""`recoursectl backup`, `restore` and `audit`."""

from __future__ import annotations

import argparse
import time
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from workstation.server.command_line import DONE, explained, refuse, take_database, tell

if TYPE_CHECKING:
    from workstation.server.backups.archive import BackupHeader
    from workstation.server.backups.progress import Progress

_BACKUP = (
    "Save all data of a server into one file: a consistent state, while the server runs. The file "
    "fits any kind of database, and is for its owner only: it holds what people wrote and the "
    "hashes of their passwords. Sessions are not in it."
)
_RESTORE = (
    "Make a database hold what a backup holds, and nothing else. No server may run on it. "
    "Afterwards everybody has to sign in again, and every workstation offers the server again "
    "what it did: what the backup lacked comes back from whoever did it, once."
)
_AUDIT = (
    "Check the audit log of every record: that nothing in it was changed, taken out or added "
    "after it was written, and that the record is what its log says. It only reads, while the "
    "server runs; each record that does not hold is named. With a RECORD, it tells instead what "
    "was done to that one, when, by whom, and which versions of other records the rules had seen."
)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `backup`, `restore` and `audit` to the commands of `recoursectl`."""
    backup = subparsers.add_parser(
        "backup", help="save all data of a server into one file", description=_BACKUP
    )
    restore = subparsers.add_parser(
        "restore", help="make a database from a backup", description=_RESTORE
    )
    for parser in (backup, restore):
        take_database(parser)
        parser.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="replace everything that the database holds"
    )
    audit = subparsers.add_parser(
        "audit", help="check the history of every record", description=_AUDIT
    )
    take_database(audit)
    audit.add_argument(
        "record", nargs="?", metavar="RECORD", help="tell of one: its id, or the number of a case"
    )
    audit.set_defaults(run=run_audit)
    backup.set_defaults(run=run_backup)
    restore.set_defaults(run=run_restore)


@explained
def run_backup(arguments: argparse.Namespace) -> int:
    """0 when the file is written, 1 when it could not be, 2 for an address that is none."""
    from workstation.server.backups.progress import Progress
    from workstation.server.backups.save import save
    from workstation.server.store import system_clock

    progress = Progress(tell, time.monotonic)
    header = save(arguments.database, arguments.file, system_clock(), progress)
    print(f"Saved {_said(header)} to {arguments.file}.")
    return DONE


@explained
def run_audit(arguments: argparse.Namespace) -> int:
    """0 when every history holds, or that of the one that is named; 1 when one does not, or where
    there is no such record; 2 for an address that is none."""
    from workstation.server.backups.history import history
    from workstation.server.backups.progress import Progress

    if arguments.record is None:
        return _check_all(arguments.database, Progress(tell, time.monotonic))
    found = history(arguments.database, arguments.record)
    if found is None:
        return refuse(f"There is no record {arguments.record}.")
    for line in found.done:
        print(line.text())
    for breach in found.breaches:
        tell(f"{breach.record_id}: {breach.what}")
    if found.breaches:
        return refuse("This history does not hold.")
    print("This history holds.")
    return DONE


@explained
def run_restore(arguments: argparse.Namespace) -> int:
    """0 when everything is put back and holds, 1 when not, 2 for an address that is none."""
    from workstation.server.backups.progress import Progress
    from workstation.server.backups.restore import Restorer

    progress = Progress(tell, time.monotonic)
    restorer = Restorer(str(uuid4()), progress, time.sleep)
    restored = restorer.restore(arguments.file, arguments.database, replace=arguments.replace)
    print(f"Restored {_said(restored.header)}.")
    print("Everybody has to sign in again; their workstations offer again what is missing.")
    if restored.closed:
        print(f"Closed since the backup, and still closed: {', '.join(restored.closed)}.")
    print("The server can be started; meanwhile the history of every record is checked.")
    return _check_all(arguments.database, progress)


def _check_all(database: str, progress: Progress) -> int:
    """Check the history of every record and say which do not hold."""
    from workstation.server.backups.restore import breaches

    broken = breaches(database, progress)
    for each in broken:
        tell(f"{each.record_id}: {each.what}")
    if broken:
        return refuse(f"The histories of {len(broken)} records do not hold.")
    print("The history of every record holds.")
    return DONE


def _said(header: BackupHeader) -> str:
    at = header.at.astimezone(UTC)
    return f"{header.cases():,} cases ({header.rows():,} rows) as of {at:%Y-%m-%d %H:%M} UTC"
