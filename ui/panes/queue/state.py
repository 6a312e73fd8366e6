"""What the queue shows: a view of it, filtered, as keys; rows are fetched when they are seen."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from workstation.app.values import Filter
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.value_class import dataclass

PAGE = 200


def no_keys() -> array[int]:
    """An empty list of keys."""
    return array("q")


@dataclass(frozen=True, slots=True)
class MarkedCase:
    """The case that was marked last, or whose mark was taken away: how it is called, and which."""

    reference: str
    title: Bilingual
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """What the view shows.

    view: the view of the queue that is chosen
    filter: what it is narrowed to
    counts: how many cases each view holds, as far as that is known
    keys: the keys of the rows, in the order shown
    arrived: how many more rows there are by now; they wait above the list until asked for
    generation: grows when rows may say something new although the keys are the same
    selected: the key of the open case, if it is in the list
    marked: the ids of the cases to do something with together, all of them in the list
    last_mark: the case that was just marked or unmarked by itself; None where several were
    assigns: whether this person gives cases to others
    loading: whether the first rows are still on their way
    """

    view: View = View.MINE
    filter: Filter = Filter()
    counts: Mapping[View, int] = field(default_factory=lambda: MappingProxyType({}))
    keys: array[int] = field(default_factory=no_keys)
    arrived: int = 0
    generation: int = 0
    selected: int | None = None
    marked: tuple[str, ...] = ()
    last_mark: MarkedCase | None = None
    assigns: bool = False
    loading: bool = True

    @property
    def filtered(self) -> bool:
        """Whether anything is filtered out."""
        return self.filter != Filter()
