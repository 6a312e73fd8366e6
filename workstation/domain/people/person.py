"""The kind `person`: who works here, with which roles, queues, teams and crew."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields, replace
from datetime import date
from typing import Any

from workstation.domain.context import Scene
from workstation.domain.job import StartJob
from workstation.domain.people.records import (
    Crew,
    Ended,
    PersonState,
    StaffMember,
    access_scope,
    crew_id,
    user_of,
)
from workstation.domain.people.rules import (
    ADMINISTRATORS,
    because,
    display_name,
    given_languages,
    given_roles,
    known_crew,
    known_markets,
    known_queues,
    only_administrators,
    user_name,
)
from workstation.domain.problem import Refused
from workstation.domain.record import (
    Act,
    Command,
    Effect,
    Event,
    Id,
    Kind,
    LateCommand,
    Reaction,
    Words,
    changed_meanwhile,
    words_of_texts,
)
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual
from workstation.domain.views import EVERYONE
from workstation.domain.windows import day_of
from workstation.i18n import Message, _, pgettext
from workstation.value_class import dataclass

PersonScene = Scene[StaffMember]
ACCESS = "access"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPerson(Command):
    """Let somebody new work here; see `StaffMember`."""

    name: str
    roles: frozenset[Role]
    languages: frozenset[Language] = frozenset(Language)
    queues: frozenset[str] = frozenset()
    teams: frozenset[Team] = frozenset()
    crew: str = ""
    markets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson(Command):
    """Change what the record of a person says; None leaves a field as it is, and a `crew` of ""
    takes them out of theirs."""

    name: str | None = None
    roles: frozenset[Role] | None = None
    languages: frozenset[Language] | None = None
    queues: frozenset[str] | None = None
    teams: frozenset[Team] | None = None
    crew: str | None = None
    markets: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAccess(Command):
    """End somebody's access at once.

    day: their last day, today or before.
    """

    reason: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccess(Command):
    """Open the access of somebody again whose access has ended, with what they had then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Event):
    """Somebody works here from now on; see `StaffMember`."""

    name: str
    roles: tuple[Role, ...]
    languages: tuple[Language, ...]
    queues: tuple[str, ...]
    teams: tuple[Team, ...]
    crew: str
    markets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChanged(Event):
    """The record of a person was changed; None is as it was."""

    name: str | None = None
    roles: tuple[Role, ...] | None = None
    languages: tuple[Language, ...] | None = None
    queues: tuple[str, ...] | None = None
    teams: tuple[Team, ...] | None = None
    crew: str | None = None
    markets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEnded(Event):
    """Somebody's access ended; `day` is their last one."""

    reason: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessOpened(Event):
    """Somebody's access was opened again; `crew` is that of before where it still exists, or ""."""

    crew: str


# The fields that can be changed of a person; each is an aspect of its own.
PARTS = tuple(each.name for each in fields(ChangePerson))


def _add(scene: PersonScene, command: AddPerson) -> tuple[Event, ...]:
    person = scene.record
    if person.state is PersonState.WORKS:
        raise Refused(
            _("{user} has access already.", user=person.user),
            _("Change what {name} may do instead.", name=person.name),
        )
    if person.state is PersonState.ENDED:
        raise Refused(
            _("{name} was here before, as {user}.", name=person.name, user=person.user),
            _("Open that access again, or take another user name."),
        )
    user_name(person.user)
    for each in scene.others.all(StaffMember):
        if user_of(each.user) == person.user and each.id != person.id:
            raise Refused(
                _("{name} was here before, as {user}.", name=each.name, user=each.user),
                _("Open that access again, or take another user name."),
            )
    told = {name: _checked(scene, name, getattr(command, name)) for name in PARTS}
    return (PersonAdded(at=scene.now, by=scene.actor.person, **_listed(told)),)


