"""The outbox in memory: which commands wait, are held for undo, or ask their author.

Every change is written to the outbox on disk too. The memory is changed on one thread only, so that
undoing and sending cannot overtake each other.
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
    """The commands of one account that are not done with, in the order in which they were given:
    those that wait or ask, and those that were applied and that the held copies do not carry yet.

    `epoch`: the life of the server that the receipts come from, "" before the first of them.
    `offered_again`: how many commands wait again since the server has another life. They are not
    among the entries before the next `load`; None while there are none to load.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._entries: dict[str, OutboxEntry] = {}
        self.epoch = self._copies_from = ""
        self.offered_again: int | None = None

    async def load(self, held: Position, copies: Mapping[str, Copy]) -> None:
        """Read the entries from the disk. One that is held for undo stays so for the rest of its
        time: its author is offered the undo again.

        `held` is what the cache holds of the feeds, and `copies` what it holds of the records in
        `applied_records`.
        """
        alive = await self._outbox.alive()
        # Work that is offered again is tied here, and not when the new life of the server is
        # heard of: until it is read anew, what is given, undone or answered is tied as if all that
        # was applied still were.
        ties = _ties(alive)
        if ties:
            # What a full disk does not take now is found anew by the next `load`.
            with suppress(DiskTrouble):
                await self._outbox.remove([], tuple(ties.items()))
            alive = tuple(replace(each, prev=ties.get(each.id, each.prev)) for each in alive)
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

    async def applied_records(self) -> frozenset[str]:
        """The records of all commands that were applied and are still kept."""
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
        """Keep commands that belong together; they are durable on return.

        `hold` keeps them back for undo. `answers` is the question that they answer: it is settled
        in the same transaction. Raises `ProfileProblem`: nothing is given then.
        """
        gone = self.followers(answers) if answers is not None else ()
        ended = (answers, *gone) if answers is not None else ()
        behind = self._retied(ended, None)
        if answers is None:
            prev = self._predecessor(given[0])
        else:
            # They take the place of the question where something waits behind it; else they come
            # last. Where the question is a no of the server's own, the server has that before them.
            prev = self._before(answers) if behind else self._predecessor(given[0], gone)
            if prev is None and answers.stage is not CommandStage.QUARANTINED:
                prev = answers.id
        entries: list[OutboxEntry] = []
        for each in given:
            entries.append(each.entry(given[0].id, prev, each.at + hold if hold else None))
            prev = each.id
        # What waited for the question waits for its answer: the server never hears of followers.
        relinked = self._retied(ended, prev)
        numbered = await self._outbox.add(
            entries, given[0].seen, [each.id for each in ended], relinked
        )
        self._forget(ended)
        for entry in numbered:
            self._entries[entry.id] = entry
        self._relink(relinked)
        return numbered

    async def undo(self, id_: str, now: datetime) -> tuple[OutboxEntry, ...]:
        """Take a held command out, and what was given with it. Returns them, () if it is too late.

        Raises `ProfileProblem`: they are not taken out then.
        """
        chain = [entry for entry in self._entries.values() if entry.chain == id_]
        if not chain or not all(entry.held(now) for entry in chain):
            return ()
        relinked = self._retied(chain, chain[0].prev)
        before = [self._entries[each] for each, _prev in relinked]
        # First here, so that nothing of it is sent while the disk is waited for.
        self._forget(chain)
        self._relink(relinked)
        try:
            await self._outbox.remove([entry.id for entry in chain], relinked)
        except ProfileProblem:
            # They are on the disk still: nobody shall think that they were taken back.
            for entry in (*chain, *before):
                if self._entries.get(entry.id, entry).stage is CommandStage.QUEUED:
                    self._entries[entry.id] = entry
            in_order = sorted(self._entries.values(), key=lambda entry: entry.n)
            self._entries = {entry.id: entry for entry in in_order}
            raise
        return tuple(chain)

    async def take_back(self, entry: OutboxEntry) -> None:
        """Take out a command that was never sent."""
        relinked = self._retied((entry,), entry.prev)
        # First here, so that it is not sent while the disk is waited for.
        self._forget((entry,))
        self._relink(relinked)
        await self._outbox.remove([entry.id], relinked)

    async def take_over(self, user: str, new_id: Callable[[], str]) -> None:
        """Keep what this user let pass before there was a glossary, as changes of it. They are
        among the entries after the next `load`."""
        await self._outbox.take_over(user, new_id)

    def sendable(self, now: datetime) -> tuple[OutboxEntry, ...]:
        """What can be sent now: not held, and what goes before it on its record does not wait or
        ask.

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

    def holding_back(self, entry: OutboxEntry) -> OutboxEntry | None:
        """The command for which this one has to wait: of all that go before it the nearest that
        asks its author, or the first; None for none."""
        first: OutboxEntry | None = None
        while not self._is_free(entry):
            first = entry = self._entries[entry.prev or ""]
            if asking(entry):
                break
        return first

    def next_due(self, now: datetime) -> datetime | None:
        """When the next held command can be sent; None if none is held."""
        held = [entry.held_until for entry in self._entries.values() if entry.held(now)]
        return min((until for until in held if until is not None), default=None)

    async def sent(self, entries: Iterable[OutboxEntry]) -> None:
        """Note that these are about to be sent: from here on they cannot be undone."""
        fresh = [entry for entry in entries if entry.stage is CommandStage.QUEUED]
        for entry in fresh:
            self._entries[entry.id] = replace(entry, stage=CommandStage.SENT)
        if fresh:
            await self._outbox.set_stage([entry.id for entry in fresh], CommandStage.SENT)

    async def hear(self, epoch: str, answers: Iterable[Answer], now: datetime) -> frozenset[str]:
        """Keep what the server said in its life `epoch`, "" if nobody says which that is.

        In another life than before the server may have lost all that it applied: that waits again
        from here on, and `offered_again` says how much. Returns the records of the commands that
        were answered. Raises `ProfileProblem`.
        """
        news: list[tuple[str, CommandStage, Disposition]] = []
        told = tuple(answers)
        await self._free_from_lost(told)
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
        """The commands that go with a question when it is answered, as they would have been sent:
        all that was given after it on its record and waits behind it, but for what stands apart
        and was given together with none of them. Of a record that left the person's sight these
        are all that wait: the server would say the same of each.
        """
        said = question.disposition
        gone = isinstance(said, Quarantined) and said.out_of_sight
        behind = self.behind(question)
        chains, ids = {question.chain}, set[str]()
        for each in behind:
            if not each.apart or each.chain in chains:
                chains.add(each.chain)
                ids.add(each.id)
        later = (
            each
            for each in self._entries.values()
            if each.n > question.n
            and each.stage is CommandStage.QUEUED
            and (each.chain == question.chain or (gone and each.record_id == question.record_id))
        )
        rest = [each for each in later if each.id not in ids]
        return (*(each for each in behind if each.id in ids), *rest)

    def behind(self, question: OutboxEntry) -> tuple[OutboxEntry, ...]:
        """The commands that wait until a question is answered, as they would be sent."""
        found: list[OutboxEntry] = []
        before = {question.id}
        while before:
            following = [
                each
                for each in self._entries.values()
                if each.prev in before and each.stage is CommandStage.QUEUED and not each.rests_on
            ]
            found += following
            before = {each.id for each in following}
        return tuple(found)

    def unanswered(self) -> tuple[int, int]:
        """How many commands ask their author, and how many wait behind those."""
        asked = [each for each in self._entries.values() if asking(each)]
        behind = {each.id for question in asked for each in self.behind(question)}
        return len(asked), len(behind)

    async def answer(self, question: OutboxEntry) -> tuple[OutboxEntry, ...]:
        """Settle a question without a new command. Returns its followers, which are taken out.

        Raises `ProfileProblem`.
        """
        gone = self.followers(question)
        freed = self._retied((question, *gone), self._before(question))
        await self._outbox.answer(question.id, [each.id for each in gone], freed)
        self._forget((question, *gone))
        self._relink(freed)
        return gone

    def forget_confirmed(self, held: Position, copies: Mapping[str, Copy]) -> frozenset[str]:
        """Forget the applied commands that the held copies carry. Returns their records."""
        done = [
            entry
            for entry in self._entries.values()
            if entry.stage is CommandStage.APPLIED
            and covered(entry.receipts, copies.get(entry.record_id), held)
        ]
        self._forget(done)
        return frozenset(entry.record_id for entry in done)

    def _retied(
        self, ended: Sequence[OutboxEntry], instead: str | None
    ) -> list[tuple[str, str | None]]:
        """The ids of what is to be sent after one of those that end, and for what each waits from
        then on: the nearest that stays of those before it, or `instead` of the first that ends."""
        gone = {each.id: each for each in ended}
        tied: list[tuple[str, str | None]] = []
        for entry in self._entries.values():
            if entry.prev not in gone or entry.id in gone:
                continue
            at = gone[entry.prev]
            while at is not ended[0] and at.prev in gone:
                at = gone[at.prev]
            stays = at is not ended[0] and at.prev in self._entries
            tied.append((entry.id, at.prev if stays else instead))
        return tied

    def _relink(self, relinked: Iterable[tuple[str, str | None]]) -> None:
        """Have each of these commands wait for another predecessor, or for none."""
        for id_, prev in relinked:
            if id_ in self._entries:
                self._entries[id_] = replace(self._entries[id_], prev=prev)

    async def _free_from_lost(self, answers: Iterable[Answer]) -> None:
        """Untie the commands that the server lets wait for a predecessor that is done with here.

        A server that lost the receipt of the predecessor would wait for it for ever. It keeps
        nothing of a command that it lets wait, so that this one may go without.
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
        """Whether what goes before this command does not hold it back any more."""
        before = self._entries.get(entry.prev) if entry.prev else None
        if before is None or before.stage is CommandStage.APPLIED:
            return True
        # The server refuses at once what rests on a command that it refused.
        return before.id in entry.rests_on and before.stage in ASKING

    def _before(self, entry: OutboxEntry) -> str | None:
        """The command that this one has to wait for, if it is not done yet."""
        return None if self._is_free(entry) else entry.prev

    def _predecessor(self, given: GivenCommand, gone: Collection[OutboxEntry] = ()) -> str | None:
        """The command after which this one is to be sent, of those that are not about to be `gone`:
        the last one that waits on its record, or for one that stands alone what it rests on.

        A question that waits for its author holds back only what was given before it was asked.
        """
        if given.alone:
            return next((id_ for id_ in given.rests_on if self._waits(id_)), None)
        here = [each for each in self._entries.values() if each.record_id == given.record_id]
        waiting = [each.id for each in _in_turn(here) if each.stage in WAITING and each not in gone]
        return waiting[-1] if waiting else None

    def waiting(self, now: datetime) -> int:
        """How many commands wait for the server's answer, without those that are only held for
        their undo."""
        return sum(each.stage in WAITING and not each.held(now) for each in self._entries.values())

    def _forget(self, entries: Iterable[OutboxEntry]) -> None:
        for entry in entries:
            self._entries.pop(entry.id, None)


def _ties(alive: Sequence[OutboxEntry]) -> dict[str, str]:
    """The commands that have to wait for another predecessor than before, and for which, where
    work on a record is offered again.

    What was given after a command that had been applied did not wait for it then, and does now,
    but for what stands alone: that says itself what it rests on. A question gets its place too:
    whatever waits for it waits for what stands before it.
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
    """These commands in the order in which they are sent.

    What another life of the server had applied goes first, and each command after the one that it
    waits for, even if that is newer, since it took the place of a question. Else they go as they
    were given.
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
    """Whether another life of the server had applied it, which this one may have lost."""
    return entry.stage in WAITING and entry.disposition is not None


def asking(entry: OutboxEntry) -> bool:
    """Whether its author has to answer for this command, since the server did not take it in."""
    return entry.stage in ASKING
