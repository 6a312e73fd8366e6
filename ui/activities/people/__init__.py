"""People: who works here and how they get in, crews and queues, and deposited work."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ui.activity import Activity, ActivityPane, Attendant, Hint, Seat
from ui.keyboard import MOVING, ActionSpec, Category, action
from ui.theme import Icon
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from workstation.app import Workstation

__all__ = ["ACTIVITY", "PeopleAction"]


class PeopleAction(StrEnum):
    """What can be done here besides what all activities answer."""

    ADD = "people.add"
    CHANGE = "people.change"
    INTERESTS = "people.interests"
    PASSWORD = "people.password"
    SESSIONS = "people.sessions"
    END = "people.end"
    NEXT_TAB = "people.next_tab"
    PREVIOUS_TAB = "people.previous_tab"


_PEOPLE = Category(pgettext("activity", "People"))
_ACTIONS = (
    ActionSpec(action.NEXT, _("Next row"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(action.PREVIOUS, _("Previous row"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True),
    ActionSpec(action.SEARCH, _("Search the people"), MOVING, ("/",), Icon.SEARCH),
    ActionSpec(PeopleAction.PREVIOUS_TAB, _("Tab before"), _PEOPLE, ("[",), Icon.CHEVRON_LEFT),
    ActionSpec(PeopleAction.NEXT_TAB, _("Tab after"), _PEOPLE, ("]",), Icon.CHEVRON_RIGHT),
    ActionSpec(PeopleAction.ADD, _("Add a person, a crew or a queue"), _PEOPLE, ("n",), Icon.PLUS),
    ActionSpec(PeopleAction.CHANGE, _("Change what is shown"), _PEOPLE, ("e",), Icon.DRAFT),
    ActionSpec(PeopleAction.INTERESTS, _("Conflicts of interest"), _PEOPLE, ("i",), Icon.SHIELD),
    ActionSpec(PeopleAction.PASSWORD, _("One-time password"), _PEOPLE, ("o",), Icon.LOCK),
    ActionSpec(PeopleAction.SESSIONS, _("End a session"), _PEOPLE, ("x",), Icon.SCREEN),
    ActionSpec(PeopleAction.END, _("End or open the access"), _PEOPLE, ("Shift+E",), Icon.SIGN_OUT),
    ActionSpec(action.CONFIRM, _("Save what is written"), _PEOPLE, ("Ctrl+Return",), Icon.CHECK),
)
_HINTS = (
    Hint((action.NEXT, action.PREVIOUS), pgettext("key hint", "move")),
    Hint((PeopleAction.PREVIOUS_TAB, PeopleAction.NEXT_TAB), pgettext("key hint", "tab")),
    Hint((PeopleAction.ADD,), pgettext("key hint", "add")),
    Hint((PeopleAction.CHANGE,), pgettext("key hint", "change")),
    Hint((PeopleAction.PASSWORD,), pgettext("key hint", "one-time password")),
    Hint((action.BACK,), pgettext("key hint", "back to the cases")),
)


def _build(seat: Seat) -> ActivityPane:
    from ui.activities.people.pane import PeoplePane

    return PeoplePane(seat)


def _attend(seat: Seat) -> Attendant:
    from ui.activities.people.news import PeopleNews

    return PeopleNews(seat)


async def _waiting(workstation: Workstation) -> int:
    from workstation.domain.people.deposit import to_read

    refused = len(await workstation.people.staff_questions())
    return refused + len(to_read(await workstation.people.deposits(), workstation.session.me))


ACTIVITY = Activity(
    name="people",
    title=pgettext("activity", "People"),
    icon=Icon.PEOPLE,
    letter="w",
    build=_build,
    actions=_ACTIONS,
    hints=_HINTS,
    opens=frozenset({"person", "crew", "deposit", "interests"}),
    attend=_attend,
    waiting=_waiting,
)
