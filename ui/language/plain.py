"""Puts texts into the places where Qt would read more than words in them.

A tooltip that looks like HTML is drawn as HTML, with pictures that are read from the disk; an `&`
in a button or menu becomes a key; `[*]` in a title vanishes. Names of parties and files stand in
all of these, so nothing else in the window may fill them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from workstation.value_class import dataclass

# Longer ones cover the window that they are to explain, and cost time at every rest of the mouse.
_LONGEST_TIP, _MOST_LINES = 1_000, 20
# Draws nothing, and lets no tag begin.
_JOINER = "\u2060"
_BEGINS_HTML = re.compile("<|&(?=lt;)")


class Tipped(Protocol):
    """Whatever has a tooltip: a widget, an action, an item."""

    def setToolTip(self, text: str, /) -> None: ...


class Worded(Protocol):
    """A button, or an action of a menu."""

    def setText(self, text: str, /) -> None: ...


class Titled(Protocol):
    """A window."""

    def setWindowTitle(self, text: str, /) -> None: ...


@dataclass(frozen=True, slots=True)
class PlainSetter:
    """A setter that makes the text plain first. Two of the same place are equal, as `bind` asks."""

    setter: Callable[[str], object]
    plain: Callable[[str], str]

    def __call__(self, text: str) -> None:
        self.setter(self.plain(text))

    @property
    def __self__(self) -> object:
        return getattr(self.setter, "__self__", None)


def tip_of(owner: Tipped) -> PlainSetter:
    """Sets the tooltip of `owner`."""
    return PlainSetter(owner.setToolTip, plain_tip)


def words_of(owner: Worded) -> PlainSetter:
    """Sets the text of a button or of an action, in which an `&` is an `&`."""
    return PlainSetter(owner.setText, without_mnemonics)


def title_of(owner: Titled) -> PlainSetter:
    """Sets the title of a window."""
    return PlainSetter(owner.setWindowTitle, plain_title)


def plain_tip(text: str) -> str:
    """`text` as a tooltip that is drawn as it is written, and no longer than can be read."""
    lines = text[: _LONGEST_TIP + 1].split("\n")
    cut = len(text) > _LONGEST_TIP or len(lines) > _MOST_LINES
    short = "\n".join(lines[:_MOST_LINES])[:_LONGEST_TIP] + ("…" if cut else "")
    return _BEGINS_HTML.sub(lambda mark: f"{mark[0]}{_JOINER}", short)


def without_mnemonics(text: str) -> str:
    """`text` with each `&` shown as one."""
    return text.replace("&", "&&")


def plain_title(text: str) -> str:
    """`text` on one line, with what Qt puts its mark of a changed file for shown as it is."""
    return " ".join(text.split()).replace("[*]", "[*][*]")
