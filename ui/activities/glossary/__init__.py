"""The glossary: its terms, what always passes, and house style, read and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import activity
from ui.activity import MOVING, ActionSpec, Activity, ActivityPane, Attendant, Category, Hint, Seat
from ui.theme import Icon
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from workstation.app import Workstation

__all__ = ["ACTIVITY"]

_GLOSSARY = Category(_("Glossary and house style"))
_ACTIONS = (
    ActionSpec(activity.NEXT, _("Next row"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(activity.PREVIOUS, _("Previous row"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True),
    ActionSpec(activity.SEARCH, _("Search the terms"), MOVING, ("/",), Icon.SEARCH),
    ActionSpec(
        activity.CONFIRM, _("Save what is written"), _GLOSSARY, ("Ctrl+Return",), Icon.CHECK
    ),
)
_HINTS = (
    Hint((activity.NEXT, activity.PREVIOUS), pgettext("key hint", "move")),
    Hint((activity.SEARCH,), pgettext("key hint", "search")),
    Hint((activity.BACK,), pgettext("key hint", "back to the cases")),
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
