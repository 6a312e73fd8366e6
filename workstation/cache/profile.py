"""Sets a file of a profile aside, so that the program can go on; nothing precious is deleted."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from workstation.cache.problem import ProfileFile
from workstation.cache.values import Account
from workstation.wire.codec import body_hash

_ENDINGS = ("", "-wal", "-shm")


def set_aside(profile: Path, file: ProfileFile, now: datetime) -> Path:
    """Rename a file that cannot be used, with its journal. Returns where it is now.

    The cache starts empty afterwards; in place of `work.db` comes its newest backup, if any.
    """
    aside = _free(profile / f"{file.value}.{now:%Y%m%dT%H%M%S}")
    _move(profile / file.value, aside)
    if file is ProfileFile.WORK and (backups := backups_of(profile)):
        shutil.copyfile(backups[-1], profile / file.value)
    return aside


def swap_cache(profile: Path, leaves: Account | None, enters: Account | None) -> None:
    """Put the cache of whoever leaves beside, and bring back that of whoever enters, if any.

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
    """Whether a cache of that account lies beside."""
    return (profile / _parked(account)).exists()


def drop_parked(profile: Path, account: Account) -> None:
    """Delete the cache of that account that lies beside, if any: its cases are its no more."""
    parked = profile / _parked(account)
    for ending in _ENDINGS:
        parked.with_name(parked.name + ending).unlink(missing_ok=True)


def drop_set_aside(profile: Path) -> None:
    """Delete the caches that were set aside: whatever can be read in them is a case."""
    for path in profile.glob(f"{ProfileFile.CACHE.value}.*"):
        path.unlink(missing_ok=True)


def _parked(account: Account) -> str:
    name = body_hash(f"{account.server} {account.user}".encode())
    return f"cache-{name:015x}.db"


def _move(source: Path, target: Path) -> None:
    for ending in _ENDINGS:
        part = source.with_name(source.name + ending)
        if part.exists():
            part.rename(target.with_name(target.name + ending))


def backups_of(profile: Path) -> list[Path]:
    """The backups of `work.db`, oldest first."""
    return sorted((profile / "backups").glob("work-*.db"))


def _free(wanted: Path) -> Path:
    found, n = wanted, 1
    while found.exists():
        n += 1
        found = wanted.with_name(f"{wanted.name}-{n}")
    return found
