"""One case: reading it, giving commands, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from workstation.app.asking import question_of
from workstation.app.desk import Desk
from workstation.app.examining import may_leave
from workstation.app.values import Held, OpenCase, PendingView
from workstation.cache.ledger import asking
from workstation.cache.overlay import Overlaid
from workstation.cache.values import Draft, DraftOf, Entry, Given, Truth
from workstation.domain.case import Case
from workstation.domain.commands import Command, File, SendReply, UnknownCommand
from workstation.domain.fold import run
from workstation.domain.gate import Settled
from workstation.domain.text import Bilingual
from workstation.drafting.draft_form import from_pairs, settled_to_json, to_json
from workstation.drafting.kept_form import form_to_json
from workstation.drafting.telling import Telling
from workstation.wire.codec import encode

# Between two texts of one draft: seen at once, and gone with one key.
_BETWEEN = "\n\n———\n\n"


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

    def held(self) -> tuple[Held, ...]:
        """What can be taken back now, over a restart too; nothing while nobody is signed in."""
        signed, now = self._office.signed, self._office.clock()
        entries = signed.ledger.entries() if signed is not None else ()
        return tuple(
            Held(each.id, each.case_id, each.reference, each.command, each.held_until)
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
            await self._changed(chain[0].case_id)
        return bool(gone)

    async def _decided(
        self, case_id: str, commands: Sequence[Command | UnknownCommand], seen: int | None
    ) -> tuple[Given, ...]:
        """The commands, decided one over the other. Raises `Refused` and `KeyError`.

        From one on that this version does not know, only the server can tell.
        """
        office = self._office
        sight = await office.sight(case_id)
        before = _opening(commands[0]) if sight is None else sight.case
        if before is None:
            raise KeyError(case_id)
        version = _truth_version(sight) if seen is None else seen
        now = office.clock()
        case = before
        stamped = tuple(_by_the_book(each, office.person.book.version) for each in commands)
        for command in stamped:
            if isinstance(command, UnknownCommand):
                break
            after = run(case, command, office.person.me, now, office.library)
            if isinstance(command, SendReply):
                await may_leave(case, command, office.library, now, office.house)
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
            for command in stamped
        )

    async def _draft_went_along(self, entry: Entry, before: Draft | None = None) -> None:
        """The text is in the outbox now: a draft that says the same is done with.

        One that says it below what was there `before` says only that again.
        """
        command = entry.command
        if not isinstance(command, SendReply):
            return
        signed = self._office.person
        draft = await signed.drafts.read(entry.case_id, command.party)
        if draft.revision and (draft.en, draft.zh) == (command.text.en, command.text.zh):
            await signed.drafts.clear(entry.case_id, command.party)
            await self._office.count_drafts()
        elif before is not None and draft == _with_below(before, command.text, draft):
            await signed.drafts.save(_about(entry, command.party, before), self._office.clock())

    async def _text_back(self, entry: Entry) -> Draft | None:
        """A reply that is not sent becomes a draft again, below what was begun since.

        Returns what was there, if the text was put below it.
        """
        command = entry.command
        if not isinstance(command, SendReply):
            return None
        signed = self._office.person
        found = await signed.drafts.read(entry.case_id, command.party)
        begun = bool(found.en.strip() or found.zh.strip())
        draft = _with_below(found, command.text, found) if begun else _draft_of(command)
        if draft == found:
            return None
        await signed.drafts.save(_about(entry, command.party, draft), self._office.clock())
        signed.drafted.add((entry.case_id, command.party))
        return found if begun else None


def _by_the_book(command: Command | UnknownCommand, version: int) -> Command | UnknownCommand:
    """A letter says by which version of the house book it was written."""
    return replace(command, house=version) if isinstance(command, SendReply) else command


def _draft_of(letter: SendReply) -> Draft:
    """A letter that is not sent, as a draft with its pairs and what was settled about them."""
    pairs = to_json(from_pairs(letter.beads)) if letter.beads else ""
    settled = settled_to_json(Settled(letter.overrides, frozenset(letter.seen)))
    form = form_to_json(Telling(letter.milestone))
    return Draft(en=letter.text.en, zh=letter.text.zh, beads=pairs, settled=settled, form=form)


def _about(entry: Entry, party: str, draft: Draft) -> DraftOf:
    return DraftOf(
        case_id=entry.case_id,
        party_id=party,
        reference=entry.reference,
        title=entry.title,
        draft=draft,
    )


def _with_below(draft: Draft, text: Bilingual, saved: Draft) -> Draft:
    """A draft with a letter below it, saved as `saved` was; as it is if it has the letter.

    The pairs of a joined text are found anew.
    """
    en, zh = _joined(draft.en, text.en), _joined(draft.zh, text.zh)
    if (en, zh) == (draft.en, draft.zh):
        return draft
    return replace(saved, en=en, zh=zh, beads="", settled="")


def _joined(above: str, below: str) -> str:
    if below.strip() in above:
        return above
    return f"{above.rstrip()}{_BETWEEN}{below}" if above.strip() else below


def _truth_version(sight: Overlaid | Truth | None) -> int:
    match sight:
        case None:
            return 0
        case Truth():
            return sight.case.version
        case _:
            return sight.truth_version


def _opening(command: Command | UnknownCommand) -> Case | None:
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
