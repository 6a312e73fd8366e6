"""Switches the language of the window while it runs, and keeps its texts in that language."""

from ui.language.bind import Setter, Source, Text, bind, unbind
from ui.language.language import WindowLanguage, language

__all__ = ["Setter", "Source", "Text", "WindowLanguage", "bind", "language", "unbind"]
