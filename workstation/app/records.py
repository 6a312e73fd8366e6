"""One record of any kind: reading it, giving commands, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from workstation.app.asking import question_of
from workstation.app.desk import Desk
from workstation.app.examining import examined
from workstation.app.values import Held, Opened, PendingView
from workstation.cache.ledger import asking
from workstation.cache.overlay import Overlaid
from workstation.cache.values import WAITING, Draft, Entry, Given, Truth
from workstation.domain.commands import UnknownCommand
from workstation.domain.context import Context, Scene, declared_by
from workstation.domain.fold import run
from workstation.domain.record import Act, Command, Id, Kind, Record
from workstation.domain.text import Bilingual
from workstation.wire.bodies import pack_record
from workstation.wire.codec import encode

Any_Command = Command | UnknownCommand


class Records(Desk):
    """What is done with a record, whatever its kind."""

    # Any: of whichever kind.
    async def record(self, id_: Id) -> Opened[Any]:
        """The record as the person sees it. Raises `KeyError` for one out of their sight."""
        office = self._office
        ledger = office.person.ledger
        sight = await office.sight(id_)
        if sight is None:
            raise KeyError(id_)
        asked = [each for each in ledger.entries() if each.record_id == id_ and asking(each)]
        questions = tuple([await question_of(office, each) for each in asked])
        pending = sight.pending if isinstance(sight, Overlaid) else ()
        return Opened(
            key=sight.key,
            record=sight.record,
            truth_version=_truth_version(sight),
            pending=tuple(_pending(sight, entry) for entry in pending),
            questions=questions,
        )

    async def give(
        self,
        record_id: Id,
        command: Command,
        *,
        hold: timedelta = timedelta(0),
        then: Sequence[Command] = (),
        seen: int | None = None,
    ) -> str:
        """Give a command; durable on return. Returns its id.

        It is decided here first, over everything given before, and a letter is examined: raises
        `Refused`. `hold` keeps it back for undo; the commands in `then` go with it. `seen` is the
        version of the server's copy that the person had before their eyes (default: the newest
        here). A reply takes the draft with it. Raises `KeyError` for a record out of sight,
        `ProfileProblem` for the disk.
        """
        async with self._office.turn:
            given = await self._decided(record_id, (command, *then), seen)
            return await self._journalled(given, hold)

    async def _journalled(self, given: Sequence[Given], hold: timedelta = timedelta(0)) -> str:
        entries = await self._office.person.ledger.give(given, hold)
        for entry in entries:
            await self._draft_went_along(entry)
        await self._changed(given[0].record_id)
        return entries[0].id

    def held(self) -> tuple[Held, ...]:
        """What can be taken back now, over a restart too; nothing while nobody is signed in."""
        signed, now = self._office.signed, self._office.clock()
        entries = signed.ledger.entries() if signed is not None else ()
        return tuple(
            Held(each.id, each.record_id, each.reference, each.command, each.held_until)
            for each in entries
            if each.held_until is not None
            and not isinstance(each.command, UnknownCommand)
            and each.held(now)
            and each.id == each.chain
        )

    async def undo(self, command_id: str) -> bool:
        """Take back a command that is still held, with what was given with it.

        False if it is too late. The text of a reply goes back into its draft, below what was
        begun there since: a letter set aside elsewhere would not be found again.
        """
        office = self._office
        async with office.turn:
            ledger, now = office.person.ledger, office.clock()
            chain = [each for each in ledger.entries() if each.chain == command_id]
            if not chain or not all(each.held(now) for each in chain):
                return False
            # Before the command is gone: the words are never nowhere, whatever happens between.
            before = [(entry, await self._text_back(entry)) for entry in chain]
            gone = await ledger.undo(command_id, now)
            for entry, draft in () if gone else before:
                # It went out in the meantime, and the words with it.
                await self._draft_went_along(entry, draft)
            await self._changed(chain[0].record_id)
        return bool(gone)

    async def _draft_went_along(self, entry: Entry, before: Draft | None = None) -> None:
        """The words of a command are in the outbox: a draft that says the same is done with."""

    async def _text_back(self, entry: Entry) -> Draft | None:
        """The words of a command that is not sent are a draft again. Returns what was there."""

    def _stamped(self, command: Any_Command) -> Any_Command:
        """The command with what the workstation adds to it."""
        return command

    async def _decided(
        self, record_id: Id, commands: Sequence[Any_Command], seen: int | None
    ) -> tuple[Given, ...]:
        """The commands, decided one over the other. Raises `Refused` and `KeyError`.

        From one on that this version does not know, only the server can tell.
        """
        office = self._office
        kind, start, version = await self._start(record_id, commands[0], seen)
        record, picture = start, pack_record(kind, start)
        reference, title = named(start)
        given: list[Given] = []
        known = True
        for each in map(self._stamped, commands):
            others: dict[Id, int] = {}
            if isinstance(each, UnknownCommand):
                known = False
            elif known:
                record, others = await self._after(kind, record, each)
            given.append(
                Given(
                    id=office.new_id(),
                    record_kind=kind.name,
                    record_id=record_id,
                    command=each,
                    **_as_it_travels(kind, each),
                    base_version=version,
                    at=office.clock(),
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
        """The record after a command, and the versions of others that it relies on."""
        context = await self._context(kind, record, command)
        scene = Scene(record, self._office.person.me, self._office.clock(), context)
        after: Record = run(kind, scene, command)
        await examined(scene, command)
        relied = kind.by_command[type(command)].relies_on(record, command)
        return after, {id_: n for id_, n in context.seen.items() if id_ in relied}

    # Any: of whichever kind.
    async def _start(
        self, record_id: Id, first: Any_Command, seen: int | None
    ) -> tuple[Kind[Any], Record, int]:
        office = self._office
        sight = await office.sight(record_id)
        if sight is not None:
            version = _truth_version(sight) if seen is None else seen
            return office.kinds.of(sight.record), sight.record, version
        if isinstance(first, UnknownCommand):
            raise KeyError(record_id)
        kind = office.kinds.of_command(first)
        begins = kind.creates.get(type(first))
        if begins is None:
            raise KeyError(record_id)
        return kind, begins(record_id, first), 0 if seen is None else seen

    async def _context(self, kind: Kind[Any], record: Record, command: Command) -> Context:
        declared = declared_by(kind, record, command)
        others = self._office.others
        elsewhere = sorted(declared - others.references.keys())
        sights = [await self._office.sight(id_) for id_ in elsewhere]
        return others.over([s.record for s in sights if s is not None], declared)

    def _rests_on(
        self, kind: Kind[Any], record_id: Id, command: Any_Command, before: Sequence[Given]
    ) -> tuple[str, ...]:
        """The person's latest command about the same subject that waits, if there is one."""
        subject = _subject(kind, command)
        if not subject:
            return ()
        entries = self._office.person.ledger.entries()
        waiting = [each for each in entries if each.record_id == record_id]
        given = [(each.id, each.command) for each in waiting if each.stage in WAITING]
        given += [(each.id, each.command) for each in before]
        ids = [id_ for id_, other in given if _subject(kind, other) == subject]
        return tuple(ids[-1:])


