"""How long a password of one's own is: said where it is chosen, held where it is set."""

from __future__ import annotations

from workstation.domain.problem import Refused
from workstation.i18n import _

LEAST = 12


def typed_twice(chosen: str, again: str) -> None:
    """Nobody sees what they type: it is typed twice. Raises `Refused` where that differs."""
    if chosen != again:
        raise Refused(_("The two new passwords are not the same."), _("Type the second one again."))
