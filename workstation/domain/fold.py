"""`fold`: the record as somebody sees it: the truth with their own pending commands applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Generic, TypeVar

from workstation.domain.actor import Actor
from workstation.domain.apply import commit
from workstation.domain.context import Context, Scene, declared_by
from workstation.domain.decide import decide
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Kind, Record
from workstation.value_class import dataclass

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that the server has not taken in yet.

    at: when it was given.
    rests_on: the ids of the commands with which it falls.
    """

    id: str
    command: Command
    at: datetime
    rests_on: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded(Generic[R]):
    """The result of `fold`.

    record: the record as the author of the pending commands sees it.
    refused: the ids of the pending commands that no longer fit, each with the reason.
    """

    record: R
    refused: tuple[tuple[str, Refused], ...]


def run(kind: Kind[R], scene: Scene[R], command: Command) -> R:
    """The record after one command; the same record where it is so already.

    Raises `Refused`.
    """
    events = decide(kind, scene, command)
    return commit(kind, scene.record, events, scene.actor.id) if events else scene.record


def fold(
    kind: Kind[R],
    truth: R,
    pending: Iterable[Pending],
    actor: Actor,
    others: Context,
    lost: Mapping[Id, Refused] = MappingProxyType({}),
) -> Folded[R]:
    """Apply the pending commands of `actor` to `truth`, in their order.

    A command that is refused is passed over, and one that rests on it is refused with the same
    reason. `others` has loaded what any of the commands declares, as far as it is held. `lost` are
    commands that the server did not take in, or that follow one such, with the reasons: they are
    passed over, and what rests on them is refused too.
    """
    record = truth
    refused = dict(lost)
    for each in (one for one in pending if one.id not in lost):
        fallen = next((refused[id_] for id_ in each.rests_on if id_ in refused), None)
        try:
            if fallen is not None:
                raise fallen
            context = others.declaring(declared_by(kind, record, each.command))
            record = run(kind, Scene(record, actor, each.at, context), each.command)
        except Refused as refusal:
            refused[each.id] = refusal
    return Folded(record, tuple((id_, no) for id_, no in refused.items() if id_ not in lost))
