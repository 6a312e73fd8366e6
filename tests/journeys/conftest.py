"""An office for every journey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.team import Team, office


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people
