"""Unsent changes in words: what they are about, what they are, and why they wait."""

from __future__ import annotations

from ui.casework import about_record, words_of_command
from workstation.app.values import UnsentChange, WaitReason
from workstation.i18n import Message, _, pgettext

REASONS: dict[WaitReason, Message] = {
    WaitReason.UNDO: _("It can still be taken back; after that it is sent."),
    WaitReason.ANSWER: _("It waits for your answer."),
    WaitReason.BEHIND_ANSWER: _("It goes out after a change that waits for your answer."),
    WaitReason.BEHIND: _("It goes out after an earlier change of yours."),
    WaitReason.NETWORK: _("It waits for the network: the server cannot be reached."),
    WaitReason.SIGNED_OUT: _("It waits until you sign in again: the server ended your session."),
    WaitReason.ACCESS_ENDED: _("It is not sent any more: your access has ended."),
    WaitReason.DISK: _("It waits for room on the disk of this machine."),
    WaitReason.SERVER: _("It waits for the server."),
    WaitReason.SENDING: _("It is being sent."),
}
# Of these the sentence says everything that is known.
_SAYS_ALL = frozenset({WaitReason.NETWORK, WaitReason.SIGNED_OUT})
ASKS = frozenset({WaitReason.ANSWER, WaitReason.BEHIND_ANSWER})


def about_change(change: UnsentChange) -> Message:
    """What a change is about."""
    return about_record(change.record_kind, change.record_id, change.reference, change.title)


def what_change(change: UnsentChange) -> Message:
    """What a change is."""
    if change.command is None:
        return pgettext("command", "a change that this version of the program does not know")
    return words_of_command(change.command)


def why_it_waits(change: UnsentChange) -> Message:
    """Why it has not gone out, with what was said of it."""
    if change.until is not None:
        return _("It can be taken back until {time}; then it is sent.", time=change.until)
    reason = REASONS[change.reason]
    if change.problem is None or change.reason in _SAYS_ALL:
        return reason
    return _("{reason} {problem}", reason=reason, problem=change.problem)


def opens_words(change: UnsentChange) -> Message:
    """How one goes on from there."""
    if change.reason in ASKS:
        return pgettext("act", "Go to the question")
    return pgettext("act", "Open")


def spoken_change(change: UnsentChange) -> Message:
    """A row of the list as a screen reader says it."""
    return _(
        "{about}, {what}, {at}. {reason}",
        about=about_change(change),
        what=what_change(change),
        at=change.given_at,
        reason=why_it_waits(change),
    )
