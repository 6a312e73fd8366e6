"""What administrators do about how people get in: sessions are listed and ended, passwords given
out for one time. Of their own sessions people see and end the others themselves."""

from __future__ import annotations

from collections.abc import Callable

from workstation.domain.people.entry import gives_password, sees_sessions
from workstation.domain.taxonomy import Role
from workstation.server.people import Caller, People
from workstation.server.problem import account_ended, no_such_person, own_password, role_missing
from workstation.server.staff_office import GivenPassword, StaffAccount, StaffOffice, StaffRefusal
from workstation.wire.sessions import DeviceSession, OneTimePassword, Sessions, SessionsEnded


class SessionDoor:
    """The sessions and passwords of a server, for whoever calls. `one_time` makes a password that
    is given out."""

    def __init__(self, people: People, one_time: Callable[[], str]) -> None:
        self._people = people
        self._one_time = one_time

    async def sessions(self, caller: Caller, user: str) -> Sessions:
        """Where somebody is signed in; "" for the caller. Raises `Denied`: 403, 404."""
        wanted = _whose(caller, user)

        def look(office: StaffOffice) -> Sessions:
            account = _account(office, wanted)
            listed = office.sessions(account.actor.id)
            mine = caller.actor.id == account.actor.id
            return Sessions(
                sessions=tuple(
                    DeviceSession(
                        device=each.device,
                        begun=each.begun,
                        until=each.until,
                        is_this=mine and each.device == caller.device,
                    )
                    for each in listed
                ),
                one_time=account.one_time,
            )

        return await self._people.look(look)

    async def end_sessions(self, caller: Caller, user: str, device: str) -> SessionsEnded:
        """End somebody's sessions on a device, or all with "": except the caller's own, which ends
        by signing out. Raises `Denied`: 403, 404."""
        wanted = _whose(caller, user)
        account = await self._people.look(lambda office: _account(office, wanted))
        mine = caller.actor.id == account.actor.id
        ended = await self._people.end_sessions(
            account.actor.id, device or None, but=caller.device if mine else None
        )
        return SessionsEnded(ended=ended)

    async def give_password(self, caller: Caller, user: str) -> OneTimePassword:
        """Give somebody a password for one time; whoever came in by the one before is out.

        Raises `Denied`: 403 for who is no administrator, 404, and 409 for oneself and for whose
        access has ended.
        """
        if not caller.actor.may(Role.ADMIN):
            raise role_missing()
        account = await self._people.look(lambda office: _account(office, user))
        if not gives_password(caller.actor, account.actor.id):
            raise own_password()
        if account.ended:
            raise account_ended()
        secret = self._one_time()
        given = GivenPassword(await self._people.hashed(secret), one_time=True)

        def enter(office: StaffOffice) -> dict[str, int]:
            try:
                return dict(office.reset(account.actor.id, given))
            except StaffRefusal as unable:
                # It ended while the password was made.
                raise account_ended() from unable

        await self._people.administer(enter)
        return OneTimePassword(user=account.actor.id, password=secret)


def _whose(caller: Caller, user: str) -> str:
    """Whom it is about. Raises `Denied` for somebody else, unless an administrator asks."""
    wanted = user or caller.actor.id
    if not sees_sessions(caller.actor, wanted):
        raise role_missing()
    return wanted


def _account(office: StaffOffice, user: str) -> StaffAccount:
    try:
        return office.find(user)
    except StaffRefusal as unable:
        raise no_such_person() from unable
