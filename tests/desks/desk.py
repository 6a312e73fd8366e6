"""A desk: a display, a window of the program on it, a keyboard, and a screen reader."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from tests.desks.accessible import Node, NotSeenError, ScreenReader, State
from tests.rules.sources import ROOT

_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_TOOLS = ("Xvfb", "xdotool", "dbus-daemon")


class Desk:
    """One person's screen. Keys and clicks go in, and nothing but what is read out comes out.

    arguments: with which the program is started there; without any it is the demonstration.
    """

    def __init__(self, *arguments: str, size: str = "1440x900") -> None:
        self._arguments = arguments
        # A socket's path may be a hundred characters long, and a test's own folder is longer.
        self._home = tempfile.TemporaryDirectory(prefix="desk")
        self._processes: list[subprocess.Popen] = []
        self._environment = os.environ | {
            "HOME": self._home.name,
            "XDG_RUNTIME_DIR": self._home.name,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
        }
        self._environment.pop("WAYLAND_DISPLAY", None)
        self._prepare(size)
        self.reader = ScreenReader(self._environment["DBUS_SESSION_BUS_ADDRESS"])
        self._program: subprocess.Popen | None = None
        self.start()

    def _prepare(self, size: str) -> None:
        display = self._run(
            ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
        )
        self._environment["DISPLAY"] = f":{display}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = self._run(bus)
        self._processes.append(
            subprocess.Popen(
                [str(_LAUNCHER), "--launch-immediately"],
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _run(self, command: list[str]) -> str:
        """Start a service, and return the line by which it says where it is found."""
        process = subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._processes.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    @property
    def complaints(self) -> Path:
        """What the program wrote that nobody at the desk sees."""
        return Path(self._home.name) / "stderr"

    def start(self) -> None:
        """Open the window, as an icon on the desktop does."""
        with self.complaints.open("a", encoding="utf-8") as said:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "ui", *self._arguments],
                cwd=ROOT,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        self.reader.until(bool, "the window")
        self._give_it_the_keyboard()

    def _give_it_the_keyboard(self) -> None:
        """Do what a window manager does: the window in front gets the keys."""
        self._tool("search", "--sync", "--onlyvisible", "--name", ".", "windowfocus", "--sync")

    def quit(self) -> None:
        """End the program as closing its window does, and wait until it is gone."""
        assert self._program is not None
        self.press("ctrl+q")
        self._program.wait(timeout=60)

    def kill(self) -> None:
        """End the program as a power cut does."""
        assert self._program is not None
        self._program.kill()
        self._program.wait()

    def close(self) -> None:
        """Put everything away. Raises `AssertionError` where the program complained."""
        if self._program is not None and self._program.poll() is None:
            self._program.send_signal(signal.SIGTERM)
            self._program.wait(timeout=60)
        self.reader.close()
        for process in reversed(self._processes):
            process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        said = self.complaints.read_text(encoding="utf-8")
        self._home.cleanup()
        assert "Traceback" not in said, said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    # What the person does

    def press(self, *keys: str) -> None:
        """Press keys one after the other: `j`, `ctrl+Return`, `F6`."""
        for key in keys:
            self._tool("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        # A letter that no key has is put on a key first, which the program has to hear of.
        delay = "12" if text.isascii() else "150"
        self._tool("type", "--delay", delay, "--", text)

    def click(self, node: Node, *, holding: str = "", from_left: int | None = None) -> None:
        """Click into the middle of `node`, or so far from its left edge, with a key held down."""
        left, top, width, height = self.reader.extents(node)
        across = width // 2 if from_left is None else from_left
        to = ["mousemove", str(left + across), str(top + height // 2)]
        held = (["keydown", holding], ["keyup", holding]) if holding else ([], [])
        self._tool(*to, *held[0], "click", "1", *held[1])

    def _tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.returncode, done.stderr
        return done.stdout

    # What the person sees and hears

    def until(self, seen: Callable[[list[Node]], Any], what: str) -> Any:
        """Look until `seen` returns something of the windows. Raises `NotSeenError`."""
        return self.reader.until(seen, what)

    def sees(self, words: str) -> Node:
        """Wait for something in whose name or text `words` stand."""
        found: Node = self.until(lambda windows: _with(windows, words), repr(words))
        return found

    def sees_at_last(self, words: str) -> Node:
        """Wait for as long as a server needs to be set up on a machine that does much else."""
        for _turn in range(4):
            with suppress(NotSeenError):
                return self.sees(words)
        return self.sees(words)

    def shows(self, words: str) -> bool:
        """Whether they stand in the window now."""
        return _with(self.reader.windows(), words) is not None

    def no_longer_sees(self, words: str) -> None:
        """Wait until they stand nowhere."""
        self.until(lambda windows: _with(windows, words) is None, f"the end of {words!r}")

    def focused(self) -> Node:
        """What has the keyboard: the innermost thing that says so."""
        found: Node = self.until(_focus, "the focus")
        return found

    def focus_is(self, words: str) -> Node:
        """Wait until the focus is on something of that name."""
        found: Node = self.until(
            lambda windows: (at := _focus(windows)) and words in at.name and at,
            f"the focus on {words!r}",
        )
        return found


def _with(windows: list[Node], words: str) -> Node | None:
    every = (node for window in windows for node in window.walk())
    return next((node for node in every if words in node.name or words in node.text), None)


def _focus(windows: list[Node]) -> Node | None:
    focused = [node for window in windows for node in _focused(window)]
    # What scrolls within a field or a list has the focus with it, and no name.
    named = [node for node in focused if node.name]
    return (named or focused or [None])[-1]


def _focused(node: Node) -> Iterator[Node]:
    """What has the focus in it; the current line of a list only where the list has the focus."""
    if node.has(State.FOCUSED):
        yield node
    for child in node.children:
        if node.role not in ("list", "table", "tree") or node.has(State.FOCUSED):
            yield from _focused(child)
