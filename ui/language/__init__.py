"""Switches the language of the window while it runs, and keeps its texts in that language."""

from ui.language.bind import Setter, Source, Text, bind, unbind
from ui.language.language import WindowLanguage, language
from ui.language.plain import plain_tip, tip_of, title_of, without_mnemonics, words_of

__all__ = [
    "Setter",
    "Source",
    "Text",
    "WindowLanguage",
    "bind",
    "language",
    "plain_tip",
    "tip_of",
    "title_of",
    "unbind",
    "without_mnemonics",
    "words_of",
]
