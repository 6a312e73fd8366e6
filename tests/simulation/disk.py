"""What a killed process and a power cut leave of SQLite's files, by its documented rules.

A kill loses nothing that was written. With `synchronous = FULL` each commit of a WAL database is
on the disk when it returns; with NORMAL only a checkpoint makes the journal so, and a power cut
may take any end of what was written since (https://sqlite.org/pragma.html#pragma_synchronous).
"""

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FULL = 2
_HEADER = 32
_FRAME_HEADER = 24
# Room that is kept free, and what every process makes anew.
_NOT_KEPT = ("ballast", "-shm")


def keep(folder: Path, aside: Path) -> None:
    """Copy every file as it stands in the operating system: what a kill would leave."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for path in files_in(folder):
        copy = aside / path.relative_to(folder)
        copy.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, copy)


def put_back(aside: Path, folder: Path) -> None:
    """Make the folder what was kept, with new files: nobody who still holds an old one sees it."""
    for path in files_in(folder):
        path.unlink()
    for path in folder.glob("*-shm"):
        path.unlink()
    for copy in files_in(aside):
        path = folder / copy.relative_to(aside)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(copy, path)


def files_in(folder: Path) -> list[Path]:
    """The files that matter, in one order."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not path.name.endswith(_NOT_KEPT))


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in the journal, and whether a commit ends with it."""

    page: int
    commits: bool
    data: bytes
    end: int


def frames(journal: bytes) -> Iterator[Frame]:
    """The frames that belong to the journal's present round."""
    if len(journal) < _HEADER:
        return
    size = struct.unpack(">I", journal[8:12])[0]
    salts = journal[16:24]
    step = _FRAME_HEADER + size
    for at in range(_HEADER, len(journal) - step + 1, step):
        page, committed = struct.unpack(">II", journal[at : at + 8])
        if journal[at + 8 : at + 16] != salts:
            return
        yield Frame(page, bool(committed), journal[at + _FRAME_HEADER : at + step], at + step)


def durable(database: bytes, journal: bytes) -> int:
    """How much of the journal a checkpoint has written into the database, in bytes.

    That much was synced before the database was touched, and must not be taken away.
    """
    reached, apart = 0, set[int]()
    for frame in frames(journal):
        start = (frame.page - 1) * len(frame.data)
        same = database[start : start + len(frame.data)] == frame.data
        (apart.discard if same else apart.add)(frame.page)
        if frame.commits and not apart:
            reached = frame.end
    return max(reached, min(_HEADER, len(journal)))


def cut_power(database: Path, synchronous: int, chance: random.Random) -> int:
    """Take away what the disk need not have had. Returns how many bytes that were."""
    journal = database.with_name(database.name + "-wal")
    if synchronous >= FULL or not journal.exists():
        return 0
    written = journal.read_bytes()
    kept = durable(database.read_bytes(), written)
    # At a frame as often as within one, where the last one is torn.
    ends = [frame.end for frame in frames(written) if frame.end >= kept] or [len(written)]
    left = chance.choice((chance.choice([kept, *ends]), chance.randint(kept, len(written))))
    journal.write_bytes(written[:left])
    return len(written) - left
