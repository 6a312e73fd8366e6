"""An open profile: its files, who is signed in, and what they see of the records."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from workstation.app.announcer import Announcer
from workstation.app.values import Change, Published, SyncStatus
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.cache.accounts import Accounts
from workstation.cache.drafts import Drafts
from workstation.cache.ledger import Ledger, asking
from workstation.cache.outbox import Outbox
from workstation.cache.overlay import Overlaid, blank, overlay, shown
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.profile import has_parked, swap_cache
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.truth import Truths, open_truths
from workstation.cache.values import Account, OutboxEntry, Position, Truth
from workstation.cache.work import Work
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.context import NO_REFERENCES, Context, ReferenceSet, declared_by
from workstation.domain.glossary.values import GLOSSARY_ID, Glossary
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.records import (
    Crew,
    Interests,
    StaffMember,
    actor_of,
    interests_id,
)
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Kind, Record
from workstation.domain.settings.periods import CARRIED_TARGETS, CARRIED_WINDOWS
from workstation.i18n import Message, _
from workstation.policies.library import load
from workstation.sync.server_clock import ServerClock
from workstation.sync.transport import Transport
from workstation.value_class import dataclass


@dataclass(slots=True)
class UserSession:
    """A person who is signed in, with what is theirs.

    `account`: their user name and its server.
    `me`: who they are, as the server last said.
    `device`: the id of this profile as a device.
    `ledger`, `receipts`: their outbox.
    `drafts`: what they have written and not sent.
    `transport`: the connection to their server, which carries the `token` of the session.
    `password`: kept only while nobody but this profile vouched for them, to sign in for good.
    `drafted`: record and slot of each of their drafts.
    `over`: why the server has ended the session, and what to do; None where it did not say.
    `unsent`: where their unsent work is since their access has ended; None for what is not known,
    and where there was none.
    """

    account: Account
    me: Actor
    device: str
    ledger: Ledger
    receipts: ReceiptKeeping
    drafts: Drafts
    transport: Transport
    token: str
    password: str = ""
    drafted: set[tuple[str, str]] = field(default_factory=set)
    over: tuple[Message, Message] | None = None
    unsent: Message | None = None


class NobodySignedIn(Exception):
    """A verb was used that needs somebody to be signed in. The window does not offer it then."""


class OpenProfile:
    """A profile that is open. Its attributes are the state as it is known; all may read them.

    `folder`: where its files are.
    `work`, `truths`: its two files.
    `accounts`: who has signed in on it.
    `references`: the records of reference kinds as the server last sent them.
    `connect`: makes the connection to a server.
    `server`: the address of the server that was used last.
    `status`: how the workstation stands with the server.
    `last_sync`: when the server last confirmed to whoever is signed in that nothing was missing.
    `unsaved`, `full`: how it stands with the disk, as `SyncStatus` says it.
    `session`: who is signed in, None for nobody.
    `interests`: the conflicts of interest that the server lets the person see, theirs among them.
    `overlays`: what the person sees of the records that they have worked on, by id.
    `turn`: is held while a command is given: the next one is decided over it.
    `door`: is held while somebody comes or goes: whoever comes in is in before the next does.
    """

    def __init__(
        self,
        folder: Path,
        work: Work,
        truths: Truths,
        *,
        clock: ServerClock,
        new_id: Callable[[], str],
        chance: random.Random,
        connect: Callable[[str], Transport],
    ) -> None:
        self.folder = folder
        self.work = work
        self.truths = truths
        self.accounts = Accounts(work)
        self.kinds = truths.kinds
        # `_known`: the same, over what the program carries.
        self.references = self._known = NO_REFERENCES
        self.clock = clock
        self.new_id = new_id
        self.chance = chance
        self.connect = connect
        self.announcer = Announcer()
        self.server = ""
        self.status = SyncStatus()
        self.last_sync: datetime | None = None
        self.unsaved: Message | None = None
        self.full: Message | None = None
        self.session: UserSession | None = None
        self.interests: Mapping[Id, Record] = {}
        # Any: of whichever kinds.
        self.overlays: dict[Id, Overlaid[Any]] = {}
        self.turn = asyncio.Lock()
        self.door = asyncio.Lock()
        self._projecting = asyncio.Lock()

    @property
    def signed_in(self) -> UserSession:
        """The session of whoever is signed in. Raises `NobodySignedIn`."""
        if self.session is None:
            raise NobodySignedIn
        return self.session

    @property
    def glossary(self) -> Glossary:
        """The glossary as the person sees it; for nobody, the one that is shipped."""
        if self.session is None:
            return shipped_house()
        return self.others.need(Glossary, GLOSSARY_ID)

    @property
    def others(self) -> Context:
        """What every rule may look at: the records of reference kinds as the person sees them."""
        seen = [each.record for each in self.overlays.values() if self._every_rule_sees(each)]
        return Context(self._known.with_records(seen) if seen else self._known)

    @property
    def library(self) -> Library:
        """The policies with their settings as the person sees them; for nobody, those carried."""
        return self.others.library if self.session is not None else carried().library

    def use_references(self, references: ReferenceSet) -> tuple[Published, ...]:
        """Go by these records of reference kinds from now on, and by those that the program
        carries.

        Returns the versions of policies that are new; none where there were no records before.
        """
        before, self.references = self.references, references
        self._known = carried().with_records(references.values())
        fresh: list[Published] = []
        for policy in references.library.policies if before else ():
            known = before.library.policy(policy.code)
            held = {each.version for each in known.versions} if known is not None else set()
            versions = (each.version for each in policy.versions)
            fresh += [Published(policy.code, each) for each in versions if each not in held]
        return tuple(fresh)

    @property
    def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here, with their conflicts of interest as far as they are held."""
        others = self.others
        crews = others.all(Crew)
        people = [each for each in others.all(StaffMember) if each.works]
        return tuple(actor_of(each, self.interests_of(each.user), crews) for each in people)

    def interests_of(self, user: str) -> Interests | None:
        """Somebody's conflicts of interest as the person sees them; None where none are held."""
        over = self.overlays.get(interests_id(user))
        found = over.record if over is not None else self.interests.get(interests_id(user))
        return found if isinstance(found, Interests) else None

    def is_reference(self, id_: Id) -> bool:
        """Whether every rule may look at this record."""
        over = self.overlays.get(id_)
        return id_ in self._known or (over is not None and self._every_rule_sees(over))

    # Any: of whichever kind.
    def _every_rule_sees(self, over: Overlaid[Any]) -> bool:
        return self.kinds.of(over.record).reference

    def truth_version(self, id_: Id) -> int:
        """The version of a reference record that this workstation goes by; 0 for none of the
        server's."""
        record = self.references.get(id_)
        return record.version if record is not None else 0

    @property
    def waiting(self) -> int:
        """How many commands wait for the server's answer, without those only held for undo."""
        if self.session is None:
            return 0
        return self.session.ledger.waiting(self.clock())

    async def enter(
        self, account: Account, me: Actor, transport: Transport, *, token: str, password: str = ""
    ) -> None:
        """Let a person in, to their own cache, outbox and drafts. Raises `ProfileProblem`."""
        await self._use_cache_of(account)
        self.server = account.server
        work = self.work
        session = UserSession(
            account=account,
            me=me,
            device=await self.accounts.device(),
            ledger=Ledger(Outbox(work, account, self.kinds)),
            receipts=ReceiptKeeping(work, account, self.kinds),
            drafts=Drafts(work, me.id, account.server),
            transport=transport,
            token=token,
            password=password,
        )
        transport.carry(token)
        # A full disk keeps nobody from working: neither is needed for that.
        with suppress(DiskTrouble):
            await session.receipts.prune(self.clock())
            await session.ledger.take_over(me.id, self.new_id)
        # A command that was given before the outbox is read would not be among its entries.
        async with self.turn:
            self.session = session
            await self.count_drafts()
            await self.reload()

    async def count_drafts(self) -> None:
        """Note of which records and slots the person has drafts."""
        session = self.signed_in
        session.drafted = {(each.record_id, each.slot) for each in await session.drafts.all()}

    async def reload(self) -> None:
        """Read everything of the person again, and derive anew what they see."""
        session = self.signed_in
        ledger = session.ledger
        applied = sorted(await ledger.applied_records())
        held = await self.truths.position()
        await ledger.load(held, await self.truths.copies(applied) if applied else {})
        staff = await self.truths.staff()
        self.interests = await self.truths.all_of(INTERESTS)
        if staff.actor is not None and staff.actor.id == session.me.id:
            session.me = staff.actor
        self.use_references(await self.truths.references())
        self.overlays.clear()
        await self.project({entry.record_id for entry in ledger.entries()})

    async def begin(self) -> None:
        """Read what is known before anybody signs in."""
        self.server = await self.accounts.last_server()
        await self.look_for_room()

    async def look_for_room(self) -> None:
        """Try whether the disk takes anything, and announce what comes of it."""
        took = await self.work.in_turn(self.work.can_save)
        self.tell_disk(None if took else DiskTrouble(self.work.kind).reason, self.unsaved)

    def tell_disk(self, full: Message | None, unsaved: Message | None) -> None:
        """Announce why the disk takes nothing, or did not take what was typed, if that is news."""
        if (full, unsaved) != (self.full, self.unsaved):
            self.full, self.unsaved = full, unsaved
            self.announcer.say(Change(status=True))

    def leave(self) -> None:
        """Let whoever is signed in out. Their work stays where it is."""
        self.session = None
        self.interests = {}
        self.use_references(NO_REFERENCES)
        self.overlays.clear()

    async def _use_cache_of(self, account: Account) -> None:
        """Park the cache of anybody else, and open that of this account. Raises `ProfileProblem`:
        the cache is that of before then."""
        held = await self.truths.account()
        if held != account and (held is not None or has_parked(self.folder, account)):
            await self.truths.close()
            swap_cache(self.folder, held, account)
            try:
                self.truths = self._open_truths()
            except ProfileProblem:
                swap_cache(self.folder, account, held)
                self.truths = self._open_truths()
                raise
        await self.truths.account(account)
        contact = await self.truths.contact()
        self.clock.recall(contact)
        self.last_sync = contact.at if contact is not None else None

    def _open_truths(self) -> Truths:
        return open_truths(self.folder, self.kinds, self.clock.machine(), self.work.threads)

    async def project(self, ids: Iterable[Id]) -> None:
        """Derive anew what the person sees of these records, and of all others where every rule may
        look at one of these."""
        session = self.signed_in
        async with self._projecting:
            wanted = set(ids)
            entries = [each for each in session.ledger.entries() if each.record_id in wanted]
            if any(map(self.is_reference, wanted)) or any(map(self._changes_references, entries)):
                # Every rule may look at it: what is pending elsewhere may come out otherwise.
                entries = list(session.ledger.entries())
                wanted |= {each.record_id for each in entries}
            references = {e.record_id for e in entries if self._changes_references(e)}
            others = {entry.record_id for entry in entries} - references
            touched = [*sorted(references), *sorted(others)]
            truths = await self.truths.truths(touched) if touched else {}
            # Where the server has said nothing yet, nothing can be in a copy.
            told = any(entry.receipts for entry in entries)
            held = await self.truths.position() if told else Position("", {})
            for id_ in wanted:
                self.overlays.pop(id_, None)
            for id_ in touched:
                mine = [entry for entry in entries if entry.record_id == id_]
                over = await self._overlay(session, id_, truths.get(id_), mine, held)
                if over is not None:
                    self.overlays[id_] = over

    def _changes_references(self, entry: OutboxEntry) -> bool:
        """Whether a command is about a record that every rule may look at."""
        kind = self.kinds.named(entry.record_kind)
        return kind is not None and kind.reference

    async def _overlay(
        self,
        session: UserSession,
        id_: Id,
        truth: Truth[Any] | None,
        entries: list[OutboxEntry],
        held: Position,
    ) -> Overlaid[Any] | None:
        """What the person sees of a record with these commands in the outbox; None for one that
        shows nothing."""
        kind = self.kinds.named(entries[0].record_kind)
        if kind is None:
            # Of a kind that only a later version knows: what was written is in the question.
            return None
        pending = shown(entries, truth.copy if truth is not None else None, held)
        asked = [entry for entry in entries if asking(entry)]
        # What waits behind a question happens only if its author says so.
        behind = (each for one in asked for each in session.ledger.followers(one))
        follow = {each.id for each in behind if not each.apart}
        carried_one = carried().get(id_)
        if truth is None and carried_one is not None:
            truth = Truth(0, carried_one, "")
        record = truth.record if truth is not None else blank(kind, pending)
        commands = [e.command for e in pending if not isinstance(e.command, UnknownCommand)]
        others = await self.context(kind, record, commands) if record is not None else self.others
        lost = {
            each.id: _RESTS_ON_REFUSED for each in entries if each in asked or each.id in follow
        }
        return overlay(kind, truth, pending, bool(asked), session.me, others, self.clock(), lost)

    # Any: of whichever kind.
    async def context(
        self, kind: Kind[Any], record: Record, commands: Sequence[Command]
    ) -> Context:
        """What the rules of these commands may look at besides their record, as far as it is held
        here: all reference records, and what the commands declare."""
        others = self.others
        declared = {id_ for each in commands for id_ in declared_by(kind, record, each)}
        elsewhere = sorted(declared - others.references.keys())
        sights = [await self.visible_record(id_) for id_ in elsewhere]
        return others.over([each.record for each in sights if each is not None], declared)

    # Any: of whichever kind.
    async def visible_record(self, id_: Id) -> Overlaid[Any] | Truth[Any] | None:
        """A record as the person sees it: with their own pending commands, if there are any; None
        for one out of their sight."""
        over = self.overlays.get(id_)
        if over is not None:
            return over
        found = (await self.truths.truths([id_])).get(id_)
        carried_one = carried().get(id_)
        return found if found is not None or carried_one is None else Truth(0, carried_one, "")


_RESTS_ON_REFUSED = Refused(
    _("This rests on an earlier change of yours that was not made."),
    _("Look at it as it is now, and make your change again if it is still needed."),
)


@cache
def carried() -> ReferenceSet:
    """The reference records that the program carries, for as long as the server has sent none."""
    return ReferenceSet((shipped_house(), *load().policies, CARRIED_WINDOWS, CARRIED_TARGETS))
