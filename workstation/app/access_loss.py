"""Takes cases off this machine that a person may not see any more; what they wrote stays.

Where the server has closed the whole account, drafts and outbox stay too; nobody can sign in to
them here until the server lets their owner in.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from workstation.app.deposits import deposit_unsent, where_unsent_is
from workstation.app.open_profile import OpenProfile
from workstation.app.values import Change, ChangeOrigin
from workstation.cache.page import WrittenPage
from workstation.cache.problem import DiskTrouble
from workstation.cache.profile import drop_parked, drop_set_aside
from workstation.cache.receipts import ReceiptKeeping
from workstation.cache.values import Account
from workstation.sync.problem import Fault, SyncProblem


@asynccontextmanager
async def closes_forbidden_account(profile: OpenProfile) -> AsyncIterator[None]:
    """Close the account here if the server, asked inside, says that it is closed.

    Raises the `SyncProblem` in which the server said so all the same.
    """
    try:
        yield
    except SyncProblem as problem:
        if problem.fault is Fault.FORBIDDEN:
            await _shut_out(profile, problem.deposits_with)
            problem.remedy = profile.signed_in.unsent or problem.remedy
        raise


async def _shut_out(profile: OpenProfile, key: str) -> None:
    """Close the account of whoever is signed in, and hand in what they had not sent with `key`."""
    session = profile.signed_in
    known = await profile.accounts.known(session.account)
    if known is None:
        return
    # Whoever came in offline has none yet, and is to hear again that they are shut out.
    session.token = key or session.token
    if known.closed:
        again = await deposit_unsent(profile, known, session.transport, key)
        session.unsent = where_unsent_is(again) or session.unsent
        return
    async with profile.turn:
        await close_account(profile, session.account)
        session.password = ""
        await profile.reload()
    session.unsent = where_unsent_is(await deposit_unsent(profile, known, session.transport, key))
    everything = Change(
        rows=True,
        status=True,
        questions=True,
        keys_changed=True,
        references=True,
        origin=ChangeOrigin.SERVER,
    )
    profile.announcer.say(everything)


async def close_account(profile: OpenProfile, account: Account) -> None:
    """Forget every case of an account, and its password, which goes last should this be cut
    short."""
    if await profile.truths.account() == account:
        await profile.truths.clear()
    else:
        drop_parked(profile.folder, account)
    drop_set_aside(profile.folder)
    await profile.work.in_turn(profile.work.forget_set_aside)
    await ReceiptKeeping(profile.work, account, profile.kinds).forget_records()
    await profile.work.in_turn(profile.work.leave_no_copies)
    await profile.accounts.close(account)


async def forget_answered(profile: OpenProfile, case_id: str) -> None:
    """Remove all traces of a case that has left the person's sight, now that the question about it,
    which showed the case as it was, is answered."""
    if await profile.visible_record(case_id) is None:
        # What a full disk does not take now is made up for with the next round.
        with suppress(DiskTrouble):
            await profile.work.in_turn(profile.work.leave_no_copies)


async def forget_unseen(profile: OpenProfile, written: WrittenPage) -> None:
    """Remove what this profile holds of cases that have left the person's sight: what the outbox
    remembers of them, and traces in its journal, in backups and in caches that were set aside.

    What is to be removed is found anew each time, so that the next round makes up for one that was
    cut short.
    """
    work, receipts = profile.work, profile.signed_in.receipts
    gone: frozenset[str] = frozenset()
    if written.complete or written.purged:
        gone = await receipts.records_remembered()
    if gone and written.complete:
        gone -= (await profile.truths.copies(sorted(gone))).keys()
    elif gone:
        # A scope that is not whole yet lacks cases that are as much in sight as before.
        gone &= written.purged
    if gone or written.purged:
        drop_set_aside(profile.folder)
        await work.in_turn(work.forget_set_aside)
    if gone:
        await receipts.forget_records(gone)
    if gone or work.ended_badly:
        await work.in_turn(work.leave_no_copies)
    elif written.purged:
        # The journal may have the picture that went with a command that was taken back since.
        await work.in_turn(work.empty_journal)
