"""What is done with the cases that are selected in the queue: each by its own command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.activities.cases.job_toasts import JobToasts
from ui.activities.cases.refusals import seconds_for, told
from ui.bridge import Tasks
from ui.panes.appeal import CaseAct
from ui.theme import Icon
from ui.widgets import Pick, PickPopup
from workstation.app import Change
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Assign, Claim
from workstation.domain.context import Scene
from workstation.domain.decide import not_allowed
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.rules.ownership import Candidate, candidates
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.activity import Seat
    from ui.panes.queue import QueuePane
    from workstation.app.cases import CasePort
    from workstation.app.jobs import JobPort
    from workstation.app.people import PeoplePort
    from workstation.app.policies import PolicyPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort

_SECONDS = 10
# So many are given away at once, with what the rules say seen before the server is asked.
_FEW = 20
_GONE = Refused(
    _("This case is not in your queues any more."), _("It was given to somebody else or moved.")
)
Done = Callable[[int], Message]


class BulkActionsDesk(Protocol):
    """The verbs that this needs of the workstation."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def records(self) -> RecordPort: ...
    @property
    def cases(self) -> CasePort: ...
    @property
    def policies(self) -> PolicyPort: ...
    @property
    def jobs(self) -> JobPort: ...
    @property
    def people(self) -> PeoplePort: ...

    def watch(self, callback: Callable[[Change], None]) -> Callable[[], None]: ...


class BulkActions(QObject):
    """Claims or assigns what is selected. The rules judge each case alone, and those that they
    refuse stay selected; more than a few are given away by a job, which the server works."""

    def __init__(self, seat: Seat, queue: QueuePane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: BulkActionsDesk = seat.workstation
        self._queue = queue
        self._frame = seat.frame
        self._host = seat.host
        self._now = seat.now
        self._tasks = Tasks(self)
        self._busy = False
        self._popup: PickPopup | None = None
        self._people: dict[str, Actor] = {}
        self._jobs = JobToasts(self._desk, self._frame, self._tasks)
        queue.claim_wanted.connect(self._claim)
        queue.assign_wanted.connect(self._choose)

    @property
    def any(self) -> bool:
        """Whether anything is selected."""
        return bool(self._queue.state.marked)

    def take(self, act: CaseAct) -> bool:
        """Do it with what is selected; False where nothing is, or it is no act for several.

        Where the queue is folded away, nothing is done with what nobody sees.
        """
        seen = self.any and self._queue.isVisible()
        match act:
            case CaseAct.CLAIM if seen:
                self._claim()
            case CaseAct.ASSIGN if seen:
                self._choose()
            case _:
                return False
        return True

    def clear(self) -> None:
        """Select nothing."""
        self._queue.unmark()

    def _claim(self) -> None:
        self._begin(Claim(), _claimed)

    def _choose(self) -> None:
        self._tasks.spawn(self._offer(), "choose an owner")

    async def _offer(self) -> None:
        """Ask to whom, unless not one of the cases may be given away."""
        scenes, refused = [], {}
        for case_id in self._queue.state.marked:
            scene = await self._scene(case_id)
            why = _GONE if scene is None else not_allowed(CASE, scene, Assign)
            if scene is not None and why is None:
                scenes.append(scene)
            elif why is not None:
                refused[await self._reference(case_id)] = why
        if not scenes:
            self._frame.toast(told(_given_to_nobody(0), refused), seconds=seconds_for(refused))
            return
        found = candidates(scenes, self._desk.people.directory)
        self._people = {each.actor.id: each.actor for each in found}
        if self._popup is None:
            self._popup = PickPopup(self._host, _("Assign to..."))
            self._popup.picked.connect(self._on_person)
        self._popup.open([_pick(each, len(scenes)) for each in found])

    def _on_person(self, person_id: object) -> None:
        owner = self._people[str(person_id)]

        def given(number: int) -> Message:
            return ngettext(
                "{n} case given to {name}", "{n} cases given to {name}", number, name=owner.name
            )

        if len(self._queue.state.marked) > _FEW:
            if not self._busy:
                self._busy = True
                self._tasks.spawn(self._start_job(Assign(owner=owner), given), "start a job")
            return
        self._begin(Assign(owner=owner), given)

    async def _start_job(self, command: Command, done: Done) -> None:
        ids = tuple(self._queue.state.marked)
        try:
            job = await self._desk.jobs.start(command, ids)
        except Refused as refused:
            self._frame.toast(told(_given_to_nobody(0), {"": refused}), seconds=_SECONDS)
            return
        finally:
            self._busy = False
        self._queue.unmark(ids)
        begun = ngettext("{n} case is being given away", "{n} cases are being given away", len(ids))
        self._frame.toast(begun, seconds=_SECONDS)
        self._jobs.follow(job, done)

    def _begin(self, command: Command, done: Done) -> None:
        if not self._busy:
            self._busy = True
            self._tasks.spawn(self._each(command, done), "act on the selection")

    async def _each(self, command: Command, done: Done) -> None:
        carried_out: list[str] = []
        refused: dict[str, Refused] = {}
        try:
            for case_id in self._queue.state.marked:
                why = await self._give(case_id, command)
                if why is None:
                    carried_out.append(case_id)
                else:
                    refused[await self._reference(case_id)] = why
        finally:
            # Also when the disk fails in the middle: what was done is not done twice.
            self._busy = False
            self._queue.unmark(carried_out)
        self._frame.toast(told(done(len(carried_out)), refused), seconds=seconds_for(refused))

    async def _give(self, case_id: str, command: Command) -> Refused | None:
        try:
            await self._desk.records.submit(case_id, command)
        except Refused as refused:
            return refused
        except KeyError:
            return _GONE
        return None

    async def _scene(self, case_id: str) -> Scene[Case] | None:
        me = self._desk.session.me
        try:
            opened = await self._desk.cases.case(case_id)
        except KeyError:
            return None
        if me is None:
            return None
        return scene_of(opened.case, me, self._now(), self._desk.policies.library)

    async def _reference(self, case_id: str) -> str:
        try:
            return (await self._desk.cases.case(case_id)).case.reference
        except KeyError:
            return case_id


def _claimed(number: int) -> Message:
    return ngettext("{n} case claimed", "{n} cases claimed", number)


def _given_to_nobody(number: int) -> Message:
    return ngettext("{n} case given away", "{n} cases given away", number)


def _pick(each: Candidate, cases: int) -> Pick:
    detail = each.refused.reason if each.refused is not None else None
    if each.refused is not None and each.takes:
        detail = _("can take {n} of {cases}", n=each.takes, cases=cases)
    return Pick(
        each.actor.id,
        _("{name}", name=each.actor.name),
        detail,
        icon=Icon.PERSON,
        enabled=each.takes > 0,
    )
