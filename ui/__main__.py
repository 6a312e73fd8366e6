"""The command `recourse`: reads the arguments, joins all parts and runs the window."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ui.plain_import import import_qt
from workstation.i18n import LANGUAGES, SPOKEN

if TYPE_CHECKING:
    from ui.bridge import Failure
    from ui.composition.embedded_server import EmbeddedServer
    from ui.composition.entrance import Entrance
    from ui.composition.window_session import WindowSession
    from ui.shell import Actions, MainWindow, WindowMemory
    from workstation.app import Workstation
    from workstation.i18n import Message

_LOG = logging.getLogger("recourse")
_SERVER, _LANGUAGE, _THEME, _TEXT = "embedded server", "language", "theme", "text"
_SETTINGS = "window.ini"


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
    if asked.picture is None and _has_no_screen():
        print("recourse: there is no screen; --picture draws without one", file=sys.stderr)
        return 1
    try:
        if asked.picture is not None:
            import_qt()
            from ui.picture import draw

            return draw(asked.picture, asked.language or "en", asked.size, asked.theme, asked.views)
        return _Program(asked).run()
    except Exception as error:
        return _explain(error, asked)


class _Program:
    """One run of the window, from the arguments to the exit status."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._demo: bool = asked.demo or (asked.server is None and asked.profile is None)
        self._profile: Path = asked.profile or Path()

    def run(self) -> int:
        """Show the window until it is closed, and return the exit status."""
        # What is imported stays: the collector would look at it again and again, for 50 ms.
        gc.disable()
        import_qt()
        from PySide6.QtWidgets import QApplication

        from ui.bridge import run
        from ui.composition.profile_place import ProfilePlace
        from ui.language import WindowLanguage
        from ui.shell import Actions, MainWindow, WindowMemory
        from ui.theme import Mode, Theme, even_out_stems

        even_out_stems()
        app = QApplication(sys.argv[:1])
        app.setApplicationName("recourse")
        if self._asked.profile is None:
            self._profile = ProfilePlace(demo=self._demo).folder()
        memory = WindowMemory(self._profile / _SETTINGS)
        spoken = memory.choice(_LANGUAGE, LANGUAGES, _system_language())
        WindowLanguage(app, self._asked.language or spoken)
        Theme(app, Mode(memory.choice(_THEME, set(Mode), Mode.SYSTEM)), memory.number(_TEXT, 100))
        actions = Actions()
        window = MainWindow(actions, memory)

        async def work() -> int:
            return await self._work(window, actions, memory)

        return run(app, work, _Reporter(window).report)

    async def _work(self, window: MainWindow, actions: Actions, memory: WindowMemory) -> int:
        from ui.bridge import Network
        from ui.composition.embedded_server import EmbeddedServer
        from ui.composition.first_words import first_words
        from ui.composition.window_session import WindowSession

        entrance = self._entrance()
        workstation = await entrance.open()
        if workstation is None:
            return 0 if entrance.is_elsewhere else 1
        self._profile = entrance.profile
        memory.move(self._profile / _SETTINGS)
        said = first_words(entrance.done, self._asked.server, memory.broken)
        sitting = WindowSession(workstation, window, actions, memory, _new_id)
        embedded = EmbeddedServer(self._profile, memory.recall(_SERVER, ""), self._asked.cases)
        known = await workstation.session.resume(self._asked.server or "")
        if known is not None:
            sitting.enter()
        self._show(window, workstation)
        window.notice(said)
        try:
            await self._connect(workstation, sitting, embedded, memory, said)
            Network(window).up.connect(workstation.sync.network_is_up)
            _attend(self._profile, window)
            await sitting.ended.wait()
            await sitting.leave()
        finally:
            await workstation.close()
            await embedded.stop()
            memory.flush()
        return 0

    def _show(self, window: MainWindow, workstation: Workstation) -> None:
        """Show the window, with the inspector beside it if that was asked for."""
        from ui.bridge import Collector

        if self._asked.fullscreen:
            window.showFullScreen()
        else:
            window.show()
        gc.freeze()
        Collector(window)
        if self._asked.inspect:
            from ui.inspector import Inspector

            inspector = Inspector(
                window, lambda: workstation if workstation.session.me is not None else None
            )
            inspector.show()

    async def _connect(
        self,
        workstation: Workstation,
        sitting: WindowSession,
        embedded: EmbeddedServer,
        memory: WindowMemory,
        said: Message | None,
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
            except OSError as error:
                _LOG.warning("the embedded server did not start: %s", error)
                said = said or _("The server of the demonstration did not start. Start again.")
            memory.remember(_SERVER, server)
        if sitting.place is not None and server == workstation.session.server:
            await workstation.sync.start()
            return
        first = Place("case", _FIRST_CASE) if self._demo else None
        sitting.offer(SignInState(server=server, demo=users, notice=said), first)

    def _entrance(self) -> Entrance:
        """Where the profile is opened; another folder is remembered if none was named."""
        from ui.composition.entrance import Entrance
        from ui.composition.profile_place import ProfilePlace
        from workstation.sync.server_clock import machine_time

        place = ProfilePlace(demo=self._demo)
        return Entrance(
            self._profile,
            machine_time,
            place.move if self._asked.profile is None else lambda _folder: None,
        )


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


def _new_id() -> str:
    return str(uuid.uuid4())


def _system_language() -> str:
    from PySide6.QtCore import QLocale

    system = QLocale.system().language()
    fits = (code for code, each in SPOKEN.items() if QLocale(each.qt_locale).language() is system)
    return next(fits, "en")


def _attend(profile: Path, window: MainWindow) -> None:
    """Come to the front when a second start of the program asks for this window."""
    from PySide6.QtCore import Qt

    from ui.bridge.doorbell import Doorbell

    def come() -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    Doorbell(profile, window).rung.connect(come)


def _has_no_screen() -> bool:
    """Whether Qt would end the program at once, since nothing is there to draw a window on."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(each) for each in screens)


def _explain(error: Exception, asked: argparse.Namespace) -> int:
    """Keep a report of what went wrong, say so on the error stream, and in a window unless
    pictures were asked for. Returns the exit status."""
    from workstation.fault_report import keep_report
    from workstation.sync.server_clock import machine_time

    report = keep_report(error, machine_time())
    print(f"recourse: {error!r}; the report is in {report}", file=sys.stderr)
    if asked.picture is None:
        from ui.start_trouble import show_fault

        show_fault(error, report, asked.language or _system_language())
    return 1


if __name__ == "__main__":
    sys.exit(main())
