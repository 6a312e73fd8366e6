"""What the queue shows: a view of it, filtered, as keys; rows are fetched when they are seen."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workstation.app.values import Filter
from workstation.domain.views import View

PAGE = 200


def no_keys() -> array[int]:
    """An empty list of keys."""
    return array("q")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """`keys` are in the order shown; `arrived` counts what waits above the list.

    `generation` grows when rows may say something new although the keys are the same.
    `selected` is the key of the open case, if it is in the list. `marked` are the ids of the
    cases to do something with together, all of them in the list; `assigns`: this person gives
    cases to others.
    """

    view: View = View.MINE
    filter: Filter = Filter()
    counts: Mapping[View, int] = field(default_factory=lambda: MappingProxyType({}))
    keys: array[int] = field(default_factory=no_keys)
    arrived: int = 0
    generation: int = 0
    selected: int | None = None
    marked: tuple[str, ...] = ()
    assigns: bool = False
    loading: bool = True

    @property
    def filtered(self) -> bool:
        """Whether anything is filtered out."""
        return self.filter != Filter()
