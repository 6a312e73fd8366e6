"""An account that the server has closed: its cases leave this machine, its owner's words stay.

Drafts and outbox are kept; nobody can sign in to them here until the server lets its owner in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from workstation.app.office import Office
from workstation.app.values import Change, Origin
from workstation.cache.profile import drop_parked
from workstation.cache.receipts import Receipts
from workstation.cache.values import Account
from workstation.sync.problem import Fault, SyncProblem


@asynccontextmanager
async def heeding(office: Office) -> AsyncIterator[None]:
    """Whatever is asked of the server inside: if it says that the account is closed, it is."""
    try:
        yield
    except SyncProblem as problem:
        if problem.fault is Fault.FORBIDDEN:
            await _shut_out(office)
        raise


async def _shut_out(office: Office) -> None:
    signed = office.person
    known = await office.accounts.known(signed.account)
    if known is None or known.closed:
        return
    async with office.turn:
        await close_account(office, signed.account)
        signed.password = ""
        await office.reload()
    everything = Change(
        rows=True,
        status=True,
        questions=True,
        keys_changed=True,
        house=True,
        origin=Origin.SERVER,
    )
    office.announcer.say(everything)


async def close_account(office: Office, account: Account) -> None:
    """Forget every case of an account and its password; cases first, should it be cut short."""
    if await office.truths.account() == account:
        await office.truths.clear()
    else:
        drop_parked(office.profile, account)
    await Receipts(office.work, account).forget_cases(())
    await office.accounts.close(account)
