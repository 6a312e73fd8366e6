"""What all ports of a workstation share: its profile, its sync, and how commands are given."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from workstation.app.forms import Forms
from workstation.app.letter_examiner import examined
from workstation.app.open_profile import OpenProfile
from workstation.app.sync_service import SyncService
from workstation.app.values import Change
from workstation.cache.overlay import Overlaid
from workstation.cache.values import WAITING, GivenCommand, Truth
from workstation.domain.commands import SendReply, UnknownCommand
from workstation.domain.context import Scene
from workstation.domain.fold import run
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.record import Act, Command, Id, Kind, Record
from workstation.domain.text import Bilingual
from workstation.wire.bodies import pack_record
from workstation.wire.codec import encode

AnyCommand = Command | UnknownCommand


class Desk:
    """Gives commands: they are decided here first, kept in the outbox, shown, and sent.

    `profile`: the profile that is open.
    `sync_service`: what sends and fetches.
    `forms`: the drafts in which the words of commands stand.
    """

    def __init__(self, profile: OpenProfile, sync_service: SyncService) -> None:
        self.profile = profile
        self.sync_service = sync_service
        self.forms = Forms(profile)

    async def submit(self, given: Sequence[GivenCommand], hold: timedelta = timedelta(0)) -> str:
        """Keep decided commands in the outbox, held back for undo for so long. Returns the id of
        the first. Raises `ProfileProblem`. The caller holds the profile's turn."""
        entries = await self.profile.signed_in.ledger.submit(given, hold)
        for entry in entries:
            await self.forms.went_along(entry)
        await self.changed(given[0].record_id)
        return entries[0].id

    async def changed(self, record_id: Id, *, questions: bool = False) -> None:
        """Show that the person did something with a record, and send what can be sent."""
        profile = self.profile
        await profile.project([record_id])
        self.sync_service.work_given()
        profile.announcer.say(
            Change(
                frozenset({record_id}),
                rows=True,
                status=True,
                questions=questions,
                references=profile.is_reference(record_id),
            )
        )

    async def decided(
        self, record_id: Id, commands: Sequence[AnyCommand], seen: int | None
    ) -> tuple[GivenCommand, ...]:
        """Decide commands one over the other, as if the person had seen the version `seen`, by
        default the newest here. From one on that this program does not know, the server decides.

        Raises `Refused` by the rules, and `KeyError` for a record out of sight.
        """
        profile = self.profile
        kind, start, version = await self._start(record_id, commands[0], seen)
        record, picture = start, pack_record(kind, start)
        reference, title = named(start)
        given: list[GivenCommand] = []
        known = True
        for command in commands:
            each, others = command, dict[Id, int]()
            if isinstance(each, SendReply):
                # A letter says by which version of the glossary it was written.
                each = replace(each, house=profile.truth_version(GLOSSARY_ID))
            if isinstance(each, UnknownCommand):
                known = False
            elif known:
                record, others = await self._after(kind, record, each)
            given.append(
                GivenCommand(
                    id=profile.new_id(),
                    record_kind=kind.name,
                    record_id=record_id,
                    command=each,
                    **_as_it_travels(kind, each),
                    base_version=version,
                    at=profile.clock(),
                    reference=reference,
                    title=title,
                    seen=picture,
                    others=others,
                    rests_on=self._rests_on(kind, record_id, each, given),
                )
            )
        return tuple(given)

    # Any: of whichever kind.
    async def _after(
        self, kind: Kind[Any], record: Record, command: Command
    ) -> tuple[Record, dict[Id, int]]:
        """The record after a command, and the versions of others that the command relies on.

        Raises `Refused`, also for a letter that may not be sent as it is.
        """
        context = await self.profile.context(kind, record, (command,))
        scene = Scene(record, self.profile.signed_in.me, self.profile.clock(), context)
        after: Record = run(kind, scene, command)
        await examined(scene, command)
        relied = kind.by_command[type(command)].relies_on(record, command)
        return after, {id_: n for id_, n in context.seen.items() if id_ in relied}

    # Any: of whichever kind.
    async def _start(
        self, record_id: Id, first: AnyCommand, seen: int | None
    ) -> tuple[Kind[Any], Record, int]:
        """Kind, record and version that commands are decided over; the first may begin the record.
        Raises `KeyError` for a record out of sight."""
        profile = self.profile
        sight = await profile.visible_record(record_id)
        if sight is not None:
            version = truth_version_of(sight) if seen is None else seen
            return profile.kinds.of(sight.record), sight.record, version
        if isinstance(first, UnknownCommand):
            raise KeyError(record_id)
        kind = profile.kinds.of_command(first)
        begins = kind.creates.get(type(first))
        if begins is None:
            raise KeyError(record_id)
        return kind, begins(record_id, first), 0 if seen is None else seen

    def _rests_on(
        self, kind: Kind[Any], record_id: Id, command: AnyCommand, before: Sequence[GivenCommand]
    ) -> tuple[str, ...]:
        """The person's latest command about the same subject that waits, if there is one."""
        subject = _subject(kind, command)
        if not subject:
            return ()
        entries = self.profile.signed_in.ledger.entries()
        waiting = [each for each in entries if each.record_id == record_id]
        given = [(each.id, each.command) for each in waiting if each.stage in WAITING]
        given += [(each.id, each.command) for each in before]
        ids = [id_ for id_, other in given if _subject(kind, other) == subject]
        return tuple(ids[-1:])


class Port:
    """A group of verbs that one part of the window needs: a member of the workstation."""

    _log = logging.getLogger("workstation.app")

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._profile = desk.profile
        self._sync_service = desk.sync_service


# Any: each act has a command of its own.
def _subject(kind: Kind[Any], command: AnyCommand) -> str:
    """What of its record a command is about, "" for all of it."""
    if isinstance(command, UnknownCommand):
        return ""
    act: Act[Any, Any] | None = kind.by_command.get(type(command))
    return act.subject(command) if act is not None and act.subject is not None else ""


def _as_it_travels(kind: Kind[Any], command: AnyCommand) -> dict[str, Any]:
    """The fields of `GivenCommand` that follow from the act of the command."""
    if isinstance(command, UnknownCommand):
        return {"name": command.kind, "v": command.v, "body": command.body}
    act = kind.by_command[type(command)]
    alone = bool(_subject(kind, command))
    told = {"name": act.name, "v": act.v, "body": encode(command)}
    return {**told, "alone": alone, "apart": act.apart}


def named(record: Record) -> tuple[str, Bilingual]:
    """Reference and title of a record, "" where it has none."""
    title = getattr(record, "title", None)
    both = title if isinstance(title, Bilingual) else Bilingual()
    return getattr(record, "reference", ""), both


# Any: of whichever kind.
def truth_version_of(sight: Overlaid[Any] | Truth[Any]) -> int:
    """The version of the server's copy that the person sees their own work over; 0 for none."""
    return sight.record.version if isinstance(sight, Truth) else sight.truth_version
