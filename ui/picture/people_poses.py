"""Brings the window into each view of the people that is drawn, and names who works in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture.scene import SHOES, PictureScene

if TYPE_CHECKING:
    from ui.activities.people.pane import PeoplePane


async def _open(scene: PictureScene, chosen: str = "") -> PeoplePane:
    """Go to the people, and look at one of them."""
    from ui.activities.people.pane import PeoplePane

    stack = scene.workplace.stack
    stack.show_activity("people")
    pane = stack.pane("people")
    assert isinstance(pane, PeoplePane)
    await scene.until(lambda: bool(pane.state.people.rows))
    if chosen:
        pane.view.people.chosen.emit(chosen)
        await scene.until(lambda: pane.state.people.chosen is not None)
    return pane


async def _conflicts(scene: PictureScene) -> None:
    from workstation.domain.people.interests import SetConflicts
    from workstation.domain.people.records import interests_id

    for user, party in (("marcus.tan", "Kestrel Outdoor"), ("li.na", "@小禾的厨房")):
        await scene.me.records.submit(interests_id(user), SetConflicts(parties=(party,)))
    await scene.me.sync.now()


async def _people(scene: PictureScene) -> None:
    """An administrator looks at somebody with a conflict of interest and a session."""
    await _conflicts(scene)
    pane = await _open(scene, "li.na")
    await scene.until(lambda: pane.state.entry.sessions is not None)


async def _waits(scene: PictureScene) -> None:
    """Offline, what she changed waits, and the server cannot be asked for the sessions."""
    from workstation.domain.people.person import ChangePerson

    pane = await _open(scene, "li.na")
    scene.room.cable.pulled = True
    await scene.me.records.submit("person:li.na", ChangePerson(queues=frozenset({"cn-export"})))
    await scene.me.sync.now()
    pane.view.people.chosen.emit("chen.hao")
    await scene.until(lambda: pane.state.entry.refused is not None)


async def _form(scene: PictureScene) -> None:
    """Somebody new is half typed; the name is taken."""
    pane = await _open(scene)
    pane.add()
    form = pane.view.form
    form.user.insert("li.na")
    form.name.insert("Lina Okafor")
    form.user.edited.emit()
    await scene.until(form.save.isEnabled)
    pane.confirm()
    await scene.until(lambda: pane.state.people.form.refused is not None)


async def _ending(scene: PictureScene) -> None:
    """She is told what happens when the access of a person ends."""
    pane = await _open(scene, "wei.ling")
    await scene.until(lambda: pane.state.entry.sessions is not None)
    pane.end_or_open()
    await scene.until(pane.view.ending.isVisible)
    pane.view.ending.reason.insertPlainText("Moves to merchant operations.")
    await scene.until(pane.view.ending.end.isEnabled)


async def _password(scene: PictureScene) -> None:
    """A password was given out, this once."""
    pane = await _open(scene, "marcus.tan")
    await scene.until(lambda: pane.state.entry.may_give)
    pane.ask_password()
    pane.view.person.entry.ask.given.emit()
    await scene.until(lambda: bool(pane.state.entry.password))


async def _crews(scene: PictureScene) -> None:
    from ui.activities.people.state import PeopleTab

    pane = await _open(scene)
    pane.turn_to(PeopleTab.CREWS)
    pane.view.crews.chosen.emit("appeals")
    await scene.until(lambda: pane.state.crews.chosen is not None)


async def _queues(scene: PictureScene) -> None:
    """A queue that people work on cannot be closed."""
    from ui.activities.people.state import PeopleTab

    pane = await _open(scene)
    pane.turn_to(PeopleTab.QUEUES)
    pane.view.queues.chosen.emit("cn-export")
    await scene.until(lambda: pane.state.queues.chosen is not None)
    pane.view.queues.detail.close_asked.emit(True)
    pane.view.queues.detail.closed.emit()
    await scene.until(lambda: pane.state.queues.refused is not None)


async def _reader(scene: PictureScene) -> None:
    """A specialist looks who else is there; of conflicts she sees her own."""
    await _open(scene, "wei.ling")


async def _ended(scene: PictureScene) -> None:
    """An administrator looks at a person whose access has ended."""
    from ui.activities.people.state import Narrowed
    from workstation.domain.people.person import EndAccess
    from workstation.domain.windows import day_of

    now = scene.me.sync.status.last_sync
    assert now is not None
    leaves = EndAccess(reason="Left the house.", day=day_of(now))
    await scene.me.records.submit("person:marcus.tan", leaves)
    await scene.me.sync.now()
    pane = await _open(scene)
    pane.view.people.narrowed.emit(Narrowed(ended=True))
    pane.view.people.chosen.emit("marcus.tan")
    await scene.until(lambda: pane.state.people.chosen is not None)


async def _deposit(scene: PictureScene) -> None:
    """The lead reads what Wei Ling had not sent."""
    from ui.activities.people.state import PeopleTab
    from workstation.domain.commands import AddNote
    from workstation.domain.people.person import EndAccess
    from workstation.domain.windows import day_of

    now = scene.me.sync.status.last_sync
    assert now is not None
    note = AddNote(text="Called the distributor; they send the invoice of March.")
    colleague = await scene.room.colleague()
    await colleague.records.submit(SHOES, note)
    en = "Dear Pebble & Pine team,\n\nThank you for the invoice. We are reading it now."
    zh = "尊敬的Pebble & Pine团队：\n\n感谢贵方提供发票，我们正在审核。"
    await colleague.drafts.save(SHOES, "M1", en, zh)
    admin = await scene.room.sign_in("admin")
    await admin.records.submit(
        "person:wei.ling", EndAccess(reason="Left the house.", day=day_of(now))
    )
    await admin.sync.now()
    await colleague.sync.now()
    await scene.me.sync.now()
    pane = await _open(scene)
    pane.turn_to(PeopleTab.DEPOSITS)
    await scene.until(lambda: bool(pane.state.deposits.rows))
    pane.view.deposits.list.step(1)
    await scene.until(lambda: pane.state.deposits.chosen is not None)


async def _refused(scene: PictureScene) -> None:
    """Two changes of hers were not taken: somebody else was faster."""
    from workstation.domain.people.crew import ChangeCrew
    from workstation.domain.people.person import ChangePerson
    from workstation.domain.taxonomy import Role

    both = frozenset({Role.ADMIN, Role.SUPERVISOR})
    await scene.me.records.submit("person:priya.nair", ChangePerson(roles=both))
    await scene.me.sync.now()
    colleague = await scene.room.colleague()
    await colleague.sync.now()
    scene.room.cable.pulled = True
    await scene.me.records.submit("person:li.na", ChangePerson(name="Na Li"))
    await scene.me.records.submit("crew:appeals", ChangeCrew(lead="li.na"))
    await colleague.records.submit("person:li.na", ChangePerson(name="Li Na (appeals)"))
    await colleague.records.submit("crew:appeals", ChangeCrew(lead="wei.ling"))
    await colleague.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    pane = await _open(scene, "li.na")
    await scene.until(lambda: len(pane.state.refused_changes) == 2)


VIEWS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "people": _people,
    "people_offline": _waits,
    "people_form": _form,
    "people_end": _ending,
    "people_password": _password,
    "people_ended": _ended,
    "people_crews": _crews,
    "people_queues": _queues,
    "people_reader": _reader,
    "people_deposit": _deposit,
    "people_refused": _refused,
}

# Who sits there, and who else is at work.
_ADMIN, _WEI = ("admin", "li.na"), ("wei.ling", "priya.nair")
SEATS = {
    **dict.fromkeys(VIEWS, _ADMIN),
    "people_reader": _WEI,
    "people_deposit": ("priya.nair", "wei.ling"),
    "people_refused": ("admin", "priya.nair"),
}
