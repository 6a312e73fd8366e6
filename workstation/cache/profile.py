"""The files of a profile: setting one aside, and changing the cache with its person."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from workstation.cache.problem import ProfileFile
from workstation.cache.values import Account
from workstation.wire.codec import body_hash

# The last one is left by other programs, and would be played back into a file put in its place.
JOURNALS = ("-wal", "-shm", "-journal")
_ENDINGS = ("", *JOURNALS)
BACKUPS = "backups"


def set_aside(profile: Path, file: ProfileFile, now: datetime) -> Path:
    """Rename a file that cannot be used, with its journals. Returns where it is now.

    With `work.db` go its backups, since those of the file that comes next would drive them out.
    """
    stamp = f"{now:%Y%m%dT%H%M%S}"
    wanted = profile / f"{file.value}.{stamp}"
    aside, n = wanted, 1
    while _stands(aside):
        n += 1
        aside = wanted.with_name(f"{wanted.name}-{n}")
    _move(profile / file.value, aside)
    if file is ProfileFile.WORK and (profile / BACKUPS).exists():
        (profile / BACKUPS).rename(profile / f"{BACKUPS}{aside.name.removeprefix(file.value)}")
    return aside


def work_set_aside(profile: Path) -> list[Path]:
    """The precious files that were set aside, with their journals."""
    return sorted(profile.glob(f"{ProfileFile.WORK.value}.*"))


def swap_cache(profile: Path, leaves: Account | None, enters: Account | None) -> None:
    """Park the cache of whoever leaves, and bring back that of whoever enters, if there is one.

    Both files must be closed. A crash in between leaves a profile that starts empty and is
    fetched again.
    """
    current = profile / ProfileFile.CACHE.value
    if leaves is not None:
        _move(current, profile / _parked(leaves))
    elif enters is not None and has_parked(profile, enters):
        for ending in _ENDINGS:
            current.with_name(current.name + ending).unlink(missing_ok=True)
    if enters is not None and has_parked(profile, enters):
        _move(profile / _parked(enters), current)


def has_parked(profile: Path, account: Account) -> bool:
    """Whether a cache of that account is parked in the profile."""
    return (profile / _parked(account)).exists()


def drop_parked(profile: Path, account: Account) -> None:
    """Delete the cache of that account that lies beside, if any."""
    parked = profile / _parked(account)
    for ending in _ENDINGS:
        parked.with_name(parked.name + ending).unlink(missing_ok=True)


def drop_set_aside(profile: Path) -> None:
    """Delete the caches that were set aside, since there may be cases in them."""
    for path in profile.glob(f"{ProfileFile.CACHE.value}.*"):
        delete_set_aside(path)


def _parked(account: Account) -> str:
    """The name of the file in which the cache of an account is parked."""
    name = body_hash(f"{account.server} {account.user}".encode())
    return f"cache-{name:015x}.db"


def _move(source: Path, target: Path) -> None:
    """Rename a file of a profile, with its journal and the index of that."""
    for ending in _ENDINGS:
        part = source.with_name(source.name + ending)
        if part.exists():
            part.rename(target.with_name(target.name + ending))


def delete_set_aside(path: Path) -> None:
    """Delete what was set aside; a folder may have stood in the place of the file."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _stands(aside: Path) -> bool:
    """Whether something was set aside under that name."""
    return any(aside.with_name(aside.name + ending).exists() for ending in _ENDINGS)


def backups_of(profile: Path) -> list[Path]:
    """The backups of `work.db`, oldest first."""
    return sorted((profile / BACKUPS).glob("work-*.db"))


def all_backups_of(profile: Path) -> list[Path]:
    """The backups of `work.db`, and those of the files that were set aside, oldest first."""
    return sorted(profile.glob(f"{BACKUPS}*/work-*.db"), key=lambda path: path.name)
