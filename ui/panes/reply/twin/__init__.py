"""The twin draft as one widget: two editors over one letter."""

from ui.panes.reply.twin.editor import TwinEditor
from ui.panes.reply.twin.strip import Ignoring

__all__ = ["Ignoring", "TwinEditor"]
