"""The outbox as the program thinks about it: what waits, what is held, what asks.

The entries that are alive are kept here in memory, and every change is journalled. The memory is
changed on one thread only, so that undoing and sending cannot overtake each other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from workstation.cache.outbox import Outbox
from workstation.cache.overlay import covered
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.values import (
    ASKING,
    WAITING,
    CommandStage,
    Copy,
    GivenCommand,
    OutboxEntry,
    Position,
)
from workstation.wire.push import (
    Answer,
    Applied,
    Disposition,
    Parked,
    Quarantined,
    Refusal,
    Wait,
)

STAGES: dict[type[Disposition], CommandStage] = {
    Applied: CommandStage.APPLIED,
    Refusal: CommandStage.REFUSED,
    Parked: CommandStage.CONFLICT,
    Quarantined: CommandStage.QUARANTINED,
}


class Ledger:
    """The live part of one account's outbox: waiting, asking, or applied and not yet covered."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._entries: dict[str, OutboxEntry] = {}
        # The life of the server that the receipts come from.
        self.epoch = self._copies_from = ""
        # How many commands wait again since the server has another life; they are not among the
        # entries before the next `load`.
        self.offered_again: int | None = None

    async def load(self, held: Position, copies: Mapping[str, Copy]) -> None:
        """Read what is alive. What is held stays so for the rest of its time: its person is
        shown the way back again.

        `copies` are those that are held of the records in `applied_records`.
        """
        alive = await self._lined_up(await self._outbox.alive())
        uncovered = [
            id_
            for id_, record_id, receipts in await self._outbox.applied()
            if not covered(receipts, copies.get(record_id), held)
        ]
        applied = await self._outbox.entries(uncovered) if uncovered else ()
        everything = sorted((*alive, *applied), key=lambda entry: entry.n)
        self._entries = {entry.id: entry for entry in everything}
        self.epoch, self._copies_from = await self._outbox.epoch(), held.epoch
        self.offered_again = None

    async def _lined_up(self, alive: tuple[OutboxEntry, ...]) -> tuple[OutboxEntry, ...]:
        """These, each tied to what goes before it where work is offered again.

        That is done here, and not when the new life of the server is heard of: until they are
        read anew, what is given, undone or answered is tied as if all that was applied still were.
        """
        ties = _ties(alive)
        if not ties:
            return alive
        # What a full disk does not take now is found anew by the next `load`.
        with suppress(DiskTrouble):
            await self._outbox.remove([], tuple(ties.items()))
        return tuple(replace(each, prev=ties.get(each.id, each.prev)) for each in alive)

    async def applied_records(self) -> frozenset[str]:
        """The records of everything that was applied and is still kept."""
        return frozenset(record_id for _id, record_id, _receipts in await self._outbox.applied())

    def get(self, id_: str) -> OutboxEntry | None:
        """The entry of that id, if it is alive."""
        return self._entries.get(id_)

    def entries(self) -> tuple[OutboxEntry, ...]:
        """Everything that is alive, in the order in which it was given."""
        return tuple(self._entries.values())

    async def submit(
        self,
        given: Sequence[GivenCommand],
        hold: timedelta = timedelta(0),
        *,
        answers: OutboxEntry | None = None,
    ) -> tuple[OutboxEntry, ...]:
        """Journal commands that belong together; they are durable on return.

        `answers` is the question that they answer: it is settled in the same transaction.
        """
        gone = self.followers(answers) if answers is not None else ()
        ended = (answers, *gone) if answers is not None else ()
        behind = self._waiting_for(ended)
        chain = given[0].id
        prev = (
            self._after_what(given[0])
            if answers is None
            else self._place(answers, given[0], gone, behind)
        )
        entries: list[OutboxEntry] = []
        for each in given:
            held_until = each.at + hold if hold else None
            entries.append(_entry(each, chain, prev, held_until))
            prev = each.id
        # What waited for the question waits for its answer: the server never hears of followers.
        relinked = [(each, prev) for each in behind]
        numbered = await self._outbox.add(
            entries, given[0].seen, [each.id for each in ended], relinked
        )
        self._forget(ended)
        for entry in numbered:
            self._entries[entry.id] = entry
        self._relink(relinked)
        return numbered

    async def undo(self, id_: str, now: datetime) -> tuple[OutboxEntry, ...]:
        """Take a held command out, and what was given with it. Returns them, or nothing."""
        chain = [entry for entry in self._entries.values() if entry.chain == id_]
        if not chain or not all(entry.held(now) for entry in chain):
            return ()
        relinked = [(each, chain[0].prev) for each in self._waiting_for(chain)]
        before = [self._entries[each] for each, _prev in relinked]
        # First here, so that nothing of it is sent while the disk is waited for.
        self._forget(chain)
        self._relink(relinked)
        try:
            await self._outbox.remove([entry.id for entry in chain], relinked)
        except ProfileProblem:
            # It is in the journal still: nobody shall think that it was taken back.
            self._bring_back((*chain, *before))
            raise
        return tuple(chain)

    async def take_back(self, entry: OutboxEntry) -> None:
        """Take out a command that was never sent."""
        relinked = [(each, entry.prev) for each in self._waiting_for((entry,))]
        # First here, so that it is not sent while the disk is waited for.
        self._forget((entry,))
        self._relink(relinked)
        await self._outbox.remove([entry.id], relinked)

    async def take_over(self, user: str, new_id: Callable[[], str]) -> None:
        """Give what this user let pass before there was a glossary, as changes of it."""
        await self._outbox.take_over(user, new_id)

    def sendable(self, now: datetime) -> tuple[OutboxEntry, ...]:
        """What can go out now: not held, and nothing before it on its record waits or asks.

        Nothing at all while older work that is offered again is not among the entries: it goes
        first.
        """
        if self.offered_again is not None:
            return ()
        return tuple(
            entry
            for entry in self._entries.values()
            if entry.stage in WAITING and not entry.held(now) and self._is_free(entry)
        )

    def next_due(self, now: datetime) -> datetime | None:
        """When the next held command can go out."""
        held = [entry.held_until for entry in self._entries.values() if entry.held(now)]
        return min((until for until in held if until is not None), default=None)

    async def sent(self, entries: Iterable[OutboxEntry]) -> None:
        """These are about to be sent; from here on they cannot be undone."""
        fresh = [entry for entry in entries if entry.stage is CommandStage.QUEUED]
        for entry in fresh:
            self._entries[entry.id] = replace(entry, stage=CommandStage.SENT)
        if fresh:
            await self._outbox.set_stage([entry.id for entry in fresh], CommandStage.SENT)

    async def hear(self, epoch: str, answers: Iterable[Answer], now: datetime) -> frozenset[str]:
        """Keep what the server said in its life `epoch`, "" if nobody says which that is.

        In another life than before it may have lost all that it applied: that waits again from
        here on, and `offered_again` says how much. Returns the records concerned.
        """
        news: list[tuple[str, CommandStage, Disposition]] = []
        told = tuple(answers)
        await self._wait_for_nothing(told)
        same = epoch in ("", self.epoch) and self.offered_again is None
        for answer in told:
            said = answer.disposition
            # In another life all that was applied waits again, and this may be of that, whichever
            # direction heard of that life first.
            if not isinstance(said, Wait) and (not same or self._waits(said.id)):
                news.append((said.id, STAGES[type(said)], said))
        if not news and same:
            return frozenset()
        reborn, again = await self._outbox.dispose(news, now, epoch, self._copies_from)
        if reborn or self.offered_again is not None:
            self.offered_again = again
        self.epoch = epoch or self.epoch
        records: set[str] = set()
        for id_, stage, said in news:
            # The other direction may have heard the same meanwhile, and be done with it.
            entry = self._entries.get(id_)
            if entry is not None and entry.stage in WAITING:
                self._entries[id_] = replace(
                    entry,
                    stage=stage,
                    disposition=said,
                    epoch=epoch,
                    earlier=entry.receipts if entry.epoch != epoch else entry.earlier,
                )
                records.add(entry.record_id)
        return frozenset(records)

    def followers(self, question: OutboxEntry) -> tuple[OutboxEntry, ...]:
        """What goes with a question when it is answered: what was given together with it, after
        it, and has not been sent. Of a record that left the person's sight it is all that waits:
        the server would say the same of each.
        """
        said = question.disposition
        gone = isinstance(said, Quarantined) and said.out_of_sight
        return tuple(
            entry
            for entry in self._entries.values()
            if entry.n > question.n
            and entry.stage is CommandStage.QUEUED
            and (entry.chain == question.chain or (gone and entry.record_id == question.record_id))
        )

    async def answer(self, question: OutboxEntry) -> tuple[OutboxEntry, ...]:
        """Settle a question without a new command. Returns what was to follow it, taken out."""
        gone = self.followers(question)
        prev = self._before(question)
        freed = [(each, prev) for each in self._waiting_for((question, *gone))]
        await self._outbox.answer(question.id, [each.id for each in gone], freed)
        self._forget((question, *gone))
        self._relink(freed)
        return gone

    def forget_confirmed(self, held: Position, copies: Mapping[str, Copy]) -> frozenset[str]:
        """Let go of applied commands that the held copies carry. Returns their records."""
        done = [
            entry
            for entry in self._entries.values()
            if entry.stage is CommandStage.APPLIED
            and covered(entry.receipts, copies.get(entry.record_id), held)
        ]
        self._forget(done)
        return frozenset(entry.record_id for entry in done)

    def _waiting_for(self, entries: Iterable[OutboxEntry]) -> list[str]:
        """The other commands that are to go out after one of these."""
        ids = {entry.id for entry in entries}
        others = (entry for entry in self._entries.values() if entry.id not in ids)
        return [entry.id for entry in others if entry.prev in ids]

    def _relink(self, relinked: Iterable[tuple[str, str | None]]) -> None:
        for id_, prev in relinked:
            if id_ in self._entries:
                self._entries[id_] = replace(self._entries[id_], prev=prev)

    def _bring_back(self, entries: Iterable[OutboxEntry]) -> None:
        for entry in entries:
            if self._entries.get(entry.id, entry).stage is CommandStage.QUEUED:
                self._entries[entry.id] = entry
        self._entries = {e.id: e for e in sorted(self._entries.values(), key=lambda e: e.n)}

    async def _wait_for_nothing(self, answers: Iterable[Answer]) -> None:
        """A server that lost the receipt of what went before would be waiting for ever.

        It keeps nothing of a command that it lets wait, so that this one may go without.
        """
        said = {each.disposition.id for each in answers if isinstance(each.disposition, Wait)}
        waiting = [self._entries[each] for each in said & self._entries.keys()]
        lone = [each.id for each in waiting if each.prev and not self._waits(each.prev)]
        if lone:
            await self._outbox.remove([], [(each, None) for each in lone])
            self._relink([(each, None) for each in lone])

    def _waits(self, id_: str) -> bool:
        entry = self._entries.get(id_)
        return entry is not None and entry.stage in WAITING

    def _is_free(self, entry: OutboxEntry) -> bool:
        before = self._entries.get(entry.prev) if entry.prev else None
        if before is None or before.stage is CommandStage.APPLIED:
            return True
        # What falls with a question is told so at once.
        return before.id in entry.rests_on and before.stage in ASKING

    def _before(self, entry: OutboxEntry) -> str | None:
        """What it has to wait for itself, if that is not done yet."""
        return None if self._is_free(entry) else entry.prev

    def _after_what(self, given: GivenCommand, gone: Collection[OutboxEntry] = ()) -> str | None:
        """The command after which this one is to go out, of those that are not `gone` by then."""
        if not given.alone:
            return self._last_waiting(given.record_id, gone)
        return next((id_ for id_ in given.rests_on if self._waits(id_)), None)

    def _place(
        self,
        question: OutboxEntry,
        given: GivenCommand,
        gone: Collection[OutboxEntry],
        behind: Collection[str],
    ) -> str | None:
        """What the answer to a question has to wait for: it takes the place of the question where
        something is `behind` that, else it comes last. The server has its own no before it.
        """
        last = self._before(question) if behind else self._after_what(given, gone)
        return last or _receipt_of(question)

    def _last_waiting(self, record_id: str, gone: Collection[OutboxEntry] = ()) -> str | None:
        """The command of this record that has to be answered before the next one, if any, but for
        those that are about to be gone.

        A question that waits for its person holds back only what was given before it was asked.
        """
        here = [entry for entry in self._entries.values() if entry.record_id == record_id]
        waiting = [entry for entry in _in_turn(here) if entry.stage in WAITING]
        return next((entry.id for entry in reversed(waiting) if entry not in gone), None)

    def _forget(self, entries: Iterable[OutboxEntry]) -> None:
        for entry in entries:
            self._entries.pop(entry.id, None)


