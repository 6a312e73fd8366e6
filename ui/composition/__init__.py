"""Where everything is joined: sign-in, the activities, the window and the workstation."""

from ui.composition.embedded_server import EmbeddedServer
from ui.composition.workplace import Workplace

__all__ = ["EmbeddedServer", "Workplace"]
