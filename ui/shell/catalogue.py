"""The actions of the window itself: names, categories, icons and default keys.

Each activity describes its own actions in its own folder.
"""

from __future__ import annotations

from enum import StrEnum

from ui.keyboard import MOVING, PALETTE, WINDOW, ActionSpec
from ui.theme import Icon
from workstation.i18n import SPOKEN, _, pgettext


class ActionId(StrEnum):
    """The name of an action of the window, which works whichever activity is in sight."""

    STEP_BACK = "window.step_back"
    NEXT_PANE = "window.next_pane"
    PREVIOUS_PANE = "window.previous_pane"
    UNDO = "window.undo"
    PALETTE = PALETTE
    HELP = "window.help"
    KEPT_WORDS = "window.kept_words"
    UNSENT = "window.unsent"
    SYNC_NOW = "window.sync_now"
    SWITCH_LANGUAGE = "window.switch_language"
    THEME_SYSTEM = "window.theme_system"
    THEME_LIGHT = "window.theme_light"
    THEME_DARK = "window.theme_dark"
    TEXT_LARGER = "window.text_larger"
    TEXT_SMALLER = "window.text_smaller"
    TEXT_NORMAL = "window.text_normal"
    OWN_PASSWORD = "window.own_password"
    SIGN_OUT = "window.sign_out"
    QUIT = "window.quit"


# The action that switches to each language, by the code of the language.
SPEAK = {code: f"window.{spoken.word}" for code, spoken in SPOKEN.items()}
CATALOGUE: tuple[ActionSpec, ...] = (
    ActionSpec(ActionId.STEP_BACK, _("One step back"), MOVING, ("Esc",), Icon.CHEVRON_LEFT),
    ActionSpec(ActionId.NEXT_PANE, _("Next pane"), MOVING, ("F6",), Icon.DRAWER),
    ActionSpec(ActionId.PREVIOUS_PANE, _("Previous pane"), MOVING, ("Shift+F6",), Icon.SIDEBAR),
    ActionSpec(ActionId.UNDO, _("Undo the last act"), WINDOW, ("z",), Icon.UNDO),
    ActionSpec(ActionId.PALETTE, _("Search or command"), WINDOW, ("Ctrl+K",), Icon.COMMAND),
    ActionSpec(ActionId.HELP, _("Show the keys"), WINDOW, ("?", "F1"), Icon.KEYBOARD),
    ActionSpec(ActionId.KEPT_WORDS, _("Kept words"), WINDOW, ("Ctrl+Shift+K",), Icon.DRAFT),
    ActionSpec(ActionId.UNSENT, _("What waits to be sent"), WINDOW, ("Ctrl+Shift+O",), Icon.CLOCK),
    ActionSpec(ActionId.SYNC_NOW, _("Sync now"), WINDOW, ("F5",), Icon.REFRESH),
    ActionSpec(
        ActionId.SWITCH_LANGUAGE,
        _("Switch between English and Chinese"),
        WINDOW,
        ("Ctrl+L",),
        Icon.LANGUAGE,
        over=True,
    ),
    *(
        ActionSpec(action, SPOKEN[code].verb, WINDOW, (), Icon.LANGUAGE, over=True)
        for code, action in SPEAK.items()
    ),
    ActionSpec(
        ActionId.THEME_SYSTEM, _("Colours of the system"), WINDOW, (), Icon.SCREEN, over=True
    ),
    ActionSpec(ActionId.THEME_LIGHT, _("Light colours"), WINDOW, (), Icon.SUN, over=True),
    ActionSpec(ActionId.THEME_DARK, _("Dark colours"), WINDOW, (), Icon.MOON, over=True),
    ActionSpec(
        ActionId.TEXT_LARGER, _("Larger text"), WINDOW, ("Ctrl+=", "Ctrl++"), Icon.PLUS, over=True
    ),
    ActionSpec(ActionId.TEXT_SMALLER, _("Smaller text"), WINDOW, ("Ctrl+-",), over=True),
    ActionSpec(ActionId.TEXT_NORMAL, _("Text at its normal size"), WINDOW, ("Ctrl+0",), over=True),
    ActionSpec(ActionId.OWN_PASSWORD, _("Change the password..."), WINDOW, (), Icon.LOCK),
    ActionSpec(ActionId.SIGN_OUT, _("Sign out"), WINDOW, (), Icon.SIGN_OUT),
    ActionSpec(ActionId.QUIT, pgettext("application", "Quit"), WINDOW, ("Ctrl+Q",), Icon.CLOSE),
)
# These mean nothing before somebody is signed in.
SIGNED_IN = frozenset(
    {
        *(ActionId.STEP_BACK, ActionId.NEXT_PANE, ActionId.PREVIOUS_PANE),
        *(ActionId.UNDO, ActionId.PALETTE, ActionId.KEPT_WORDS, ActionId.UNSENT),
        ActionId.OWN_PASSWORD,
    }
)
