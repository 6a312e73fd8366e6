"""Import layers: the contracts of pyproject.toml hold, and each of them can fail."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, expect_none

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

CLEAN = {
    "workstation/__init__.py": "",
    "workstation/i18n/__init__.py": "",
    "workstation/files.py": "",
    "workstation/domain/__init__.py": "import workstation.i18n",
    "workstation/cache/__init__.py": "",
    "workstation/cache/executor.py": "import sqlalchemy.engine",
    "ui/__init__.py": "",
    "ui/bridge/__init__.py": "import qasync",
    "ui/panes/__init__.py": "",
    "ui/panes/queue/__init__.py": "",
    "ui/panes/queue/presenter.py": "import workstation.cache.executor",
    "ui/panes/queue/view.py": "import PySide6.QtWidgets",
    "ui/panes/reply/__init__.py": "",
    "ui/activities/__init__.py": "import ui.activities.cases",
    "ui/activities/cases/__init__.py": "",
    "ui/activities/glossary/__init__.py": "",
    "ui/activities/glossary/presenter.py": "",
}

BREACHES = [
    ("no-screen", "workstation/domain/case.py", "import ui.bridge"),
    ("no-screen", "workstation/domain/case.py", "from PySide6.QtCore import QObject"),
    ("no-screen", "workstation/domain/case.py", "import qasync"),
    ("workstation-layers", "workstation/domain/case.py", "import workstation.cache"),
    ("workstation-layers", "workstation/novelty/__init__.py", ""),
    ("ui-layers", "ui/bridge/tasks.py", "import ui.panes.queue"),
    ("ui-layers", "ui/novelty.py", ""),
    ("panes-apart", "ui/panes/reply/view.py", "import ui.panes.queue"),
    ("activities-apart", "ui/activities/glossary/pane.py", "import ui.activities.cases"),
    ("sql-in-cache-and-server", "workstation/domain/case.py", "from sqlalchemy import text"),
    ("sql-in-cache-and-server", "ui/panes/reply/view.py", "import sqlalchemy.orm"),
    ("presenters-without-qt", "ui/panes/reply/presenter.py", "from PySide6.QtCore import QUrl"),
    ("presenters-without-qt", "ui/panes/reply/state.py", "import qasync"),
    ("presenters-without-qt", "ui/activities/glossary/presenter.py", "import qasync"),
]


def broken_contracts(folder: Path) -> set[str]:
    """Names of the contracts that the tree in `folder` breaks."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path.insert(0, '.'); "
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-logo",
            "--no-cache",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )
    verdicts = dict(re.findall(r"^(.+?) (KEPT|BROKEN)", run.stdout, flags=re.MULTILINE))
    assert set(verdicts) == set(CONTRACTS.values()), run.stdout + run.stderr
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


def plant(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return folder


def test_the_tree_keeps_its_layers() -> None:
    expect_none(broken_contracts(ROOT), "`make lint` shows the chains.")


def test_a_clean_tree_breaks_nothing(tmp_path: Path) -> None:
    assert broken_contracts(plant(tmp_path, CLEAN)) == set()


@pytest.mark.parametrize(("contract", "file", "text"), BREACHES)
def test_every_contract_can_fail(tmp_path: Path, contract: str, file: str, text: str) -> None:
    broken = broken_contracts(plant(tmp_path, CLEAN | {file: text}))
    assert CONTRACTS[contract] in broken


def test_every_contract_has_a_breach() -> None:
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)
