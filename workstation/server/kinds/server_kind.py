"""What a kind of record may ask of the server beside its rules: each method does nothing until a
kind overrides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from workstation.domain.actor import Actor
from workstation.domain.context import Scene
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Id, Kind, Record, Registry
from workstation.i18n import _
from workstation.server.origins import CommandOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRequest:
    """A command that is given to a record.

    id: what it is known by, everywhere and for ever
    kind, record_id: the record that it is for
    command: what is to be done with it
    origin: who gives it, and what caused it
    now: the server's time
    seen: the versions of records, by id, that its author had before them
    """

    id: str
    # Any: of whichever kind.
    kind: Kind[Any]
    record_id: Id
    command: Command
    origin: CommandOrigin
    now: datetime
    seen: Mapping[Id, int]

    @classmethod
    def caused(
        cls,
        kinds: Registry,
        origin: CommandOrigin,
        n: int,
        record_id: Id,
        command: Command,
        now: datetime,
    ) -> CommandRequest:
        """The n-th command that follows of the cause of `origin`. No workstation has sent it, so
        that nobody had seen any record for it."""
        return cls(
            id=origin.command_id(n),
            kind=kinds.of_command(command),
            record_id=record_id,
            command=command,
            origin=origin,
            now=now,
            seen={},
        )

    @property
    def actor(self) -> Actor:
        """Who gives the command."""
        return self.origin.actor


class ServedKind:
    """A kind of which the server knows no more than its rules; kinds of which it does derive."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """The records that a new server begins with, and the command of the platform for each."""
        return ()

    def prepare(self, _connection: Connection, request: CommandRequest) -> Command:
        """Complete the command of a request by what only the server knows. Raises `Refused`."""
        return request.command

    # Any: of whichever kind.
    def examine(self, scene: Scene[Any], command: Command) -> None:
        """Look at a command that the rules have let pass. Raises `Refused`."""

    def index(
        self,
        connection: Connection,
        before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """Keep the tables that a record is found by, after these events of it; `before` is None
        for a new one."""

    def follows(
        self, _connection: Connection, _after: Record, _events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """The commands that the platform gives besides after these events, to records that only
        the server can find."""
        return ()

    def clash(self) -> Refused:
        """What the author of a new record is told whose keys another new record has taken at this
        very moment."""
        return Refused(
            _("This was changed by somebody else meanwhile."),
            _("Look at it as it is now, and make your change again if it is still needed."),
        )
