"""Commands going up, and the disposition that each of them comes back with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from workstation.domain.record import Command, Kind, Registry
from workstation.i18n import _
from workstation.wire.codec import Malformed, convert, decode, encode
from workstation.wire.messages import WireMessage

MOST_COMMANDS = 100
MOST_BYTES = 256 * 1024


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command with its idempotency key `id` (a UUID) and what its author had seen.

    `kind` is the name of its act among those of the kind of record `record_kind`. Its author had
    seen the record at `base_version`, and others that it relies on as in `seen`. `n` counts the
    device's commands; `prev` is the id of the device's earlier command on the same record that
    must be disposed of first, and those that it `rests_on` must have taken effect. `at` is the
    author's clock: stored, never compared.
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
    """At most 100 commands or 256 KB, in the order in which they were given.

    `epoch` is the life of the server that the device's receipts come from, and `latest` the
    newest command that it applied in that life: a server that does not know it has gone back.
    So has one whose feeds do not reach the `cursors` that the device holds of that life.
    """

    device: str
    commands: tuple[Envelope, ...]
    epoch: str = ""
    latest: str = ""
    cursors: dict[str, int] = {}


class Applied(msgspec.Struct, frozen=True, kw_only=True, tag="applied", tag_field="status"):
    """It took effect. `effects`: at which sequence the scopes that its author reads carry it."""

    id: str
    version: int
    effects: dict[str, int]


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refused", tag_field="status"):
    """A rule says no. The person is asked what to do."""

    id: str
    reason: WireMessage
    remedy: WireMessage


class Parked(msgspec.Struct, frozen=True, kw_only=True, tag="conflict", tag_field="status"):
    """Others changed what it relied on. `effects` is where its author sees a kept proposal."""

    id: str
    aspects: tuple[str, ...]
    reason: WireMessage
    remedy: WireMessage
    version: int
    effects: dict[str, int]


class Wait(msgspec.Struct, frozen=True, kw_only=True, tag="wait", tag_field="status"):
    """Its predecessor has no disposition yet; nothing was recorded; send it again later."""

    id: str


class Quarantined(msgspec.Struct, frozen=True, kw_only=True, tag="quarantined", tag_field="status"):
    """The command cannot be taken in as it is: unknown kind, reused id, no access.

    `out_of_sight`: its case is none of the person's, so that it is the same for whatever they did
    to it besides.
    """

    id: str
    reason: WireMessage
    remedy: WireMessage
    out_of_sight: bool = False


Disposition = Applied | Refusal | Parked | Wait | Quarantined


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A disposition, and whether the server had the command already."""

    disposition: Disposition
    already: bool = False


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """The answers, in the order of the commands, and the life of the server that gives them."""

    answers: tuple[Answer, ...]
    epoch: str = ""


def pack(kinds: Registry, command: Command) -> tuple[str, int, msgspec.Raw]:
    """The name of a command's act, the version of its form, and its body."""
    act = kinds.act_of(command)
    return act.name, act.v, msgspec.Raw(encode(command))


def unpack(kind: Kind[Any], name: str, body: bytes | msgspec.Raw, v: int) -> Command:
    """The command of that name in `body`. Raises `Malformed` for what this program cannot know."""
    act = kind.by_name.get(name)
    if act is None or not 1 <= v <= act.v:
        raise unknown(f"{kind.name} {name} v{v}")
    form: type[Command] = act.command
    if v == act.v:
        return decode(body, form)
    return convert(act.older(decode(body, dict[str, Any])), form)


def unknown(what: str) -> Malformed:
    """What is said of a kind or a command that only a later version knows."""
    return Malformed(_("This command is of a kind that this version does not know."), what)
