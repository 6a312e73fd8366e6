"""Bugs put in on purpose: a walk that does not notice them would prove nothing (sync.md 7.1)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.machines.test_two_workstations import STEPS, walk
from workstation.app import office as offices
from workstation.cache import ledger as ledgers
from workstation.cache.ledger import Ledger
from workstation.cache.outbox import Outbox
from workstation.cache.values import Entry

Mutation = Callable[[pytest.MonkeyPatch], None]
SEEDS = 12


def overlay_cleared_on_ack(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledgers, "covered", lambda *_all: True)


def overlay_never_cleared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ledgers, "covered", lambda *_all: False)


def dropped_on_send(patch: pytest.MonkeyPatch) -> None:
    async def sent(self: Ledger, entries: list[Entry]) -> None:
        gone = [entry.id for entry in entries]
        for id_ in gone:
            self._entries.pop(id_, None)
        await self._outbox.remove(gone, [])

    patch.setattr(Ledger, "sent", sent)


def commands_kept_in_memory_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Outbox, "add", _not_journalled)


async def _not_journalled(
    self: Outbox, entries: list[Entry], _seen: object, _answers: object, _gone: object
) -> tuple[Entry, ...]:
    return tuple(replace(entry, n=10_000 + id(entry) % 1000) for entry in entries)


def nothing_projected_after_a_pull(patch: pytest.MonkeyPatch) -> None:
    honest = offices.Office.project

    async def project(self: offices.Office, case_ids: object) -> None:
        if self.signed is not None and len(self.overlays) > 1:
            return
        await honest(self, case_ids)  # type: ignore[arg-type]

    patch.setattr(offices.Office, "project", project)


@pytest.mark.slow
@pytest.mark.parametrize(
    "mutation",
    [
        overlay_cleared_on_ack,
        overlay_never_cleared,
        dropped_on_send,
        commands_kept_in_memory_only,
        nothing_projected_after_a_pull,
    ],
)
async def test_a_bug_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutation: Mutation
) -> None:
    mutation(monkeypatch)
    for seed in range(SEEDS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        try:
            await walk(folder, seed, STEPS)
        except (AssertionError, KeyError):
            return
    pytest.fail(f"{mutation.__name__} went unnoticed in {SEEDS} walks")
