"""Access that was taken away: the cases leave this machine, their reader's own words stay.

Where the server has closed the whole account, drafts and outbox are kept too; nobody can sign in
to them here until the server lets its owner in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from workstation.app.deposits import lay_down, left_here
from workstation.app.open_profile import OpenProfile
from workstation.app.values import Change, ChangeOrigin
from workstation.cache.page import WrittenPage
from workstation.cache.problem import DiskTrouble
from workstation.cache.profile import drop_parked, drop_set_aside
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.values import Account
from workstation.sync.problem import Fault, SyncProblem


@asynccontextmanager
async def heeding(office: OpenProfile) -> AsyncIterator[None]:
    """Whatever is asked of the server inside: if it says that the account is closed, it is."""
    try:
        yield
    except SyncProblem as problem:
        if problem.fault is Fault.FORBIDDEN:
            await _shut_out(office, problem.deposits_with)
            if office.person.left_here:
                problem.remedy = left_here(office.person.left_here)
        raise


async def _shut_out(office: OpenProfile, key: str) -> None:
    signed = office.person
    known = await office.accounts.known(signed.account)
    if known is None:
        return
    # Whoever came in offline has none yet, and is to hear again that they are shut out.
    signed.token = key or signed.token
    if known.closed:
        signed.left_here += await lay_down(office, known, signed.transport, key)
        return
    async with office.turn:
        await close_account(office, signed.account)
        signed.password = ""
        await office.reload()
    signed.left_here = await lay_down(office, known, signed.transport, key)
    everything = Change(
        rows=True,
        status=True,
        questions=True,
        keys_changed=True,
        house=True,
        origin=ChangeOrigin.SERVER,
    )
    office.announcer.say(everything)


async def close_account(office: OpenProfile, account: Account) -> None:
    """Forget every case of an account and its password; cases first, should it be cut short."""
    if await office.truths.account() == account:
        await office.truths.clear()
    else:
        drop_parked(office.profile, account)
    drop_set_aside(office.profile)
    await ReceiptKeeping(office.work, account, office.kinds).forget_records()
    await office.work.on_lane(office.work.leave_no_copies)
    await office.accounts.close(account)


async def leave_no_picture(office: OpenProfile, case_id: str) -> None:
    """A question about this case was answered, and the picture that it showed is gone: so are
    all traces of it, if the case has left the person's sight."""
    if await office.visible_record(case_id) is None:
        # What a full disk does not take now is made up for with the next round.
        with suppress(DiskTrouble):
            await office.work.on_lane(office.work.leave_no_copies)


async def forget_unseen(office: OpenProfile, written: WrittenPage) -> None:
    """Forget the pictures of cases that have left the person's sight, wherever there is one.

    What is to be forgotten is found anew each time: a round that was cut short is made up for by
    the next one.
    """
    work, receipts = office.work, office.person.receipts
    gone: frozenset[str] = frozenset()
    if written.complete or written.purged:
        gone = await receipts.records_remembered()
    if gone and written.complete:
        gone -= (await office.truths.copies(sorted(gone))).keys()
    elif gone:
        # A scope that is not whole yet lacks cases that are as much in sight as before.
        gone &= written.purged
    if gone or written.purged:
        drop_set_aside(office.profile)
    if gone:
        await receipts.forget_records(gone)
    if gone or work.ended_badly:
        await work.on_lane(work.leave_no_copies)
    elif written.purged:
        # The journal may have the picture that went with a command that was taken back since.
        await work.on_lane(work.empty_journal)
