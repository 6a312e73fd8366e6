"""Who looks after how people get in: their sessions, and passwords for one time."""

from workstation.domain.actor import Actor
from workstation.domain.taxonomy import Role


def sees_sessions(me: Actor, user: str) -> bool:
    """Whether somebody sees where a person is signed in, and ends sessions: their own, and
    administrators all."""
    return me.id == user or me.may(Role.ADMIN)


def gives_password(me: Actor, user: str) -> bool:
    """Whether somebody gives a person a password for one time: administrators, to others."""
    return me.may(Role.ADMIN) and me.id != user
