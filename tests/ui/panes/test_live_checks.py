"""The checks of the letter as it is written: what they read is what stands now."""

import asyncio

import pytest

from tests.ui.panes.table import desk
from ui.panes.reply.findings import Reading
from ui.panes.reply.live_checks import LiveChecks
from workstation.bilingual.bead import Bead
from workstation.bilingual.draft import Draft


async def test_a_book_that_changes_while_a_letter_is_read_has_it_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = desk()
    read: list[str] = []
    begun, go_on = asyncio.Event(), asyncio.Event()
    examine = table.examine

    async def slowly(*letter):
        read.append(letter[0])
        begun.set()
        await go_on.wait()
        return await examine(*letter)

    def spawn(work, _name) -> asyncio.Task:
        return asyncio.create_task(work)

    told: list[Reading] = []
    monkeypatch.setattr(table, "examine", slowly)
    checks = LiveChecks(table, spawn, told.append)
    draft = Draft((Bead("a", "Please answer within 7 days.", "请在10天内答复。"),))
    checks.about("S01", "M1")
    settling = asyncio.create_task(checks.finish(draft))
    await begun.wait()
    checks.about("S01", "M1")
    go_on.set()
    await settling
    # What was found by the glossary of before is not what the letter is sent by.
    assert len(read) == 2
    (reading,) = told
    assert reading.found["a"]
