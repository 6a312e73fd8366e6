"""Messages, which are texts that have no language yet, and the translators that say them in one."""

from workstation.i18n.isolation import isolated
from workstation.i18n.languages import LANGUAGES, SPOKEN, SpokenLanguage
from workstation.i18n.message import Argument, Duration, Message, Money, _, ngettext, pgettext
from workstation.i18n.translator import PSEUDO, Translator

__all__ = [
    "LANGUAGES",
    "PSEUDO",
    "SPOKEN",
    "Argument",
    "Duration",
    "Message",
    "Money",
    "SpokenLanguage",
    "Translator",
    "_",
    "isolated",
    "ngettext",
    "pgettext",
]