def _change(scene: PersonScene, command: ChangePerson) -> tuple[Event, ...]:
    person = scene.record
    named = {name: getattr(command, name) for name in PARTS}
    told = {
        name: _checked(scene, name, value)
        for name, value in named.items()
        if value is not None and value != getattr(person, name)
    }
    changed = {name: value for name, value in told.items() if value != getattr(person, name)}
    if not changed:
        return ()
    if Role.ADMIN in person.roles and Role.ADMIN not in changed.get("roles", person.roles):
        _somebody_administers_besides(scene)
    return (PersonChanged(at=scene.now, by=scene.actor.person, **_listed(changed)),)


def _end(scene: PersonScene, command: EndAccess) -> tuple[Event, ...]:
    if not scene.record.works:
        return ()
    reason = because(command.reason)
    if command.day > day_of(scene.now):
        raise Refused(
            _("Access ends at once, and not on a day to come."),
            _("Give today or an earlier day, or do it on that day."),
        )
    if Role.ADMIN in scene.record.roles:
        _somebody_administers_besides(scene)
    return (AccessEnded(at=scene.now, by=scene.actor.person, reason=reason, day=command.day),)


def _open(scene: PersonScene, _command: OpenAccess) -> tuple[Event, ...]:
    if scene.record.works:
        return ()
    found = scene.others.find(crew_id(scene.record.crew)) if scene.record.crew else None
    crew = scene.record.crew if isinstance(found, Crew) and found.stands else ""
    return (AccessOpened(at=scene.now, by=scene.actor.person, crew=crew),)


def _somebody_administers_besides(scene: PersonScene) -> None:
    """Raise `Refused` where the person of the scene is the last administrator."""
    for each in scene.others.all(StaffMember):
        if each.id != scene.record.id and each.works and Role.ADMIN in each.roles:
            return
    if scene.actor.id == scene.record.user:
        raise Refused(
            _("You are the last administrator."), _("Make somebody else an administrator first.")
        )
    raise Refused(
        _("{name} is the last administrator.", name=scene.record.name),
        _("Make somebody else an administrator first."),
    )


# Any: each field has a type of its own.
def _checked(scene: PersonScene, name: str, value: Any) -> Any:
    """The value of a field, tidied, which the record of a person can have. Raises `Refused`."""
    match name:
        case "name":
            return display_name(value)
        case "roles":
            return given_roles(value)
        case "languages":
            return given_languages(value)
        case "queues":
            # What they have stays theirs, also while a queue is closed.
            held = value & scene.record.queues
            return held | known_queues(value - held, scene.others)
        case "crew":
            return known_crew(value, scene.others.find(crew_id(value)) if value else None)
        case "markets":
            return known_markets(value)
        case _:
            return value


# Any: as above.
def _listed(told: dict[str, Any]) -> dict[str, Any]:
    """The fields of a person as an event holds them: sets in order, so that they are always
    written in the same way."""
    return {
        name: tuple(sorted(value)) if isinstance(value, Set) else value
        for name, value in told.items()
    }


def _told(person: StaffMember, event: PersonAdded | PersonChanged) -> StaffMember:
    told = {name: getattr(event, name) for name in PARTS}
    # Any: as above.
    parts: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if value is not None
    }
    return replace(person, **parts)


def _ended(person: StaffMember, event: AccessEnded) -> StaffMember:
    ended = Ended(day=event.day, at=event.at, by=event.by, reason=event.reason)
    return replace(person, ended=ended)


def _opened(person: StaffMember, event: AccessOpened) -> StaffMember:
    return replace(person, ended=None, crew=event.crew)


def _aspects(before: StaffMember, after: StaffMember) -> frozenset[str]:
    found = {name for name in PARTS if getattr(before, name) != getattr(after, name)}
    return frozenset(found | ({ACCESS} if before.ended != after.ended else set()))


def _relies(person: StaffMember, command: ChangePerson) -> dict[Id, frozenset[str]]:
    return {person.id: frozenset(name for name in PARTS if getattr(command, name) is not None)}


def _crew_asked(_person: StaffMember, command: AddPerson | ChangePerson) -> frozenset[Id]:
    return frozenset({crew_id(command.crew)}) if command.crew else frozenset()


