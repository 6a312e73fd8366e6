"""What a person can do in the window, with its words and the keys that it has by default."""

from __future__ import annotations

from typing import Final

from ui.theme import Icon
from workstation.i18n import Message, _
from workstation.value_class import dataclass

# What activities answer alike: the next thing of a list and the one before, finding something in
# it, confirming what is being written. The one at home answers BACK for all.
NEXT: Final = "next"
PREVIOUS: Final = "previous"
SEARCH: Final = "search"
CONFIRM: Final = "confirm"
BACK: Final = "back"
# The window's own, which the lesson of the first day names.
PALETTE: Final = "window.palette"


@dataclass(frozen=True, slots=True)
class Category:
    """The section of the key help that an action stands in.

    inner: its keys count before all others, and only while what they are for has the focus.
    """

    name: Message
    inner: bool = False


MOVING = Category(_("Moving about"))
WINDOW = Category(_("Window"))


@dataclass(frozen=True, slots=True)
class Fold:
    """Actions that are one line of the key help: their keys differ in the last digit alone."""

    text: Message


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that a person can do, and where its key lies by default.

    id: its name; activities that answer the same id do the same thing, each in its own way.
    text: what it does, as palette and key help say it.
    category: the section of the key help.
    keys: written as `Ctrl+Shift+Return`, `F6`, `j` or `?`; two that follow each other as `g c`.
        None uses Alt: Alt+letter belongs to menus and Ctrl+Alt is AltGr, with which people type.
    repeats: it goes on while its key is held.
    everywhere: its keys work also where its activity is out of sight.
    over: its keys work also over a panel that takes all others, because it changes only how the
        window looks.
    fold: the line of the key help that it shares with others.
    """

    id: str
    text: Message
    category: Category
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    repeats: bool = False
    everywhere: bool = False
    over: bool = False
    fold: Fold | None = None


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Actions whose keys work together: those of an activity, or those of the window.

    name: what the window calls the activity, "" for the window itself.
    """

    name: str
    title: Message
    specs: tuple[ActionSpec, ...]
