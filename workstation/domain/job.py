"""The kind `job`: one command for many records, worked by the server piece by piece.

Each member of a job gets an ordinary command of the job's author, under all rules and with an
answer of its own. A job can be stopped, goes on after the server was stopped, and is undone by
another job, whose members are guarded by the versions that the first one made. The second waits
until the first is over: only then is it known what there is to take back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
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
    words_of_texts,
)
from workstation.domain.taxonomy import Role
from workstation.i18n import _, pgettext
from workstation.value_class import dataclass

# The number of records that one job may be for.
MOST_MEMBERS = 10_000
# The number of commands that a job gives in one transaction. Whatever else is sent to the server
# waits for it, and a job is never urgent.
AT_ONCE = 50


class JobState(StrEnum):
    """Whether a job still has members to reach, was stopped before, or has reached all."""

    RUNNING = "RUNNING"
    STOPPED = "STOPPED"
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCommand:
    """The command that each member gets, as it travels.

    kind: the name of the kind of the members.
    act: the name of the command's act.
    v: the version of the form in which it is written.
    body: its canonical JSON.
    """

    kind: str
    act: str
    v: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A record that a job is for: its id, and the version that the job's author had `seen`."""

    id: Id
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The numbers of members by what became of them.

    applied: the command took effect.
    refused: a rule refused it.
    late: others had changed what it relies on.
    gone: the record is out of the author's sight.
    """

    applied: int = 0
    refused: int = 0
    late: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job. Its members themselves stay with the server, which gives their results on demand.

    author: who began it, and in whose name its commands are given.
    template: the command that each member gets; None for a job that undoes another.
    total: the number of members.
    done: the number of members that were reached.
    tally: what became of those.
    dry_run: whether it changes nothing, and only finds out what would become of its members.
    undoes: the id of the job that it takes back; "" for none.
    waits: whether it waits for the end of that job, and has no members before.
    stopped: the reason for which it was stopped; None where it was not.
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
        """How far the job is."""
        if not self.waits and self.total <= self.done:
            return JobState.DONE
        return JobState.RUNNING if self.stopped is None else JobState.STOPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class StartJob(Command):
    """Begin a job, of one of three sorts.

    template, members, dry_run: give this command to these records.
    undoes: take back the job of this id; nothing else is set.
    gives_back: take the open cases, which the server looks for, out of the hands of the user of
        this name; nothing else is set.
    """

    template: MemberCommand | None = None
    members: tuple[Member, ...] = ()
    dry_run: bool = False
    undoes: Id = ""
    gives_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopJob(Command):
    """Stop a job: the members that it has not reached stay as they are."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GatherJob(Command):
    """Say which members a waiting job has, now that the job that it undoes is over (the
    platform)."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkJob(Command):
    """Say how far a job has come: the number of members reached, and what became of them (the
    platform)."""

    done: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted(Event):
    """A job began; see `StartJob`."""

    template: MemberCommand | None
    members: tuple[Member, ...]
    dry_run: bool
    undoes: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class JobGathered(Event):
    """A job that waited got its members."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobWorked(Event):
    """A job has reached `done` of its members."""

    done: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStopped(Event):
    """Somebody stopped the job."""

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
    # A job that the platform begins follows from what an administrator did.
    of = f"role:{Role.ADMIN.value}" if job.author == SYSTEM else f"user:{job.author.id}"
    return frozenset({of, f"role:{Role.SUPERVISOR.value}"})


def _begun(id_: Id, _said: object) -> Job:
    return Job(id=id_)


def _undone(_job: Job, command: StartJob) -> frozenset[Id]:
    return frozenset({command.undoes}) if command.undoes else frozenset()


def _start(
    bulk: Collection[tuple[str, str]], scene: JobScene, command: StartJob
) -> tuple[Event, ...]:
    if scene.record.version > 0:
        raise Refused(_("This job was begun before."), _("Look at how far it is."))
    if command.gives_back and not command.members:
        return ()
    if command.undoes:
        if scene.others.need(Job, command.undoes).dry_run:
            raise Refused(
                _("This job only said what would be, and changed nothing."),
                _("There is nothing to take back."),
            )
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


_SYSTEM: Right[Job] = Right(by=frozenset({Role.SYSTEM}))
_SUPERVISORS: Right[Job] = Right(by=frozenset({Role.SUPERVISOR}))
_STARTERS: Right[Job] = Right(by=frozenset({Role.SUPERVISOR, Role.SYSTEM}))
# Any: each effect has an event of its own.
_EFFECTS: tuple[Effect[Job, Any], ...] = (
    Effect(name="started", event=JobStarted, apply=_started, said=pgettext("job", "Begun")),
    Effect(
        name="gathered", event=JobGathered, apply=_gathered, said=pgettext("job", "Members known")
    ),
    Effect(name="worked", event=JobWorked, apply=_worked, said=pgettext("job", "Worked")),
    Effect(name="stopped", event=JobStopped, apply=_stopped, said=pgettext("job", "Stopped")),
)


def job_kind(bulk: Collection[tuple[str, str]]) -> Kind[Job]:
    """The kind `job` of a program in which the acts `bulk` can be done to many records at once,
    each given as the name of a kind and of one of its acts."""
    return Kind(
        name="job",
        record=Job,
        acts=(
            Act(
                name="start",
                command=StartJob,
                rule=partial(_start, frozenset(bulk)),
                rights=(_STARTERS,),
                reads=_undone,
            ),
            Act(
                name="stop",
                command=StopJob,
                rule=_stop,
                rights=(_SUPERVISORS, Right(relation=_AUTHOR)),
                words=lambda stop: words_of_texts(stop.reason),
            ),
            Act(name="gather", command=GatherJob, rule=_gather, rights=(_SYSTEM,)),
            Act(name="work", command=WorkJob, rule=_work, rights=(_SYSTEM,)),
        ),
        effects=_EFFECTS,
        creates={StartJob: _begun},
        start=_begun,
        aspects=lambda _before, _after: frozenset(),
        scopes=_scopes,
    )
