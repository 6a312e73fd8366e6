"""Files of a profile in a folder of their own, and a hand-made feed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench import START, Ids
from tests.workstation.cache.feed import Feed
from workstation.cache.truth import Truths, open_truths
from workstation.cache.work import Work
from workstation.domain.kinds import KINDS


@pytest.fixture
async def truths(tmp_path: Path) -> AsyncIterator[Truths]:
    opened = open_truths(tmp_path, KINDS, START)
    yield opened
    await opened.close()


@pytest.fixture
async def work(tmp_path: Path) -> AsyncIterator[Work]:
    opened = Work.open(tmp_path, Ids("device"), START)
    yield opened
    await opened.close()


@pytest.fixture
def feed() -> Feed:
    return Feed()
