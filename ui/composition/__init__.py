"""Where everything is joined: the panes to each other, to the workstation and to the keys."""

from ui.composition.embedded import Embedded
from ui.composition.workplace import Workplace

__all__ = ["Embedded", "Workplace"]
