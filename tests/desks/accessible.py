"""What a screen reader is told of a window, over the bus that every screen reader uses."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import MessageType

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_TEXT = "org.a11y.atspi.Text"
_COMPONENT = "org.a11y.atspi.Component"
# Places are asked for as they are on the display.
_SCREEN = 0
_ROOT = "/org/a11y/atspi/accessible/root"
_REGISTRY = "org.a11y.atspi.Registry"
# How long something may take to be seen, on a machine that does much else.
PATIENCE = 60.0
# A change that sends no event is looked for again after so many seconds.
_LOOK_AGAIN = 0.3


class State(IntEnum):
    """The states that are asked for, by their bit in what the bus says."""

    CHECKED = 4
    ENABLED = 8
    FOCUSED = 12
    SELECTED = 23
    SHOWING = 25


class NotSeenError(AssertionError):
    """Something did not come to be seen; says what was seen instead."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the window: its role, its name, what stands in it, and its states.

    address: where the bus finds it.
    """

    role: str
    name: str
    text: str
    states: int
    children: tuple[Node, ...]
    address: tuple[str, str]

    def has(self, state: State) -> bool:
        return bool(self.states >> state & 1)

    def walk(self) -> Iterator[Node]:
        """Itself and everything in it, as it is read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def told(self) -> str:
        """The whole as lines, for whoever reads a test that failed."""
        return "\n".join(_lines(self, 0))


def _lines(node: Node, depth: int) -> Iterator[str]:
    words = f"{node.name!r} {node.text!r}" if node.text else repr(node.name)
    focus = " <- focus" if node.has(State.FOCUSED) else ""
    if node.name or node.text or node.has(State.FOCUSED):
        yield f"{'  ' * depth}{node.role} {words}{focus}"
    for child in node.children:
        yield from _lines(child, depth + 1)


class ScreenReader:
    """Reads the window that is on one desk's bus."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(launcher, "GetAddress")).body
        self._bus = open_dbus_connection(address)
        self._listen(self._bus)

    @staticmethod
    def _listen(bus: DBusConnection) -> None:
        """Ask the window to tell what changes, so that nobody has to look again and again."""
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        bus.send_and_get_reply(message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        for event in ("object:", "window:"):
            bus.send_and_get_reply(
                new_method_call(registry, "RegisterEvent", "sass", (event, [], ""))
            )

    def close(self) -> None:
        self._bus.close()

    def windows(self) -> list[Node]:
        """Every window of the program that is on the display, whole."""
        found = []
        for name, path in self._call(_REGISTRY, _ROOT, "GetChildren")[0]:
            for inner, window in self._call(name, path, "GetChildren")[0]:
                node = self._read(inner, window)
                if node is not None:
                    found.append(node)
        return found

    def nodes(self) -> list[Node]:
        """Everything in sight, as it is read."""
        return [node for window in self.windows() for node in window.walk()]

    def extents(self, node: Node) -> tuple[int, int, int, int]:
        """Where it stands on the display: left, top, width and height."""
        name, path = node.address
        call = new_method_call(DBusAddress(path, name, _COMPONENT), "GetExtents", "u", (_SCREEN,))
        (found,) = self._bus.send_and_get_reply(call).body
        left, top, width, height = found
        return left, top, width, height

    def until(self, seen: Callable[[list[Node]], Any], what: str) -> Any:
        """Look until `seen` returns something. Raises `NotSeenError` after a minute."""
        end = time.monotonic() + PATIENCE
        while True:
            windows = self.windows()
            if found := seen(windows):
                return found
            if time.monotonic() > end:
                shown = "\n".join(window.told() for window in windows)
                raise NotSeenError(f"{what} was not seen. In the window stands:\n{shown}")
            self._next_change()

    def _next_change(self) -> None:
        try:
            message = self._bus.receive(timeout=_LOOK_AGAIN)
            while message.header.message_type is MessageType.signal:
                message = self._bus.receive(timeout=0)
        except TimeoutError:
            return

    def _call(self, name: str, path: str, method: str, *, of: str = _ACCESSIBLE) -> tuple:
        address = DBusAddress(path, name, of)
        reply = self._bus.send_and_get_reply(new_method_call(address, method))
        return () if reply.header.message_type is MessageType.error else reply.body

    def _read(self, name: str, path: str) -> Node | None:
        """A thing with all that is in it; None where it is out of sight or gone meanwhile."""
        states = self._call(name, path, "GetState")
        if not states or not states[0][0] >> State.SHOWING & 1:
            return None
        role = self._call(name, path, "GetRoleName")
        said = self._bus.send_and_get_reply(
            Properties(DBusAddress(path, name, _ACCESSIBLE)).get("Name")
        )
        children = self._call(name, path, "GetChildren")
        if not role or said.header.message_type is MessageType.error or not children:
            return None
        text = ""
        if role[0] in ("text", "password text", "paragraph"):
            text = self._text(name, path)
        inner = (self._read(*child) for child in children[0])
        return Node(
            role=role[0],
            name=said.body[0][1],
            text=text,
            states=states[0][0],
            children=tuple(child for child in inner if child is not None),
            address=(name, path),
        )

    def _text(self, name: str, path: str) -> str:
        call = new_method_call(DBusAddress(path, name, _TEXT), "GetText", "ii", (0, -1))
        reply = self._bus.send_and_get_reply(call)
        return "" if reply.header.message_type is MessageType.error else reply.body[0]
