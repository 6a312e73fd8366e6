"""What waits to be sent: every change, since when, and why it has not gone out."""

from ui.panes.unsent.pane import UnsentDialog

__all__ = ["UnsentDialog"]
