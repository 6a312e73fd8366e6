"""How people get in: who looks after sessions and passwords, and how long a password has to be."""

from __future__ import annotations

from workstation.domain.actor import Actor
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role
from workstation.i18n import _

# Of how many characters a password that somebody chooses has to be.
SHORTEST_PASSWORD = 12


def sees_sessions(me: Actor, user: str) -> bool:
    """Whether `me` sees where `user` is signed in and ends those sessions: people their own,
    administrators everybody's."""
    return me.id == user or me.may(Role.ADMIN)


def gives_password(me: Actor, user: str) -> bool:
    """Whether `me` gives `user` a password for one time: administrators do, to others."""
    return me.may(Role.ADMIN) and me.id != user


def typed_twice(chosen: str, again: str) -> None:
    """Compare the two times that somebody typed the new password, which they do not see.

    Raises `Refused` where they differ.
    """
    if chosen != again:
        raise Refused(_("The two new passwords are not the same."), _("Type the second one again."))
