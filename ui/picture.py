"""`recourse --picture`: every view as a PNG, from the demo cases, on any platform plugin.

A real server in this process, real workstations, a clock that stands still.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ui.bridge import Failure, run
from ui.language import Language
from ui.theme import Mode, Theme

if TYPE_CHECKING:
    import httpx
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.composition.workplace import Workplace
    from ui.shell import MainWindow
    from workstation.app import Workstation

NOW = datetime(2026, 9, 8, 3, 2, tzinfo=UTC)
_SERVER = "http://demo.local"
_CASES = 48
_SHOES = "demo-s01"
_PATIENCE = 15.0


def draw(folder: Path, language: str, size: str, theme: str, views: Sequence[str] = ()) -> int:
    """Write `folder/VIEW.png` for each view. Returns the exit status."""
    width, _x, height = size.partition("x")
    wanted = [name for name in VIEWS if not views or name in views]
    if not wanted or not (width.isdigit() and height.isdigit()):
        print(f"views: {', '.join(VIEWS)}; size: 1440x900", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TZ"] = "Asia/Singapore"
    time.tzset()
    from PySide6.QtWidgets import QApplication

    app = QApplication(["recourse"])
    Language(app, language)
    Theme(app, Mode(theme))
    folder.mkdir(parents=True, exist_ok=True)
    job = _Job(folder, int(width), int(height), wanted)
    failures: list[Failure] = []
    code = run(app, lambda: job.work(app), failures.append)
    for failure in failures:
        print(f"{failure.doing}: {failure.error!r}", file=sys.stderr)
    return code or bool(failures)


class Cable:
    """The way to the server in this process, which can be pulled."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        import httpx as library

        self._inner = inner
        self.pulled = False
        outer = self

        class Transport(library.AsyncBaseTransport):
            async def handle_async_request(self, request: library.Request) -> library.Response:
                if outer.pulled:
                    raise library.ConnectError("the cable is pulled", request=request)
                return await outer._inner.handle_async_request(request)

        self.transport = Transport()


