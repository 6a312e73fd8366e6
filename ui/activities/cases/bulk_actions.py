"""What is done with the cases that are marked in the queue, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.panes.appeal import CaseAct
from ui.theme import Icon
from ui.widgets import Pick, PickPopup
from workstation.app import Change
from workstation.domain.actor import Actor
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Assign, Claim
from workstation.domain.decide import not_allowed
from workstation.domain.job import Job, JobState
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.rules.ownership import Candidate, candidates
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.activity import Frame, Seat
    from ui.panes.queue import QueuePane
    from workstation.app.cases import CasePort
    from workstation.app.jobs import JobPort
    from workstation.app.people import PeoplePort
    from workstation.app.policies import PolicyPort
    from workstation.app.records import RecordPort
    from workstation.app.session import SessionPort

# So long a toast stands, that of a job, and longer for each reason that is read in it.
_SECONDS, _JOB_SECONDS, _REASON_SECONDS = 10, 20, 4
# A line names so many cases.
_NAMED = 8
# So many are given away at once, with what the rules say seen before the server is asked.
_FEW = 20
_GONE = Refused(
    _("This case is not in your queues any more."), _("It was given to somebody else or moved.")
)
Done = Callable[[int], Message]


class BulkActionsDesk(Protocol):
    """The verbs of the workstation that bulk actions use."""

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
    """Claims or assigns the marked cases, each by a command of its own.

    The rules judge each case alone, and those that they refuse stay marked. More than a few are
    given away by a job, which the server works.
    """

    def __init__(self, seat: Seat, queue: QueuePane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: BulkActionsDesk = seat.workstation
        self._queue = queue
        self._frame = seat.frame
        self._report = seat.report
        self._host = seat.host
        self._now = seat.now
        self._tasks = Tasks(self)
        self._busy = False
        self._popup: PickPopup | None = None
        self._people: dict[str, Actor] = {}
        self._jobs = JobToasts(self._desk, self._frame, self._tasks)
        queue.view.marks.claim_pressed.connect(self.claim)
        queue.view.marks.assign_pressed.connect(self.assign)

    def take(self, act: CaseAct) -> bool:
        """Do an act with the marked cases, if it `takes` them; whether it did."""
        if not self.takes(act):
            return False
        if act is CaseAct.CLAIM:
            self.claim()
        else:
            self.assign()
        return True

    def takes(self, act: CaseAct) -> bool:
        """Whether an act is meant for the marked cases: one for several, while some are marked.

        Where the queue is folded away, nothing is done with what nobody sees.
        """
        marked = bool(self._queue.state.marked) and self._queue.view.isVisible()
        return marked and act in (CaseAct.CLAIM, CaseAct.ASSIGN)

    def claim(self) -> None:
        """Claim the marked cases."""
        self._begin(Claim(), _claimed)

    def assign(self) -> None:
        """Ask to whom the marked cases are given, unless none of them may be given away."""
        self._tasks.spawn(self._offer_people(), "choose an owner")

    async def _offer_people(self) -> None:
        me = self._desk.session.me
        if me is None:
            return
        scenes, refused = [], {}
        for case_id in self._queue.state.marked:
            try:
                case = (await self._desk.cases.case(case_id)).case
            except KeyError:
                refused[case_id] = _GONE
                continue
            scene = scene_of(case, me, self._now(), self._desk.policies.library)
            why = not_allowed(CASE, scene, Assign)
            if why is None:
                scenes.append(scene)
            else:
                refused[case.reference] = why
        if not scenes:
            self._frame.toast(told(_given_away(0), refused), seconds=seconds_for(refused))
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

        if len(self._queue.state.marked) <= _FEW:
            self._begin(Assign(owner=owner), given)
        elif not self._busy:
            self._busy = True
            self._tasks.spawn(self._start_job(Assign(owner=owner), given), "start a job")

    async def _start_job(self, command: Command, done: Done) -> None:
        ids = tuple(self._queue.state.marked)
        try:
            job = await self._desk.jobs.start(command, ids)
        except Refused as refused:
            self._frame.toast(told(_given_away(0), {"": refused}), seconds=_SECONDS)
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
            self._tasks.spawn(self._submit_each(command, done), "act on the marked cases")

    async def _submit_each(self, command: Command, done: Done) -> None:
        carried_out: list[str] = []
        refused: dict[str, Refused] = {}
        try:
            for case_id in self._queue.state.marked:
                try:
                    await self._desk.records.submit(case_id, command)
                except Refused as why:
                    refused[await _reference(self._desk, case_id)] = why
                except KeyError:
                    refused[await _reference(self._desk, case_id)] = _GONE
                else:
                    carried_out.append(case_id)
        finally:
            # Also when the disk fails in the middle: what was done is not done twice.
            self._busy = False
            self._queue.unmark(carried_out)
        given = told(done(len(carried_out)), refused)
        if carried_out:
            self._report(given, seconds=seconds_for(refused))
        else:
            self._frame.toast(given, seconds=seconds_for(refused))


class JobDesk(Protocol):
    """The verbs of the workstation that the toasts use."""

    @property
    def cases(self) -> CasePort: ...
    @property
    def jobs(self) -> JobPort: ...

    def watch(self, callback: Callable[[Change], None]) -> Callable[[], None]: ...


class JobToasts:
    """Says what became of the jobs that this person began, and lets them be taken back.

    It follows jobs until they are done. Whoever closes the window meanwhile finds them done.
    """

    def __init__(self, desk: JobDesk, frame: Frame, tasks: Tasks) -> None:
        self._desk = desk
        self._frame = frame
        self._tasks = tasks
        self._followed: dict[str, Done] = {}
        self._end: Callable[[], None] | None = None

    def follow(self, job: str, done: Done) -> None:
        """Say how many cases a job did, once it is done."""
        self._followed[job] = done
        if self._end is None:
            self._end = self._desk.watch(self._on_change)

    def _on_change(self, change: Change) -> None:
        for job in change.case_ids & self._followed.keys():
            self._tasks.spawn(self._look(job), "look at a job")

    async def _look(self, job: str) -> None:
        try:
            record = await self._desk.jobs.job(job)
        except KeyError:
            return
        if record.state is JobState.RUNNING or job not in self._followed:
            return
        done = self._followed.pop(job)
        refused = await self._refused(job, record)
        nothing = _("There was nothing to take back.")
        words = told(done(record.tally.applied) if record.total else nothing, refused)
        undo = self._tasks.slot(partial(self._undo, job), "undo a job")
        offered = undo if record.tally.applied and not record.undoes else None
        self._frame.toast(words, offered, max(_JOB_SECONDS, seconds_for(refused)))
        if not self._followed and self._end is not None:
            self._end()
            self._end = None

    async def _refused(self, job: str, record: Job) -> dict[str, Refused]:
        """Why some of the cases were not done, by reference; under "" those that are not known."""
        if record.tally.applied == record.done:
            return {}
        found: dict[str, Refused] = {}
        try:
            results = await self._desk.jobs.results(job)
        except Refused:
            # The server is away again: how many there were is known all the same.
            return {"": _not_done(record.done - record.tally.applied)}
        for each in results.members:
            if each.reason is not None and each.remedy is not None:
                reference = await _reference(self._desk, each.record_id)
                found[reference] = Refused(each.reason, each.remedy)
        # Of those that are out of sight by now, only the server knows why.
        others = record.done - record.tally.applied - len(found)
        return {"": _not_done(others), **found} if others > 0 else found

    async def _undo(self, job: str) -> None:
        try:
            undoing = await self._desk.jobs.undo_job(job)
        except Refused as refused:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._frame.toast(words, seconds=_JOB_SECONDS)
            return
        self.follow(undoing, _given_back)


async def _reference(desk: JobDesk, case_id: str) -> str:
    """How people call a case; its id where it is out of sight."""
    try:
        return (await desk.cases.case(case_id)).case.reference
    except KeyError:
        return case_id


def told(done: Message, refused: dict[str, Refused]) -> Message:
    """How many were done, then a line for each reason with the cases that it kept back."""
    said = done
    for why in dict.fromkeys(refused.values()):
        first, *others = [reference for reference, each in refused.items() if each == why]
        cases = _("{reference}", reference=first)
        for reference in others[: _NAMED - 1]:
            cases = _("{first}, {second}", first=cases, second=reference)
        more = len(others) + 1 - _NAMED
        if more > 0:
            cases = _("{first} and {n} more", first=cases, n=more)
        said = _(
            "{before}\n{cases}: {reason} {remedy}",
            before=said,
            cases=cases,
            reason=why.reason,
            remedy=why.remedy,
        )
    return said


def seconds_for(refused: dict[str, Refused]) -> int:
    """How long it takes to read what was `told`."""
    return _SECONDS + _REASON_SECONDS * len(set(refused.values()))


def _claimed(number: int) -> Message:
    return ngettext("{n} case claimed", "{n} cases claimed", number)


def _given_away(number: int) -> Message:
    return ngettext("{n} case given away", "{n} cases given away", number)


def _given_back(number: int) -> Message:
    return ngettext("{n} case given back", "{n} cases given back", number)


def _not_done(number: int) -> Refused:
    why = ngettext("{n} was not done.", "{n} were not done.", number)
    return Refused(why, _("Look at those that are still in the queue."))


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
