"""Builds the menu of the person, from the actions that are served."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.language import language
from ui.shell.catalogue import SPEAK, ActionId
from ui.theme import Mode, theme
from ui.widgets import Menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.shell.actions import Actions

_THEMES = (
    (ActionId.THEME_SYSTEM, Mode.SYSTEM),
    (ActionId.THEME_LIGHT, Mode.LIGHT),
    (ActionId.THEME_DARK, Mode.DARK),
)
_SIZES = (ActionId.TEXT_LARGER, ActionId.TEXT_SMALLER, ActionId.TEXT_NORMAL)
_SETTINGS = "go.settings"
_LAST = (ActionId.OWN_PASSWORD, ActionId.SIGN_OUT, ActionId.QUIT)


def person_menu(owner: QWidget, actions: Actions) -> Menu:
    """Build the menu of the person: how the window looks, help, texts, password and sign-out."""
    menu = Menu(owner)
    for code, action in SPEAK.items():
        _add(menu, actions, action, checked=language().code == code)
    menu.rule()
    for action, mode in _THEMES:
        _add(menu, actions, action, checked=theme().mode is mode)
    menu.rule()
    for action in _SIZES:
        _add(menu, actions, action)
    menu.rule()
    for action in (
        ActionId.HELP,
        _SETTINGS,
        ActionId.KEPT_WORDS,
        ActionId.UNSENT,
        ActionId.SYNC_NOW,
    ):
        _add(menu, actions, action)
    menu.rule()
    for action in _LAST:
        _add(menu, actions, action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: Menu, actions: Actions, action: str, checked: bool | None = None) -> None:
    spec = actions.spec(action)
    if spec is not None:
        menu.entry(
            spec.text,
            partial(actions.trigger, action),
            spec.icon,
            actions.key(action) or None,
            checked,
            actions.is_enabled(action),
        )
