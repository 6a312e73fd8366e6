"""`Confirmation`: what of a record, as somebody sees it, the server has confirmed.

A person sees a record with their own pending commands in it (`fold`). Whatever these changed has
not happened anywhere else yet. Who shows a record asks here which parts those are.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Generic, TypeVar

from workstation.domain.record import Record
from workstation.value_class import dataclass

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Confirmation(Generic[R]):
    """A record as its reader sees it, beside the same record as the server has it.

    shown: the record with the reader's pending commands in it.
    confirmed: the record with only those of them that the server has taken in; None where it has
        nothing of the record.
    """

    shown: R
    confirmed: R | None

    @property
    def everything(self) -> bool:
        """Whether nothing of the record waits."""
        return self.shown is self.confirmed or self.shown == self.confirmed

    def of(self, part: Callable[[R], object]) -> bool:
        """Whether the server has a part of the record as it is shown."""
        return self.confirmed is not None and part(self.shown) == part(self.confirmed)

    def holds(self, items: Callable[[R], Container[T]], item: T) -> bool:
        """Whether the server has this one of the items of the record, as it is shown."""
        return self.confirmed is not None and item in items(self.confirmed)

    @property
    def sure(self) -> R:
        """The record of which clocks and deadlines are counted: as the server has it, and as it is
        shown where the server has nothing of it."""
        return self.shown if self.confirmed is None else self.confirmed
