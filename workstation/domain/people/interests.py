"""The kind `interests`: the parties with whom somebody has a conflict of interest.

Only the person themselves, supervisors and administrators hold such a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from workstation.domain.context import Scene
from workstation.domain.people.records import Interests, person_id
from workstation.domain.people.rules import colleague
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
    words_of_texts,
)
from workstation.domain.rules.guards import tidied
from workstation.domain.taxonomy import Role
from workstation.domain.text import folded
from workstation.i18n import _, pgettext
from workstation.value_class import dataclass

InterestScene = Scene[Interests]
# Characters of the name of a party.
LONGEST_PARTY = 200
# Parties with whom one person can have conflicts.
MOST = 200
_CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConflicts(Command):
    """Say of further parties, by their names, that this person must not touch their matters."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetConflicts(Command):
    """Say which are all the parties, by their names, whose matters this person must not touch."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsDeclared(Event):
    """The person has conflicts of interest with further parties."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsSet(Event):
    """The person has conflicts of interest with these parties and no others."""

    parties: tuple[str, ...]


def _is_oneself(scene: InterestScene) -> None:
    if scene.actor.id != scene.record.user:
        raise Refused(
            _("These are the conflicts of interest of somebody else."),
            _("Ask them, a supervisor or an administrator to declare one."),
        )


def _is_somebody_else(scene: InterestScene) -> None:
    if scene.actor.id == scene.record.user:
        raise Refused(
            _("Nobody takes a conflict of interest off themselves."),
            _("Ask another supervisor or an administrator to do it."),
        )


ONESELF: Relation[Interests] = Relation("oneself", _is_oneself)
SOMEBODY_ELSE: Relation[Interests] = Relation("somebody else", _is_somebody_else)
_KEEPERS = frozenset({Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM})


def _declare(scene: InterestScene, command: DeclareConflicts) -> tuple[Event, ...]:
    _of_somebody(scene)
    held = set(map(folded, scene.record.conflicts))
    more = tuple(each for each in _parties(command.parties) if folded(each) not in held)
    if not more:
        return ()
    _fits(len(scene.record.conflicts) + len(more))
    return (ConflictsDeclared(at=scene.now, by=scene.actor.person, parties=more),)


def _set(scene: InterestScene, command: SetConflicts) -> tuple[Event, ...]:
    _of_somebody(scene)
    parties = _parties(command.parties)
    if parties == scene.record.conflicts:
        return ()
    _fits(len(parties))
    return (ConflictsSet(at=scene.now, by=scene.actor.person, parties=parties),)


def _of_somebody(scene: InterestScene) -> None:
    colleague(scene.record.user, scene.others)


def _fits(parties: int) -> None:
    if parties > MOST:
        raise Refused(
            _("A person can have conflicts with up to {most} parties.", most=MOST),
            _("Take out those that are over."),
        )


def _parties(parties: Iterable[str]) -> tuple[str, ...]:
    """The names of parties in order, each once, however it is written.

    Raises `Refused` for a name that is empty, too long or cannot be stored.
    """
    told: dict[str, str] = {}
    for each in parties:
        party = tidied(each, LONGEST_PARTY)
        if not party:
            raise Refused(_("The name of a party is missing."), _("Write whom it is about."))
        told.setdefault(folded(party), party)
    return tuple(sorted(told.values()))


def _declared(interests: Interests, event: ConflictsDeclared) -> Interests:
    return replace(interests, conflicts=tuple(sorted({*interests.conflicts, *event.parties})))


def _were_set(interests: Interests, event: ConflictsSet) -> Interests:
    return replace(interests, conflicts=event.parties)


def _scopes(interests: Interests) -> frozenset[str]:
    roles = (Role.SUPERVISOR, Role.ADMIN)
    return frozenset({f"user:{interests.user}", *(f"role:{role.value}" for role in roles)})


def _person(interests: Interests, _command: object) -> frozenset[Id]:
    return frozenset({person_id(interests.user)})


def _in_words(command: DeclareConflicts | SetConflicts) -> Words:
    return words_of_texts(*command.parties)


def _wrong_role(_scene: InterestScene, _act: Act[Interests, Any]) -> None:
    raise Refused(
        _("Only a supervisor or an administrator takes conflicts of interest off somebody."),
        _("Ask one of them. What you declare yourself, you can add."),
    )


def _blank(id_: Id, _said: object) -> Interests:
    return Interests(id=id_)


INTERESTS: Kind[Interests] = Kind(
    name="interests",
    record=Interests,
    acts=(
        Act(
            name="declare",
            command=DeclareConflicts,
            rule=_declare,
            rights=(Right(by=_KEEPERS), Right(relation=ONESELF)),
            reads=_person,
            words=_in_words,
        ),
        Act(
            name="set",
            command=SetConflicts,
            rule=_set,
            rights=(Right(by=_KEEPERS, relation=SOMEBODY_ELSE),),
            relies_on=lambda interests, _set: {interests.id: frozenset({_CONFLICTS})},
            reads=_person,
            words=_in_words,
        ),
    ),
    effects=(
        Effect(
            name="declared",
            event=ConflictsDeclared,
            apply=_declared,
            said=pgettext("interests event", "Conflict of interest declared"),
        ),
        Effect(
            name="set",
            event=ConflictsSet,
            apply=_were_set,
            said=pgettext("interests event", "Conflicts of interest changed"),
        ),
    ),
    creates={DeclareConflicts: _blank, SetConflicts: _blank},
    start=_blank,
    aspects=lambda one, other: frozenset({_CONFLICTS} if one.conflicts != other.conflicts else ()),
    scopes=_scopes,
    wrong_role=_wrong_role,
)
