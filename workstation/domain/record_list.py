"""How the records of a kind are shown in lists: rows, the views that hold them, an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from workstation.domain.actor import Actor
from workstation.domain.record import Record

R = TypeVar("R", bound=Record)
W = TypeVar("W")


def _never(_row: Any) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList(Generic[R, W]):
    """The list of a kind.

    `row` is a frozen dataclass whose fields become columns: str, int, float, bool, datetime,
    enumerations, tuples of str, and each of them or None. `views_of` names the views that show a
    row to somebody at a time, and `wakes` when that may change by itself. `sort` is the place in
    every view, smallest first; `sought` the text in which a filter looks. `layout` goes up with
    every change of any of these: what is held is then listed anew.
    """

    row: type[W]
    row_of: Callable[[R], W]
    views: tuple[str, ...]
    views_of: Callable[[W, Actor, datetime], frozenset[str]]
    sort: Callable[[W], int]
    sought: Callable[[W], str]
    wakes: Callable[[W], datetime | None] = _never
    layout: int = 1
