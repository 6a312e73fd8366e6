"""What is typed is saved when typing pauses, and within a second in any case."""

import asyncio
from itertools import pairwise

import pytest

from workstation.bilingual.autosave import AGAIN, CEILING, QUIET, Autosave
from workstation.cache.problem import DiskTrouble, ProfileFile


class Desk:
    """A clock that moves only while somebody waits, and a disk that remembers."""

    def __init__(self) -> None:
        self.now = 0.0
        self.saved: list[tuple[float, str, str]] = []
        self.script: list[tuple[float, str]] = []
        self.saves = Autosave(self.save, self.spawn, clock=lambda: self.now, sleep=self.sleep)

    def spawn(self, work, name) -> asyncio.Task:
        return asyncio.get_running_loop().create_task(work, name=name)

    async def save(self, key: str, value: str) -> None:
        await asyncio.sleep(0)
        self.saved.append((round(self.now, 2), key, value))

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        while self.script and self.script[0][0] <= until:
            self.now, text = self.script.pop(0)
            self.saves.typed("letter", text)
        self.now = max(self.now, until)
        await asyncio.sleep(0)

    async def type(self, *script: tuple[float, str]) -> None:
        self.script = list(script)
        while self.script:
            self.now, text = self.script.pop(0)
            self.saves.typed("letter", text)
            running = self.saves._running
            assert running is not None
            await running


async def test_a_pause_saves_the_newest_text_once() -> None:
    desk = Desk()
    await desk.type((0.0, "H"), (0.1, "He"), (0.2, "Hello"))
    assert desk.saved == [(round(0.2 + QUIET, 2), "letter", "Hello")]
    assert desk.saves.clean


async def test_who_never_pauses_is_saved_within_the_second() -> None:
    desk = Desk()
    await desk.type(*((n / 10, "x" * n) for n in range(1, 31)))
    times = [at for at, _key, _text in desk.saved]
    assert times[0] <= 0.1 + CEILING + 0.001
    assert max(b - a for a, b in pairwise(times)) <= 1.0
    assert desk.saved[-1][2] == "x" * 30


async def test_leaving_saves_at_once_and_every_text() -> None:
    desk = Desk()
    desk.saves._running = asyncio.get_running_loop().create_future()
    desk.saves.typed("one", "1")
    desk.saves.typed("two", "2")
    await desk.saves.flush()
    assert [(key, text) for _at, key, text in desk.saved] == [("one", "1"), ("two", "2")]
    assert desk.saves.clean


async def test_what_is_typed_while_saving_is_saved_too() -> None:
    desk = Desk()
    desk.saves._running = asyncio.get_running_loop().create_future()
    desk.saves.typed("letter", "old")
    flushing = asyncio.ensure_future(desk.saves.flush())
    await asyncio.sleep(0)
    desk.saves.typed("letter", "new")
    await flushing
    assert [text for _at, _key, text in desk.saved] == ["old", "new"]


async def test_what_was_sent_is_not_saved_again() -> None:
    desk = Desk()
    desk.saves._running = asyncio.get_running_loop().create_future()
    desk.saves.typed("letter", "sent")
    desk.saves.forget("letter")
    await desk.saves.flush()
    assert desk.saved == []


async def test_what_the_disk_does_not_take_is_held_and_tried_again() -> None:
    desk = Desk()
    full = [True, True, False]

    async def save(key: str, value: str) -> None:
        if full.pop(0):
            raise DiskTrouble(ProfileFile.WORK)
        desk.saved.append((round(desk.now, 2), key, value))

    desk.saves._save = save
    await desk.type((0.0, "Hello"))
    assert desk.saves.held("letter") is None
    assert desk.saved == [(round(QUIET + 2 * AGAIN, 2), "letter", "Hello")]


async def test_turning_to_another_text_does_not_fail_on_a_full_disk() -> None:
    desk = Desk()

    async def save(_key: str, _value: str) -> None:
        raise DiskTrouble(ProfileFile.WORK)

    desk.saves._save = save
    desk.saves._running = asyncio.get_running_loop().create_future()
    desk.saves.typed("letter", "Hello")
    await desk.saves.try_flush()
    assert desk.saves.held("letter") == "Hello"
    with pytest.raises(DiskTrouble):
        await desk.saves.flush()
