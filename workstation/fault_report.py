"""Keeps a report of a fault that nobody expected, as a file that can be sent to somebody."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_KEPT = 20


def keep_report(error: BaseException, now: datetime) -> Path | None:
    """Write what happened to a file that only its owner can read, beside the last ones. Returns
    where it is; None where no disk took it."""
    said = "".join(traceback.format_exception(error))
    try:
        recourse = version("recourse")
    except PackageNotFoundError:
        recourse = "?"
    head = f"{now.isoformat()}\nRecourse {recourse}, Python {sys.version}, {platform.platform()}\n"
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            report = folder / f"fault-{now:%Y%m%dT%H%M%S%f}.txt"
            report.touch(mode=0o600)
            report.write_text(f"{head}\n{said}", "utf-8")
            for old in sorted(folder.glob("fault-*.txt"))[:-_KEPT]:
                old.unlink(missing_ok=True)
            return report
    return None


def _folders() -> tuple[Path, ...]:
    """Where a report can be, the best first."""
    from platformdirs import user_log_path  # needed for faults only

    return (user_log_path("recourse"), Path(tempfile.gettempdir()) / "recourse-faults")
