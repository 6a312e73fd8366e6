"""The language of the window, switched live, and texts that follow it."""

from ui.language.bind import Setter, Source, Text, bind, unbind
from ui.language.language import WindowLanguage, language

__all__ = ["Setter", "Source", "Text", "WindowLanguage", "bind", "language", "unbind"]
