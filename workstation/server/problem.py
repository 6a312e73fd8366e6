"""What the server says no to, as a type that becomes the `Trouble` of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.i18n import Message, _
from workstation.wire.session import NEW_PASSWORD


# Not frozen: Python itself writes a traceback into an exception that leaves a `with`.
@dataclass(unsafe_hash=True)
class Denied(Exception):
    """A request that cannot be answered: HTTP status, why, and what to do about it.

    `retry_after` is in seconds, 0 where waiting would not help; `needs` and `deposits_with` as in
    `Trouble`, or "".
    """

    status: int
    reason: Message
    remedy: Message
    retry_after: int = 0
    detail: str = ""
    needs: str = ""
    deposits_with: str = ""


def not_signed_in() -> Denied:
    """No token, a wrong one, or one that has run out."""
    return Denied(401, _("You are not signed in."), _("Sign in again."))


def wrong_password() -> Denied:
    """The same for an unknown name as for a wrong password: neither is given away."""
    return Denied(
        401,
        _("The name or the password is wrong."),
        _("Check both, or ask an administrator to set a new password."),
    )


def revoked() -> Denied:
    """The account was closed."""
    return Denied(
        403,
        _("Your access was taken away."),
        _("Ask an administrator. What you wrote stays on this machine."),
    )


def one_time() -> Denied:
    """The password was given out, and its owner has to set one of their own first."""
    return Denied(
        403,
        _("This password was given out for one time only."),
        _("Set a password of your own to go on."),
        needs=NEW_PASSWORD,
    )


def weak_password(why: Message) -> Denied:
    """The password that somebody wants is none that they may have."""
    return Denied(
        400, why, _("Choose another one: four words that do not belong together are good.")
    )


def role_missing() -> Denied:
    """The person may sign in, but not do this."""
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
    """What this address was for is done at another one."""
    return Denied(
        410,
        _("This program is older than the server."),
        _("Install the newer version; your work is kept until then."),
    )


def no_such_job() -> Denied:
    """There is no such job, or it is none of the person's: they are not told which."""
    return Denied(404, _("There is no such job."), _("Look at the jobs that are listed."))


def access_stands() -> Denied:
    """Work is deposited only by whose access has ended."""
    return Denied(
        409,
        _("This account is open."),
        _("Send the work as usual."),
    )


def too_late_to_deposit() -> Denied:
    """The door was open for some days."""
    return Denied(
        409,
        _("The time in which unsent work could be handed in is over."),
        _("It stays on this machine. Show it to a supervisor there."),
    )


def deposit_is_full(reason: Message, remedy: Message) -> Denied:
    """There is a limit to what one device hands in."""
    return Denied(409, reason, remedy)


def no_such_person() -> Denied:
    """There is nobody of that name."""
    return Denied(404, _("There is nobody of that name."), _("Look at the people that are listed."))


def account_ended() -> Denied:
    """Who has no access is given no password."""
    return Denied(409, _("Their access has ended."), _("Open it again first."))


def own_password() -> Denied:
    """An administrator's own password is theirs to set."""
    return Denied(
        409,
        _("Nobody gives themselves a password for one time."),
        _("Ask another administrator."),
    )


def busy(seconds: int) -> Denied:
    """More is asked of the server than it can do at this moment."""
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
    """The body has not the agreed form."""
    return Denied(400, what, _("Correct the data and send it again."), detail=detail)
