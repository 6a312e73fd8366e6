"""The six views of the queue, the scopes that a case is fed to, its row and its list."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
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


class View(StrEnum):
    """What the queue can show."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    ALL_OPEN = "all_open"
    DONE = "done"


_LAST_WORD = {
    State.NOT_ACCEPTED: Milestone.NOT_ACCEPTED,
    State.WITHDRAWN: Milestone.WITHDRAWN,
}
_WAITING = frozenset({State.INFO_REQUESTED, State.REFERRED, State.SECOND_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a list shows of a case, and whom it asks for something.

    While a decision waits to be signed, `reviewers_not` are the ids of those who took part in it,
    and nobody with a conflict about one of the `concerned` signs it. `returned_to` is the id of
    the owner who has it back and did nothing yet. `cites` are the clauses that the enforcement and
    the decision rest on, as they are cited.
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
    """The row of a case."""
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
    """The clauses that the first decision and ours, as far as there is one, rest on."""
    first = case.enforcement.clauses if case.enforcement is not None else ()
    ours = case.decision.finding.citations if case.decision is not None else ()
    return tuple(dict.fromkeys((*first, *(each.ref for each in ours))))


def owes_word(case: Case) -> bool:
    """Whether the case has ended at the door, or by withdrawal, and the party was not told."""
    ends = _LAST_WORD.get(case.state)
    return ends is not None and all(
        letter.milestone is not ends for letter in case.letters if letter.party == case.applicant
    )


def views_of(row: Row, me: Actor) -> frozenset[View]:
    """The views that show this row to `me`. Needs you also holds what their outbox asks of them."""
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
    if row.state is State.SECOND_REVIEW:
        apart = me.id not in row.reviewers_not and not me.has_conflict_with(row.concerned)
        return apart and me.may(*REVIEWERS)
    if row.state is State.REFERRED:
        return row.team in me.teams
    return row.returned_to == me.id


def sort_of(row: Row) -> int:
    """The place in a list: by due, then what has none by filing; finished ones newest first."""
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
    """The text in which the filter looks, folded."""
    named = (row.title_en, row.title_zh, row.party_name, row.reference)
    return sought_text("\n".join((*named, *row.cites)))


def sought_text(text: str) -> str:
    """Case and width do not matter when looking for something."""
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
    """The feeds that carry this case: its queue, its owner, the team that was asked."""
    scopes = {f"queue:{case.queue}"}
    if case.owner is not None:
        scopes.add(f"user:{case.owner.id}")
    referral = case.open_referral
    if referral is not None:
        scopes.add(f"team:{referral.team.value}")
    return frozenset(scopes)


# What everybody who works here holds.
EVERYONE = "everyone"
# What the rules need comes first, then what is one's own, and the large feeds last.
SCOPE_KINDS = (EVERYONE, "user", "lead", "role", "crew", "team", "queue")


def scope_order(scope: str) -> tuple[int, str]:
    """Sorts scopes as they are fed; one of a kind that only a later version knows comes last."""
    kind = scope.partition(":")[0]
    rank = SCOPE_KINDS.index(kind) if kind in SCOPE_KINDS else len(SCOPE_KINDS)
    return rank, scope


def scopes_for(actor: Actor) -> frozenset[str]:
    """The feeds that a person may read."""
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
