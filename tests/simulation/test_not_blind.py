"""Bugs put in on purpose: a simulation that does not notice them would prove nothing."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from sqlalchemy import Connection, delete

from tests.simulation.trace import Plan
from tests.simulation.world import run
from workstation.cache import ledger, overlay, work, writing
from workstation.cache.ledger import Ledger
from workstation.cache.outbox import Outbox
from workstation.cache.values import Entry
from workstation.server import receipts
from workstation.server.tables import COMMAND_RECEIPT
from workstation.wire.push import Envelope

SEEDS = 12
Mutation = Callable[[pytest.MonkeyPatch], None]


def work_not_synced(patch: pytest.MonkeyPatch) -> None:
    """What is precious is only on the disk once a checkpoint has put it there."""
    normal = tuple(each.replace("FULL", "NORMAL") for each in work._PRAGMAS)
    patch.setattr(work, "_PRAGMAS", normal)


def forgotten_when_sent(patch: pytest.MonkeyPatch) -> None:
    async def sent(self: Ledger, entries: Sequence[Entry]) -> None:
        gone = [entry.id for entry in entries]
        for id_ in gone:
            self._entries.pop(id_, None)
        await self._outbox.remove(gone, [])

    patch.setattr(Ledger, "sent", sent)


def cleared_when_answered(patch: pytest.MonkeyPatch) -> None:
    for place in (ledger, overlay):
        patch.setattr(place, "covered", lambda *_all: True)


def never_cleared(patch: pytest.MonkeyPatch) -> None:
    for place in (ledger, overlay):
        patch.setattr(place, "covered", lambda *_all: False)


def in_memory_only(patch: pytest.MonkeyPatch) -> None:
    async def add(_self: Outbox, entries: Sequence[Entry], *_more: object) -> tuple[Entry, ...]:
        return tuple(entries)

    patch.setattr(Outbox, "add", add)


def scopes_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writing, "_leave", lambda _connection, _kept: set())


def no_receipts(patch: pytest.MonkeyPatch) -> None:
    honest = receipts.reserve

    def reserve(
        connection: Connection, actor: str, envelopes: Mapping[str, Envelope], now: object
    ) -> frozenset[str]:
        gone = COMMAND_RECEIPT.c.id.in_(list(envelopes))
        connection.execute(delete(COMMAND_RECEIPT).where(gone))
        return honest(connection, actor, envelopes, now)  # type: ignore[arg-type]  # passed on

    patch.setattr(receipts, "reserve", reserve)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mutation", "faults"),
    [
        (work_not_synced, "power"),
        (forgotten_when_sent, "lose,drop"),
        (cleared_when_answered, "delay"),
        (never_cleared, "delay"),
        (in_memory_only, "kill"),
        (scopes_kept, "queues"),
        (no_receipts, "lose,double"),
    ],
)
def test_a_bug_is_noticed(monkeypatch: pytest.MonkeyPatch, mutation: Mutation, faults: str) -> None:
    mutation(monkeypatch)
    for seed in range(SEEDS):
        if run(Plan(seed, faults=tuple(sorted(faults.split(","))))).violation is not None:
            return
    pytest.fail(f"{mutation.__name__} went unnoticed in {SEEDS} days")
