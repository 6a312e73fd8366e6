"""How a device lays down the work that it had not sent when its person's access ended."""

from __future__ import annotations

import msgspec

from workstation.domain.people.deposit import Unsent

# The most items of one request, and about the most bytes of them: a larger item passes alone, up to
# what the address takes.
MOST_ITEMS = 500
MOST_BYTES = 1024 * 1024


class DepositRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the commands and drafts that the device had not sent."""

    items: tuple[Unsent, ...]


class Deposited(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a deposit: the number of items that are kept of it."""

    items: int
