"""Which letters can be written in a case now, and what is known about writing one of them."""

from __future__ import annotations

from ui.panes.reply.state import ReplyState
from workstation.domain.actor import Actor
from workstation.domain.case import Case, Letter, Party
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Decide, SendReply
from workstation.domain.decide import not_allowed, refusal
from workstation.domain.problem import Refused
from workstation.domain.rules.communication import next_milestone
from workstation.domain.rules.guards import CaseScene
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual

# What people write themselves; the receipt and the request for information write themselves.
_WRITTEN = (
    Milestone.DECIDED,
    Milestone.LIFTED,
    Milestone.REVIEW,
    Milestone.REFERRED,
    Milestone.DELAY,
    Milestone.NEXT,
)
_PROBE = Bilingual("…", "…")


def about(
    scene: CaseScene | None,
    case: Case,
    party: Party,
    known: frozenset[str],
) -> ReplyState:
    """What there is to show about a letter to this party, without its text.

    `known` are letters that were there when the pane was opened. There is no `scene` while
    nobody is signed in.
    """
    choices = offered(case, scene)
    return ReplyState(
        case=case,
        party=party,
        milestone=choices[0],
        milestones=choices,
        letters=tuple(each for each in case.letters if each.party == party.id),
        missed=missed(case, party, scene.actor if scene is not None else None, known),
        undecidable=undecidable(scene) if scene is not None else None,
    )


def offered(case: Case, scene: CaseScene | None) -> tuple[Milestone, ...]:
    """What a letter can tell now: what the case calls for first, then what else would pass."""
    first = next_milestone(case)
    if scene is None:
        return (first,)
    others = (each for each in _WRITTEN if each is not first)
    return (first, *(each for each in others if sendable(scene, _probe(case, each)) is None))


def sendable(scene: CaseScene, command: SendReply) -> Refused | None:
    """Why this letter would be refused; None if it would go out."""
    return refusal(CASE, scene, command)


def missed(case: Case, party: Party, me: Actor | None, known: frozenset[str]) -> Letter | None:
    """The newest letter to this party that a colleague sent since the pane was opened."""
    new = [
        letter
        for letter in case.letters
        if letter.party == party.id
        and letter.id not in known
        and not letter.automatic
        and (me is None or letter.sent_by.id != me.id)
    ]
    return new[-1] if new else None


def undecidable(scene: CaseScene) -> Refused | None:
    """Why this person cannot decide the case now; None if they can."""
    return not_allowed(CASE, scene, Decide)


def _probe(case: Case, milestone: Milestone) -> SendReply:
    return SendReply(letter="", party=case.applicant, milestone=milestone, text=_PROBE)
