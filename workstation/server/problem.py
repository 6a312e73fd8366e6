"""The requests that the server denies, each with its reason and remedy. They are answered with a
`Trouble`."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.actor import SYSTEM
from workstation.domain.people.records import Ended
from workstation.domain.windows import day_of
from workstation.i18n import Message, _
from workstation.wire.session import NEW_PASSWORD, SESSION_ENDED, SESSION_RAN_OUT


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Denied(Exception):
    """A request cannot be answered.

    status: of HTTP
    reason, remedy: why, and what to do about it
    retry_after: in how many seconds it may be sent again, 0 where waiting would not help
    detail: more for whoever develops a client, "" for none
    needs, deposits_with: as in `Trouble`, or ""
    """

    status: int
    reason: Message
    remedy: Message
    retry_after: int = 0
    detail: str = ""
    needs: str = ""
    deposits_with: str = ""


def not_signed_in() -> Denied:
    """The request has no token, a wrong one, or one that has run out."""
    return Denied(401, _("You are not signed in."), _("Sign in again."))


def session_over(*, ran_out: bool) -> Denied:
    """The request has the token of a session that the server knew: it has run out, or was ended
    before its time."""
    return Denied(
        401,
        SESSION_RAN_OUT if ran_out else SESSION_ENDED,
        _("Sign in again; your work is kept."),
    )


def wrong_password() -> Denied:
    """Nobody signs in so. It is the same for an unknown name as for a wrong password, so that
    neither is given away."""
    return Denied(
        401,
        _("The name or the password is wrong."),
        _("Check both, or ask an administrator to set a new password."),
    )


def revoked(ended: Ended | None = None) -> Denied:
    """The access of the person has ended; who ended it and when is said where it was a person."""
    said = _("Your access was taken away.")
    if ended is not None and ended.by.id != SYSTEM.id:
        said = _("{name} ended your access on {day}.", name=ended.by.name, day=day_of(ended.at))
    return Denied(403, said, _("Ask an administrator. What you wrote stays on this machine."))


def one_time() -> Denied:
    """The password was given out for one time, and its owner has to set one of their own first."""
    return Denied(
        403,
        _("This password was given out for one time only."),
        _("Set a password of your own to go on."),
        needs=NEW_PASSWORD,
    )


def weak_password(why: Message) -> Denied:
    """Somebody may not have the password that they have chosen."""
    return Denied(
        400, why, _("Choose another one: four words that do not belong together are good.")
    )


def role_missing() -> Denied:
    """The person may sign in, but has not the role to do this."""
    return Denied(
        403,
        _("Your role does not allow this."),
        _("Ask a supervisor to do it or to change your role."),
    )


def too_many_tries(seconds: int) -> Denied:
    """Sign-in was tried with wrong passwords too often."""
    return Denied(
        429,
        _("There were too many attempts to sign in."),
        _("Wait a few minutes, then try again."),
        retry_after=seconds,
    )


def gone() -> Denied:
    """The address is no longer answered: what it was for is done at another one."""
    return Denied(
        410,
        _("This program is older than the server."),
        _("Install the newer version; your work is kept until then."),
    )


def no_such_job() -> Denied:
    """There is no such job, or the person may not see it. Which of the two is not said."""
    return Denied(404, _("There is no such job."), _("Look at the jobs that are listed."))


def access_stands() -> Denied:
    """Somebody wants to deposit work whose access has not ended."""
    return Denied(
        409,
        _("This account is open."),
        _("Send the work as usual."),
    )


def too_late_to_deposit() -> Denied:
    """The days have passed in which somebody could deposit work."""
    return Denied(
        409,
        _("The time in which unsent work could be handed in is over."),
        _("It stays on this machine. Show it to a supervisor there."),
    )


def deposit_is_full(reason: Message, remedy: Message) -> Denied:
    """A device has deposited as much as is kept of one."""
    return Denied(409, reason, remedy)


def no_such_person() -> Denied:
    """Nobody here has the name that was asked for."""
    return Denied(404, _("There is nobody of that name."), _("Look at the people that are listed."))


def account_ended() -> Denied:
    """Somebody is to get a password whose access has ended."""
    return Denied(409, _("Their access has ended."), _("Open it again first."))


def own_password() -> Denied:
    """An administrator wants to give themselves a password for one time."""
    return Denied(
        409,
        _("Nobody gives themselves a password for one time."),
        _("Ask another administrator."),
    )


def busy(seconds: int) -> Denied:
    """The server is asked for more than it can do at this moment. `seconds` says when to try
    again."""
    return Denied(
        429,
        _("The server is busy."),
        _("Go on working; it is tried again in a moment."),
        retry_after=seconds,
    )


def too_large() -> Denied:
    """The body of the request is larger than this address takes."""
    return Denied(
        413,
        _("This is more data than the server takes at once."),
        _("Send it in smaller parts."),
    )


def malformed(what: Message, detail: str = "") -> Denied:
    """The body of a request has not the agreed form."""
    return Denied(400, what, _("Correct the data and send it again."), detail=detail)
