"""What was not sent when somebody's access ended is laid down for the lead of their crew.

It stays on this machine all the same: those are their own words.
"""

from __future__ import annotations

import logging
from datetime import datetime

from workstation.app.asking import words_of
from workstation.app.office import Office
from workstation.cache.accounts import Known
from workstation.cache.drafts import Drafts
from workstation.cache.outbox import Outbox
from workstation.cache.values import Draft, DraftOf, Entry, Stage
from workstation.domain.people.deposit import Unsent
from workstation.domain.record import Words
from workstation.domain.text import Bilingual
from workstation.drafting.act_form import filled_from_text
from workstation.drafting.composition import composition_from_text
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.deposit import MOST_ITEMS, DepositRequest

_LOG = logging.getLogger("workstation.app")
# After these nothing will ever be taken: the session is over, or the time is.
_NEVER = frozenset({Fault.SIGNED_OUT, Fault.CLASH})


async def lay_down(office: Office, known: Known, transport: Transport) -> bool:
    """Lay down what an account that was closed had not sent. Whether nothing is left to do.

    What does not get through now is tried again at the next contact.
    """
    if not known.token:
        return True
    items = await _unsent(office, known)
    transport.carry(known.token)
    try:
        for start in range(0, len(items), MOST_ITEMS):
            await transport.deposit(DepositRequest(items=items[start : start + MOST_ITEMS]))
    except SyncProblem as problem:
        _LOG.info("unsent work was not laid down: %s", problem)
        if problem.fault not in _NEVER:
            return False
    await office.accounts.forget_token(known.account)
    return True


async def _unsent(office: Office, known: Known) -> tuple[Unsent, ...]:
    entries = await Outbox(office.work, known.account, office.kinds).alive()
    given = [_of_entry(office, each) for each in entries if each.stage is not Stage.APPLIED]
    drafts = await Drafts(office.work, known.actor.id).all()
    begun = [_of_draft(each, office.clock()) for each in drafts]
    return tuple(each for each in (*given, *begun) if each.act or each.words)


def _of_entry(office: Office, entry: Entry) -> Unsent:
    return Unsent(
        id=entry.id,
        at=entry.at,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        reference=entry.reference,
        title=entry.title,
        act=entry.name,
        words=words_of(office, entry.command),
    )


def _of_draft(written: DraftOf, now: datetime) -> Unsent:
    kind, colon, _rest = written.record_id.partition(":")
    draft = written.draft
    return Unsent(
        id=f"draft:{written.record_id}:{written.slot}:{draft.revision}",
        at=draft.saved_at or now,
        record_kind=kind if colon else "case",
        record_id=written.record_id,
        reference=written.reference,
        title=written.title,
        words=_words_of(draft),
    )


def _words_of(draft: Draft) -> Words:
    texts = [Bilingual(draft.en, draft.zh)]
    composed = composition_from_text(texts[0], draft.form)
    if composed is not None:
        texts.append(composed.route)
    filled = filled_from_text(draft.en, draft.form)
    texts += [Bilingual(filled.more, filled.more), *filled.items]
    texts += [each.summary for each in filled.evidence]
    return tuple(text for text in dict.fromkeys(texts) if text.en.strip() or text.zh.strip())
