"""An office for every journey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.team import Team, office
from tests.workstation.server.conftest import fresh_database, postgresql, url

# The databases that a journey may ask for.
__all__ = ["fresh_database", "postgresql", "url"]


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people
