"""`recoursectl doctor`: versions, paths, whether the server answers and the files are whole."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from workstation.cache.ballast import BALLAST_BYTES, Ballast
from workstation.cache.folder import prepare_folder
from workstation.cache.lists import Lists
from workstation.cache.problem import ProfileFile, ProfileProblem
from workstation.cache.profile import all_backups_of, backups_of
from workstation.cache.truth import check_all, open_cache, sqlite_version
from workstation.cache.work import Work
from workstation.domain.kinds import KINDS
from workstation.files import resource
from workstation.i18n import Message, Translator
from workstation.sync.problem import SyncProblem
from workstation.sync.server_clock import machine_time

_PARTS = ("recourse", "PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "httpx", "msgspec")
# Below this a cache that is fetched again, or a backup, may find no room.
LITTLE_ROOM = 64 * 1024 * 1024
_say = Translator("en").text


def examine(profile: Path | None, server: str | None) -> int:
    """Print what is found, one line for each fact. Returns 0 if nothing is wrong, else 1."""
    print(f"Python {platform.python_version()} on {platform.platform()}, SQLite {sqlite_version()}")
    for name in _PARTS:
        print(f"{name} {version(name)}")
    print(f"resources {resource('resources')}, translations {resource('translations')}")
    found = [_profile(profile) if profile is not None else True]
    found.append(asyncio.run(_reach(server)) if server is not None else True)
    return 0 if all(found) else 1


def _profile(profile: Path) -> bool:
    """Print how a profile is. Returns whether nothing is wrong with it."""
    print(f"profile {profile}")
    if not os.path.lexists(profile):
        print("  there is no such folder")
        return False
    try:
        prepare_folder(profile)
    except ProfileProblem as problem:
        print(f"  {_told(problem)}")
        return False
    print(f"  backups of work.db: {len(backups_of(profile))}")
    # Opening the file would lay it again.
    held = Ballast(profile).held
    free = shutil.disk_usage(profile).free
    roomy = free >= LITTLE_ROOM
    print(f"  disk: {_megabytes(free)} free{'' if roomy else ', which is little'}")
    whole = [_whole(profile, ProfileFile.WORK), _whole(profile, ProfileFile.CACHE)]
    ballasted = True
    if (profile / ProfileFile.WORK.value).exists() and held < BALLAST_BYTES:
        state = f"short, {_megabytes(held)} of {_megabytes(BALLAST_BYTES)}" if held else "missing"
        ballasted = Ballast(profile).whole
        print(f"  ballast: {state}, {'laid again now' if ballasted else 'not laid again'}")
    return roomy and all(whole) and ballasted


def _whole(profile: Path, file: ProfileFile) -> bool:
    """Open a file of a profile, check it and print how it is. Returns whether it is whole."""
    path = profile / file.value
    if not path.exists() and not (file is ProfileFile.WORK and all_backups_of(profile)):
        print(f"  {file.value}: not there yet")
        return True
    try:
        if file is ProfileFile.WORK:
            Work.open(profile, lambda: "", machine_time()).let_go()
        else:
            writes, reads = open_cache(profile, Lists(KINDS), machine_time())
            try:
                reads.now(check_all)
            finally:
                writes.let_go()
                reads.let_go()
    except ProfileProblem as problem:
        print(f"  {file.value}: {_told(problem)}")
        return False
    print(f"  {file.value}: whole, {_megabytes(path.stat().st_size)}")
    return True


async def _reach(server: str) -> bool:
    """Ask a server how it is, and print that. Returns whether it answers."""
    from workstation.sync.http import HttpTransport  # only when asked for

    transport = HttpTransport(server)
    try:
        health = await transport.health()
    except SyncProblem as problem:
        print(f"server {server}: {_both(problem.reason, problem.remedy)} ({problem.detail})")
        return False
    finally:
        await transport.close()
    off = (health.time - machine_time()).total_seconds()
    print(f"server {server}: {health.status}, version {health.version}, clock {off:+.0f} s")
    return True


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _told(problem: ProfileProblem) -> str:
    """What is the matter with a profile, and what to do."""
    finding = f" {_say(problem.finding)}" if problem.finding is not None else ""
    detail = f" ({problem.detail})" if problem.detail else ""
    return f"{_both(problem.reason, problem.remedy)}{finding}{detail}"


def _both(reason: Message, remedy: Message) -> str:
    return f"{_say(reason)} {_say(remedy)}"
