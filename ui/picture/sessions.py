"""Brings the window into the views in which the server has ended a session, or nothing is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ui.picture.passwords import fill
from ui.picture.scene import SHOES, PictureScene


async def _session_over(scene: PictureScene) -> None:
    """An administrator has ended the session while a note waits."""
    from workstation.app import SyncState
    from workstation.domain.commands import AddNote

    admin = await scene.room.sign_in("admin")
    await admin.people.end_sessions("wei.ling")
    await scene.open(SHOES)
    await scene.me.records.submit(SHOES, AddNote(text="The distributor confirms the dates."))
    await scene.me.sync.now()
    await scene.until(lambda: scene.me.sync.status.state is SyncState.SIGNED_OUT)


async def _sign_in_again(scene: PictureScene) -> None:
    """The password was mistyped."""
    await _session_over(scene)
    scene.workplace.dialogs.open_sign_in_again()
    dialog = scene.workplace.dialogs.sign_in_again
    assert dialog is not None
    fill(dialog.view, "password", "tide lamp orbit 7")
    dialog.view.enter.click()
    await scene.until(lambda: dialog.state.notice is not None)


async def _access_ended(scene: PictureScene) -> None:
    """An administrator has ended the access while a note waits: it was handed in."""
    from workstation.app import SyncState
    from workstation.domain.commands import AddNote
    from workstation.domain.people.person import EndAccess
    from workstation.domain.people.records import person_id
    from workstation.domain.windows import day_of

    scene.room.cable.pulled = True
    await scene.open(SHOES)
    await scene.me.records.submit(SHOES, AddNote(text="The distributor confirms the dates."))
    admin = await scene.room.sign_in("admin")
    leaves = EndAccess(reason="Left the house.", day=day_of(scene.me.clock()))
    await admin.records.submit(person_id("wei.ling"), leaves)
    await admin.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    await scene.until(lambda: scene.me.sync.status.state is SyncState.ACCESS_ENDED)


async def _unsent(scene: PictureScene) -> None:
    """Offline, with a claim, a note and an act that can still be taken back."""
    from datetime import timedelta

    from workstation.app import Filter
    from workstation.domain.commands import AddNote, Claim
    from workstation.domain.views import View

    scene.room.cable.pulled = True
    (free, *_others) = await scene.me.cases.rows(
        await scene.me.cases.row_ids(View.UNASSIGNED, Filter())
    )
    await scene.me.records.submit(free.row.id, Claim())
    await scene.me.records.submit(free.row.id, AddNote(text="Mine now."))
    note = AddNote(text="The distributor confirms the dates.")
    await scene.me.records.submit(SHOES, note, hold=timedelta(seconds=10))
    await scene.me.sync.now()
    scene.workplace.dialogs.open_unsent()
    dialog = scene.workplace.dialogs.unsent
    await scene.until(lambda: dialog is not None and len(dialog.state.rows) > 2)


SESSIONS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "session_over": _session_over,
    "sign_in_again": _sign_in_again,
    "access_ended": _access_ended,
    "unsent": _unsent,
}