# Any: each act has a command of its own.
def _subject(kind: Kind[Any], command: Any_Command) -> str:
    if isinstance(command, UnknownCommand):
        return ""
    act: Act[Any, Any] | None = kind.by_command.get(type(command))
    return act.subject(command) if act is not None and act.subject is not None else ""


def _as_it_travels(kind: Kind[Any], command: Any_Command) -> dict[str, Any]:
    if isinstance(command, UnknownCommand):
        return {"name": command.kind, "v": command.v, "body": command.body}
    act = kind.by_command[type(command)]
    alone = bool(_subject(kind, command))
    return {"name": act.name, "v": act.v, "body": encode(command), "alone": alone}


def named(record: Record) -> tuple[str, Bilingual]:
    """Reference and title, where a record has them: they outlive its leaving our sight."""
    title = getattr(record, "title", None)
    both = title if isinstance(title, Bilingual) else Bilingual()
    return getattr(record, "reference", ""), both


# Any: of whichever kind.
def _truth_version(sight: Overlaid[Any] | Truth[Any]) -> int:
    return sight.record.version if isinstance(sight, Truth) else sight.truth_version


def _pending(sight: Overlaid[Any] | Truth[Any], entry: Entry) -> PendingView:
    refused = sight.refused if isinstance(sight, Overlaid) else {}
    return PendingView(
        id=entry.id,
        command=entry.command,
        at=entry.at,
        stage=entry.stage,
        held_until=entry.held_until,
        refused=refused.get(entry.id),
    )
