"""Signing in, sessions and passwords, health, and what the server says when it cannot answer."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Actor
from workstation.i18n import _
from workstation.wire.messages import WireMessage


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody signs in on a device.

    new_password: the password that is theirs from now on; "" leaves the one that they have.
    """

    user: str
    password: str
    device: str
    new_password: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session that began: its bearer token, and for whom it stands until it expires."""

    token: str
    expires_at: datetime
    actor: Actor


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of `GET /health`.

    status: "ok", or "busy" when no sync has found room for some seconds.
    version: that of the program.
    time: the server's clock.
    demo: whether it serves the demonstration.
    """

    status: str
    version: str
    time: datetime
    demo: bool = False


# A value of `Trouble.needs`: the same request passes with a new password.
NEW_PASSWORD = "new_password"
# What every server says that does not know an address, so that a workstation knows an older one.
NO_SUCH_ADDRESS = _("There is nothing at this address.")
# What the server says of a session that it knew, so that a workstation can say why it is over.
SESSION_RAN_OUT = _("Your session has run out: it lasts for seven days.")
SESSION_ENDED = _("Your session was ended, by a new password or by somebody who may end sessions.")


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every 4xx and 5xx answer.

    reason: what happened.
    remedy: what to do.
    detail: more for the log.
    needs: what the same request has to bring besides, such as `NEW_PASSWORD`; unset where nothing
        would help.
    deposits_with: a token for somebody whose access has ended: their device hands in unsent work
        with it, and it opens nothing else; unset for everybody else.
    """

    reason: WireMessage
    remedy: WireMessage
    detail: str = ""
    needs: str | msgspec.UnsetType = msgspec.UNSET
    deposits_with: str | msgspec.UnsetType = msgspec.UNSET


class DeviceSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session of somebody on a device.

    begun, until: when it began, and when it expires.
    is_this: whether it is the session of who asks.
    """

    device: str
    begun: datetime
    until: datetime
    is_this: bool = False


class Sessions(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody is signed in.

    sessions: the latest first.
    one_time: whether they have only a password for one time, and have not set their own yet.
    """

    sessions: tuple[DeviceSession, ...]
    one_time: bool = False


class SessionsEnded(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to the end of sessions: the number of those that ended."""

    ended: int


class PasswordRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request for a password for one time, for the user of this name."""

    user: str


class OneTimePassword(msgspec.Struct, frozen=True, kw_only=True):
    """A password that lets its owner in to set one of their own; it is told only here."""

    user: str
    password: str
