"""Where everything is joined: sign-in, the activities, the window and the workstation."""

from ui.composition.embedded import Embedded
from ui.composition.workplace import Workplace

__all__ = ["Embedded", "Workplace"]
