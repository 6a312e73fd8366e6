"""What a kind may ask of the server besides: every verb does nothing until a kind says more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from workstation.domain.actor import Actor
from workstation.domain.context import Scene
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Id, Kind, Record
from workstation.i18n import _
from workstation.server.origins import CommandOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRequest:
    """A command for a record, by whom, when, and what its author had seen of which records."""

    id: str
    # Any: of whichever kind.
    kind: Kind[Any]
    record_id: Id
    command: Command
    origin: CommandOrigin
    now: datetime
    seen: Mapping[Id, int]

    @property
    def actor(self) -> Actor:
        """Who gives it."""
        return self.origin.actor


class ServedKind:
    """A kind of which the server does nothing besides."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """The records that a new server begins with, and the command of the platform for each."""
        return ()

    def prepare(self, _connection: Connection, wish: CommandRequest) -> Command:
        """The command with what only the server knows. Raises `Refused`."""
        return wish.command

    # Any: of whichever kind.
    def examine(self, scene: Scene[Any], command: Command) -> None:
        """A look at what the rules let pass. Raises `Refused`."""

    def index(
        self,
        connection: Connection,
        before: Record | None,
        after: Record,
        events: Sequence[Event],
    ) -> None:
        """Keep the look-ups of a record after these events; `before` is None for a new one."""

    def follows(
        self, _connection: Connection, _after: Record, _events: Sequence[Event]
    ) -> tuple[tuple[Id, Command], ...]:
        """The commands that the platform gives besides after these events, to records that only
        the server can find."""
        return ()

    def clash(self) -> Refused:
        """What is said where somebody else made the same record at this very moment."""
        return Refused(
            _("This was changed by somebody else meanwhile."),
            _("Look at it as it is now, and make your change again if it is still needed."),
        )
