"""What can go wrong between workstation and server, each with a sentence for a person."""

from __future__ import annotations

from enum import StrEnum

from workstation.i18n import Message, _


class Fault(StrEnum):
    """Kinds of trouble, told apart because the workstation reacts differently."""

    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    SIGNED_OUT = "signed_out"
    FORBIDDEN = "forbidden"
    # The password was right, and given out for one time: its owner has to set their own.
    NEW_PASSWORD = "new_password"
    CLASH = "clash"
    TOO_LARGE = "too_large"
    # Not our server says so, but something on the way to it.
    HELD_UP = "held_up"
    BUSY = "busy"
    SERVER_FAILED = "server_failed"
    MALFORMED = "malformed"
    OUTDATED = "outdated"
    SERVER_OUTDATED = "server_outdated"
    # The server knows the address, and nothing that stands there for this person.
    NOT_THERE = "not_there"
    # The server read the request and cannot work with what it says.
    UNFIT = "unfit"
    REJECTED = "rejected"


_SAID: dict[Fault, tuple[Message, Message]] = {
    Fault.UNREACHABLE: (
        _("The server cannot be reached."),
        _("Go on working; everything is sent when the connection is back."),
    ),
    Fault.UNTRUSTED: (
        _("The server could not prove who it is."),
        _("Check the address; if it is right, tell your administrator. Nothing was sent."),
    ),
    Fault.SIGNED_OUT: (
        _("The server has ended your session."),
        _("Sign in again; your work is kept."),
    ),
    Fault.FORBIDDEN: (
        _("The server does not let you in any more."),
        _("Ask an administrator; your work is kept."),
    ),
    Fault.NEW_PASSWORD: (
        _("This password was given out for one time only."),
        _("Set a password of your own to go on."),
    ),
    Fault.CLASH: (
        _("The server knows this workstation differently."),
        _("Sign out and in again; your work is kept."),
    ),
    Fault.TOO_LARGE: (
        _("This is more than the server takes in at once."),
        _("Shorten the text and send it again."),
    ),
    Fault.HELD_UP: (
        _("Something between here and the server does not let a text of this size through."),
        _("Tell your administrator; the text is kept, and is tried again."),
    ),
    Fault.BUSY: (
        _("The server is busy."),
        _("Go on working; it is tried again in a moment."),
    ),
    Fault.SERVER_FAILED: (
        _("The server had a fault."),
        _("Go on working; it is tried again. Tell your administrator if it lasts."),
    ),
    Fault.MALFORMED: (
        _("The server's answer could not be read."),
        _("Go on working; it is tried again. Tell your administrator if it lasts."),
    ),
    Fault.OUTDATED: (
        _("The server needs a newer version of this program."),
        _("Install it; your work is kept until then."),
    ),
    Fault.SERVER_OUTDATED: (
        _("The server is older than this program."),
        _("Go on working; everything is sent when it is brought up to date."),
    ),
    Fault.NOT_THERE: (
        _("The server did not accept the request."),
        _("Tell your administrator; your work is kept."),
    ),
    Fault.UNFIT: (
        _("The server did not accept the request."),
        _("Tell your administrator; your work is kept."),
    ),
    Fault.REJECTED: (
        _("The server did not accept the request."),
        _("Tell your administrator; your work is kept."),
    ),
}


class SyncProblem(Exception):
    """An exchange with the server failed.

    `fault`: the kind of trouble, by which the workstation reacts.
    `detail`: more about it, for the log.
    `retry_after`: after how many seconds the server wishes to be asked again.
    `said`: reason and remedy in the server's own words, in place of ours.
    `deposits_with`: a token to hand in unsent work with, "" for none.
    """

    def __init__(
        self,
        fault: Fault,
        detail: str = "",
        *,
        retry_after: float | None = None,
        said: tuple[Message, Message] | None = None,
        deposits_with: str = "",
    ) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault
        self.detail = detail
        self.retry_after = retry_after
        self.deposits_with = deposits_with
        self.reason, self.remedy = said or _SAID[fault]

    @property
    def away(self) -> bool:
        """Whether the server is not there at all, as opposed to there and unwilling."""
        return self.fault is Fault.UNREACHABLE
