"""Signing in, health, and what the server says when it cannot answer."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.actor import Actor
from workstation.i18n import _
from workstation.wire.messages import WireMessage


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A user and their password. With `new_password` that one is theirs from now on."""

    user: str
    password: str
    device: str
    new_password: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A bearer token and who it stands for."""

    token: str
    expires_at: datetime
    actor: Actor


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /health`. `status` is "ok", or "busy" when no sync has found room for some seconds."""

    status: str
    version: str
    time: datetime
    demo: bool = False


# What a request lacked that the same one with it would have passed.
NEW_PASSWORD = "new_password"
# What a server says that does not know an address, since there are servers: it is an older one.
NO_SUCH_ADDRESS = _("There is nothing at this address.")


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every 4xx and 5xx answer: what happened and what to do.

    `needs` names what the same request has to bring besides, such as `NEW_PASSWORD`; there is
    none where nothing would help. `deposits_with` is a token for whose access has ended: their
    unsent work is handed in with it, and it opens nothing else.
    """

    reason: WireMessage
    remedy: WireMessage
    detail: str = ""
    needs: str | msgspec.UnsetType = msgspec.UNSET
    deposits_with: str | msgspec.UnsetType = msgspec.UNSET


class DeviceSession(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is signed in on a device; `is_this` is the session of whoever asks."""

    device: str
    begun: datetime
    until: datetime
    is_this: bool = False


class Sessions(msgspec.Struct, frozen=True, kw_only=True):
    """Where somebody is signed in, the latest first; `one_time` while they have not set a password
    of their own."""

    sessions: tuple[DeviceSession, ...]
    one_time: bool = False


class SessionsEnded(msgspec.Struct, frozen=True, kw_only=True):
    """So many sessions are over."""

    ended: int


class PasswordRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Whose password shall be another one."""

    user: str


class OneTimePassword(msgspec.Struct, frozen=True, kw_only=True):
    """It lets its owner in to set one of their own, and is told only here."""

    user: str
    password: str
