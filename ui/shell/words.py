"""Texts that several parts of the shell say."""

from __future__ import annotations

from ui.widgets import SwitchChoice
from workstation.i18n import _, pgettext

PRODUCT = pgettext("product", "Recourse")
SEARCH_OR_COMMAND = _("Search cases, or type a command")


def _english_mark() -> str:
    return "EN"


def _chinese_mark() -> str:
    return "中"


LANGUAGE_SEGMENTS = (
    SwitchChoice("en", _english_mark, _("English")),
    SwitchChoice("zh_Hans", _chinese_mark, _("Chinese")),
)
