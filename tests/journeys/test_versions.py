"""Work that was begun under one version of something, and comes to a server that has another."""

from pathlib import Path

from tests.bench import WEI
from tests.journeys.team import finding, office
from tests.workstation.domain.test_citation import published
from workstation.domain.commands import Claim, Decide
from workstation.domain.taxonomy import State


async def test_a_decision_made_offline_outlives_the_next_version_of_what_it_cites(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as team:
        wei = await team.seat(WEI)
        filed = await team.server.file_case((WEI, Claim()))
        await wei.sync()
        wei.wire.cut = True
        await wei.app.give(filed.case_id, Decide(finding=finding(await wei.case(filed.case_id))))
        store = team.server.store
        store._library = published(store._library)
        wei.wire.cut = False
        await wei.sync()
        assert await wei.app.questions() == ()
        assert (await wei.case(filed.case_id)).state is State.DECIDED
