"""Keeps the house book in step with the server's: edits up, the book down."""

from __future__ import annotations

from workstation.app.office import Office
from workstation.app.values import Change, Origin
from workstation.cache.values import Position
from workstation.sync.house import HousePusher
from workstation.sync.problem import SyncProblem
from workstation.wire.feed import Nudge
from workstation.wire.house import HOUSE_HEAD

_NEWS = Change(house=True, status=True, origin=Origin.SERVER)


async def pushed_book(office: Office) -> SyncProblem | None:
    """Send what waits. Raises `SyncProblem`; returns one that is about such edits only."""
    book, ledger = office.person.book, office.person.ledger

    def told() -> None:
        book.turned()
        office.announcer.say(_NEWS)

    pusher = HousePusher(
        book.edits, office.person.transport, office.clock, told, lambda: ledger.epoch
    )
    return await pusher.round()


async def take_book(office: Office) -> None:
    """The server sent its book."""
    await office.person.book.take(office.truths)
    office.announcer.say(_NEWS)


async def begin_again(office: Office) -> None:
    """The server is another one than before, or an earlier self: it may have lost what it knew,
    and what it applied waits again."""
    # Outbox and edits are read anew: what is given meanwhile would not be in them.
    async with office.turn:
        await office.reload()
    office.announcer.say(_NEWS)


def news(nudge: Nudge, held: Position) -> bool:
    """Whether a nudge says more than is held. Another book may be an older one: of a restored
    server. Of what is no scope, such as the person's access, nothing is held: it always does."""
    heads = dict(nudge.heads)
    book = heads.pop(HOUSE_HEAD, held.house)
    return book != held.house or any(
        seq > (held.cursors.get(scope) or 0) for scope, seq in heads.items()
    )
