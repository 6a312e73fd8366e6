"""When a command comes too late: others changed what it relied on after its author had seen it.

Each command names the versions of the records that its author had seen. It conflicts only if
somebody else changed an aspect that it relies on after that: a note in between disturbs nobody, a
reassignment does. This generalises a fencing token (an assignment's epoch) to every aspect of
every record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from workstation.domain.actor import SYSTEM
from workstation.domain.context import Scene
from workstation.domain.marks import Mark, made_by_others
from workstation.domain.people.records import person_id
from workstation.domain.problem import Conflict, Refused
from workstation.domain.record import Command, Event, Id, Kind, LateCommand, Record
from workstation.i18n import _

R = TypeVar("R", bound=Record)
# When the record of that id got a mark; None where nobody knows.
When = Callable[[Id, Mark], datetime | None]


def _unknown(_id: Id, _mark: Mark) -> None:
    """Nobody keeps a log here."""


def conflict(
    kind: Kind[R],
    scene: Scene[R],
    command: Command,
    seen: Mapping[Id, int],
    when: When = _unknown,
) -> Conflict | None:
    """What others changed of that on which `command` relies, since its author saw the records at
    the versions `seen`; None if they changed nothing of it. `when` tells when they did.

    A record of which no version was seen is not relied on: the rule looks at it as it is.
    """
    # Any: each act has a command of its own.
    act: Any = kind.by_command[type(command)]
    touched: list[tuple[Id, Mark]] = []
    for id_, aspects in act.relies_on(scene.record, command).items():
        record = scene.record if id_ == scene.record.id else scene.others.find(id_)
        if record is not None and id_ in seen:
            made = made_by_others(record.marks, scene.actor.id, seen[id_])
            touched += [(id_, mark) for mark in made if mark.aspect in aspects]
    if not touched:
        return None
    id_, last = max(touched, key=lambda each: each[1].version)
    late = LateCommand(
        scene=scene,
        command=command,
        aspects=frozenset(mark.aspect for _id, mark in touched),
        by=_name_of(scene, last.actor),
        at=when(id_, last),
    )
    reason, remedy = kind.late_words(late)
    return Conflict(tuple(sorted(late.aspects)), reason, remedy)


# Any: of whichever kind.
def _name_of(scene: Scene[Any], actor: str) -> str:
    """The name of somebody who works here, or did; "" where they are not held here."""
    known = scene.others.references.get(person_id(actor))
    return SYSTEM.name if actor == SYSTEM.id else getattr(known, "name", "")


def overtaken(
    kind: Kind[R], scene: Scene[R], command: Command, seen: Mapping[Id, int], refused: Refused
) -> Conflict | None:
    """The conflict because of which a rule refused `command` with `refused`: another record on
    which it relies was changed since its author saw it. None where none was.

    Such a command came too late, and is nobody's mistake. Of a record that a command relies on
    without naming aspects, only this counts: a policy that was published since disturbs a decision
    only if the decision is no longer right by it.
    """
    # Any: as above.
    act: Any = kind.by_command[type(command)]
    for id_ in sorted(act.relies_on(scene.record, command)):
        record = scene.others.find(id_) if id_ != scene.record.id else None
        if record is not None and record.version > seen.get(id_, record.version):
            reason = _("What this rests on was changed meanwhile. {why}", why=refused.reason)
            return Conflict((id_,), reason, refused.remedy)
    return None


def keep(kind: Kind[R], scene: Scene[R], command_id: str, command: Command) -> tuple[Event, ...]:
    """The events that a command which came too late still leaves in its record."""
    # Any: as above.
    act: Any = kind.by_command[type(command)]
    kept: tuple[Event, ...] = act.late(scene, command_id, command)
    return kept
