"""A job: one command for many records, worked by the server piece by piece.

Each member gets an ordinary command of the job's author, under all rules and with an answer of its
own. A job can be stopped, goes on after the server was stopped, and is undone by another job, whose
members are guarded by the versions that the first one made. That one waits until the first is over:
only then is it known what there is to take back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from workstation.domain.actor import SYSTEM, Person
from workstation.domain.context import Scene
from workstation.domain.marks import Mark
from workstation.domain.problem import Refused
from workstation.domain.record import (
    Act,
    Command,
    Effect,
    Event,
    Id,
    Kind,
    Relation,
    Right,
    Words,
)
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import _, pgettext

MOST_MEMBERS = 10_000
# So many commands are given in one transaction. Whatever else is sent waits for it: a job is never
# urgent.
AT_ONCE = 50


class JobState(StrEnum):
    """How far a job is."""

    RUNNING = "RUNNING"
    STOPPED = "STOPPED"
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCommand:
    """The command that each member gets: the kind of the record, and the command as it travels."""

    kind: str
    act: str
    v: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A record of a job, and the version of it that the author of the job had seen."""

    id: Id
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many members were done, refused, came too late, or are out of the author's sight."""

    applied: int = 0
    refused: int = 0
    late: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job. `total` and `done` count members; those themselves stay with the server.

    A `dry_run` changes nothing, and says what would be. `undoes` is the job that it takes back, for
    whose end it `waits` before it has any members.
    """

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    author: Person = Person("", "")
    template: MemberCommand | None = None
    total: int = 0
    done: int = 0
    tally: Tally = Tally()
    dry_run: bool = False
    undoes: Id = ""
    waits: bool = False
    stopped: str | None = None

    @property
    def state(self) -> JobState:
        """How far it is."""
        if not self.waits and self.total <= self.done:
            return JobState.DONE
        return JobState.RUNNING if self.stopped is None else JobState.STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class StartJob(Command):
    """Give a command to many records; or, with `undoes` and nothing else, take a job back; or,
    with `gives_back` and nothing else, take the open cases out of the hands of that user, which
    the server looks for.
    """

    template: MemberCommand | None = None
    members: tuple[Member, ...] = ()
    dry_run: bool = False
    undoes: Id = ""
    gives_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopJob(Command):
    """Leave the members that were not reached yet as they are."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherJob(Command):
    """Whose changes a job takes back, now that the job which made them is over (the platform)."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJob(Command):
    """Some more members were given their commands (the platform)."""

    done: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Event):
    """A job was begun."""

    template: MemberCommand | None
    members: tuple[Member, ...]
    dry_run: bool
    undoes: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class JobGathered(Event):
    """It is known whose changes it takes back."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWorked(Event):
    """It came so far."""

    done: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStopped(Event):
    """Somebody stopped it."""

    reason: str


JobScene = Scene[Job]


def _is_author(scene: JobScene) -> None:
    if scene.record.author.id != scene.actor.id:
        name = scene.record.author.name
        raise Refused(
            _("{name} has begun this job.", name=name),
            _("Ask {name} or a supervisor to stop it.", name=name),
        )


_AUTHOR: Relation[Job] = Relation("its author", _is_author)


def _stop(scene: JobScene, command: StopJob) -> tuple[Event, ...]:
    if scene.record.state is not JobState.RUNNING:
        return ()
    return (JobStopped(at=scene.now, by=scene.actor.person, reason=command.reason),)


def _gather(scene: JobScene, command: GatherJob) -> tuple[Event, ...]:
    if scene.record.state is not JobState.RUNNING or not scene.record.waits:
        return ()
    return (JobGathered(at=scene.now, by=scene.actor.person, members=command.members),)


def _work(scene: JobScene, command: WorkJob) -> tuple[Event, ...]:
    if scene.record.state is not JobState.RUNNING or command.done <= scene.record.done:
        return ()
    by = scene.actor.person
    return (JobWorked(at=scene.now, by=by, done=command.done, tally=command.tally),)


def _started(job: Job, event: JobStarted) -> Job:
    return replace(
        job,
        author=event.by,
        template=event.template,
        total=len(event.members),
        dry_run=event.dry_run,
        undoes=event.undoes,
        waits=bool(event.undoes) and not event.members,
    )


