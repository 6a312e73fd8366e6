"""`LiveChecks`: reading the letter with the checks while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Any

from ui.panes.reply.desk import ReplyDesk
from ui.panes.reply.findings import Reading
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


class LiveChecks:
    """Reads a pair the moment it changes, and the whole letter `PAUSE` seconds later in a worker.

    The checks load with the first letter that says something, in that worker; until then no pair
    is read at once. Nothing that was found is kept here: `tell` gets what the worker read.
    """

    def __init__(
        self,
        desk: ReplyDesk,
        spawn: Spawn,
        tell: Callable[[Reading], None],
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._spawn = spawn
        self._tell = tell
        self._clock = clock
        self._sleep = sleep
        self._key = ("", "")
        # It grows when what was read before does not count any more.
        self._edition = 0
        self._context: CheckContext | None = None
        self._wanted: Draft | None = None
        self._whole: Draft | None = None
        self._last = 0.0
        self._running: asyncio.Task[None] | None = None

    def about(self, case_id: str, party_id: str) -> None:
        """Forget what was read: the letter is about this case as it is now, to this party."""
        self._key = (case_id, party_id)
        self._edition += 1
        self._context = None
        self._whole = None
        self._wanted = None

    def read_pairs(
        self, draft: Draft, beads: Collection[str]
    ) -> list[tuple[Bead, tuple[Finding, ...]]]:
        """Read these pairs of the letter at once, because they say something else; returns what
        was found in each. Many are left to the worker, and so is one that is long."""
        context = self._context
        if context is None or not 0 < len(beads) <= _AT_ONCE:
            return []
        from workstation.bilingual.checks import check_bead  # loaded by the worker already

        # All but the dictionary, which would look every half-written word up.
        plain = replace(context, profile=replace(context.profile, spelling=False))
        changed = (bead for bead in draft.beads if bead.id in beads)
        short = (bead for bead in changed if max(len(bead.en), len(bead.zh)) <= _LONG)
        return [(bead, tuple(check_bead(bead, plain))) for bead in short]

    def read_soon(self, draft: Draft) -> None:
        """Have the whole letter read, which is now this, as soon as nobody types."""
        self._wanted = draft
        self._last = self._clock()
        if self._running is None or self._running.done():
            self._running = self._spawn(self._run(), "check the letter")

    def stop(self) -> None:
        """Ask the workstation nothing from now on: nobody looks at the letter any more."""
        self.about("", "")

    @property
    def glossary(self) -> TermIndex | None:
        """The terms of the house for this recipient; None before anything was checked."""
        known = self._context
        if known is None or known.glossary is None:
            return None
        from workstation.bilingual.checks.traditional import glossary_shown  # loaded already

        return glossary_shown(known.glossary, known.script)

    async def finish(self, draft: Draft) -> None:
        """Read the whole letter now, if that was not done yet: it is to be sent."""
        edition = -1
        while draft != self._whole and edition != self._edition:
            edition = self._edition
            await self._read(draft)

    async def _run(self) -> None:
        while (draft := self._wanted) is not None:
            rest = self._last + PAUSE - self._clock()
            if rest > 0:
                await self._sleep(rest)
                continue
            self._wanted = None
            await self._read(draft)

    async def _read(self, draft: Draft) -> None:
        key, edition = self._key, self._edition
        beads = draft.beads if not all(map(is_blank, draft.beads)) else ()
        found: tuple[Finding, ...] = ()
        refused: Refused | None = None
        context = self._context
        try:
            if beads and context is None:
                context = await self._desk.letters.check_context(*key)
            # The letter may have been left for another, or the glossary have changed, meanwhile.
            if beads and edition == self._edition:
                found = await self._desk.letters.examine(*key, beads)
        except KeyError:
            return
        except Refused as said:
            refused = said
        if edition != self._edition:
            return
        self._context, self._whole = context, draft
        listed: dict[str, list[Finding]] = {bead.id: [] for bead in draft.beads}
        for finding in found:
            listed[finding.bead].append(finding)
        self._tell(Reading(draft, listed, refused))
