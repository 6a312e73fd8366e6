"""`Panes`: what the shell is given to arrange. It knows nothing of their inside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Place(Enum):
    """Where a pane stands; F6 goes through them in this order."""

    QUEUE = auto()
    APPEAL = auto()
    REPLY = auto()
    POLICY = auto()


@dataclass(frozen=True, slots=True)
class Panes:
    """Finished widgets. `decide` takes the place of `reply` while a person decides."""

    queue: QWidget
    appeal: QWidget
    reply: QWidget
    decide: QWidget
    policy: QWidget
