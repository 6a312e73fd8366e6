"""What a device lays down that had work when its person's access ended."""

from __future__ import annotations

import msgspec

from workstation.domain.people.deposit import Unsent

MOST_ITEMS = 500
# A larger item passes alone, up to what the address takes.
MOST_BYTES = 1024 * 1024


class DepositRequest(msgspec.Struct, frozen=True, kw_only=True):
    """All that this device had not sent, commands and drafts."""

    items: tuple[Unsent, ...]


class Deposited(msgspec.Struct, frozen=True, kw_only=True):
    """It is kept: so many items."""

    items: int