def _own_crew(person: StaffMember, _command: OpenAccess) -> frozenset[Id]:
    return frozenset({crew_id(person.crew)}) if person.crew else frozenset()


def _in_words(command: AddPerson | ChangePerson) -> Words:
    return words_of_texts(command.name or "")


def _wrong_state(scene: PersonScene, _act: Act[StaffMember, Any]) -> None:
    if scene.record.state is PersonState.ENDED:
        raise Refused(
            _("The access of {name} has ended.", name=scene.record.name),
            _("Open it again first."),
        )
    raise Refused(
        _("Nobody called “{name}” works here.", name=scene.record.user),
        _("Choose somebody who does."),
    )


def _late(late: LateCommand[StaffMember]) -> tuple[Message, Message]:
    reason, look = changed_meanwhile(late)
    person = late.scene.record
    if ACCESS not in late.aspects:
        return reason, look
    if (ended := person.ended) is not None:
        by = {"name": ended.by.name, "person": person.name}
        return _("{name} ended the access of {person} on {at}.", at=ended.at, **by), look
    if late.by and late.at is not None:
        by = {"name": late.by, "person": person.name}
        return _("{name} opened the access of {person} again on {at}.", at=late.at, **by), look
    return _("Somebody else has ended or opened this access meanwhile."), look


def _blank(id_: Id, _said: object) -> StaffMember:
    return StaffMember(id=id_)


def job_of(person: StaffMember) -> Id:
    """The id of the job that gives back the cases that somebody held when their access ended this
    time."""
    return f"job:given-back:{person.user}:{person.version}"


def _give_back(person: StaffMember, _event: AccessEnded) -> tuple[tuple[Id, Command], ...]:
    return ((job_of(person), StartJob(gives_back=person.user)),)


_WORKS, _ENDED = PersonState.WORKS, PersonState.ENDED
_HERE = (replace(ADMINISTRATORS, states=(_WORKS,)),)
_KNOWN = (replace(ADMINISTRATORS, states=(_WORKS, _ENDED)),)
PERSON: Kind[StaffMember] = Kind(
    name="person",
    record=StaffMember,
    acts=(
        Act(
            name="add",
            command=AddPerson,
            rule=_add,
            rights=(ADMINISTRATORS,),
            reads=_crew_asked,
            words=_in_words,
        ),
        Act(
            name="change",
            command=ChangePerson,
            rule=_change,
            rights=_HERE,
            relies_on=_relies,
            reads=_crew_asked,
            words=_in_words,
        ),
        Act(
            name="end_access",
            command=EndAccess,
            rule=_end,
            rights=_KNOWN,
            words=lambda end: words_of_texts(end.reason),
        ),
        Act(
            name="open_access",
            command=OpenAccess,
            rule=_open,
            rights=_KNOWN,
            relies_on=lambda person, _open: {person.id: frozenset({ACCESS})},
            reads=_own_crew,
        ),
    ),
    effects=(
        Effect(
            name="added", event=PersonAdded, apply=_told, said=pgettext("person event", "Added")
        ),
        Effect(
            name="changed",
            event=PersonChanged,
            apply=_told,
            said=pgettext("person event", "Changed"),
        ),
        Effect(
            name="access_ended",
            event=AccessEnded,
            apply=_ended,
            said=pgettext("person event", "Access ended"),
            detail=lambda event: Bilingual(event.reason, event.reason),
        ),
        Effect(
            name="access_opened",
            event=AccessOpened,
            apply=_opened,
            said=pgettext("person event", "Access opened again"),
        ),
    ),
    creates={AddPerson: _blank},
    start=_blank,
    aspects=_aspects,
    scopes=lambda person: frozenset({EVERYONE, access_scope(person.user)}),
    reference=True,
    state=lambda person: person.state,
    wrong_state=_wrong_state,
    wrong_role=only_administrators,
    late_words=_late,
    reactions=(Reaction(AccessEnded, _give_back),),
)
