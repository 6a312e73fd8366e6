"""The texts that several parts of the main window share."""

from __future__ import annotations

from collections.abc import Callable

from ui.widgets import SwitchChoice
from workstation.i18n import SPOKEN, SpokenLanguage, _, pgettext

PRODUCT = pgettext("product", "Recourse")
SEARCH_OR_COMMAND = _("Search cases, or type a command")
LANGUAGE_OF_WINDOW = _("Language of the window")


def _mark_of(spoken: SpokenLanguage) -> Callable[[], str]:
    return lambda: spoken.mark


LANGUAGE_SEGMENTS = tuple(
    SwitchChoice(code, _mark_of(spoken), spoken.name) for code, spoken in SPOKEN.items()
)
