"""`recourse --inspect`: the window from inside: its widgets, their signals, and the records."""

from ui.inspector.inspector import Inspector

__all__ = ["Inspector"]
