"""Whether a draft can be published, and how many wait for whoever sits here."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from ui.activities.policies.settings import LISTS
from workstation.app.values import Question
from workstation.domain.policies.amendment import (
    AMENDMENT,
    Amendment,
    AmendmentState,
    is_writer,
    may_write,
)
from workstation.domain.policies.publication import held, publishable
from workstation.domain.policy import Library, Policy
from workstation.domain.problem import Refused

if TYPE_CHECKING:
    from ui.activities.policies.desk import PoliciesDesk
    from workstation.app import Workstation


def missing(policy: Policy, amendment: Amendment, today: date) -> Refused | None:
    """Why a draft cannot be published as it stands; the rule is the domain's."""
    try:
        publishable(policy, amendment, today)
    except Refused as refused:
        return refused
    return None


async def open_draft(desk: PoliciesDesk, id_: str) -> Amendment | None:
    """The draft as it stands, None once it has ended or left this person's sight."""
    try:
        record: Any = (await desk.records.open(id_)).record
    except KeyError:
        return None
    is_draft = isinstance(record, Amendment) and record.state is AmendmentState.DRAFT
    return record if is_draft else None


async def questions_of(desk: PoliciesDesk) -> tuple[Question, ...]:
    """What this person gave for policies and house settings and the server did not take in."""
    found = [each for each in await desk.questions.asked() if each.record_kind == AMENDMENT.name]
    # About what everybody looks at it is asked here alone.
    ids = (*(each.id for each in desk.policies.library.policies), *(each.name for each in LISTS))
    for id_ in ids:
        with suppress(KeyError):
            found += (await desk.records.open(id_)).questions
    return tuple(found)


# Whether a draft is held, by its id and version and that of the glossary: reading a draft takes
# a while, and what waits is counted at every change.
_HELD: WeakKeyDictionary[Workstation, dict[tuple[str, int, int], bool]]
_HELD = WeakKeyDictionary()


async def waiting_for(workstation: Workstation) -> int:
    """How many drafts wait for this person's signature, and how much of theirs was not taken.

    One whose day of effect is over waits too: its writer is to choose another.
    """
    me = workstation.session.me
    if me is None or not may_write(me):
        return 0
    count = len(await questions_of(workstation))
    for row in await workstation.policies.amendments():
        draft = await open_draft(workstation, row.id) if not is_writer(row, me.id) else None
        count += draft is not None and await _can_be_signed(workstation, draft)
    return count


async def _can_be_signed(workstation: Workstation, draft: Amendment) -> bool:
    policy = policy_of(workstation.policies.library, draft)
    if policy is None or missing(policy, draft, draft.issue.effective_from) is not None:
        return False
    known = _HELD.setdefault(workstation, {})
    key = draft.id, draft.version, workstation.glossary.current.version
    if key not in known:
        known[key] = bool(held(await workstation.policies.amendment_findings(draft)))
    return not known[key]


def policy_of(library: Library, draft: Amendment) -> Policy | None:
    """The policy that a draft is for."""
    return next((each for each in library.policies if each.id == draft.policy), None)
