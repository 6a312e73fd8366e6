"""One case: reading it, giving commands, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from workstation.app.asking import question_of
from workstation.app.desk import Desk
from workstation.app.examining import may_leave
from workstation.app.values import OpenCase, PendingView
from workstation.cache.ledger import asking
from workstation.cache.overlay import Overlaid
from workstation.cache.values import Draft, DraftOf, Entry, Given, Truth
from workstation.domain.case import Case
from workstation.domain.commands import Command, File, SendReply
from workstation.domain.fold import run
from workstation.wire.codec import encode


class Cases(Desk):
    """What is done with a case."""

    async def case(self, case_id: str) -> OpenCase:
        """The case as the person sees it. Raises `KeyError` for one out of their sight."""
        office = self._office
        ledger = office.person.ledger
        sight = await office.sight(case_id)
        if sight is None:
            raise KeyError(case_id)
        asked = [each for each in ledger.entries() if each.case_id == case_id and asking(each)]
        questions = [await question_of(office, each) for each in asked]
        if isinstance(sight, Truth):
            version = sight.case.version
            return OpenCase(
                key=sight.key,
                case=sight.case,
                truth_version=version,
                questions=tuple(questions),
            )
        return OpenCase(
            key=sight.key,
            case=sight.case,
            truth_version=sight.truth_version,
            pending=tuple(_pending(sight, entry) for entry in sight.pending),
            questions=tuple(questions),
        )

    async def give(
        self,
        case_id: str,
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
        here). A reply takes the draft with it. Raises `KeyError` for a case out of sight,
        `ProfileProblem` for the disk.
        """
        office = self._office
        async with office.turn:
            given = await self._decided(case_id, (command, *then), seen)
            entries = await office.person.ledger.give(given, hold)
            for entry in entries:
                await self._draft_went_along(entry)
            await self._changed(case_id)
        return entries[0].id

    async def undo(self, command_id: str) -> bool:
        """Take back a command that is still held, with what was given with it.

        False if it is too late. The text of a reply goes back into its draft.
        """
        office = self._office
        async with office.turn:
            ledger, now = office.person.ledger, office.clock()
            chain = [each for each in ledger.entries() if each.chain == command_id]
            if not chain or not all(each.held(now) for each in chain):
                return False
            # Before the command is gone: the words are never nowhere, whatever happens between.
            for entry in chain:
                await self._text_back(entry)
            gone = await ledger.undo(command_id, now)
            for entry in () if gone else chain:
                # It went out in the meantime, and the words with it.
                await self._draft_went_along(entry)
            await self._changed(chain[0].case_id)
        return bool(gone)

    async def _decided(
        self, case_id: str, commands: Sequence[Command], seen: int | None
    ) -> tuple[Given, ...]:
        """The commands, decided one over the other. Raises `Refused` and `KeyError`."""
        office = self._office
        sight = await office.sight(case_id)
        before = _opening(commands[0]) if sight is None else sight.case
        if before is None:
            raise KeyError(case_id)
        version = _truth_version(sight) if seen is None else seen
        now = office.clock()
        case = before
        for command in commands:
            after = run(case, command, office.person.me, now, office.library)
            if isinstance(command, SendReply):
                await may_leave(case, command, office.library, now)
            case = after
        picture = encode(before)
        return tuple(
            Given(
                id=office.new_id(),
                case_id=case_id,
                command=command,
                base_version=version,
                at=now,
                reference=before.reference,
                title=before.title,
                seen=picture,
            )
            for command in commands
        )

    async def _draft_went_along(self, entry: Entry) -> None:
        """The text is in the outbox now: a draft that says the same is done with."""
        command = entry.command
        if not isinstance(command, SendReply):
            return
        signed = self._office.person
        draft = await signed.drafts.read(entry.case_id, command.party)
        if draft.revision and (draft.en, draft.zh) == (command.text.en, command.text.zh):
            await signed.drafts.clear(entry.case_id, command.party)
            await self._office.count_drafts()

    async def _text_back(self, entry: Entry) -> None:
        """A reply that is not sent becomes a draft again, unless another was begun since."""
        command = entry.command
        if not isinstance(command, SendReply):
            return
        signed = self._office.person
        draft = await signed.drafts.read(entry.case_id, command.party)
        if draft.en.strip() or draft.zh.strip():
            return
        text = DraftOf(
            case_id=entry.case_id,
            party_id=command.party,
            reference=entry.reference,
            title=entry.title,
            draft=Draft(en=command.text.en, zh=command.text.zh),
        )
        await signed.drafts.save(text, self._office.clock())
        signed.drafted.add((entry.case_id, command.party))


def _truth_version(sight: Overlaid | Truth | None) -> int:
    match sight:
        case None:
            return 0
        case Truth():
            return sight.case.version
        case _:
            return sight.truth_version


def _opening(command: Command) -> Case | None:
    return command.opening if isinstance(command, File) else None


def _pending(sight: Overlaid, entry: Entry) -> PendingView:
    return PendingView(
        id=entry.id,
        command=entry.command,
        at=entry.at,
        stage=entry.stage,
        held_until=entry.held_until,
        refused=sight.refused.get(entry.id),
    )
