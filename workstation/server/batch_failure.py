"""A batch that failed as a whole: each of its commands again, alone, with an answer of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.exc import DataError, DBAPIError, StatementError

from workstation.server.command_handler import stumbled
from workstation.server.locked_records import Unlocked
from workstation.wire.codec import Malformed
from workstation.wire.push import Answer, Envelope, Pushed, Wait

_LOG = logging.getLogger(__name__)
# What one command, or one row that it needs, can do to the transaction of all.
BREAKS = (StatementError, ArithmeticError, LookupError, TypeError, ValueError, Malformed, Unlocked)


def is_lost(error: Exception) -> bool:
    """Whether the database itself is gone, so that nothing else would fare better."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


async def one_by_one(
    envelopes: Sequence[Envelope], take: Callable[[Envelope], Awaitable[Pushed]]
) -> Pushed:
    """Every command alone. One that the database has no room for now is to be sent again; one
    that can never be stored is set aside, without a receipt.

    Raises what the database raised if it has no room for any of them, or is gone.
    """
    answers: list[Answer] = []
    epoch = ""
    put_off: DBAPIError | None = None
    for each in envelopes:
        try:
            taken = await take(each)
            answers.extend(taken.answers)
            epoch = epoch or taken.epoch
        except BREAKS as error:
            if is_lost(error):
                raise
            if isinstance(error, DBAPIError) and not isinstance(error, DataError):
                put_off = error
                answers.append(Answer(disposition=Wait(id=each.id)))
            else:
                _LOG.exception("command %s cannot be taken in", each.id)
                answers.append(Answer(disposition=stumbled(each.id)))
    if put_off is not None and all(isinstance(each.disposition, Wait) for each in answers):
        raise put_off
    if put_off is not None:
        _LOG.warning("of a batch of %d some found no room: %s", len(envelopes), put_off)
    return Pushed(answers=tuple(answers), epoch=epoch)
