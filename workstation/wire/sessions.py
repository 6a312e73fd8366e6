"""How somebody gets in, as administrators see and set it: sessions, and passwords for one time."""

from __future__ import annotations

from datetime import datetime

import msgspec


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
