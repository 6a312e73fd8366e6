"""A push: up to 100 commands in one transaction, each under a savepoint of its own (sync.md 5.2).

The order of locks is the same for everybody: receipts, cases, numbers, scopes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from workstation.domain.actor import Actor
from workstation.domain.policy import Library
from workstation.domain.views import scopes_for
from workstation.i18n import _
from workstation.server import accounts, holding, receipts
from workstation.server.receipts import Receipt
from workstation.server.scopes import Effects, publish
from workstation.server.taking import Outcome, Taking, quarantined
from workstation.wire.push import Answer, Applied, Disposition, Envelope, Parked, Wait


@dataclass(frozen=True, slots=True)
class Disposed:
    """The answers in the order of the commands, and the new heads of the scopes they moved."""

    answers: tuple[Answer, ...]
    heads: Effects


def take_in(
    connection: Connection,
    account: str,
    envelopes: Sequence[Envelope],
    now: datetime,
    library: Library,
) -> Disposed:
    """Dispose of every command, and write down how. Raises `Denied` for a revoked account."""
    actor = accounts.actor_now(connection, account)
    # Of two commands under one id the first counts; the second is a repeat of it, or a forgery.
    by_id = {each.id: each for each in reversed(envelopes)}
    fresh = receipts.reserve(connection, account, by_id, now)
    known = receipts.stored(connection, by_id.keys() - fresh)
    previous = receipts.stored(connection, {each.prev for each in envelopes if each.prev})
    held = holding.lock(connection, {each.case_id for each in envelopes})
    taking = Taking(connection, actor, now, library, held, set(previous))
    order = dict.fromkeys(each.id for each in envelopes if each.id in fresh)
    outcomes = {id_: taking.take(by_id[id_]) for id_ in order}
    settled, heads = _publish(connection, actor, outcomes)
    _settle(connection, settled)
    for disposition in settled:
        envelope = by_id[disposition.id]
        known[disposition.id] = receipts.receipt_of(account, envelope, disposition)
    return Disposed(_answers(account, envelopes, known, fresh), heads)


def put_off(envelopes: Sequence[Envelope]) -> Disposed:
    """Take none of them in now: they are to be sent again."""
    return Disposed(tuple(Answer(disposition=Wait(id=each.id)) for each in envelopes), {})


def _publish(
    connection: Connection, actor: Actor, outcomes: dict[str, Outcome]
) -> tuple[list[Disposition], Effects]:
    """The last statements: tell the feeds, and fill in at which sequence they carry what.

    A receipt names only feeds that its author reads: another's name would tell who works on it.
    """
    readable = scopes_for(actor)
    changes = [each.effect.change for each in outcomes.values() if each.effect is not None]
    reached = iter(publish(connection, changes))
    settled: list[Disposition] = []
    heads: Effects = {}
    for outcome in outcomes.values():
        disposition = outcome.disposition
        if outcome.effect is not None and isinstance(disposition, Applied | Parked):
            effects = next(reached)
            heads |= effects
            seen = {scope: seq for scope, seq in effects.items() if scope in readable}
            disposition = msgspec.structs.replace(disposition, effects=seen)
        settled.append(disposition)
    return settled, heads


def _settle(connection: Connection, settled: Sequence[Disposition]) -> None:
    receipts.give_back(connection, [each.id for each in settled if isinstance(each, Wait)])
    receipts.settle(connection, [each for each in settled if not isinstance(each, Wait)])


def _answers(
    account: str,
    envelopes: Sequence[Envelope],
    known: dict[str, Receipt],
    fresh: frozenset[str],
) -> tuple[Answer, ...]:
    answers: list[Answer] = []
    said: set[str] = set()
    for each in envelopes:
        receipt = known[each.id]
        already = each.id not in fresh or each.id in said
        disposition = receipt.disposition if receipt.is_of(account, each) else _reused(each)
        answers.append(Answer(disposition=disposition, already=already))
        said.add(each.id)
    return tuple(answers)


def _reused(envelope: Envelope) -> Disposition:
    return quarantined(
        envelope,
        _("Another command was sent under the same number."),
        _("This can happen after a profile was copied or restored. Do it again."),
    )
