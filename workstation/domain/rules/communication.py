"""The rules of letters to the parties, and of the ends of a case: close, withdraw, reopen."""

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

# What can only be told after a signed decision.
_AFTER_DECISION = (Milestone.DECIDED, Milestone.LIFTED)
# What may be told only of a case that ended in this state.
_ENDS = {Milestone.NOT_ACCEPTED: State.NOT_ACCEPTED, Milestone.WITHDRAWN: State.WITHDRAWN}
# The states in which there is a signed decision to tell.
_TOLD_STATES = frozenset({State.DECIDED, State.ACTIONED, State.NOTIFIED})
# The policies whose S1 clauses protect life and limb, not rights or trade.
_SAFETY = frozenset({"PRH", "SAF", "CHD", "ELB", "FOD"})


def send_reply(scene: CaseScene, command: SendReply) -> tuple[Event, ...]:
    """Send a letter to one party. With the one that tells the decision to the last party who is
    owed word, the case is notified.

    Raises `Refused` for a letter that is not whole, or tells what is not so yet.
    """
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
    """The clauses that stand in the letter of these pairs as the library has them, each once.

    The English text decides: the Chinese may have been put into another script.
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
    """The ids of the parties who have to be told the present decision and were not yet."""
    since = case.letters[case.letters_before :] if case.decision is not None else ()
    told = {letter.party for letter in since if letter.milestone is Milestone.DECIDED}
    return frozenset(party.id for party in case.parties if party.owed_word) - told


def next_milestone(case: Case) -> Milestone:
    """What the next letter about a case in this state usually tells."""
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
    """Raise `Refused` for a letter of which something is missing, or that is sent again."""
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
    # A machine can change the script; only a person can say that the letter still says the same.
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
    if not all(each.reason.strip() for each in command.overrides):
        raise Refused(
            _("A finding was let pass without a reason."),
            _("Write the reason, or correct the letter."),
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
    """Close a case, of which nothing more can come within the procedure.

    Raises `Refused` while the party can still appeal again (APL 2.2).
    """
    until = second_appeal_until(scene.record, scene.library.windows, day_of(scene.now))
    if until is not None and scene.now < until:
        raise Refused(
            _("The party can appeal again until {until}.", until=until),
            _("The case can be closed after that."),
        )
    return (Closed(at=scene.now, by=scene.actor.person),)


def withdraw(scene: CaseScene, command: Withdraw) -> tuple[Event, ...]:
    """End a case whose party takes its request back.

    Raises `Refused` without the party's own words, and for a case under review in which a safety
    rule of the gravest kind (S1) is at stake: that one is decided whatever the party wants.
    """
    case = scene.record
    says_something(command.reason)
    if not command.word.strip():
        raise Refused(
            _("The party's own words are missing."),
            _("Write what the party wrote or said: a request ends early only at its word."),
        )
    says_something(command.word)
    grounds = case.enforcement.clauses if case.enforcement is not None else ()
    safety = [ref for ref in grounds if ref.code in _SAFETY]
    if case.state is State.IN_REVIEW and scene.library.has_gravest(safety):
        raise Refused(
            _("A safety rule of the gravest kind (S1) is at stake."),
            _("Decide the case although the party no longer asks for it."),
        )
    return (
        Withdrawn(at=scene.now, by=scene.actor.person, reason=command.reason, word=command.word),
    )


def reopen(scene: CaseScene, command: Reopen) -> tuple[Event, ...]:
    """Open a finished case again, for a new owner.

    Raises `Refused` for a second appeal once its window is over (APL 2.2); the other grounds know
    no window.
    """
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
