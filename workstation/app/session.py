"""Signing in and out, with the server and without it, and one's own password."""

from __future__ import annotations

import asyncio
from functools import partial
from urllib.parse import urlsplit

from workstation.app.access_loss import close_account, closes_forbidden_account
from workstation.app.deposits import deposit_unsent, where_unsent_is
from workstation.app.desk import Port
from workstation.app.open_profile import UserSession
from workstation.app.sync_service import clock_off
from workstation.app.values import (
    Change,
    NewPasswordNeeded,
    OldPasswordWrong,
    SignedIn,
    SignInProblem,
    SyncState,
    SyncStatus,
)
from workstation.cache.accounts import KnownAccount
from workstation.cache.problem import DiskTrouble
from workstation.cache.values import Account
from workstation.domain.actor import Actor
from workstation.domain.people.records import user_of
from workstation.i18n import Message, _
from workstation.sync.lazy_transport import LazyTransport
from workstation.sync.problem import Fault, SyncProblem
from workstation.sync.transport import Transport
from workstation.wire.session import Session, SignInRequest

# The server is not there, or not itself: whoever is known here may go on working.
_OFFLINE = frozenset(
    {
        *(Fault.UNREACHABLE, Fault.UNTRUSTED, Fault.BUSY, Fault.SERVER_FAILED),
        *(Fault.MALFORMED, Fault.OUTDATED, Fault.SERVER_OUTDATED, Fault.HELD_UP),
    }
)


