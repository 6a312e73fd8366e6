"""The folder of a profile: made, closed to others, and refused where work is not safe in it."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from workstation.cache.problem import (
    DiskTrouble,
    FolderProblem,
    NetworkShare,
    NoFolder,
    NoRight,
    NotAFolder,
    ProfileFile,
    ProfileProblem,
    ReadOnly,
)

# Where Linux lists what is mounted.
MOUNTS = Path("/proc/self/mountinfo")
# On these SQLite's journal does not work, or locks mean nothing to other machines.
NETWORK_SYSTEMS = frozenset(
    "9p afpfs afs beegfs ceph cifs coda davfs glusterfs gpfs lustre ncpfs nfs nfs4 ocfs2 orangefs"
    " smb2 smb3 smbfs prl_fs vboxsf vmhgfs fuse.ceph fuse.davfs2 fuse.glusterfs fuse.gvfsd-fuse"
    " fuse.mfs fuse.rclone fuse.s3fs fuse.smbnetfs fuse.sshfs fuse.vmhgfs-fuse".split()
)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ESCAPE = re.compile(r"\\([0-7]{3})")


def prepare_folder(folder: Path, mounts: Path | None = None) -> None:
    """Make the folder if it is not there, and close it to others: drafts and tokens are nobody
    else's business.

    `mounts` lists the mounted file systems (`MOUNTS`). Raises `ProfileProblem` for a folder that
    cannot be used; nothing was made then.
    """
    system = file_system_of(folder, mounts or MOUNTS)
    if system in NETWORK_SYSTEMS:
        raise NetworkShare(folder, system)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _of_making(folder, error) from error
    if not _may(folder, os.R_OK | os.W_OK | os.X_OK):
        raise _closed(folder)
    try:
        if folder.stat().st_mode & 0o777 != 0o700:
            folder.chmod(0o700)
    except OSError as error:
        raise _of_making(folder, error) from error


def refuse_foreign_file(path: Path) -> None:
    """Raise `NoRight` for a file that is there and that the person may not read and write."""
    if path.is_file() and not _may(path, os.R_OK | os.W_OK):
        if _on_reading_disk(path):
            raise ReadOnly(path.parent)
        raise NoRight(path, owner_of(path))


def owner_of(path: Path) -> str:
    """The name of the account that `path` belongs to; "" where there is none."""
    with suppress(OSError, KeyError, NotImplementedError):
        return path.owner()
    return ""


def file_system_of(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that the folder is on, or would be; "" where that is not known."""
    if sys.platform == "win32":
        import ctypes

        remote = 4
        anchor = folder.absolute().anchor
        drive = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return "smb3" if anchor.startswith("\\\\") or drive == remote else ""
    try:
        lines = mounts.read_text("utf-8", errors="replace").splitlines()
        there = folder.resolve()
    except (OSError, RuntimeError):
        return ""
    deepest, found = -1, ""
    for line in lines:
        before, _dash, behind = line.partition(" - ")
        fields, kinds = before.split(), behind.split()
        if len(fields) < 5 or not kinds:
            continue
        point = Path(_ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        # What is mounted later at one place hides what was there.
        if len(point.parts) >= deepest and there.is_relative_to(point):
            deepest, found = len(point.parts), kinds[0]
    return found


def _of_making(folder: Path, error: OSError) -> ProfileProblem:
    """Why the folder could not be made or closed to others."""
    in_the_way = next((each for each in (folder, *folder.parents) if _is_file(each)), None)
    if in_the_way is not None:
        return NotAFolder(in_the_way)
    if error.errno in _FULL:
        return DiskTrouble(ProfileFile.WORK, str(error), opening=True)
    if error.errno == errno.EROFS:
        return ReadOnly(folder)
    # Not `is_dir`, which raises where nobody may look.
    if os.path.isdir(folder):
        return NoRight(folder, owner_of(folder), str(error))
    return NoFolder(folder, str(error))


def _closed(folder: Path) -> FolderProblem:
    """Why a folder that is there takes nothing."""
    return ReadOnly(folder) if _on_reading_disk(folder) else NoRight(folder, owner_of(folder))


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.exists() and not path.is_dir()
    return False


def _may(path: Path, wanted: int) -> bool:
    """Whether the account that the program runs as may do this."""
    return os.access(path, wanted, effective_ids=os.access in os.supports_effective_ids)


def _on_reading_disk(path: Path) -> bool:
    """Whether the disk of `path` takes nothing from anybody."""
    with suppress(OSError, AttributeError):
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    return False
