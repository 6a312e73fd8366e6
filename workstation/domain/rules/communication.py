"""Telling the parties, and the ends of a case: sent, closed, withdrawn, reopened."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.case import Case, Letter
from workstation.domain.commands import Close, Reopen, SendReply, Withdraw
from workstation.domain.events import Closed, LetterSent, Notified, Reopened, Withdrawn
from workstation.domain.pairs import LetterPair, letter_of
from workstation.domain.policy import ClauseRef, Library
from workstation.domain.problem import Refused
from workstation.domain.record import Event
from workstation.domain.rules.decision import changes_something
from workstation.domain.rules.guards import CaseScene, has_state, says_something
from workstation.domain.taxonomy import Milestone, ReopenGround, State
from workstation.domain.windows import day_of, second_appeal_until
from workstation.i18n import _, ngettext

# What only makes sense after a signed decision; the first of them is the one that tells it.
_AFTER_DECISION = (Milestone.DECIDED, Milestone.LIFTED)
# What may be told only of a case that ended so.
_ENDS = {Milestone.NOT_ACCEPTED: State.NOT_ACCEPTED, Milestone.WITHDRAWN: State.WITHDRAWN}
_TOLD_STATES = frozenset({State.DECIDED, State.ACTIONED, State.NOTIFIED})


def send_reply(scene: CaseScene, command: SendReply) -> tuple[Event, ...]:
    """A letter to one party. The one that tells the last party who is owed word notifies."""
    case = scene.record
    _is_whole(case, command)
    if command.milestone in _AFTER_DECISION:
        _decision_is_ready(case)
    if command.milestone in _ENDS:
        has_state(scene, _ENDS[command.milestone])
    by, at = scene.actor.person, scene.now
    letter = Letter(
        id=command.letter,
        party=command.party,
        milestone=command.milestone,
        text=command.text,
        sent_by=by,
        sent_at=at,
        round=len(case.earlier_decisions),
        overrides=command.overrides,
        first=command.first,
        quotes=quoted(command.beads, scene.library),
    )
    sent = LetterSent(at=at, by=by, letter=letter)
    told = owed_word(case) - {command.party}
    decides = command.milestone is Milestone.DECIDED and case.state is not State.NOTIFIED
    return (sent, Notified(at=at, by=by)) if decides and not told else (sent,)


def quoted(pairs: Iterable[LetterPair], library: Library) -> tuple[ClauseRef, ...]:
    """The clauses that stand in a letter as the library has them, each once.

    The English decides: the Chinese may have been put into another script.
    """
    found = (
        pair.clause
        for pair in pairs
        if pair.clause is not None
        and (clause := library.clause(pair.clause)) is not None
        and clause.text.en in pair.en
    )
    return tuple(dict.fromkeys(found))


def owed_word(case: Case) -> frozenset[str]:
    """The parties who have not been told the decision yet."""
    since = case.letters[case.letters_before :] if case.decision is not None else ()
    told = {letter.party for letter in since if letter.milestone is Milestone.DECIDED}
    return frozenset(party.id for party in case.parties if party.owed_word) - told


def next_milestone(case: Case) -> Milestone:
    """What the next letter in this state tells."""
    match case.state:
        case State.DECIDED | State.ACTIONED | State.NOTIFIED:
            return Milestone.DECIDED
        case State.NOT_ACCEPTED:
            return Milestone.NOT_ACCEPTED
        case State.WITHDRAWN:
            return Milestone.WITHDRAWN
        case State.REFERRED:
            return Milestone.REFERRED
        case _:
            return Milestone.REVIEW


def _is_whole(case: Case, command: SendReply) -> None:
    if case.party(command.party) is None:
        raise Refused(_("That party is not in this case."), _("Choose one of its parties."))
    if any(letter.id == command.letter for letter in case.letters):
        raise Refused(_("This letter was sent already."), _("Write a new one."))
    for text in (command.text.en, command.text.zh):
        if not text.strip():
            raise Refused(
                _("The letter is empty in one of its languages."),
                _("Write both sides: the party may rely on either (APL 3.4)."),
            )
        says_something(text)
    if command.beads and letter_of(command.beads) != command.text:
        raise Refused(
            _("The letter is not what its pairs say."),
            _("Open the draft again and send it from there."),
        )
    _is_reviewed(command)
    if not all(each.reason.strip() for each in command.overrides):
        raise Refused(
            _("A finding was let pass without a reason."),
            _("Write the reason, or correct the letter."),
        )


def _is_reviewed(command: SendReply) -> None:
    """A machine changes the script; that the letter still says the same is a person's word."""
    unread = sum(each.converted for each in command.beads)
    if unread:
        raise Refused(
            ngettext(
                "{n} pair was put into another script and not confirmed since.",
                "{n} pairs were put into another script and not confirmed since.",
                unread,
            ),
            _("Read each of them, and confirm it with Ctrl+Enter."),
        )


def _decision_is_ready(case: Case) -> None:
    if case.state not in _TOLD_STATES or case.decision is None:
        raise Refused(
            _("There is no signed decision to tell."),
            _("Decide first; where four eyes are needed, wait for the second signature."),
        )
    if case.state is State.DECIDED and changes_something(case.decision.finding):
        raise Refused(
            _("The decision has not been carried out yet."),
            _("Record the source system's reference first."),
        )


def close(scene: CaseScene, _command: Close) -> tuple[Event, ...]:
    """The window for a second appeal is over, or there is no further level."""
    until = second_appeal_until(scene.record, scene.library.windows, day_of(scene.now))
    if until is not None and scene.now < until:
        raise Refused(
            _("The party can appeal again until {until}.", until=until),
            _("The case can be closed after that."),
        )
    return (Closed(at=scene.now, by=scene.actor.person),)


def withdraw(scene: CaseScene, command: Withdraw) -> tuple[Event, ...]:
    """The party takes its request back; not while an S1 safety issue is open."""
    says_something(command.reason)
    if not command.word.strip():
        raise Refused(
            _("The party's own words are missing."),
            _("Write what the party wrote or said: a request ends early only at its word."),
        )
    says_something(command.word)
    if scene.record.state is State.IN_REVIEW and _safety_is_open(scene):
        raise Refused(
            _("A safety rule of the gravest kind (S1) is at stake."),
            _("Decide the case although the party no longer asks for it."),
        )
    return (
        Withdrawn(at=scene.now, by=scene.actor.person, reason=command.reason, word=command.word),
    )


def _safety_is_open(scene: CaseScene) -> bool:
    enforcement = scene.record.enforcement
    if enforcement is None:
        return False
    for ref in enforcement.clauses:
        clause = scene.library.clause(ref)
        if ref.code in _SAFETY and clause is not None and clause.severity == "S1":
            return True
    return False


# The policies whose S1 clauses protect life and limb, not rights or trade.
_SAFETY = frozenset({"PRH", "SAF", "CHD", "ELB", "FOD"})


def reopen(scene: CaseScene, command: Reopen) -> tuple[Event, ...]:
    """Own error, court, dispute body; a second appeal only while its window is open."""
    says_something(command.reason)
    if command.ground is ReopenGround.SECOND_APPEAL:
        until = second_appeal_until(scene.record, scene.library.windows, day_of(scene.now))
        if scene.record.state is State.CLOSED or until is None or scene.now >= until:
            raise Refused(
                _("The window for a second appeal is over."),
                _("Reopen on one of the other grounds if it applies."),
            )
    return (
        Reopened(
            at=scene.now,
            by=scene.actor.person,
            ground=command.ground,
            reason=command.reason,
        ),
    )
