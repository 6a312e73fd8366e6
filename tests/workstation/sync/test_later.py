"""A connection that is made when it is first needed."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from workstation.app.sample import sampled
from workstation.sync.lazy_transport import LazyTransport
from workstation.sync.transport import Transport
from workstation.wire.session import Health

_RESUMED = """
import asyncio, sys
from pathlib import Path
from workstation.app import Workstation
async def main():
    workstation = await Workstation.open(Path(sys.argv[1]))
    assert await workstation.session.resume() is not None
    await workstation.close()
asyncio.run(main())
slow = {"httpx", "sqlalchemy.orm", "alembic", "litestar", "opencc", "babel", "argon2"}
print(sorted(slow & set(sys.modules)))
"""


async def test_nothing_slow_is_loaded_before_the_window_is_painted(tmp_path: Path) -> None:
    await (await sampled(tmp_path, 3)).close()
    done = subprocess.run(
        [sys.executable, "-c", _RESUMED, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


class _Line:
    """A connection that remembers its token."""

    def __init__(self) -> None:
        self.token = ""
        self.closed = False

    def carry(self, token: str) -> None:
        self.token = token

    async def health(self) -> Health:
        return Health(status="ok", version="0", time=datetime(2026, 11, 23, tzinfo=UTC))

    async def close(self) -> None:
        self.closed = True


async def test_the_connection_is_made_once_and_carries_the_newest_token() -> None:
    made: list[_Line] = []

    def connect() -> Transport:
        made.append(_Line())
        return made[-1]  # type: ignore[return-value]

    later = LazyTransport(connect)
    await later.close()
    later.carry("first")
    assert not made
    await later.health()
    assert made[0].token == "first"
    later.carry("second")
    await later.health()
    await later.close()
    assert [(each.token, each.closed) for each in made] == [("second", True)]
