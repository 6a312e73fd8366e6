"""What the verbs of the workstation share: the files, the person, and what they see."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workstation.app.announce import Announcer
from workstation.app.book import Book
from workstation.app.standing import due
from workstation.app.values import Change, SyncStatus
from workstation.cache.accounts import Accounts
from workstation.cache.drafts import Drafts
from workstation.cache.house_edits import HouseEdits
from workstation.cache.ledger import Ledger, asking
from workstation.cache.outbox import Outbox
from workstation.cache.overlay import Overlaid, overlay, shown
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.profile import has_parked, swap_cache
from workstation.cache.receipts import Receipts
from workstation.cache.truth import Truths, open_truths
from workstation.cache.values import Account, Entry, Position, Truth
from workstation.cache.work import Work
from workstation.domain.actor import Actor
from workstation.domain.house import House
from workstation.domain.policy import Library
from workstation.drafting.shipped import shipped_house
from workstation.i18n import Message
from workstation.sync.transport import Transport


@dataclass(slots=True)
class Signed:
    """A person who is signed in, with what is theirs. `password` is kept only while offline."""

    account: Account
    me: Actor
    device: str
    ledger: Ledger
    receipts: Receipts
    drafts: Drafts
    book: Book
    transport: Transport
    token: str
    password: str = ""
    drafted: set[tuple[str, str]] = field(default_factory=set)


class NobodySignedIn(Exception):
    """A verb was used that needs a person. The window never offers it then."""


class Office:
    """One profile, opened. Attributes are the last known state, read at any time."""

    def __init__(
        self,
        profile: Path,
        work: Work,
        truths: Truths,
        *,
        library: Library,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        chance: random.Random,
        connect: Callable[[str], Transport],
    ) -> None:
        self.profile = profile
        self.work = work
        self.truths = truths
        self.accounts = Accounts(work)
        self.library = library
        self.clock = clock
        self.new_id = new_id
        self.chance = chance
        self.connect = connect
        self.announcer = Announcer()
        self.server = ""
        self.status = SyncStatus()
        # As `SyncStatus` says it; what is told of the server leaves it alone.
        self.unsaved: Message | None = None
        self.full: Message | None = None
        self.signed: Signed | None = None
        self.directory: tuple[Actor, ...] = ()
        self.overlays: dict[str, Overlaid] = {}
        # Commands are given one after the other: the second is decided over the first.
        self.turn = asyncio.Lock()
        self._projecting = asyncio.Lock()

    @property
    def person(self) -> Signed:
        """Who is signed in. Raises `NobodySignedIn`."""
        if self.signed is None:
            raise NobodySignedIn
        return self.signed

    @property
    def house(self) -> House:
        """The house book as the person sees it; for nobody, the one that is shipped."""
        signed = self.signed
        return signed.book.seen(signed.me) if signed is not None else shipped_house()

    @property
    def waiting(self) -> int:
        """How much waits for the server's answer; not what is only held for its undo."""
        if self.signed is None:
            return 0
        edits = sum(each.answer is None for each in self.signed.book.edits.entries())
        return due(self.signed.ledger.entries(), self.clock()) + edits

    async def enter(
        self, account: Account, me: Actor, transport: Transport, *, token: str, password: str = ""
    ) -> None:
        """Let a person in: their cache, outbox and drafts, with nothing of anybody else's."""
        await self._use_cache_of(account)
        self.server = account.server
        work = self.work
        signed = Signed(
            account=account,
            me=me,
            device=await self.accounts.device(),
            ledger=Ledger(Outbox(work, account)),
            receipts=Receipts(work, account),
            drafts=Drafts(work, me.id),
            book=Book(HouseEdits(work, account)),
            transport=transport,
            token=token,
            password=password,
        )
        transport.carry(token)
        # Neither is needed for the work to go on.
        with suppress(DiskTrouble):
            await signed.receipts.prune(self.clock())
            await signed.book.edits.take_over(me.id, self.new_id)
        self.signed = signed
        await self.count_drafts()
        await self.reload()

    async def count_drafts(self) -> None:
        """Note of which cases and parties the person has drafts."""
        signed = self.person
        signed.drafted = {(each.case_id, each.party_id) for each in await signed.drafts.all()}

    async def reload(self) -> None:
        """Read outbox and staff again, and derive the overlay anew."""
        signed = self.person
        ledger = signed.ledger
        applied = sorted(await ledger.applied_cases())
        held = await self.truths.position()
        await ledger.load(held, await self.truths.copies(applied) if applied else {})
        staff = await self.truths.staff()
        self.directory = staff.directory
        if staff.actor is not None and staff.actor.id == signed.me.id:
            signed.me = staff.actor
        await signed.book.load(self.truths, self.clock())
        self.overlays.clear()
        await self.project({entry.case_id for entry in ledger.entries()})

    async def begin(self) -> None:
        """Find out what stands before anybody signs in. What would write on a full disk raises
        `DiskTrouble`, until there is room."""
        self.server = await self.accounts.last_server()
        await self.look_for_room()

    async def look_for_room(self) -> None:
        """Ask the disk whether it takes anything, and say what it says."""
        took = await self.work.on_lane(self.work.can_save)
        self.tell_disk(None if took else DiskTrouble(self.work.kind).reason, self.unsaved)

    def tell_disk(self, full: Message | None, unsaved: Message | None) -> None:
        """Say why it takes nothing, or did not take what was typed, if that is news."""
        if (full, unsaved) != (self.full, self.unsaved):
            self.full, self.unsaved = full, unsaved
            self.announcer.say(Change(status=True))

    def leave(self) -> None:
        """Nobody is signed in any more. Their work stays where it is."""
        self.signed = None
        self.directory = ()
        self.overlays.clear()

    async def _use_cache_of(self, account: Account) -> None:
        held = await self.truths.account()
        if held != account and (held is not None or has_parked(self.profile, account)):
            await self.truths.close()
            swap_cache(self.profile, held, account)
            try:
                self.truths = open_truths(self.profile, self.work.threads)
            except ProfileProblem:
                swap_cache(self.profile, account, held)
                self.truths = open_truths(self.profile, self.work.threads)
                raise
        await self.truths.account(account)

    async def project(self, case_ids: Iterable[str]) -> None:
        """Derive anew what the person sees of these cases."""
        signed = self.person
        async with self._projecting:
            wanted = set(case_ids)
            entries = [each for each in signed.ledger.entries() if each.case_id in wanted]
            touched = sorted({entry.case_id for entry in entries})
            truths = await self.truths.truths(touched) if touched else {}
            # Where the server has said nothing yet, nothing can be in a copy.
            told = any(entry.receipts for entry in entries)
            held = await self.truths.position() if told else Position("", {})
            for case_id in wanted:
                self.overlays.pop(case_id, None)
            for case_id in touched:
                mine = [entry for entry in entries if entry.case_id == case_id]
                over = self._overlay(signed, truths.get(case_id), mine, held)
                if over is not None:
                    self.overlays[case_id] = over

    def _overlay(
        self, signed: Signed, truth: Truth | None, entries: list[Entry], held: Position
    ) -> Overlaid | None:
        pending = shown(entries, truth.copy if truth is not None else None, held)
        asks = any(map(asking, entries))
        return overlay(truth, pending, asks, signed.me, self.library)

    async def sight(self, case_id: str) -> Overlaid | Truth | None:
        """The case as the person sees it: with an overlay if they worked on it."""
        over = self.overlays.get(case_id)
        if over is not None:
            return over
        return (await self.truths.truths([case_id])).get(case_id)
