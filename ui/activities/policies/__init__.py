"""Policies: read at any version, drafted, published by a second person; and the house's periods."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from ui.activity import Activity, ActivityPane, Attendant, Hint, Seat
from ui.keyboard import MOVING, ActionSpec, Category, action
from ui.theme import Icon
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from workstation.app import Workstation

__all__ = ["ACTIVITY", "PolicyAction"]


class PolicyAction(StrEnum):
    """What can be done here besides what all activities answer."""

    OLDER = "policies.older"
    NEWER = "policies.newer"
    COMPARE = "policies.compare"
    DRAFT = "policies.draft"
    WRITE = "policies.write"
    ADD = "policies.add"
    FINDING = "policies.finding"
    REPAIR = "policies.repair"
    ASIDE = "policies.aside"


_POLICIES = Category(pgettext("activity", "Policies"))
_ACTIONS = (
    ActionSpec(action.NEXT, _("Next clause"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(
        action.PREVIOUS, _("Previous clause"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True
    ),
    ActionSpec(action.SEARCH, _("Find a clause or a word"), MOVING, ("/",), Icon.SEARCH),
    ActionSpec(PolicyAction.OLDER, _("Version before"), _POLICIES, ("[",), Icon.CHEVRON_LEFT),
    ActionSpec(PolicyAction.NEWER, _("Version after"), _POLICIES, ("]",), Icon.CHEVRON_RIGHT),
    ActionSpec(
        PolicyAction.COMPARE, _("Compare with the version before"), _POLICIES, ("c",), Icon.SWAP
    ),
    ActionSpec(PolicyAction.ASIDE, _("Go to the pane beside"), _POLICIES, ("p",), Icon.DRAWER),
    ActionSpec(PolicyAction.DRAFT, _("Draft the next version"), _POLICIES, ("n",), Icon.DRAFT),
    ActionSpec(PolicyAction.WRITE, _("Write in the clause"), _POLICIES, ("e",), Icon.NOTE),
    ActionSpec(PolicyAction.ADD, _("Add a clause"), _POLICIES, ("a",), Icon.PLUS),
    ActionSpec(PolicyAction.FINDING, _("Next finding"), _POLICIES, ("F8",), Icon.WARNING),
    ActionSpec(PolicyAction.REPAIR, _("Repair the finding"), _POLICIES, ("Ctrl+.",), Icon.CHECK),
    ActionSpec(
        action.CONFIRM,
        _("Save what is written, or publish"),
        _POLICIES,
        ("Ctrl+Return",),
        Icon.CHECK,
    ),
)
_HINTS = (
    Hint((action.NEXT, action.PREVIOUS), pgettext("key hint", "clause")),
    Hint((PolicyAction.OLDER, PolicyAction.NEWER), pgettext("key hint", "version")),
    Hint((PolicyAction.COMPARE,), pgettext("key hint", "compare")),
    # What policy users alone can do has its keys on its buttons.
    Hint((action.SEARCH,), pgettext("key hint", "search")),
)


def _build(seat: Seat) -> ActivityPane:
    from ui.activities.policies.pane import PoliciesPane

    return PoliciesPane(seat)


def _attend(seat: Seat) -> Attendant:
    from ui.activities.policies.news import PolicyNews

    return PolicyNews(seat)


async def _waiting(workstation: Workstation) -> int:
    from ui.activities.policies.publication import waiting_for

    return await waiting_for(workstation)


ACTIVITY = Activity(
    name="policies",
    title=pgettext("activity", "Policies"),
    icon=Icon.POLICY,
    letter="p",
    build=_build,
    actions=_ACTIONS,
    hints=_HINTS,
    # A clause, by the code of its policy, with the version as the anchor; or a draft by its id.
    opens=frozenset({"policy", "amendment"}),
    attend=_attend,
    waiting=_waiting,
)
