"""The demo in a real store."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from workstation.domain.case_kind import CASE
from workstation.domain.taxonomy import IntakeFault, State
from workstation.server.accounts import Passwords
from workstation.server.demo import USERS, seed
from workstation.server.store import Store
from workstation.wire.codec import decode_case
from workstation.wire.feed import Line, RecordLine, SyncRequest

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


async def test_a_store_is_filled_once_and_its_log_holds(tmp_path: Path) -> None:
    store = await Store.open(
        f"sqlite:///{tmp_path / 'demo.db'}", clock=lambda: NOW, passwords=Passwords(cheap=True)
    )
    try:
        await seed(store, 60, NOW)
        first = await _cases(store)
        await seed(store, 60, NOW)
        assert await _cases(store) == first
        assert await store.verify() == ()
        assert {actor.id for actor in await store.people.directory()} == {a.id for a in USERS}
    finally:
        await store.close()
    assert len(first) == 60 + 11
    states = {case.external_reference: case for case in first.values()}
    assert states["DEMO-S01"].state is State.IN_REVIEW
    assert IntakeFault.DUPLICATE in states["DEMO-S11B"].faults
    assert states["DEMO-S11B"].duplicate_of == states["DEMO-S11"].reference


async def _cases(store: Store) -> dict:
    request = SyncRequest(
        device="d",
        cursors={f"queue:{queue}": 0 for queue in ("sg-commerce", "cn-export", "eu-commerce")},
    )
    answer = await store.sync("wei.ling", request, squeeze=False)
    data = b"".join([chunk async for chunk in answer])
    lines = [msgspec.json.decode(line, type=Line) for line in data.splitlines()]
    records = [line for line in lines if isinstance(line, RecordLine)]
    return {line.id: decode_case(line.body) for line in records if line.kind == CASE.name}
