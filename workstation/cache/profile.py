"""The files of a profile: setting one aside, and changing the cache with its person."""

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
    wanted = profile / f"{file.value}.{now:%Y%m%dT%H%M%S}"
    aside, n = wanted, 1
    while aside.exists():
        n += 1
        aside = wanted.with_name(f"{wanted.name}-{n}")
    _move(profile / file.value, aside)
    if file is ProfileFile.WORK and (backups := backups_of(profile)):
        shutil.copyfile(backups[-1], profile / file.value)
    return aside


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
        path.unlink(missing_ok=True)


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


def backups_of(profile: Path) -> list[Path]:
    """The backups of `work.db`, oldest first."""
    return sorted((profile / "backups").glob("work-*.db"))
