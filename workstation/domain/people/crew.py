"""The kinds `crew`, people who work together under a lead, and `queue`, what they work on."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.context import Scene
from workstation.domain.people.records import Crew, StaffMember, WorkQueue, access_scope, person_id
from workstation.domain.people.rules import (
    ADMINISTRATORS,
    both_names,
    colleague,
    key_name,
    known_crew,
    only_administrators,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Command, Effect, Event, Id, Kind, Words
from workstation.domain.text import Bilingual
from workstation.domain.views import EVERYONE
from workstation.i18n import _, pgettext
from workstation.value_class import dataclass

CrewScene = Scene[Crew]
QueueScene = Scene[WorkQueue]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCrew(Command):
    """Begin a crew, or begin one anew that was dissolved.

    lead: a user name; "" is nobody yet.
    """

    title: Bilingual
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCrew(Command):
    """Give a crew another name or lead; None leaves that field as it is, and a `lead` of "" is
    nobody."""

    title: Bilingual | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveCrew(Command):
    """End a crew, to which nobody belongs any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQueue(Command):
    """Let cases and people into a queue; an empty `title` leaves that of a queue as it is."""

    title: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseQueue(Command):
    """Let no further cases and people into a queue, on which nobody works any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewFormed(Event):
    """A crew began, or began anew."""

    title: Bilingual
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewChanged(Event):
    """A crew got another name or lead; None is as it was."""

    title: Bilingual | None = None
    lead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewDissolved(Event):
    """A crew ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOpened(Event):
    """A queue takes cases and people from now on."""

    title: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueClosed(Event):
    """A queue takes no further cases and people."""


def _form(scene: CrewScene, command: FormCrew) -> tuple[Event, ...]:
    if scene.record.stands:
        raise Refused(
            _("There is a crew “{crew}” already.", crew=scene.record.name),
            _("Take another short name, or change that crew."),
        )
    key_name(scene.record.name)
    lead = _lead(scene, command.lead)
    title = both_names(command.title)
    return (CrewFormed(at=scene.now, by=scene.actor.person, title=title, lead=lead),)


def _change(scene: CrewScene, command: ChangeCrew) -> tuple[Event, ...]:
    crew = scene.record
    known_crew(crew.name, crew)
    title = both_names(command.title) if command.title is not None else crew.title
    lead = crew.lead
    if command.lead is not None and command.lead != crew.lead:
        lead = _lead(scene, command.lead)
    if (title, lead) == (crew.title, crew.lead):
        return ()
    return (
        CrewChanged(
            at=scene.now,
            by=scene.actor.person,
            title=title if title != crew.title else None,
            lead=lead if lead != crew.lead else None,
        ),
    )


def _dissolve(scene: CrewScene, _command: DissolveCrew) -> tuple[Event, ...]:
    if not scene.record.stands:
        return ()
    there = [p for p in scene.others.all(StaffMember) if p.works and p.crew == scene.record.name]
    if there:
        raise Refused(
            _("{name} belongs to this crew.", name=there[0].name),
            _("Give everybody who belongs to it another crew first."),
        )
    return (CrewDissolved(at=scene.now, by=scene.actor.person),)


def _lead(scene: CrewScene, lead: str) -> str:
    return colleague(lead, scene.others).user if lead else ""


def _open(scene: QueueScene, command: OpenQueue) -> tuple[Event, ...]:
    if scene.record.is_open and command.title in (Bilingual(), scene.record.title):
        return ()
    if scene.record.version == 0:
        key_name(scene.record.name)
    title = command.title
    if title != Bilingual():
        title = both_names(title)
    return (QueueOpened(at=scene.now, by=scene.actor.person, title=title),)


def _close(scene: QueueScene, _command: CloseQueue) -> tuple[Event, ...]:
    if not scene.record.is_open:
        return ()
    name = scene.record.name
    there = [p for p in scene.others.all(StaffMember) if p.works and name in p.queues]
    if there:
        raise Refused(
            _("{name} works on this queue.", name=there[0].name),
            _("Take it from everybody who works on it first."),
        )
    return (QueueClosed(at=scene.now, by=scene.actor.person),)


