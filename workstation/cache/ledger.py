"""The outbox as the program thinks about it: what waits, what is held, what asks.

The entries that are alive are kept here in memory, and every change is journalled. The memory is
changed on one thread only, so that undoing and sending cannot overtake each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from workstation.cache.outbox import Outbox
from workstation.cache.overlay import covered
from workstation.cache.problem import ProfileProblem
from workstation.cache.values import ASKING, WAITING, Copy, Entry, Given, Position, Stage
from workstation.domain.commands import UnknownCommand
from workstation.wire.codec import encode
from workstation.wire.push import (
    COMMAND_VERSION,
    Answer,
    Applied,
    Disposition,
    Parked,
    Quarantined,
    Refusal,
    Wait,
)

_STAGES: dict[type[Disposition], Stage] = {
    Applied: Stage.APPLIED,
    Refusal: Stage.REFUSED,
    Parked: Stage.CONFLICT,
    Quarantined: Stage.QUARANTINED,
}


class Ledger:
    """The live part of one account's outbox: waiting, asking, or applied and not yet covered."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._entries: dict[str, Entry] = {}
        # The life of the server that the receipts come from.
        self.epoch = self._copies_from = ""
        # How many commands wait again since the server has another life; they are not among the
        # entries before the next `load`.
        self.offered_again: int | None = None

    async def load(self, held: Position, copies: Mapping[str, Copy]) -> None:
        """Read what is alive. What is held stays so for the rest of its time: its person is
        shown the way back again.

        `copies` are those that are held of the cases in `applied_cases`.
        """
        alive = await self._outbox.alive()
        uncovered = [
            id_
            for id_, case_id, receipts in await self._outbox.applied()
            if not covered(receipts, copies.get(case_id), held)
        ]
        applied = await self._outbox.entries(uncovered) if uncovered else ()
        everything = sorted((*alive, *applied), key=lambda entry: entry.n)
        self._entries = {entry.id: entry for entry in everything}
        self.epoch, self._copies_from = await self._outbox.epoch(), held.epoch
        self.offered_again = None

    async def applied_cases(self) -> frozenset[str]:
        """The cases of everything that was applied and is still kept."""
        return frozenset(case_id for _id, case_id, _receipts in await self._outbox.applied())

    def get(self, id_: str) -> Entry | None:
        """The entry of that id, if it is alive."""
        return self._entries.get(id_)

    def entries(self) -> tuple[Entry, ...]:
        """Everything that is alive, in the order in which it was given."""
        return tuple(self._entries.values())

    async def give(
        self,
        given: Sequence[Given],
        hold: timedelta = timedelta(0),
        *,
        answers: Entry | None = None,
    ) -> tuple[Entry, ...]:
        """Journal commands that belong together; they are durable on return.

        `answers` is the question that they answer: it is settled in the same transaction.
        """
        chain = given[0].id
        prev = self._last_waiting(given[0].case_id) if answers is None else _receipt_of(answers)
        entries: list[Entry] = []
        for each in given:
            entries.append(_entry(each, chain, prev, each.at + hold if hold else None))
            prev = each.id
        gone = self.followers(answers) if answers is not None else ()
        ended = (answers, *gone) if answers is not None else ()
        # What waited for the question waits for its answer: the server never hears of followers.
        relinked = [(each, prev) for each in self._waiting_for(ended)]
        numbered = await self._outbox.add(
            entries, given[0].seen, [each.id for each in ended], relinked
        )
        self._forget(ended)
        for entry in numbered:
            self._entries[entry.id] = entry
        self._relink(relinked)
        return numbered

    async def undo(self, id_: str, now: datetime) -> tuple[Entry, ...]:
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

    def sendable(self, now: datetime) -> tuple[Entry, ...]:
        """What can go out now: not held, and nothing before it in its case waits or asks.

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

    async def sent(self, entries: Iterable[Entry]) -> None:
        """These are about to be sent; from here on they cannot be undone."""
        fresh = [entry for entry in entries if entry.stage is Stage.QUEUED]
        for entry in fresh:
            self._entries[entry.id] = replace(entry, stage=Stage.SENT)
        if fresh:
            await self._outbox.set_stage([entry.id for entry in fresh], Stage.SENT)

    async def hear(self, epoch: str, answers: Iterable[Answer], now: datetime) -> frozenset[str]:
        """Keep what the server said in its life `epoch`, "" if nobody says which that is.

        In another life than before it may have lost all that it applied: that waits again from
        here on, and `offered_again` says how much. Returns the cases concerned.
        """
        news: list[tuple[str, Stage, Disposition]] = []
        told = tuple(answers)
        await self._wait_for_nothing(told)
        same = epoch in ("", self.epoch) and self.offered_again is None
        for answer in told:
            said = answer.disposition
            # In another life all that was applied waits again, and this may be of that, whichever
            # direction heard of that life first.
            if not isinstance(said, Wait) and (not same or self._waits(said.id)):
                news.append((said.id, _STAGES[type(said)], said))
        if not news and same:
            return frozenset()
        reborn, again = await self._outbox.dispose(news, now, epoch, self._copies_from)
        if reborn or self.offered_again is not None:
            self.offered_again = again
        self.epoch = epoch or self.epoch
        cases: set[str] = set()
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
                cases.add(entry.case_id)
        return frozenset(cases)

    def followers(self, question: Entry) -> tuple[Entry, ...]:
        """What goes with a question when it is answered: what was given together with it, after
        it, and has not been sent. Of a case that left the person's sight it is all that waits:
        the server would say the same of each.
        """
        said = question.disposition
        gone = isinstance(said, Quarantined) and said.out_of_sight
        return tuple(
            entry
            for entry in self._entries.values()
            if entry.n > question.n
            and entry.stage is Stage.QUEUED
            and (entry.chain == question.chain or (gone and entry.case_id == question.case_id))
        )

    async def answer(self, question: Entry) -> tuple[Entry, ...]:
        """Settle a question without a new command. Returns what was to follow it, taken out."""
        gone = self.followers(question)
        freed = self._waiting_for((question, *gone))
        await self._outbox.answer(question.id, [each.id for each in gone], freed)
        self._forget((question, *gone))
        self._relink([(each, None) for each in freed])
        return gone

    def settle(self, held: Position, copies: Mapping[str, Copy]) -> frozenset[str]:
        """Let go of applied commands that the held copies carry. Returns their cases."""
        done = [
            entry
            for entry in self._entries.values()
            if entry.stage is Stage.APPLIED
            and covered(entry.receipts, copies.get(entry.case_id), held)
        ]
        self._forget(done)
        return frozenset(entry.case_id for entry in done)

    def _waiting_for(self, entries: Iterable[Entry]) -> list[str]:
        """The other commands that are to go out after one of these."""
        ids = {entry.id for entry in entries}
        others = (entry for entry in self._entries.values() if entry.id not in ids)
        return [entry.id for entry in others if entry.prev in ids]

    def _relink(self, relinked: Iterable[tuple[str, str | None]]) -> None:
        for id_, prev in relinked:
            if id_ in self._entries:
                self._entries[id_] = replace(self._entries[id_], prev=prev)

    def _bring_back(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            if self._entries.get(entry.id, entry).stage is Stage.QUEUED:
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

    def _is_free(self, entry: Entry) -> bool:
        before = self._entries.get(entry.prev) if entry.prev else None
        return before is None or before.stage is Stage.APPLIED

    def _last_waiting(self, case_id: str) -> str | None:
        """The command of this case that has to be answered before the next one, if any.

        A question that waits for its person holds back only what was given before it was asked.
        """
        waiting = [
            entry
            for entry in self._entries.values()
            if entry.case_id == case_id and entry.stage in WAITING
        ]
        return waiting[-1].id if waiting else None

    def _forget(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self._entries.pop(entry.id, None)


def _entry(given: Given, chain: str, prev: str | None, held_until: datetime | None) -> Entry:
    command = given.command
    body, v = (
        (command.body, command.v)
        if isinstance(command, UnknownCommand)
        else (encode(command), COMMAND_VERSION)
    )
    return Entry(
        id=given.id,
        n=0,
        chain=chain,
        case_id=given.case_id,
        command=command,
        body=body,
        v=v,
        base_version=given.base_version,
        prev=prev,
        at=given.at,
        held_until=held_until,
        stage=Stage.QUEUED,
        reference=given.reference,
        title=given.title,
    )


def _receipt_of(question: Entry) -> str | None:
    """What the server has to have before the answer: its own no, if it was its own."""
    return question.id if question.stage is not Stage.QUARANTINED else None


def asking(entry: Entry) -> bool:
    """Whether a person has to answer for it."""
    return entry.stage in ASKING
