"""Hands in for the lead of their crew what somebody had not sent when their access ended.

It stays on this machine all the same: those are their own words.
"""

from __future__ import annotations

import logging

from workstation.app.command_question import words_of
from workstation.app.open_profile import OpenProfile
from workstation.bilingual.act_form import command_of_form, filled_from_text, name_of_form
from workstation.bilingual.composition import DECISION, composition_from_text
from workstation.bilingual.draft_words import words_of_any
from workstation.cache.accounts import KnownAccount
from workstation.cache.drafts import Drafts
from workstation.cache.outbox import Outbox
from workstation.cache.values import CommandStage, DraftOf
from workstation.domain.case_kind import CASE
from workstation.domain.people.deposit import Unsent
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, ngettext
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.value_class import dataclass
from workstation.wire.codec import encode
from workstation.wire.deposit import MOST_BYTES, MOST_ITEMS, DepositRequest

_LOG = logging.getLogger("workstation.app")
# After these the server will never take anything: the session is over, or the time is.
_NEVER = frozenset({Fault.SIGNED_OUT, Fault.CLASH})
# One piece of what was handed in is at fault; the others may still be taken.
_NOT_THIS = frozenset({Fault.TOO_LARGE, Fault.UNFIT})


@dataclass(frozen=True, slots=True)
class DepositOutcome:
    """What became of the unsent work of somebody whose access has ended, in pieces.

    `handed`: so many the server has taken.
    `left`: so many it will never take.
    `waiting`: so many are tried again.
    """

    handed: int = 0
    left: int = 0
    waiting: int = 0


async def deposit_unsent(
    profile: OpenProfile, known: KnownAccount, transport: Transport, key: str = ""
) -> DepositOutcome | None:
    """Hand in what an account that was closed had not sent, with the `key` that the server gave
    for it, or with the token of the session.

    Returns what became of it; None where nothing opens the server's door any more, as after all
    was handed in. What does not get through now is tried again at the next contact.
    """
    token = key or known.token
    if not token:
        return None
    if key:
        await profile.accounts.keep_token(known.account, key)
    transport.carry(token)
    items = await _unsent(profile, known)
    try:
        left = await _hand_in(items, transport)
    except SyncProblem as problem:
        _LOG.info("unsent work was not handed in: %s", problem)
        return DepositOutcome(waiting=len(items))
    await profile.accounts.forget_token(known.account)
    return DepositOutcome(handed=len(items) - left, left=left)


def where_unsent_is(outcome: DepositOutcome | None) -> Message | None:
    """Where the unsent work is of somebody whose access has ended; None where there was none."""
    if outcome is None:
        return None
    handed = ngettext(
        "{n} piece of your unsent work was handed in for the lead of your crew or a supervisor"
        " to read. It stays on this machine too.",
        "{n} pieces of your unsent work were handed in for the lead of your crew or a"
        " supervisor to read. They stay on this machine too.",
        outcome.handed,
    )
    left = ngettext(
        "{n} piece of your work was not taken and stays on this machine. Show it to a supervisor"
        " here.",
        "{n} pieces of your work were not taken and stay on this machine. Show them to a"
        " supervisor here.",
        outcome.left,
    )
    if outcome.waiting:
        return ngettext(
            "{n} piece of your unsent work is kept on this machine. It is handed in for the lead"
            " of your crew or a supervisor as soon as the server takes it.",
            "{n} pieces of your unsent work are kept on this machine. They are handed in for the"
            " lead of your crew or a supervisor as soon as the server takes them.",
            outcome.waiting,
        )
    if outcome.handed and outcome.left:
        return _("{handed} {left}", handed=handed, left=left)
    if outcome.handed:
        return handed
    return left if outcome.left else None


async def _hand_in(items: tuple[Unsent, ...], transport: Transport) -> int:
    """Hand in these pieces, part by part. Returns how many the server will never take.

    Raises `SyncProblem` for what can be tried again.
    """
    waiting: list[tuple[Unsent, ...]] = []
    size = 0
    for each in items:
        more = len(encode(each))
        if not waiting or len(waiting[-1]) == MOST_ITEMS or size + more > MOST_BYTES:
            waiting.append(())
            size = 0
        waiting[-1] += (each,)
        size += more
    left = 0
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


async def _unsent(profile: OpenProfile, known: KnownAccount) -> tuple[Unsent, ...]:
    """The commands of an account that the server has not applied, and its drafts."""
    account = known.account
    entries = await Outbox(profile.work, account, profile.kinds).alive()
    given = [
        Unsent(
            id=each.id,
            at=each.at,
            record_kind=each.record_kind,
            record_id=each.record_id,
            reference=each.reference,
            title=each.title,
            act=each.name,
            words=words_of(profile, each.command),
        )
        for each in entries
        if each.stage is not CommandStage.APPLIED
    ]
    # Where the same user has worked at other servers too, a draft that does not say is left out.
    others = await profile.accounts.servers_of(account.user) - {account.server}
    drafts = await Drafts(profile.work, known.actor.id, account.server).here(only=bool(others))
    begun = [_unsent_draft(profile, each) for each in drafts]
    return tuple(each for each in (*given, *begun) if each.act or each.words)


def _unsent_draft(profile: OpenProfile, written: DraftOf) -> Unsent:
    draft, slot = written.draft, written.slot
    start, colon, _rest = written.record_id.partition(":")
    kind = profile.kinds.named(start)
    texts = [Bilingual(draft.en, draft.zh)]
    form = name_of_form(slot)
    if slot == DECISION:
        composed = composition_from_text(texts[0], draft.form)
        texts += [composed.route] if composed is not None else []
    elif form is not None and command_of_form(form) is not None:
        filled = filled_from_text(draft.en, draft.form)
        texts += [Bilingual(filled.more, filled.more), *filled.items]
        texts += [each.summary for each in filled.evidence]
    else:
        texts.append(words_of_any(Bilingual(), draft.form))
    said = (text for text in dict.fromkeys(texts) if text.en.strip() or text.zh.strip())
    return Unsent(
        id=f"draft:{written.record_id}:{slot}:{draft.revision}",
        at=draft.saved_at or profile.clock(),
        record_kind=kind.name if kind is not None else start if colon else CASE.name,
        record_id=written.record_id,
        reference=written.reference,
        title=written.title,
        words=tuple(said),
    )
