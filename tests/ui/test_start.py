"""What the start of the window does not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTS = """
import linecache
{first}
import ui.activities.cases.pane
print(sum(name.startswith("{root}") for name in linecache.cache))
"""


def sources_read(first: str) -> int:
    """How many of our modules are read as source when the cases are imported after `first`."""
    code = IMPORTS.format(first=first, root=ROOT)
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    )
    return int(done.stdout)


def test_importing_reads_no_source_for_qt() -> None:
    assert sources_read("import PySide6.QtWidgets") > 100, "PySide reads none: nothing to keep off"
    assert sources_read("from ui.plain_import import import_qt; import_qt()") == 0