def _entry(
    given: GivenCommand, chain: str, prev: str | None, held_until: datetime | None
) -> OutboxEntry:
    return OutboxEntry(
        id=given.id,
        n=0,
        chain=chain,
        record_kind=given.record_kind,
        record_id=given.record_id,
        name=given.name,
        command=given.command,
        body=given.body,
        v=given.v,
        base_version=given.base_version,
        prev=prev,
        rests_on=given.rests_on,
        alone=given.alone,
        others=given.others,
        at=given.at,
        held_until=held_until,
        stage=CommandStage.QUEUED,
        reference=given.reference,
        title=given.title,
    )


def _ties(alive: Sequence[OutboxEntry]) -> dict[str, str]:
    """What has to wait for what else than before, where work of a case is offered again.

    What was given after a command that had been applied did not wait for it then, and does now,
    but for what stands alone and says itself what it rests on.
    A question gets its place too: whatever waits for it waits for what stands before it.
    """
    again = {each.record_id for each in alive if _offered_again(each)}
    entries = {each.id: each for each in alive if each.record_id in again and not each.alone}
    last: dict[str, str] = {}
    ties: dict[str, str] = {}
    for entry in _in_turn(entries.values()):
        before = entries.get(entry.prev or "")
        # What waits for a person's answer goes on waiting for it.
        if entry.record_id in last and (before is None or not asking(before)):
            ties[entry.id] = last[entry.record_id]
        if entry.stage in WAITING:
            last[entry.record_id] = entry.id
    return {id_: prev for id_, prev in ties.items() if prev != entries[id_].prev}


def _in_turn(entries: Iterable[OutboxEntry]) -> Iterator[OutboxEntry]:
    """In the order in which they go out: what was applied before goes first, and each after what
    it waits for, which is newer where it took the place of a question; else as they were given.
    """
    known = {each.id: each for each in entries}
    placed: set[str] = set()
    for each in sorted(known.values(), key=lambda entry: not _offered_again(entry)):
        line: list[OutboxEntry] = []
        entry: OutboxEntry | None = each
        while entry is not None and entry.id not in placed:
            placed.add(entry.id)
            line.append(entry)
            entry = known.get(entry.prev or "")
        yield from reversed(line)


def _offered_again(entry: OutboxEntry) -> bool:
    """Whether another life of the server had applied it, and this one may have lost it."""
    return entry.stage in WAITING and entry.disposition is not None


def _receipt_of(question: OutboxEntry) -> str | None:
    """What the server has to have before the answer: its own no, if it was its own."""
    return question.id if question.stage is not CommandStage.QUARANTINED else None


def asking(entry: OutboxEntry) -> bool:
    """Whether a person has to answer for it."""
    return entry.stage in ASKING
