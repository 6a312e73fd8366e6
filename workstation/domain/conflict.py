"""When a command comes too late: others changed what it relied on after its author had seen it.

Each command names the versions of the records that its author had seen. It conflicts only if
somebody else changed an aspect that it relies on after that: a note in between disturbs nobody, a
reassignment does. This generalises a fencing token (an assignment's epoch) to every aspect of
every record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from workstation.domain.context import Scene
from workstation.domain.marks import changed_by_others
from workstation.domain.problem import Conflict, Refused
from workstation.domain.record import Command, Event, Id, Kind, Record
from workstation.i18n import _

R = TypeVar("R", bound=Record)


def conflict(
    kind: Kind[R], scene: Scene[R], command: Command, seen: Mapping[Id, int]
) -> Conflict | None:
    """What others changed of that on which `command` relies, since its author saw the records at
    the versions `seen`; None if they changed nothing of it.

    A record of which no version was seen is not relied on: the rule looks at it as it is.
    """
    # Any: each act has a command of its own.
    act: Any = kind.by_command[type(command)]
    touched: set[str] = set()
    for id_, aspects in act.relies_on(scene.record, command).items():
        record = scene.record if id_ == scene.record.id else scene.others.find(id_)
        if record is not None and id_ in seen:
            touched |= aspects & changed_by_others(record.marks, scene.actor.id, seen[id_])
    if not touched:
        return None
    reason, remedy = kind.late_words(command, frozenset(touched))
    return Conflict(tuple(sorted(touched)), reason, remedy)


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
