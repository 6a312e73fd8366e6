"""Joins the window, the sign-in, the activities and the workstation into one program."""

from ui.composition.embedded_server import EmbeddedServer
from ui.composition.workplace import Workplace

__all__ = ["EmbeddedServer", "Workplace"]
