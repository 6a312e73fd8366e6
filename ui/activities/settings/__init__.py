"""The settings of the person at the window: how it looks, and which key does what."""

from __future__ import annotations

from enum import StrEnum

from ui.activity import Activity, ActivityPane, Hint, Seat
from ui.keyboard import MOVING, ActionSpec, Category, action
from ui.theme import Icon
from workstation.i18n import _, pgettext

__all__ = ["ACTIVITY", "SettingsAction"]


class SettingsAction(StrEnum):
    """What can be done here besides what all activities answer."""

    CHANGE = "settings.change"
    NO_KEY = "settings.no_key"
    RESET = "settings.reset"
    RESET_ALL = "settings.reset_all"
    EXCHANGE = "settings.exchange"
    TAKE = "settings.take"
    NEXT_SECTION = "settings.next_section"
    PREVIOUS_SECTION = "settings.previous_section"


_SETTINGS = Category(_("Settings"))
_ACTIONS = (
    ActionSpec(action.NEXT, _("Next act"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(action.PREVIOUS, _("Previous act"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True),
    ActionSpec(action.SEARCH, _("Find an act or a key"), MOVING, ("/",), Icon.SEARCH),
    ActionSpec(
        SettingsAction.PREVIOUS_SECTION, _("Section before"), _SETTINGS, ("[",), Icon.CHEVRON_LEFT
    ),
    ActionSpec(
        SettingsAction.NEXT_SECTION, _("Section after"), _SETTINGS, ("]",), Icon.CHEVRON_RIGHT
    ),
    ActionSpec(SettingsAction.CHANGE, _("Change the key"), _SETTINGS, ("Return",), Icon.KEYBOARD),
    ActionSpec(SettingsAction.NO_KEY, _("Take the key away"), _SETTINGS, ("Del",), Icon.CLOSE),
    ActionSpec(SettingsAction.RESET, _("The key as shipped"), _SETTINGS, ("r",), Icon.UNDO),
    ActionSpec(SettingsAction.RESET_ALL, _("All keys as shipped"), _SETTINGS, ("Shift+R",)),
    ActionSpec(SettingsAction.EXCHANGE, _("Exchange the two keys"), _SETTINGS, ("x",), Icon.SWAP),
    ActionSpec(SettingsAction.TAKE, _("Take the key from the other act"), _SETTINGS, ("t",)),
    ActionSpec(action.CONFIRM, _("Keep the new key"), _SETTINGS, ("Ctrl+Return",), Icon.CHECK),
)
_HINTS = (
    Hint((action.SEARCH,), pgettext("key hint", "find")),
    Hint((action.NEXT, action.PREVIOUS), pgettext("key hint", "act")),
    Hint((SettingsAction.CHANGE,), pgettext("key hint", "change")),
    Hint((SettingsAction.NO_KEY,), pgettext("key hint", "no key")),
)


def _build(seat: Seat) -> ActivityPane:
    from ui.activities.settings.pane import SettingsPane

    return SettingsPane(seat)


ACTIVITY = Activity(
    name="settings",
    title=_("Settings"),
    icon=Icon.SETTINGS,
    letter="s",
    build=_build,
    actions=_ACTIONS,
    hints=_HINTS,
    opens=frozenset({"settings"}),
    at_foot=True,
)
