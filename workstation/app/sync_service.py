"""Keeps the workstation of whoever is signed in in step with the server, and says how that goes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta

from workstation.app.access_loss import closes_forbidden_account, forget_unseen
from workstation.app.open_profile import OpenProfile, UserSession
from workstation.app.values import Change, ChangeOrigin, Published, SyncState, SyncStatus
from workstation.cache.problem import DiskTrouble, ProfileProblem
from workstation.cache.values import CommandStage, Contact
from workstation.domain.people.interests import INTERESTS
from workstation.i18n import Duration, Message, _, ngettext
from workstation.sync.loop import Loop, WaitFor, wait
from workstation.sync.nudges import NudgeListener
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.pull import Pulled, Puller
from workstation.sync.push import Pusher
from workstation.sync.server_clock import ServerClock
from workstation.wire.feed import Hello, Nudge
from workstation.wire.session import SignInRequest

# How often to ask without having been nudged: with and without an open nudge channel.
NUDGED_POLL = 60.0
BLIND_POLL = 5.0
# A command that the server wants later, and the longest time to sleep with nothing to send.
AGAIN = 2.0
IDLE = 60.0
# Seconds after which a pull that goes on is shown, since nobody knows then what is up to date.
LONG_PULL = 3.0


class SyncService:
    """Sends and fetches for whoever is signed in; neither direction waits for the other."""

    def __init__(self, profile: OpenProfile, wait_: WaitFor = wait) -> None:
        self._profile = profile
        self._up_turn = asyncio.Lock()
        self._down_turn = asyncio.Lock()
        self._listener: NudgeListener | None = None
        # What stands against each direction; the way down is what "offline" is about.
        self._up_problem: Exception | None = None
        self._down_problem: Exception | None = None
        self._has_pulled = self._takes_long = self._has_heard = False
        chance = profile.chance
        self._up = Loop(
            self._push,
            self._push_rest,
            failed=self._push_failed,
            worked=self._pushed,
            chance=chance,
            wait_=wait_,
        )
        self._down = Loop(
            self._pull,
            self._pull_rest,
            failed=self._pull_failed,
            worked=self._pulled,
            chance=chance,
            wait_=wait_,
        )
        self._ear = Loop(
            self._listen,
            lambda: 0.0,
            failed=self._line_ended,
            worked=lambda: None,
            chance=chance,
            wait_=wait_,
        )
        self._tasks: list[asyncio.Task[None]] = []
        self._rounds: set[asyncio.Task[None]] = set()
        # What another life of the server lacks waits to be sent since the last fetch.
        self._offers_again = False

    @property
    def running(self) -> bool:
        """Whether it keeps in step by itself."""
        return bool(self._tasks)

    @property
    def sending_fails(self) -> Exception | None:
        """Why nothing could be sent the last time; None if it could."""
        return self._up_problem

    def start(self) -> None:
        """Send and fetch by itself from now on."""
        if not self._tasks:
            if self._profile.status.problem is None:
                self._set(replace(self._profile.status, state=SyncState.SYNCING))
            loops = (self._up, self._down, self._ear)
            self._tasks = [asyncio.create_task(loop.run()) for loop in loops]

    async def stop(self) -> None:
        """Stop sending and fetching, also what was asked for by `now`."""
        # Somebody may ask for a round while another one ends.
        while tasks := {*self._tasks, *self._rounds}:
            self._tasks.clear()
            self._rounds -= tasks
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
        self._up_problem = self._down_problem = None
        self._has_pulled = False

    async def now(self) -> None:
        """Send and fetch once; how it went is in the status. If nobody is signed in, do nothing.

        It ends when whoever is signed in leaves meanwhile: the rest is not for whoever comes next.
        """
        if self._profile.session is None:
            return

        async def both_ways() -> None:
            await self._up.once()
            self._offers_again = False
            await self._down.once()
            if self._offers_again:
                await self._up.once()

        asked = asyncio.create_task(both_ways())
        self._rounds.add(asked)
        try:
            await asyncio.wait([asked])
            if not asked.cancelled():
                asked.result()
        finally:
            self._rounds.discard(asked)
            asked.cancel()

    def network_is_up(self) -> None:
        """Try everything again now: it may have failed only because there was no network."""
        if self._listener is not None:
            # Its line may be dead, and nobody can tell: ask often until it is heard again.
            self._listener.listening = False
        self._down.freshen()
        self._network_is_back()

    def work_given(self) -> None:
        """Send what can be sent, and say how much waits."""
        self._set(self._profile.status)
        self._up.poke()

    async def _push(self) -> None:
        """Send what can be sent, and show what was answered, whatever becomes of the rest."""
        async with self._up_turn, closes_forbidden_account(self._profile):
            session = self._profile.signed_in
            sendable = session.ledger.sendable(self._profile.clock())
            if not sendable:
                return
            # What was held for its undo until now is on its way from here on.
            self._set(self._profile.status)
            await self._renew_token(session)
            answered: set[str] = set()
            pusher = Pusher(
                session.ledger,
                session.receipts,
                session.transport,
                session.device,
                self._profile.clock,
                answered.update,
                self._profile.truths.position,
            )
            try:
                await pusher.round()
            finally:
                if answered:
                    await self._profile.project(answered)
                    self._profile.announcer.say(
                        Change(
                            frozenset(answered),
                            rows=True,
                            status=True,
                            questions=True,
                            origin=ChangeOrigin.SERVER,
                            references=any(map(self._profile.is_reference, answered)),
                        )
                    )

    async def _pull(self) -> None:
        """Fetch until everything is complete, and file the rows anew whose time has come."""
        async with self._down_turn, closes_forbidden_account(self._profile), self._said_if_long():
            profile = self._profile
            session = profile.signed_in
            if profile.full is not None:
                await profile.look_for_room()
            await self._renew_token(session)
            puller = Puller(
                profile.truths,
                session.ledger,
                session.receipts,
                session.transport,
                session.device,
                profile.clock,
                self._took,
                self._reborn,
            )
            try:
                await puller.round()
                await self._note_contact()
            finally:
                # Deadlines pass without the server too.
                if await profile.truths.wake(session.me, profile.clock()):
                    profile.announcer.say(Change(rows=True, origin=ChangeOrigin.SERVER))

    async def _note_contact(self) -> None:
        """Keep that the server has just confirmed that nothing is missing here."""
        profile = self._profile
        profile.last_sync = profile.clock()
        # A full disk does not take it; the next contact is noted again.
        with suppress(DiskTrouble):
            await profile.truths.keep_contact(Contact(profile.last_sync, profile.clock.ahead))

    async def _reborn(self, hello: Hello) -> None:
        """Offer again, to a server with another life, what that may have lost, and tell so."""
        profile = self._profile
        again = profile.signed_in.ledger.offered_again or 0
        # The outbox is read anew: a command that is given meanwhile would not be in it.
        async with profile.turn:
            await profile.reload()
        profile.announcer.say(Change(references=True, status=True, origin=ChangeOrigin.SERVER))
        # The way up may have slept, since there was nothing to send.
        self._offers_again = True
        self._up.poke()
        told = (
            _("The server was restored to {time}.", time=hello.restored_to)
            if hello.restored_to is not None
            else _("The server was restored.")
        )
        if again:
            offered = ngettext(
                "{n} change of yours was offered to it again.",
                "{n} changes of yours were offered to it again.",
                again,
            )
            told = _("{what} {offered}", what=told, offered=offered)
        self._set(replace(profile.status, restored=told))

    @asynccontextmanager
    async def _said_if_long(self) -> AsyncIterator[None]:
        """Say that it is under way if what is done inside takes long."""

        def takes_long() -> None:
            self._takes_long = True
            if self._down_problem is None and self._up_problem is None:
                self._tell()

        soon = asyncio.get_running_loop().call_later(LONG_PULL, takes_long)
        try:
            yield
        finally:
            soon.cancel()
            self._takes_long = False

    async def _renew_token(self, session: UserSession) -> None:
        """Sign in with the server whoever signed in without it. Raises `SyncProblem` where there is
        no session."""
        if session.password:
            granted = await session.transport.sign_in(
                SignInRequest(
                    user=session.account.user, password=session.password, device=session.device
                )
            )
            session.token, session.password = granted.token, ""
            await self._profile.accounts.renew(session.account, granted.actor, granted.token)
        if not session.token:
            raise SyncProblem(Fault.SIGNED_OUT, said=session.over)

    async def _took(self, pulled: Pulled) -> None:
        """Go by what a response brought, show it, and tell what has changed."""
        profile = self._profile
        session = profile.signed_in
        written = pulled.written
        answered = pulled.answered
        touched = {entry.record_id for entry in session.ledger.entries()}
        kinds = (kind.name for kind in profile.kinds.kinds if kind.reference)
        referred = not written.kinds.isdisjoint(kinds)
        published: tuple[Published, ...] = ()
        if referred:
            published = profile.use_references(await profile.truths.references())
        held = await profile.truths.position()
        settled = session.ledger.forget_confirmed(
            held, await profile.truths.copies(sorted(touched))
        )
        staff = await profile.truths.staff()
        if INTERESTS.name in written.kinds or written.purged:
            profile.interests = await profile.truths.all_of(INTERESTS)
        if staff.actor is not None:
            session.me = staff.actor
        moved = written.changed | written.purged
        # Receipts of one life of the server say nothing about copies of another.
        anew = written.refiled or written.new_epoch or referred
        again = touched if anew else moved & touched
        await profile.project(again | settled | answered)
        self._set(replace(profile.status, clock_off=clock_off(profile.clock)))
        if moved or answered or settled or written.refiled:
            profile.announcer.say(
                Change(
                    moved | answered | settled,
                    rows=True,
                    status=True,
                    questions=bool(answered) or bool(moved & touched),
                    origin=ChangeOrigin.SERVER,
                    references=referred or any(map(profile.is_reference, answered | settled)),
                    published=published,
                )
            )
        await forget_unseen(profile, written)

    async def _listen(self) -> None:
        """Listen for nudges until the line ends. Raises `SyncProblem`."""
        session = self._profile.signed_in
        if not session.token or session.password:
            raise SyncProblem(Fault.SIGNED_OUT, said=session.over)
        self._listener = NudgeListener(session.transport, self._nudged, self._heard)
        await self._listener.round()

    def _heard(self) -> None:
        """Ask the server now that its line is open."""
        # A proxy that cuts the line now and then shall not make the waits ever longer.
        self._ear.steady()
        self._down.freshen()
        self._has_heard = True

    def _line_ended(self, _error: Exception) -> None:
        """Ask the server whether it is gone, if its line was open."""
        if self._has_heard:
            # Else "synced" would stay on the screen until the next poll.
            self._has_heard = False
            self._down.poke()

    async def _nudged(self, nudge: Nudge) -> None:
        held = await self._profile.truths.position()
        # A nudge may be about what is no scope, such as the person's access: that always is news.
        if any(seq > (held.cursors.get(scope) or 0) for scope, seq in nudge.heads.items()):
            self._down.poke()

    def _pull_rest(self) -> float:
        listening = self._listener is not None and self._listener.listening
        return NUDGED_POLL if listening else BLIND_POLL

    def _push_rest(self) -> float:
        session = self._profile.session
        now = self._profile.clock()
        if session is None:
            return IDLE
        if session.ledger.sendable(now):
            return AGAIN
        due = session.ledger.next_due(now)
        return max(0.0, (due - now).total_seconds()) if due is not None else IDLE

    def _pushed(self) -> None:
        """Say that sending works, and fetch what it did."""
        self._up_problem = None
        session = self._profile.session
        entries = session.ledger.entries() if session is not None else ()
        reborn = session is not None and session.ledger.offered_again is not None
        if reborn or any(entry.stage is CommandStage.APPLIED for entry in entries):
            # The feed has what the applied commands did, or says what became of the server.
            self._down.poke()
        self._tell()

    def _pulled(self) -> None:
        """Say that fetching works; if it did not before, everything is tried again now."""
        back = not self._has_pulled or self._down_problem is not None
        self._has_pulled, self._down_problem = True, None
        self._tell()
        if back:
            self._network_is_back()

    def _network_is_back(self) -> None:
        self._up.freshen()
        self._ear.freshen()

    def _push_failed(self, error: Exception) -> None:
        self._up_problem = error
        self._tell()

    def _pull_failed(self, error: Exception) -> None:
        self._down_problem = error
        self._tell()

    def _tell(self) -> None:
        """Put the state of both directions into the status."""
        profile = self._profile
        last_sync = profile.last_sync
        error = self._down_problem or self._up_problem
        if error is None:
            in_step = self._has_pulled and not self._takes_long
            state = SyncState.SYNCED if in_step else SyncState.SYNCING
            well = replace(
                profile.status, state=state, last_sync=last_sync, problem=None, remedy=None
            )
            self._set(replace(well, offline_since=None))
            return
        state, reason, remedy = state_after(error)
        if state is SyncState.SIGNED_OUT and profile.session is not None:
            # Neither is tried again by itself: a wrong password would lock the account.
            profile.session.token = profile.session.password = ""
            profile.session.over = reason, remedy
        self._set(
            replace(
                profile.status,
                state=state,
                last_sync=last_sync,
                offline_since=profile.status.offline_since or self._fails_since(),
                problem=reason,
                remedy=remedy,
            )
        )

    def _fails_since(self) -> datetime:
        """Since when something is wrong that shows now: for a program that has not reached the
        server yet, since the last contact that the one before it had."""
        now = self._profile.clock()
        return now if self._has_pulled else self._profile.last_sync or now

    def _set(self, status: SyncStatus) -> None:
        """Show this status, with how much waits now, if it is another than before."""
        fresh = replace(status, waiting=self._profile.waiting)
        if fresh != self._profile.status:
            self._profile.status = fresh
            self._profile.announcer.say(Change(status=True, origin=ChangeOrigin.SERVER))


def state_after(error: Exception) -> tuple[SyncState, Message, Message]:
    """The state that the workstation is in after a failure, why, and what to do about it."""
    match error:
        case SyncProblem(fault=Fault.UNREACHABLE):
            return SyncState.OFFLINE, error.reason, error.remedy
        case SyncProblem(fault=Fault.SIGNED_OUT):
            return SyncState.SIGNED_OUT, error.reason, error.remedy
        case SyncProblem(fault=Fault.FORBIDDEN):
            return SyncState.ACCESS_ENDED, error.reason, error.remedy
        case SyncProblem() | ProfileProblem():
            return SyncState.TROUBLE, error.reason, error.remedy
        case _:
            return (
                SyncState.TROUBLE,
                _("Something went wrong in this program."),
                _("Go on working; it is tried again. Tell your administrator if it lasts."),
            )


def clock_off(clock: ServerClock) -> Message | None:
    """What to say of this computer's clock where it is far off; None for nothing."""
    if not clock.is_far_off:
        return None
    if clock.ahead > timedelta(0):
        return _(
            "This computer's clock is {span} slow. The times shown here are the server's.",
            span=Duration(clock.ahead),
        )
    return _(
        "This computer's clock is {span} fast. The times shown here are the server's.",
        span=Duration(-clock.ahead),
    )
