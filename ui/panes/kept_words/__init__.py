"""Kept words: what was written in something that was not carried out, and that no form shows."""

from ui.panes.kept_words.pane import KeptWordsDialog

__all__ = ["KeptWordsDialog"]
