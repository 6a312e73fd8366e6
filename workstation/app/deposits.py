"""What was not sent when somebody's access ended is laid down for the lead of their crew.

It stays on this machine all the same: those are their own words.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from workstation.app.command_question import words_of
from workstation.app.open_profile import OpenProfile
from workstation.bilingual.act_form import command_of_form, filled_from_text, name_of_form
from workstation.bilingual.composition import DECISION, composition_from_text
from workstation.bilingual.draft_words import words_of_any
from workstation.cache.accounts import KnownAccount
from workstation.cache.drafts import Drafts
from workstation.cache.outbox import Outbox
from workstation.cache.values import CommandStage, DraftOf, OutboxEntry, StoredDraft
from workstation.domain.case_kind import CASE
from workstation.domain.people.deposit import Unsent
from workstation.domain.record import Words
from workstation.domain.text import Bilingual
from workstation.i18n import Message, ngettext
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.codec import encode
from workstation.wire.deposit import MOST_BYTES, MOST_ITEMS, DepositRequest

_LOG = logging.getLogger("workstation.app")
# After these nothing will ever be taken: the session is over, or the time is.
_NEVER = frozenset({Fault.SIGNED_OUT, Fault.CLASH})
# What they are said of is not taken: all that was sent with it may be.
_NOT_THIS = frozenset({Fault.TOO_LARGE, Fault.UNFIT})


async def lay_down(
    profile: OpenProfile, known: KnownAccount, transport: Transport, key: str = ""
) -> int:
    """Lay down what an account that was closed had not sent, with the `key` that the server gave
    for it, or with the token of the session.

    Returns how many pieces the server will never take. What does not get through now is tried
    again at the next contact.
    """
    token = key or known.token
    if not token:
        return 0
    if key:
        await profile.accounts.keep_token(known.account, key)
    transport.carry(token)
    try:
        left = await _in_parts(await _unsent(profile, known), transport)
    except SyncProblem as problem:
        _LOG.info("unsent work was not laid down: %s", problem)
        return 0
    await profile.accounts.forget_token(known.account)
    return left


def left_here(pieces: int) -> Message:
    """What to do about what was not taken."""
    return ngettext(
        "{n} piece of your work was not taken and stays on this machine. Show it to a supervisor"
        " here.",
        "{n} pieces of your work were not taken and stay on this machine. Show them to a"
        " supervisor here.",
        pieces,
    )


async def _in_parts(items: tuple[Unsent, ...], transport: Transport) -> int:
    """Returns how many were not taken. Raises `SyncProblem` for what can be tried again."""
    waiting, left = list(_parts(items)), 0
    while waiting:
        part = waiting.pop(0)
        try:
            await transport.deposit(DepositRequest(items=part))
        except SyncProblem as problem:
            _LOG.info("%d pieces of unsent work were not taken: %s", len(part), problem)
            if problem.fault in _NEVER:
                return left + len(part) + sum(map(len, waiting))
            if problem.fault not in _NOT_THIS:
                raise
            half = len(part) // 2
            waiting[:0] = [part[:half], part[half:]] if half else []
            left += 0 if half else 1
    return left


def _parts(items: tuple[Unsent, ...]) -> Iterator[tuple[Unsent, ...]]:
    part: list[Unsent] = []
    size = 0
    for each in items:
        more = len(encode(each))
        if part and (len(part) == MOST_ITEMS or size + more > MOST_BYTES):
            yield tuple(part)
            part, size = [], 0
        part.append(each)
        size += more
    if part:
        yield tuple(part)


async def _unsent(profile: OpenProfile, known: KnownAccount) -> tuple[Unsent, ...]:
    entries = await Outbox(profile.work, known.account, profile.kinds).alive()
    given = [_of_entry(profile, each) for each in entries if each.stage is not CommandStage.APPLIED]
    account = known.account
    others = await profile.accounts.servers_of(account.user) - {account.server}
    written = Drafts(profile.work, known.actor.id, account.server)
    drafts = await written.here(only=bool(others))
    begun = [_of_draft(profile, each, profile.clock()) for each in drafts]
    return tuple(each for each in (*given, *begun) if each.act or each.words)


def _of_entry(profile: OpenProfile, entry: OutboxEntry) -> Unsent:
    return Unsent(
        id=entry.id,
        at=entry.at,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        reference=entry.reference,
        title=entry.title,
        act=entry.name,
        words=words_of(profile, entry.command),
    )


def _of_draft(profile: OpenProfile, written: DraftOf, now: datetime) -> Unsent:
    start, colon, _rest = written.record_id.partition(":")
    known = profile.kinds.named(start)
    draft = written.draft
    return Unsent(
        id=f"draft:{written.record_id}:{written.slot}:{draft.revision}",
        at=draft.saved_at or now,
        record_kind=known.name if known is not None else start if colon else CASE.name,
        record_id=written.record_id,
        reference=written.reference,
        title=written.title,
        words=_words_of(written.slot, draft),
    )


def _words_of(slot: str, draft: StoredDraft) -> Words:
    texts = [Bilingual(draft.en, draft.zh)]
    name = name_of_form(slot)
    if slot == DECISION:
        composed = composition_from_text(texts[0], draft.form)
        texts += [composed.route] if composed is not None else []
    elif name is not None and command_of_form(name) is not None:
        filled = filled_from_text(draft.en, draft.form)
        texts += [Bilingual(filled.more, filled.more), *filled.items]
        texts += [each.summary for each in filled.evidence]
    else:
        texts.append(words_of_any(Bilingual(), draft.form))
    return tuple(text for text in dict.fromkeys(texts) if text.en.strip() or text.zh.strip())