def _gathered(job: Job, event: JobGathered) -> Job:
    return replace(job, total=len(event.members), waits=False)


def _worked(job: Job, event: JobWorked) -> Job:
    return replace(job, done=event.done, tally=event.tally)


def _stopped(job: Job, event: JobStopped) -> Job:
    return replace(job, stopped=event.reason)


def _scopes(job: Job) -> frozenset[str]:
    # What the platform begins follows of what an administrator did.
    of = f"role:{Role.ADMIN.value}" if job.author == SYSTEM else f"user:{job.author.id}"
    return frozenset({of, f"role:{Role.SUPERVISOR.value}"})


def _begun(id_: Id, _said: object) -> Job:
    return Job(id=id_)


def _undone(_job: Job, command: StartJob) -> frozenset[Id]:
    return frozenset({command.undoes}) if command.undoes else frozenset()


def _reason(command: StopJob) -> Words:
    return (Bilingual(command.reason, command.reason),) if command.reason.strip() else ()


def _start(
    bulk: Collection[tuple[str, str]], scene: JobScene, command: StartJob
) -> tuple[Event, ...]:
    if scene.record.version > 0:
        raise Refused(_("This job was begun before."), _("Look at how far it is."))
    if command.gives_back and not command.members:
        return ()
    if command.undoes:
        _can_be_undone(scene.others.need(Job, command.undoes))
        command = StartJob(undoes=command.undoes)
    else:
        _fits(bulk, command)
    return (
        JobStarted(
            at=scene.now,
            by=scene.actor.person,
            template=command.template,
            members=command.members,
            dry_run=command.dry_run,
            undoes=command.undoes,
        ),
    )


def _fits(bulk: Collection[tuple[str, str]], command: StartJob) -> None:
    template = command.template
    if template is None or (template.kind, template.act) not in bulk:
        raise Refused(_("This cannot be done to many at once."), _("Do it to one after the other."))
    ids = {member.id for member in command.members}
    if not ids or len(ids) < len(command.members) or len(ids) > MOST_MEMBERS:
        raise Refused(
            _("A job is for up to {most} different records.", most=MOST_MEMBERS),
            _("Choose fewer of them, each once."),
        )


def _can_be_undone(first: Job) -> None:
    if first.dry_run:
        raise Refused(
            _("This job only said what would be, and changed nothing."),
            _("There is nothing to take back."),
        )


# Any: each act and effect has a command or an event of its own.
def _acts(bulk: Collection[tuple[str, str]]) -> tuple[Act[Job, Any], ...]:
    supervisors: Right[Job] = Right(by=frozenset({Role.SUPERVISOR}))
    starters: Right[Job] = Right(by=frozenset({Role.SUPERVISOR, Role.SYSTEM}))
    return (
        Act(
            name="start",
            command=StartJob,
            rule=partial(_start, bulk),
            rights=(starters,),
            reads=_undone,
        ),
        Act(
            name="stop",
            command=StopJob,
            rule=_stop,
            rights=(supervisors, Right(relation=_AUTHOR)),
            words=_reason,
        ),
        Act(
            name="gather",
            command=GatherJob,
            rule=_gather,
            rights=(Right(by=frozenset({Role.SYSTEM})),),
        ),
        Act(
            name="work",
            command=WorkJob,
            rule=_work,
            rights=(Right(by=frozenset({Role.SYSTEM})),),
        ),
    )


_EFFECTS: tuple[Effect[Job, Any], ...] = (
    Effect(name="started", event=JobStarted, apply=_started, said=pgettext("job", "Begun")),
    Effect(
        name="gathered", event=JobGathered, apply=_gathered, said=pgettext("job", "Members known")
    ),
    Effect(name="worked", event=JobWorked, apply=_worked, said=pgettext("job", "Worked")),
    Effect(name="stopped", event=JobStopped, apply=_stopped, said=pgettext("job", "Stopped")),
)


def job_kind(bulk: Collection[tuple[str, str]]) -> Kind[Job]:
    """The kind `job`, for these acts: each the name of a kind of record and of one of its acts."""
    return Kind(
        name="job",
        record=Job,
        acts=_acts(frozenset(bulk)),
        effects=_EFFECTS,
        creates={StartJob: _begun},
        start=_begun,
        aspects=lambda _before, _after: frozenset(),
        scopes=_scopes,
    )
