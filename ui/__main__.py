"""The command `recourse`: reads the arguments, joins all parts and runs the window."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import sys
import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ui.plain_import import import_qt
from workstation.i18n import LANGUAGES, SPOKEN

if TYPE_CHECKING:
    from ui.bridge import Failure
    from ui.composition.embedded_server import EmbeddedServer
    from ui.composition.window_session import WindowSession
    from ui.shell import Actions, MainWindow, WindowMemory
    from workstation.app import Workstation

_LOG = logging.getLogger("recourse")
_SERVER, _LANGUAGE, _THEME, _TEXT = "embedded server", "language", "theme", "text"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window, or draw pictures with `--picture`. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="recourse", description="Recourse, 申诉工作台")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="where this person's data is")
    parser.add_argument("--server", metavar="URL", help="the server to work with")
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--demo", action="store_true", help="work on the embedded server")
    parser.add_argument("--cases", type=int, default=60, help="more demo cases, generated")
    parser.add_argument("--fullscreen", action="store_true")
    parser.add_argument("--inspect", action="store_true", help="open the inspector beside it")
    parser.add_argument("--picture", type=Path, metavar="DIR", help="write a picture per view")
    parser.add_argument("--size", default="1440x900", metavar="WxH")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("views", nargs="*", metavar="VIEW", help="pictures of these views only")
    asked = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    if asked.picture is not None:
        import_qt()
        from ui.picture import draw

        return draw(asked.picture, asked.language or "en", asked.size, asked.theme, asked.views)
    return _Program(asked).run()


class _Program:
    """One run of the window, from the arguments to the exit status."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._demo: bool = asked.demo or (asked.server is None and asked.profile is None)
        self._profile: Path = asked.profile or _default_profile(demo=self._demo)

    def run(self) -> int:
        """Show the window until it is closed, and return the exit status."""
        # What is imported stays: the collector would look at it again and again, for 50 ms.
        gc.disable()
        import_qt()
        from PySide6.QtWidgets import QApplication

        from ui.bridge import run
        from ui.language import WindowLanguage
        from ui.shell import Actions, MainWindow, WindowMemory
        from ui.theme import Mode, Theme, even_out_stems

        even_out_stems()
        app = QApplication(sys.argv[:1])
        app.setApplicationName("recourse")
        with suppress(OSError):
            # Whatever is wrong with the folder is said when the profile is opened.
            self._profile.mkdir(parents=True, exist_ok=True)
        memory = WindowMemory(self._profile / "window.ini")
        WindowLanguage(app, self._asked.language or memory.recall(_LANGUAGE, _system_language()))
        text = memory.recall(_TEXT, "100")
        mode = Mode(memory.recall(_THEME, Mode.SYSTEM.value))
        Theme(app, mode, int(text) if text.isdigit() else 100)
        actions = Actions()
        window = MainWindow(actions, memory, _now)

        async def work() -> int:
            return await self._work(window, actions, memory)

        return run(app, work, _Reporter(window).report)

    async def _work(self, window: MainWindow, actions: Actions, memory: WindowMemory) -> int:
        from ui.bridge import Network
        from ui.composition.embedded_server import EmbeddedServer
        from ui.composition.window_session import WindowSession

        workstation = await self._open(window)
        if workstation is None:
            return 1
        sitting = WindowSession(workstation, window, actions, memory, _now, _new_id)
        embedded = EmbeddedServer(self._profile, memory.recall(_SERVER, ""), self._asked.cases)
        known = await workstation.session.resume(self._asked.server or "")
        if known is not None:
            sitting.enter()
        if self._asked.fullscreen:
            window.showFullScreen()
        else:
            window.show()
        gc.freeze()
        gc.enable()
        if self._asked.inspect:
            from ui.inspector import Inspector

            inspector = Inspector(
                window, lambda: workstation if workstation.session.me is not None else None
            )
            inspector.show()
        try:
            await self._connect(workstation, sitting, embedded, memory)
            Network(window).up.connect(workstation.sync.network_is_up)
            await sitting.ended.wait()
            await sitting.leave()
        finally:
            await workstation.close()
            await embedded.stop()
            memory.flush()
        return 0

    async def _connect(
        self,
        workstation: Workstation,
        sitting: WindowSession,
        embedded: EmbeddedServer,
        memory: WindowMemory,
    ) -> None:
        """Start to sync with the server, or show the sign-in page if nobody is signed in there."""
        from ui.activity import Place
        from ui.composition.window_session import demo_users
        from ui.shell import SignInState
        from ui.theme import Tone
        from workstation.i18n import _

        server = self._asked.server or workstation.session.server
        users = demo_users() if self._demo else ()
        if self._demo:
            if sitting.place is None:
                words = _("The demonstration is starting.")
                waiting = SignInState(notice=words, tone=Tone.INFO, busy=True)
                sitting.offer(waiting, Place("case", _FIRST_CASE))
            try:
                server = await embedded.start()
            except OSError:
                _LOG.warning("the embedded server did not start")
            memory.remember(_SERVER, server)
        if sitting.place is not None and server == workstation.session.server:
            await workstation.sync.start()
            return
        first = Place("case", _FIRST_CASE) if self._demo else None
        sitting.offer(SignInState(server=server, demo=users), first)

    async def _open(self, window: MainWindow) -> Workstation | None:
        """Open the profile; None if it is broken and the person leaves it as it is."""
        from workstation.app import ProfileProblem, Workstation

        while True:
            try:
                return await Workstation.open(self._profile)
            except ProfileProblem as problem:
                from ui.composition.repair import ask

                if not await ask(window, problem):
                    return None
                await Workstation.rebuild(self._profile, problem)


class _Reporter:
    """Logs failures that nobody caught and tells the person; the program goes on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def report(self, failure: Failure) -> None:
        """Log `failure`, and say above the panes that something went wrong."""
        from ui.composition.status import failure_of
        from ui.theme import Tone

        error = failure.error
        if isinstance(error, asyncio.CancelledError):
            return
        _LOG.error("%s failed", failure.doing, exc_info=error)
        if isinstance(error, Exception):
            self._window.notice(failure_of(error), Tone.DANGER)


# The case that is opened first in a demonstration.
_FIRST_CASE = "demo-s01"


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


def _system_language() -> str:
    from PySide6.QtCore import QLocale

    system = QLocale.system().language()
    fits = (code for code, each in SPOKEN.items() if QLocale(each.qt_locale).language() is system)
    return next(fits, "en")


def _default_profile(*, demo: bool) -> Path:
    from platformdirs import user_data_path

    return user_data_path("recourse") / ("demo" if demo else "profile")


if __name__ == "__main__":
    sys.exit(main())
