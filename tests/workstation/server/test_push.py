"""Commands going up: once each, all or nothing, in order, and only by those who may."""

from tests.bench import LINA, PRIYA, WEI, TestServer
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.wire.push import Applied


async def test_a_claim_takes_effect_and_says_where_the_feed_carries_it(server: TestServer) -> None:
    filed = await server.file_case()
    wei = await server.client(WEI)
    (answer,) = await wei.give(wei.envelope(filed.case_id, Claim()))
    assert answer.disposition == Applied(
        id="device-wei.ling.1",
        version=2,
        effects={"queue:sg-commerce": 2, "user:wei.ling": 1},
    )
    assert not answer.already