class SessionPort(Port):
    """Who is signed in. If sync was running, it goes on for whoever signs in next."""

    _was_running = False

    @property
    def me(self) -> Actor | None:
        """Who is signed in."""
        return self._profile.session.me if self._profile.session is not None else None

    @property
    def server(self) -> str:
        """The address of the server that was used last, "" on a new profile."""
        return self._profile.server

    async def sign_in(
        self, server: str, user: str, password: str, new_password: str = ""
    ) -> SignedIn:
        """Let a person in; without the server if this profile knows them.

        A `new_password` is theirs from now on; that needs the server. Raises `SignInProblem` with
        what to do, `NewPasswordNeeded` for a password that was given out for one time, and
        `ProfileProblem`.
        """
        account = Account(server.strip().rstrip("/"), user_of(user))
        if not is_address(account.server) or not account.user:
            raise _incomplete()
        profile = self._profile
        try:
            transport = profile.connect(account.server)
        except SyncProblem as problem:
            raise _incomplete() from problem
        try:
            granted = await _session(
                transport, await self._request(account, password, new_password)
            )
        except SyncProblem as problem:
            if problem.fault in _OFFLINE and not new_password:
                return await self._sign_in_offline(account, password, transport, problem)
            if problem.fault is Fault.FORBIDDEN:
                unsent = await self._shut(account, transport, problem.deposits_with)
                problem.remedy = unsent or problem.remedy
            await transport.close()
            raise _refusal(problem) from problem
        return await self._let_in(account, new_password or password, transport, granted)

    async def sign_in_again(self, password: str, new_password: str = "") -> None:
        """Begin another session for whoever is signed in, since the server has ended theirs. What
        they have before them stays as it is, and what waits goes out.

        Nobody else comes in by it. Raises `SignInProblem` with what to do, and `NewPasswordNeeded`.
        """
        profile = self._profile
        session, was_running = profile.signed_in, self._sync_service.running
        # What is under way would come back as from the session that has ended.
        await self._sync_service.stop()
        try:
            async with closes_forbidden_account(profile):
                await self._renew(session, password, new_password)
            profile.status = self._status(SyncState.SYNCING)
        except SyncProblem as problem:
            if problem.fault is Fault.SIGNED_OUT:
                raise SignInProblem(
                    _("The password is another one."), _("Type it again; mind capital letters.")
                ) from problem
            if problem.fault in _OFFLINE:
                raise SignInProblem(
                    problem.reason,
                    _("Go on working; your work is kept. Sign in when the server is there."),
                ) from problem
            if problem.fault is Fault.FORBIDDEN:
                profile.status = self._status(SyncState.ACCESS_ENDED, problem)
            raise _refusal(problem) from problem
        finally:
            profile.announcer.say(Change(status=True))
            if was_running and profile.session is session:
                self._sync_service.start()

    async def change_password(self, password: str, new_password: str) -> None:
        """Set another password of one's own. All other sessions of the person end; this one goes
        on, and offline the new password lets them in from now on.

        Raises `SignInProblem` with what to do, `OldPasswordWrong` for a `password` that is not the
        one of now; without the server nothing can be changed.
        """
        profile = self._profile
        session, was_running = profile.signed_in, self._sync_service.running
        # What is under way would come back as from a session that has ended.
        await self._sync_service.stop()
        try:
            await self._renew(session, password, new_password)
        except SyncProblem as problem:
            if problem.fault is Fault.SIGNED_OUT:
                raise OldPasswordWrong(
                    _("The password that you have now is another one."),
                    _("Type it again; mind capital letters."),
                ) from problem
            raise _refusal(problem) from problem
        finally:
            if was_running and profile.session is session:
                self._sync_service.start()

    async def _renew(self, session: UserSession, password: str, new_password: str) -> None:
        """Give whoever is signed in another session with the server, by their password. Raises
        `SyncProblem`."""
        asked = await self._request(session.account, password, new_password)
        granted = await _session(session.transport, asked)
        if granted.actor.id != session.me.id:
            await session.transport.sign_out()
            session.transport.carry(session.token)
            raise SyncProblem(Fault.SIGNED_OUT, "the server took it for somebody else's name")
        hashed = await asyncio.to_thread(_hashed, new_password or password)
        async with self._profile.door:
            # Who has gone meanwhile stays out.
            if self._profile.session is session:
                session.transport.carry(granted.token)
                session.token, session.password, session.over = granted.token, "", None
                known = KnownAccount(session.account, granted.actor, hashed, granted.token)
                await self._remember(known)

    async def _request(self, account: Account, password: str, new_password: str) -> SignInRequest:
        device = await self._profile.accounts.device()
        return SignInRequest(
            user=account.user, password=password, device=device, new_password=new_password
        )

    async def _let_in(
        self, account: Account, password: str, transport: Transport, granted: Session
    ) -> SignedIn:
        """Let somebody in whom the server vouches for."""
        profile = self._profile
        hashed = await asyncio.to_thread(_hashed, password)
        async with profile.door:
            await self._change_person()
            known = KnownAccount(account, granted.actor, hashed, granted.token)
            await self._remember(known)
            await profile.enter(account, granted.actor, transport, token=granted.token)
            profile.status = self._status(SyncState.SYNCING)
            self._announce_person()
        return SignedIn(granted.actor)

    async def _sign_in_offline(
        self, account: Account, password: str, transport: Transport, problem: SyncProblem
    ) -> SignedIn:
        """Let somebody in whom this profile vouches for, since the server has this `problem`.

        Raises `SignInProblem` for whoever it does not know, or knows not to let in.
        """
        profile = self._profile
        known = await profile.accounts.known(account)
        if known is not None and known.closed:
            await transport.close()
            raise SignInProblem(
                _("Your access was taken away."),
                _("Ask an administrator. What you wrote stays on this machine."),
            ) from problem
        if known is None or not await asyncio.to_thread(_fits, known.password, password):
            await transport.close()
            if known is None:
                raise SignInProblem(
                    problem.reason,
                    _("The first time, signing in needs the server."),
                ) from problem
            raise _wrong_password() from problem
        async with profile.door:
            await self._change_person()
            await self._remember(known)
            await profile.enter(
                account, known.actor, transport, token=known.token, password=password
            )
            state = SyncState.OFFLINE if problem.away else SyncState.TROUBLE
            profile.status = self._status(state, problem)
            self._announce_person()
        return SignedIn(known.actor, offline=True)

    async def _remember(self, known: KnownAccount) -> None:
        """Keep an account, if the disk takes it: else its person is asked again the next time."""
        try:
            await self._profile.accounts.remember(known)
        except DiskTrouble:
            await self._profile.look_for_room()

    async def _shut(self, account: Account, transport: Transport, key: str) -> Message | None:
        """Close an account that the server has closed and whose password was typed rightly; `key`
        hands in what was not sent. Returns where that is; None where there was none."""
        async with self._profile.door:
            session = self._profile.session
            if session is not None and session.account == account:
                await self._change_person()
                self._announce_person()
        known = await self._profile.accounts.known(account)
        await close_account(self._profile, account)
        if known is None:
            return None
        return where_unsent_is(await deposit_unsent(self._profile, known, transport, key))

    async def resume(self, server: str = "") -> SignedIn | None:
        """Let in whoever worked here last and did not sign out, without asking the server.

        None if that was nobody, or at another server than `server`.
        """
        profile = self._profile
        account = await profile.accounts.present()
        if account is None or (server and server.strip().rstrip("/") != account.server):
            return None
        known = await profile.accounts.known(account)
        if known is None or known.closed or not known.token:
            return None
        async with profile.door:
            await self._change_person()
            transport = LazyTransport(partial(profile.connect, account.server))
            await profile.enter(account, known.actor, transport, token=known.token)
            profile.status = self._status(SyncState.OFFLINE)
            self._announce_person()
        return SignedIn(known.actor, offline=True)

    def _status(self, state: SyncState, problem: SyncProblem | None = None) -> SyncStatus:
        """How it stands for whoever has just come in, or could not because of a `problem`."""
        profile = self._profile
        since = profile.last_sync or profile.clock()
        return SyncStatus(
            state=state,
            waiting=profile.waiting,
            last_sync=profile.last_sync,
            offline_since=since if problem is not None else None,
            problem=problem.reason if problem is not None else None,
            remedy=problem.remedy if problem is not None else None,
            clock_off=clock_off(profile.clock),
        )

    async def sign_out(self) -> None:
        """End the session; cases, drafts and outbox stay for the next time."""
        profile = self._profile
        async with profile.door:
            session = profile.session
            if session is None:
                return
            # From here on nothing is begun for them any more.
            await self._sync_service.stop()
            profile.leave()
            await profile.accounts.leave(session.account)
            profile.status = SyncStatus(state=SyncState.SIGNED_OUT)
            self._announce_person()
        try:
            await session.transport.sign_out()
        except SyncProblem as problem:
            # The server forgets the session by itself in time.
            self._log.info("signed out without the server: %s", problem)
        await session.transport.close()

    async def _change_person(self) -> None:
        """Let whoever is signed in out, and stop sync for the time being."""
        self._was_running = self._sync_service.running
        await self._sync_service.stop()
        left = self._profile.session
        self._profile.leave()
        if left is not None:
            await left.transport.close()

    def _announce_person(self) -> None:
        """Tell that somebody else is signed in now, and go on with sync if it was running."""
        self._profile.announcer.say(
            Change(rows=True, status=True, questions=True, keys_changed=True, references=True)
        )
        if self._was_running and self._profile.session is not None:
            self._sync_service.start()


