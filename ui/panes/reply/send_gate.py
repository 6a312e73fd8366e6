"""Whether a letter may be sent as it is, and what its author has to look at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ui.panes.reply.finding_overrides import held, in_force, still_open, verdict
from ui.panes.reply.letters import sendable
from ui.panes.reply.state import ReplyState
from workstation.bilingual.draft_form import pairs_of
from workstation.domain.commands import SendReply
from workstation.domain.pairs import LetterPair
from workstation.domain.problem import Refused
from workstation.domain.rules.guards import CaseScene
from workstation.domain.send_gate import Gravity

if TYPE_CHECKING:
    from ui.panes.reply.live_checks import Findings

_WEIGHED = frozenset({Gravity.S1, Gravity.S2})


def judged(
    state: ReplyState,
    scene: CaseScene,
    by_bead: Findings,
    terms: Mapping[str, str],
    unreadable: Refused | None,
) -> ReplyState:
    """With what the checks found, and what stands against sending it as it is."""
    found = tuple(finding for each in by_bead.values() for finding in each)
    settled = in_force(found, state.settled, terms)
    # The gate weighs no others, and this is done at every key.
    grave = [each for each in found if each.severity in _WEIGHED]
    unseen = {each.key for each in verdict(grave, settled).unseen}
    refused = sendable(scene, _probe(state)) or unreadable or held(grave, settled)
    return replace(
        state,
        findings={bead: still_open(each, settled) for bead, each in by_bead.items()},
        unseen=tuple(each for each in grave if each.key in unseen),
        passed=settled.overrides,
        refused=refused,
    )


def _probe(state: ReplyState) -> SendReply:
    """What the rules are asked about at every key: the text was made of the pairs a moment ago, so
    they go along only where one of them waits for a person to read it."""
    unread = any(bead.converted for bead in state.draft.beads)
    return _command(state, "", pairs_of(state.draft) if unread else ())


def command_of(state: ReplyState, letter: str) -> SendReply:
    """The letter as it would be sent now."""
    return _command(state, letter, pairs_of(state.draft))


def _command(state: ReplyState, letter: str, pairs: tuple[LetterPair, ...]) -> SendReply:
    return SendReply(
        letter=letter,
        party=state.party.id if state.party is not None else "",
        milestone=state.milestone,
        text=state.text,
        beads=pairs,
        overrides=state.passed,
        seen=tuple(sorted(state.settled.seen)),
        first=state.first or (state.party.language if state.party is not None else None),
    )
