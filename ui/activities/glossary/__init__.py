"""The glossary: its terms, what always passes, and house style, read and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.activity import Activity, ActivityPane, Attendant, Hint, Seat
from ui.keyboard import MOVING, ActionSpec, Category, action
from ui.theme import Icon
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from workstation.app import Workstation

__all__ = ["ACTIVITY"]

_GLOSSARY = Category(_("Glossary and house style"))
_ACTIONS = (
    ActionSpec(action.NEXT, _("Next row"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(action.PREVIOUS, _("Previous row"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True),
    ActionSpec(action.SEARCH, _("Search the terms"), MOVING, ("/",), Icon.SEARCH),
    ActionSpec(action.CONFIRM, _("Save what is written"), _GLOSSARY, ("Ctrl+Return",), Icon.CHECK),
)
_HINTS = (
    Hint((action.NEXT, action.PREVIOUS), pgettext("key hint", "move")),
    Hint((action.SEARCH,), pgettext("key hint", "search")),
    Hint((action.BACK,), pgettext("key hint", "back to the cases")),
)


def _build(seat: Seat) -> ActivityPane:
    from ui.activities.glossary.pane import GlossaryPane

    return GlossaryPane(seat)


def _attend(seat: Seat) -> Attendant:
    from ui.activities.glossary.news import GlossaryNews

    return GlossaryNews(seat)


async def _waiting(workstation: Workstation) -> int:
    return sum(each.refused is not None for each in await workstation.glossary.edits())


ACTIVITY = Activity(
    name="glossary",
    title=_("Glossary and house style"),
    icon=Icon.GLOSSARY,
    letter="g",
    build=_build,
    actions=_ACTIONS,
    hints=_HINTS,
    opens=frozenset({"glossary"}),
    attend=_attend,
    waiting=_waiting,
)
