"""Says what became of the jobs that this person began, and lets them be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from ui.activities.cases.refusals import seconds_for, told
from ui.bridge import Tasks
from workstation.app import Change
from workstation.domain.job import Job, JobState
from workstation.domain.problem import Refused
from workstation.i18n import Message, _, ngettext

if TYPE_CHECKING:
    from ui.activity import Frame
    from workstation.app.cases import CasePort
    from workstation.app.jobs import JobPort

_SECONDS = 20
Done = Callable[[int], Message]


class JobDesk(Protocol):
    """The verbs that this needs of the workstation."""

    @property
    def cases(self) -> CasePort: ...
    @property
    def jobs(self) -> JobPort: ...

    def watch(self, callback: Callable[[Change], None]) -> Callable[[], None]: ...


class JobToasts:
    """Follows jobs until they are done. Whoever closes the window meanwhile finds them done."""

    def __init__(self, desk: JobDesk, frame: Frame, tasks: Tasks) -> None:
        self._desk = desk
        self._frame = frame
        self._tasks = tasks
        self._followed: dict[str, Done] = {}
        self._end: Callable[[], None] | None = None

    def follow(self, job: str, done: Done) -> None:
        """Say how many it did, once it is done."""
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
        refused = await self._kept_back(job, record)
        nothing = _("There was nothing to take back.")
        words = told(done(record.tally.applied) if record.total else nothing, refused)
        back = partial(self._take_back, job) if record.tally.applied and not record.undoes else None
        self._frame.toast(words, back, max(_SECONDS, seconds_for(refused)))
        if not self._followed and self._end is not None:
            self._end()
            self._end = None

    async def _kept_back(self, job: str, record: Job) -> dict[str, Refused]:
        """Why some of them were not done, by reference."""
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
                reference = await self._reference(each.record_id)
                found[reference] = Refused(each.reason, each.remedy)
        # Of those that are out of sight by now, only the server knows why.
        others = record.done - record.tally.applied - len(found)
        return {"": _not_done(others), **found} if others > 0 else found

    async def _reference(self, case_id: str) -> str:
        try:
            return (await self._desk.cases.case(case_id)).case.reference
        except KeyError:
            return case_id

    def _take_back(self, job: str) -> None:
        self._tasks.spawn(self._undo(job), "undo a job")

    async def _undo(self, job: str) -> None:
        try:
            undoing = await self._desk.jobs.undo_job(job)
        except Refused as refused:
            words = _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)
            self._frame.toast(words, seconds=_SECONDS)
            return
        self.follow(undoing, _given_back)


def _not_done(number: int) -> Refused:
    why = ngettext("{n} was not done.", "{n} were not done.", number)
    return Refused(why, _("Look at those that are still in the queue."))


def _given_back(number: int) -> Message:
    return ngettext("{n} case given back", "{n} cases given back", number)
