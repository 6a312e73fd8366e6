"""What the rules say about a letter: what it can tell, and whether it may be sent as it is."""

from __future__ import annotations

from collections.abc import Callable

from ui.panes.reply.state import ReplyState
from workstation.bilingual.draft_form import pairs_of
from workstation.domain.actor import Actor
from workstation.domain.case import Case, Letter, Party
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Decide, SendReply
from workstation.domain.decide import not_allowed, refusal
from workstation.domain.pairs import LetterPair, letter_of
from workstation.domain.problem import Refused
from workstation.domain.rules.communication import next_milestone
from workstation.domain.rules.guards import LONGEST_TEXT, CaseScene
from workstation.domain.send_gate import FindingOverrides, GateFinding, hold_back
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
_SAMPLE = "…"


class SendGate:
    """Whether the letter may be sent: by the rule of the case, then by what the checks found.

    Both answers are kept for as long as what they rest on is the same, so that a key asks the rule
    of the case nothing, unless it makes a side empty or begins one. The answer rests on the clock
    too, which `ask_anew` reads: it is called whenever anything but the text changes, when a whole
    letter was read, and before one is sent.
    """

    def __init__(self, scene: Callable[[Case], CaseScene | None]) -> None:
        self._scene = scene
        self._asked: tuple[Case, SendReply] | None = None
        self._answer: Refused | None = None
        self._said: tuple[object, ...] = ()
        self._held: Refused | None = None

    def ask_anew(self, state: ReplyState) -> Refused | None:
        """Why the letter may not be sent, by all rules; None if it may."""
        self._asked = None
        return self.ask(state)

    def ask(self, state: ReplyState) -> Refused | None:
        """The same after a change of the text."""
        return (
            self._by_rule(state)
            or state.findings.unreadable
            or self._by_findings(state.findings.blocking)
        )

    def _by_rule(self, state: ReplyState) -> Refused | None:
        case = state.case
        if case is None or state.party is None:
            return None
        asked = (case, outline_of(state))
        if self._asked is None or self._asked[0] is not case or self._asked[1] != asked[1]:
            scene = self._scene(case)
            self._answer = refusal(CASE, scene, asked[1]) if scene is not None else None
            self._asked = asked
        return self._answer

    def _by_findings(self, blocking: tuple[GateFinding, ...]) -> Refused | None:
        """The gate's own sentence while something must be fixed; what must be seen first is asked
        when the letter is sent."""
        # Its key changes with every letter of the pair; the sentence does not.
        said = tuple((each.check, each.why, each.firm) for each in blocking)
        if said != self._said:
            self._said, self._held = said, None
            try:
                hold_back(blocking, FindingOverrides())
            except Refused as refused:
                self._held = refused
        return self._held


def outline_of(state: ReplyState) -> SendReply:
    """As much of the letter as the rule of the case reads: of a text whether it says anything and
    whether it is too long, of the pairs those that wait for a person to read them."""
    en, zh = (
        text if len(text) > LONGEST_TEXT else _SAMPLE if text.strip() else ""
        for text in (state.text.en, state.text.zh)
    )
    unread = tuple(
        LetterPair(bead.id, en, zh, converted=True) for bead in state.draft.beads if bead.converted
    )
    return _command(state, "", letter_of(unread) if unread else Bilingual(en, zh), unread)


def command_of(state: ReplyState, letter: str) -> SendReply:
    """The letter as it would be sent now; `letter` is its id."""
    return _command(state, letter, state.text, pairs_of(state.draft))


def _command(
    state: ReplyState, letter: str, text: Bilingual, pairs: tuple[LetterPair, ...]
) -> SendReply:
    return SendReply(
        letter=letter,
        party=state.party.id if state.party is not None else "",
        milestone=state.milestone,
        text=text,
        beads=pairs,
        overrides=state.findings.passed,
        seen=tuple(sorted(state.findings.settled.seen)),
        first=state.first or (state.party.language if state.party is not None else None),
    )


def about(scene: CaseScene | None, case: Case, party: Party, known: frozenset[str]) -> ReplyState:
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
        undecidable=not_allowed(CASE, scene, Decide) if scene is not None else None,
    )


def offered(case: Case, scene: CaseScene | None) -> tuple[Milestone, ...]:
    """What a letter can tell now: what the case calls for first, then what else would pass."""
    first = next_milestone(case)
    if scene is None:
        return (first,)
    text = Bilingual(_SAMPLE, _SAMPLE)
    probes = (
        SendReply(letter="", party=case.applicant, milestone=each, text=text)
        for each in _WRITTEN
        if each is not first
    )
    return (first, *(each.milestone for each in probes if refusal(CASE, scene, each) is None))


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
