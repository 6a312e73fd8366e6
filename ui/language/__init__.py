"""The language of the window, switched live, and texts that follow it."""

from ui.language.bind import Setter, Source, Text, bind, unbind
from ui.language.language import Language, language

__all__ = ["Language", "Setter", "Source", "Text", "bind", "language", "unbind"]
