"""`LiveChecks`: what the checks find in the letter as it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from ui.panes.reply.desk import ReplyDesk
from workstation.bilingual.bead import Bead
from workstation.bilingual.draft import Draft, is_blank
from workstation.domain.problem import Refused

if TYPE_CHECKING:
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding
    from workstation.bilingual.checks.glossary import TermIndex

PAUSE = 0.4
# What is more than this at once (a paste, a merge of everything) is left to the worker.
_AT_ONCE, _LONG = 3, 1500
Spawn = Callable[[Coroutine[Any, Any, None], str], asyncio.Task[None]]
Key = tuple[str, str]
Findings = Mapping[str, tuple["Finding", ...]]


class LiveChecks:
    """A pair is checked the moment it changes, the whole letter `PAUSE` seconds later in a worker.

    The checks load with the first letter that says something, in that worker; until then no pair
    is checked at once. `told` is called when the worker found something new.
    """

    def __init__(
        self,
        desk: ReplyDesk,
        spawn: Spawn,
        told: Callable[[], None],
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._spawn = spawn
        self._told = told
        self._clock = clock
        self._sleep = sleep
        self._key: Key = ("", "")
        self._reading = 0
        self._context: CheckContext | None = None
        self._kept: dict[str, tuple[Bead, tuple[Finding, ...]]] = {}
        self._wanted: Draft | None = None
        self._whole: Draft | None = None
        self._newest = Draft()
        self._last = 0.0
        self._running: asyncio.Task[None] | None = None
        self.refused: Refused | None = None

    def about(self, case_id: str, party_id: str) -> None:
        """The letter is about this case as it is now, to this party: all is to be read anew."""
        self._key = (case_id, party_id)
        self._reading += 1
        self._context = None
        self._whole = None
        self._wanted = None
        self._kept = {}
        self.refused = None

    def changed(self, draft: Draft, beads: Iterable[str] = ()) -> None:
        """The letter is now this, and these of its pairs say something else."""
        self._newest = draft
        touched = tuple(beads)
        if self._context is not None and len(touched) <= _AT_ONCE:
            known = {bead.id: bead for bead in draft.beads}
            for bead in filter(None, map(known.get, touched)):
                self._check(bead, self._context)
        self._wanted = draft
        self._last = self._clock()
        if self._running is None or self._running.done():
            self._running = self._spawn(self._run(), "check the letter")

    def stop(self) -> None:
        """Nobody looks any more: nothing is asked of the workstation from now on."""
        self.about("", "")

    def known(self, draft: Draft) -> Findings:
        """What was found in the pairs as they are now; a pair that was not read is not named."""
        found: dict[str, tuple[Finding, ...]] = {}
        for bead in draft.beads:
            kept = self._kept.get(bead.id)
            if kept is not None and _says_same(kept[0], bead):
                found[bead.id] = kept[1]
        return found

    @property
    def glossary(self) -> TermIndex | None:
        """The terms of the house for this recipient; None before anything was checked."""
        known = self._context
        if known is None or known.glossary is None:
            return None
        from workstation.bilingual.checks.traditional import glossary_shown  # loaded already

        return glossary_shown(known.glossary, known.script)

    async def finish(self, draft: Draft) -> None:
        """Check the whole letter now if that was not done: it is to be sent."""
        self._newest = draft
        reading = -1
        while draft != self._whole and reading != self._reading:
            reading = self._reading
            await self._check_whole(draft)

    def _check(self, bead: Bead, context: CheckContext) -> None:
        """All but the dictionary, which would look every half-written word up: it waits for the
        pause.
        """
        if max(len(bead.en), len(bead.zh)) > _LONG:
            return
        from workstation.bilingual.checks import check_bead  # loaded by the worker already

        plain = replace(context, profile=replace(context.profile, spelling=False))
        self._kept[bead.id] = (bead, check_bead(bead, plain))

    async def _run(self) -> None:
        while (draft := self._wanted) is not None:
            rest = self._last + PAUSE - self._clock()
            if rest > 0:
                await self._sleep(rest)
                continue
            self._wanted = None
            await self._check_whole(draft)

    async def _check_whole(self, draft: Draft) -> None:
        key, reading = self._key, self._reading
        beads = draft.beads if not all(map(is_blank, draft.beads)) else ()
        found: tuple[Finding, ...] = ()
        refused: Refused | None = None
        context = self._context
        try:
            if beads and context is None:
                context = await self._desk.letters.check_context(*key)
            # The letter may have been left for another, or the glossary have changed, meanwhile.
            if beads and reading == self._reading:
                found = await self._desk.letters.examine(*key, beads)
        except KeyError:
            return
        except Refused as said:
            refused = said
        if reading != self._reading:
            return
        self._context, self._whole, self.refused = context, draft, refused
        self._keep(draft, found)
        self._told()

    def _keep(self, draft: Draft, found: tuple[Finding, ...]) -> None:
        listed: dict[str, list[Finding]] = {bead.id: [] for bead in draft.beads}
        for finding in found:
            listed[finding.bead].append(finding)
        now = {bead.id: bead for bead in self._newest.beads}
        for bead in draft.beads:
            # A pair that changed since was checked at once, later than what the worker read.
            if bead.id not in self._kept or _says_same(now.get(bead.id, bead), bead):
                self._kept[bead.id] = (bead, tuple(listed[bead.id]))
        self._kept = {name: kept for name, kept in self._kept.items() if name in now}


def _says_same(one: Bead, other: Bead) -> bool:
    return one is other or (one.en, one.zh, one.lock) == (other.en, other.zh, other.lock)
