"""Who has a profile open: a note beside the files, for whoever finds them locked."""

from __future__ import annotations

import getpass
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from workstation.value_class import dataclass

_NAME = "holder.json"


@dataclass(frozen=True, slots=True)
class Holder:
    """A window that has the profile open.

    `user`: the account of the machine.
    `host`: the machine.
    `process`: the number of the process there.
    `at`: since when.
    """

    user: str
    host: str
    process: int
    at: datetime


def this_process(at: datetime) -> Holder:
    """The holder that this process is."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        # An account without a name, as containers have.
        user = str(os.getuid()) if hasattr(os, "getuid") else "?"
    return Holder(user, platform.node(), os.getpid(), at)


def note_holder(profile: Path, holder: Holder) -> None:
    """Note that `holder` has the profile open; on a disk that takes nothing nobody learns of it."""
    with suppress(OSError):
        (profile / _NAME).write_bytes(msgspec.json.encode(holder))


def forget_holder(profile: Path) -> None:
    """The profile is not open any more."""
    with suppress(OSError):
        (profile / _NAME).unlink(missing_ok=True)


def holder_of(profile: Path) -> Holder | None:
    """Who noted last that they have the profile open; None for nobody, or where it is illegible."""
    try:
        return msgspec.json.decode((profile / _NAME).read_bytes(), type=Holder)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None