def _formed(crew: Crew, event: CrewFormed) -> Crew:
    return replace(crew, title=event.title, lead=event.lead, dissolved=False)


def _changed(crew: Crew, event: CrewChanged) -> Crew:
    title = event.title if event.title is not None else crew.title
    return replace(crew, title=title, lead=event.lead if event.lead is not None else crew.lead)


def _dissolved(crew: Crew, _event: CrewDissolved) -> Crew:
    return replace(crew, dissolved=True, lead="")


def _opened(queue: WorkQueue, event: QueueOpened) -> WorkQueue:
    title = event.title if event.title != Bilingual() else queue.title
    return replace(queue, title=title, closed=False)


def _closed(queue: WorkQueue, _event: QueueClosed) -> WorkQueue:
    return replace(queue, closed=True)


def _of_crew(before: Crew, after: Crew) -> frozenset[str]:
    parts = ("title", "lead", "dissolved")
    return frozenset(name for name in parts if getattr(before, name) != getattr(after, name))


def _relies(crew: Crew, command: ChangeCrew) -> dict[Id, frozenset[str]]:
    named = {name for name in ("title", "lead") if getattr(command, name) is not None}
    return {crew.id: frozenset(named)}


def _lead_asked(_crew: Crew, command: FormCrew | ChangeCrew) -> frozenset[Id]:
    return frozenset({person_id(command.lead)}) if command.lead else frozenset()


def _title(command: FormCrew | ChangeCrew | OpenQueue) -> Words:
    title = command.title
    return (title,) if title is not None and title != Bilingual() else ()


def _scopes(crew: Crew) -> frozenset[str]:
    # Its lead may read what is for the lead of this crew, and is told so at once.
    return frozenset({EVERYONE, *((access_scope(crew.lead),) if crew.lead else ())})


def _no_crew(id_: Id, _said: object) -> Crew:
    return Crew(id=id_)


def _no_queue(id_: Id, _said: object) -> WorkQueue:
    return WorkQueue(id=id_)


CREW: Kind[Crew] = Kind(
    name="crew",
    record=Crew,
    acts=(
        Act(
            name="form",
            command=FormCrew,
            rule=_form,
            rights=(ADMINISTRATORS,),
            reads=_lead_asked,
            words=_title,
        ),
        Act(
            name="change",
            command=ChangeCrew,
            rule=_change,
            rights=(ADMINISTRATORS,),
            relies_on=_relies,
            reads=_lead_asked,
            words=_title,
        ),
        Act(name="dissolve", command=DissolveCrew, rule=_dissolve, rights=(ADMINISTRATORS,)),
    ),
    effects=(
        Effect(
            name="formed", event=CrewFormed, apply=_formed, said=pgettext("crew event", "Formed")
        ),
        Effect(
            name="changed",
            event=CrewChanged,
            apply=_changed,
            said=pgettext("crew event", "Changed"),
        ),
        Effect(
            name="dissolved",
            event=CrewDissolved,
            apply=_dissolved,
            said=pgettext("crew event", "Dissolved"),
        ),
    ),
    creates={FormCrew: _no_crew},
    start=_no_crew,
    aspects=_of_crew,
    scopes=_scopes,
    reference=True,
    wrong_role=only_administrators,
)

QUEUE: Kind[WorkQueue] = Kind(
    name="queue",
    record=WorkQueue,
    acts=(
        Act(
            name="open",
            command=OpenQueue,
            rule=_open,
            rights=(ADMINISTRATORS,),
            words=_title,
        ),
        Act(name="close", command=CloseQueue, rule=_close, rights=(ADMINISTRATORS,)),
    ),
    effects=(
        Effect(
            name="opened",
            event=QueueOpened,
            apply=_opened,
            said=pgettext("queue event", "Opened"),
        ),
        Effect(
            name="closed",
            event=QueueClosed,
            apply=_closed,
            said=pgettext("queue event", "Closed"),
        ),
    ),
    creates={OpenQueue: _no_queue},
    start=_no_queue,
    aspects=lambda one, other: frozenset({"open"} if one.closed != other.closed else ()),
    scopes=lambda _queue: frozenset({EVERYONE}),
    reference=True,
    wrong_role=only_administrators,
)