@dataclass(slots=True)
class Scene:
    """What a picture is taken of."""

    window: MainWindow
    place: Workplace
    me: Workstation
    boss: Workstation
    cable: Cable

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait until the window shows it. Raises `TimeoutError`."""
        async with asyncio.timeout(_PATIENCE):
            while not met():
                await asyncio.sleep(0.01)
        for _turn in range(8):
            await asyncio.sleep(0.02)

    async def open(self, case_id: str) -> None:
        """Open a case and wait for every pane."""
        self.place.open_case(case_id)
        self.place.queue.point_at(case_id)
        place = self.place
        await self.until(
            lambda: all(
                state.case is not None and state.case.id == case_id
                for state in (place.appeal.state, place.reply.state)
            )
        )


Pose = Callable[[Scene], Awaitable["QWidget | None"]]


async def _case(scene: Scene) -> None:
    await scene.open(_SHOES)
    from workstation.server.demo.stories import stories
    from workstation.server.demo.telling import letter

    text = letter(stories()["S01"], "M1")
    scene.place.reply.editors.place(text)
    scene.place.reply.typed.emit(text.en, text.zh)
    await scene.until(lambda: not scene.place.reply.state.saving)


async def _queue(scene: Scene) -> None:
    from workstation.domain.views import View

    scene.place.queue.choose(View.ALL_OPEN)
    await scene.until(lambda: len(scene.place.queue.state.keys) > 12)


async def _decide(scene: Scene) -> None:
    from workstation.domain.taxonomy import Verdict

    await scene.open(_SHOES)
    place = scene.place
    place.begin_decision()
    place.choose_outcome(2)
    await scene.until(lambda: place.decide.state.composed.outcome is not None)
    case = place.decide.state.case
    if case is not None and case.enforcement is not None:
        place.decide.evidence.weighed.emit(case.evidence[0].id, Verdict.SUFFICIENT)
        citation = scene.me.library.cite(case.enforcement.clauses[0])
        if citation is not None:
            place.decide.cite(citation)
    await scene.until(lambda: place.deciding)


async def _policy(scene: Scene) -> None:
    from ui.panes.policy.state import Side
    from workstation.domain.policy import ClauseRef

    await scene.open(_SHOES)
    scene.place.show_clause(ClauseRef("AUT", "3.2", "2.0"))
    scene.place.policy.side_chosen.emit(Side.COMPARE)
    await scene.until(lambda: scene.place.policy.state.no == "3.2")


async def _palette(scene: Scene) -> None:
    await scene.open(_SHOES)
    scene.window.open_palette()
    await scene.until(lambda: True)


async def _assign(scene: Scene) -> None:
    await scene.open(_SHOES)
    from ui.panes.appeal import Act

    scene.place.act(Act.NOTE)
    await scene.until(lambda: scene.place.appeal.state.form is Act.NOTE)


async def _needs_you(scene: Scene) -> None:
    """Priya gives the case to Li Na while Wei Ling, offline, writes to the party."""
    from workstation.domain.commands import Assign, SendReply
    from workstation.domain.taxonomy import Milestone
    from workstation.domain.text import Bilingual
    from workstation.server.demo.users import LI_NA

    await scene.open(_SHOES)
    seen = (await scene.me.case(_SHOES)).truth_version
    scene.cable.pulled = True
    text = Bilingual(
        "Dear Pebble & Pine team,\n\nThank you for the brand's letter. We are reading it now.",
        "尊敬的Pebble & Pine团队：\n\n感谢贵方提供品牌方授权书，我们正在审核。",
    )
    letter = SendReply(letter="picture", party="M1", milestone=Milestone.REVIEW, text=text)
    await scene.me.give(_SHOES, letter, seen=seen)
    await scene.boss.give(_SHOES, Assign(owner=LI_NA, reason="Shift change"))
    await scene.boss.sync_now()
    scene.cable.pulled = False
    await scene.me.sync_now()
    await scene.until(lambda: scene.place.questions.state.question is not None)


async def _offline(scene: Scene) -> None:
    from workstation.domain.commands import AddNote

    await scene.open(_SHOES)
    scene.cable.pulled = True
    await scene.me.give(_SHOES, AddNote(text="Called the distributor; they confirm the dates."))
    await scene.me.sync_now()
    await scene.until(lambda: scene.me.status.offline_since is not None)


async def _empty(scene: Scene) -> None:
    from workstation.app import Filter

    scene.place.queue.narrowed.emit(Filter(text="zzz"))
    await scene.until(lambda: not scene.place.queue.state.keys)


async def _sign_in(scene: Scene) -> QWidget:
    from ui.composition.sitting import demo_users
    from ui.shell import SignInState, SignInView

    view = SignInView()
    view.show_state(SignInState(server="https://recourse.example", demo=demo_users()))
    view.resize(scene.window.size())
    await scene.until(lambda: True)
    return view


VIEWS: dict[str, Pose] = {
    "case": _case,
    "queue": _queue,
    "decide": _decide,
    "policy": _policy,
    "note": _assign,
    "palette": _palette,
    "empty": _empty,
    "offline": _offline,
    "needs_you": _needs_you,
    "sign_in": _sign_in,
}


class _Job:
    """Draws one view after the other, each in a window of its own, so that none sees another's."""

    def __init__(self, folder: Path, width: int, height: int, views: Sequence[str]) -> None:
        self._folder = folder
        self._size = (width, height)
        self._views = views

    async def work(self, app: QApplication) -> int:
        """Draw them all."""
        for name in self._views:
            place = Path(tempfile.mkdtemp(prefix="recourse-picture-"))
            try:
                await self._draw(name, place)
            finally:
                shutil.rmtree(place, ignore_errors=True)
            app.closeAllWindows()
        return 0

    async def _draw(self, name: str, folder: Path) -> None:
        import httpx

        from workstation.server.app import build
        from workstation.server.demo import seed
        from workstation.server.store import Store

        store = await Store.open(f"sqlite:///{folder / 'server.db'}", clock=_clock)
        await seed(store, _CASES, NOW)
        asgi = httpx.ASGITransport(app=build(store, demo=True))  # type: ignore[arg-type]  # Litestar's own Scope type
        cable = Cable(asgi)
        me = await _signed_in(folder / "wei", "wei.ling", cable.transport)
        boss = await _signed_in(folder / "priya", "priya.nair", asgi)
        try:
            await self._pose(name, me, boss, cable, folder)
        finally:
            await me.close()
            await boss.close()
            await store.close()

    async def _pose(
        self, name: str, me: Workstation, boss: Workstation, cable: Cable, folder: Path
    ) -> None:
        from ui.composition.keys import serve
        from ui.composition.workplace import Workplace
        from ui.shell import Actions, MainWindow, WindowMemory

        memory = WindowMemory(folder / "window.ini")
        actions = Actions()
        window = MainWindow(actions, memory, _clock)
        window.resize(*self._size)
        place = Workplace(me, window, actions, memory, _clock, _ids())
        serve(actions, place, _nothing, _nothing)
        window.show()
        place.begin(_SHOES)
        scene = Scene(window, place, me, boss, cable)
        await scene.until(lambda: bool(place.queue.state.keys))
        shown = await VIEWS[name](scene) or window
        shown.grab().save(str(self._folder / f"{name}.png"))
        await place.settle()
        place.leave()
        window.close()
        window.deleteLater()


async def _signed_in(folder: Path, user: str, transport: httpx.AsyncBaseTransport) -> Workstation:
    from workstation.app import Workstation
    from workstation.server.demo.users import PASSWORD

    opened = await Workstation.open(folder, transport=transport, clock=_clock)
    await opened.sign_in(_SERVER, user, PASSWORD)
    await opened.sync_now()
    return opened


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"picture-{next(numbers)}"


def _clock() -> datetime:
    return NOW


def _nothing() -> None:
    """An action that a picture never triggers."""
