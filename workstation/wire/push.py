"""Commands as they go up to the server, and the disposition with which each comes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from workstation.domain.record import Command, Kind, Registry
from workstation.i18n import _
from workstation.wire.codec import Malformed, convert, decode, encode
from workstation.wire.messages import WireMessage

# The most commands of one push, and about the most bytes of them.
MOST_COMMANDS = 100
MOST_BYTES = 256 * 1024


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command, and what its author had seen.

    id: its idempotency key, a UUID.
    record_id, record_kind: the record, and the name of its kind.
    kind: the name of the command's act.
    body: the command in the form of version `v`.
    base_version: the version at which the author had seen the record.
    device: the id of the device.
    n: the number of the command on its device.
    at: the time by the author's clock, which is stored and never compared.
    prev: the id of the device's earlier command on the same record that has to be disposed of
        first; None for none.
    rests_on: the ids of commands that must have taken effect.
    seen: the versions at which the author had seen other records that it relies on, by id.
    """

    id: str
    record_id: str
    kind: str
    body: msgspec.Raw
    base_version: int
    device: str
    n: int
    at: datetime
    record_kind: str = "case"
    v: int = 1
    prev: str | None = None
    rests_on: tuple[str, ...] = ()
    seen: dict[str, int] = {}


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """Some commands of a device, in the order in which they were given.

    commands: at most `MOST_COMMANDS`, or `MOST_BYTES` of them.
    epoch: the life of the server from which the device's receipts come.
    latest: the id of the newest command that was applied in that life; a server that does not know
        it has gone back.
    cursors: per scope, the sequence up to which the device holds it in that life; a server whose
        feeds do not reach it has gone back.
    """

    device: str
    commands: tuple[Envelope, ...]
    epoch: str = ""
    latest: str = ""
    cursors: dict[str, int] = {}


class Applied(msgspec.Struct, frozen=True, kw_only=True, tag="applied", tag_field="status"):
    """The command took effect.

    version: that of the record after it.
    effects: the sequences at which the scopes that its author reads carry it.
    """

    id: str
    version: int
    effects: dict[str, int]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refused", tag_field="status"):
    """A rule refused the command; its author is asked what to do."""

    id: str
    reason: WireMessage
    remedy: WireMessage


class Parked(msgspec.Struct, frozen=True, kw_only=True, tag="conflict", tag_field="status"):
    """The command came too late: others changed what it relied on.

    aspects: the names of what they changed.
    version: that of the record.
    effects: the sequences at which the scopes that its author reads carry what it still left.
    """

    id: str
    aspects: tuple[str, ...]
    reason: WireMessage
    remedy: WireMessage
    version: int
    effects: dict[str, int]


class Wait(msgspec.Struct, frozen=True, kw_only=True, tag="wait", tag_field="status"):
    """The predecessor of the command has no disposition yet. Nothing was recorded of it: it is to
    be sent again later."""

    id: str


class Quarantined(msgspec.Struct, frozen=True, kw_only=True, tag="quarantined", tag_field="status"):
    """The command cannot be taken in as it is: its kind is unknown, its id was used, or its author
    has no access.

    out_of_sight: whether its record is out of the author's sight, so that the same is true of
        whatever else they did to it.
    """

    id: str
    reason: WireMessage
    remedy: WireMessage
    out_of_sight: bool = False


Disposition = Applied | Refusal | Parked | Wait | Quarantined


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A disposition, and whether the server had the command already (`already`)."""

    disposition: Disposition
    already: bool = False


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """The answers, in the order of the commands, and the life of the server that gives them."""

    answers: tuple[Answer, ...]
    epoch: str = ""


def pack(kinds: Registry, command: Command) -> tuple[str, int, msgspec.Raw]:
    """The name of the act of `command`, the version of its form, and its body.

    Raises `KeyError` for a command of no kind here.
    """
    act = kinds.act_of(command)
    return act.name, act.v, msgspec.Raw(encode(command))


def unpack(kind: Kind[Any], name: str, body: bytes | msgspec.Raw, v: int) -> Command:
    """The command of the act `name` in `body`, which is in the form of version `v`.

    Raises `Malformed` for an act or a form that this program does not know, and for a body that is
    not of that form.
    """
    act = kind.by_name.get(name)
    if act is None or not 1 <= v <= act.v:
        raise unknown(f"{kind.name} {name} v{v}")
    form: type[Command] = act.command
    if v == act.v:
        return decode(body, form)
    return convert(act.older(decode(body, dict[str, Any])), form)


def unknown(what: str) -> Malformed:
    """The refusal of a kind or a command that only a later version of the program knows; `what`
    names it for the log."""
    return Malformed(_("This command is of a kind that this version does not know."), what)
