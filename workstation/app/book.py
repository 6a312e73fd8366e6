"""The house book as its person sees it: the server's, with their own edits in it."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.cache.house_edits import HouseEdits, overlaid
from workstation.domain.actor import Actor
from workstation.domain.house import House
from workstation.drafting.shipped import shipped_house


@dataclass(slots=True)
class Book:
    """`truth` is what the server sent last, None for the book that the program carries.

    What is seen is derived when it is asked for, and again after `turned`.
    """

    edits: HouseEdits
    truth: House | None = None
    _seen: House | None = None

    @property
    def version(self) -> int:
        """The version of the server's book that this workstation goes by."""
        return self.truth.version if self.truth is not None else 0

    def seen(self, me: Actor) -> House:
        """The book with the edits that the server has not answered, or does not show yet."""
        if self._seen is None:
            self._seen = overlaid(self.truth or shipped_house(), self.edits.entries(), me)
        return self._seen

    def turned(self) -> None:
        """Truth, edits or the person's roles are others now."""
        self._seen = None