def is_address(server: str) -> bool:
    """Whether a server can be at this address."""
    try:
        parts = urlsplit(server.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _incomplete() -> SignInProblem:
    return SignInProblem(
        _("The server address or the user name is not complete."),
        _("An address looks like https://recourse.example.com."),
    )


async def _session(transport: Transport, asked: SignInRequest) -> Session:
    """Sign in with the server, also where it has the new password already, since its answer was
    lost on the way. Raises `SyncProblem`."""
    try:
        return await transport.sign_in(asked)
    except SyncProblem as problem:
        if problem.fault is not Fault.SIGNED_OUT or not asked.new_password:
            raise
    return await transport.sign_in(
        SignInRequest(user=asked.user, password=asked.new_password, device=asked.device)
    )


def _refusal(problem: SyncProblem) -> SignInProblem:
    """What to tell somebody whom the server did not let in."""
    if problem.fault is Fault.SIGNED_OUT:
        return _wrong_password()
    if problem.fault is Fault.NEW_PASSWORD:
        return NewPasswordNeeded(problem.reason, problem.remedy)
    if problem.fault in _OFFLINE:
        return SignInProblem(
            problem.reason,
            _("A password is only changed with the server: try again when it is there."),
        )
    return SignInProblem(problem.reason, problem.remedy)


def _wrong_password() -> SignInProblem:
    return SignInProblem(
        _("User name or password is wrong."), _("Type both again; mind capital letters.")
    )


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher  # only at sign-in: start-up is a promise

    return PasswordHasher().hash(password)


def _fits(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(hashed, password)
    except (Argon2Error, InvalidHashError):
        return False
