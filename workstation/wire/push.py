"""Commands going up, and the disposition that each of them comes back with (sync.md 5.2)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from workstation.domain.acts import COMMANDS, kind_of
from workstation.domain.commands import Command
from workstation.i18n import _
from workstation.wire.codec import Malformed, decode, encode
from workstation.wire.messages import WireMessage

COMMAND_VERSION = 1
MOST_COMMANDS = 100
MOST_BYTES = 256 * 1024


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One command with its idempotency key `id` (a UUID) and what its author had seen.

    `n` counts the device's commands; `prev` is the id of the device's earlier command on the
    same case that must be disposed of first. `at` is the author's clock: stored, never compared.
    """

    id: str
    case_id: str
    kind: str
    body: msgspec.Raw
    base_version: int
    device: str
    n: int
    at: datetime
    v: int = COMMAND_VERSION
    prev: str | None = None


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


def pack(command: Command) -> tuple[str, msgspec.Raw]:
    """A command's kind and body for an envelope."""
    return kind_of(command), msgspec.Raw(encode(command))


def unpack(envelope: Envelope) -> Command:
    """The command in an envelope. Raises `Malformed` for an unknown kind, version or body."""
    return unpack_command(envelope.kind, envelope.body, envelope.v)


def unpack_command(kind: str, body: bytes | msgspec.Raw, v: int) -> Command:
    """The command of that kind in `body`. Raises `Malformed` for what this program cannot know."""
    known = COMMANDS.get(kind)
    if known is None or not 1 <= v <= COMMAND_VERSION:
        raise Malformed(
            _("This command is of a kind that this version does not know."), f"{kind} v{v}"
        )
    return decode(body, known)
