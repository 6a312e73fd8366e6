"""The old world unpacked once, and its server's database in both forms."""

import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.workstation.server.conftest import fresh_database, postgresql

__all__ = ["fresh_database", "postgresql"]

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def told() -> dict[str, Any]:
    """What lies in the files (`make.py` says how it was written down)."""
    told: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they were left. Nobody opens these."""
    folder = tmp_path_factory.mktemp("old_world")
    with tarfile.open(HERE / "world.tar.xz") as tar:
        tar.extractall(folder, filter="data")
    return folder


@pytest.fixture(params=["profile", "killed"])
def profile(request: pytest.FixtureRequest, unpacked: Path, tmp_path: Path) -> Path:
    """A copy of a profile that was closed in good order, and of one whose program was killed."""
    return Path(shutil.copytree(unpacked / request.param, tmp_path / request.param))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, unpacked: Path, tmp_path: Path) -> str:
    """The address of a copy of the server's database."""
    if request.param == "sqlite":
        shutil.copyfile(unpacked / "server.db", tmp_path / "server.db")
        return f"sqlite:///{tmp_path}/server.db"
    url = str(request.getfixturevalue("fresh_database"))
    with psycopg.connect(url) as connection:
        connection.execute((unpacked / "server.sql").read_bytes())
    return url
