"""Messages, which are texts that have no language yet, and the translators that say them in one."""

from workstation.i18n.message import Argument, Duration, Message, Money, _, ngettext, pgettext
from workstation.i18n.translator import LANGUAGES, PSEUDO, Translator

__all__ = [
    "LANGUAGES",
    "PSEUDO",
    "Argument",
    "Duration",
    "Message",
    "Money",
    "Translator",
    "_",
    "ngettext",
    "pgettext",
]
