"""How cases are listed and fed: the six views of the queue, rows, their order, and scopes."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.clocks import next_due
from workstation.domain.lifecycle import OPEN
from workstation.domain.policy import ClauseRef
from workstation.domain.record import RecordList
from workstation.domain.returned_proposal import asked_back
from workstation.domain.rules.guards import REVIEWERS, took_part
from workstation.domain.taxonomy import (
    CaseKind,
    Language,
    Milestone,
    PartyRole,
    Severity,
    State,
)
from workstation.value_class import dataclass


class View(StrEnum):
    """The views of the queue, by the names that are stored."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    ALL_OPEN = "all_open"
    DONE = "done"


# What the party is told last where a case ends at the door or by withdrawal.
_LAST_WORD = {
    State.NOT_ACCEPTED: Milestone.NOT_ACCEPTED,
    State.WITHDRAWN: Milestone.WITHDRAWN,
}
_WAITING = frozenset({State.INFO_REQUESTED, State.REFERRED, State.SECOND_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a list shows of a case, and whom it asks for something.

    owner, owner_name: the id and the name of the owner; "" where nobody holds the case.
    reviewers_not: the ids of those who took part in the decision that waits to be signed; () where
        none waits, as of the next.
    concerned: the names of the parties of a case whose decision waits: nobody with a conflict of
        interest about one of them signs it.
    returned_to: the id of the owner who got a proposed decision back and did nothing yet; "" for
        nobody.
    team: the team that was asked and has not answered; "" for none.
    due: the next deadline; None while the clocks are paused and once they have ended.
    evidence: the number of items of evidence.
    owes_word: whether the case has ended and its party was not told.
    cites: the clauses that the enforcement and the decision rest on, as they are cited.
    """

    id: str
    reference: str
    title_en: str
    title_zh: str
    kind: CaseKind
    severity: Severity
    state: State
    party_role: PartyRole
    party_name: str
    language: Language
    owner: str
    owner_name: str
    reviewers_not: tuple[str, ...]
    concerned: tuple[str, ...]
    returned_to: str
    team: str
    due: datetime | None
    filed_at: datetime
    evidence: int
    version: int
    owes_word: bool
    cites: tuple[str, ...] = ()


def row_of(case: Case) -> Row:
    """The row of `case`."""
    party = case.applicant_party
    referral = case.open_referral
    reviewed = case.state is State.SECOND_REVIEW
    return Row(
        id=case.id,
        reference=case.reference,
        title_en=case.title.en,
        title_zh=case.title.zh,
        kind=case.kind,
        severity=case.severity,
        state=case.state,
        party_role=party.role,
        party_name=party.name,
        language=party.language,
        owner=case.owner.id if case.owner else "",
        owner_name=case.owner.name if case.owner else "",
        reviewers_not=tuple(sorted(took_part(case))) if reviewed else (),
        concerned=tuple(party.name for party in case.parties) if reviewed else (),
        returned_to=asked_back(case),
        team=referral.team.value if referral else "",
        due=next_due(case),
        filed_at=case.filed_at,
        evidence=len(case.evidence),
        version=case.version,
        owes_word=owes_word(case),
        cites=tuple(ref.label() for ref in cited(case)),
    )


def cited(case: Case) -> tuple[ClauseRef, ...]:
    """The clauses on which the first decision and the present one rest, as far as there are any."""
    first = case.enforcement.clauses if case.enforcement is not None else ()
    ours = case.decision.finding.citations if case.decision is not None else ()
    return tuple(dict.fromkeys((*first, *(each.ref for each in ours))))


def owes_word(case: Case) -> bool:
    """Whether the case has ended at intake or by withdrawal and the applicant was not told."""
    ends = _LAST_WORD.get(case.state)
    return ends is not None and all(
        letter.milestone is not ends for letter in case.letters if letter.party == case.applicant
    )


def views_of(row: Row, me: Actor) -> frozenset[View]:
    """The views that show the row to `me`. `NEEDS_YOU` also shows cases of which commands in their
    outbox ask something."""
    if row.state not in OPEN and not row.owes_word:
        return frozenset({View.DONE})
    views = {View.ALL_OPEN}
    mine = row.owner == me.id
    if mine and row.state in _WAITING:
        views.add(View.WAITING)
    elif mine:
        views.add(View.MINE)
    elif not row.owner and row.state is not State.SECOND_REVIEW:
        views.add(View.UNASSIGNED)
    if _asks(row, me):
        views.add(View.NEEDS_YOU)
    return frozenset(views)


def _asks(row: Row, me: Actor) -> bool:
    """Whether the case waits for `me` to sign, answer or go on after a return."""
    if row.state is State.SECOND_REVIEW:
        apart = me.id not in row.reviewers_not and not me.has_conflict_with(row.concerned)
        return apart and me.may(*REVIEWERS)
    if row.state is State.REFERRED:
        return row.team in me.teams
    return row.returned_to == me.id


def sort_of(row: Row) -> int:
    """The place of a row in a view, smallest first: by deadline, and after those the rows that
    have none by filing; finished cases are among themselves, the newest first."""
    filed = _micros(row.filed_at)
    if View.DONE in views_of(row, _NOBODY):
        return -filed
    return _micros(row.due) if row.due is not None else _LAST + filed


# After every due time: paused cases come last.
_LAST = 1 << 61
# Whether a case is done does not depend on who looks.
_NOBODY = Actor(id="", name="", roles=frozenset())


def _micros(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def sought_in(row: Row) -> str:
    """The text of a row in which a filter looks, folded by `sought_text`."""
    named = (row.title_en, row.title_zh, row.party_name, row.reference)
    return sought_text("\n".join((*named, *row.cites)))


def sought_text(text: str) -> str:
    """`text` as it is compared when somebody looks for it: without case and width."""
    return unicodedata.normalize("NFKC", text).casefold()


CASE_LISTING: RecordList[Case, Row] = RecordList(
    row=Row,
    row_of=row_of,
    views=tuple(view.value for view in View),
    views_of=lambda row, me, _now: frozenset(view.value for view in views_of(row, me)),
    sort=sort_of,
    sought=sought_in,
    layout=2,
)


def scopes_of(case: Case) -> frozenset[str]:
    """The feeds that carry a case: those of its queue, its owner, and the team that was asked."""
    scopes = {f"queue:{case.queue}"}
    if case.owner is not None:
        scopes.add(f"user:{case.owner.id}")
    referral = case.open_referral
    if referral is not None:
        scopes.add(f"team:{referral.team.value}")
    return frozenset(scopes)


# The feed that everybody who works here reads.
EVERYONE = "everyone"
# In the order in which they are fed: first what rules need, then what is one's own, and the large
# feeds last.
SCOPE_KINDS = (EVERYONE, "user", "lead", "role", "crew", "team", "queue")


def scope_order(scope: str) -> tuple[int, str]:
    """The key that sorts scopes as they are fed; a scope of a sort that only a later version knows
    comes last."""
    kind = scope.partition(":")[0]
    rank = SCOPE_KINDS.index(kind) if kind in SCOPE_KINDS else len(SCOPE_KINDS)
    return rank, scope


def scopes_for(actor: Actor) -> frozenset[str]:
    """The feeds that `actor` may read."""
    return frozenset(
        {
            EVERYONE,
            f"user:{actor.id}",
            *(f"lead:{crew}" for crew in actor.leads),
            *(f"role:{role.value}" for role in actor.roles),
            *(f"crew:{crew}" for crew in (actor.crew,) if crew),
            *(f"queue:{queue}" for queue in actor.queues),
            *(f"team:{team.value}" for team in actor.teams),
        }
    )
