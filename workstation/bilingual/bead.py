"""The bead: one aligned pair of a twin draft, and what is known of its making."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from workstation.domain.pairs import PairOrigin as BeadOrigin
from workstation.domain.policy import ClauseRef
from workstation.value_class import dataclass

__all__ = ["Bead", "BeadOrigin", "BeadState", "Lock", "Side"]


class Side(Enum):
    """Which of the two texts of a bead."""

    EN = "en"
    ZH = "zh"

    @property
    def other(self) -> Side:
        """The twin of this side."""
        return Side.ZH if self is Side.EN else Side.EN


class BeadState(Enum):
    """How far a bead is: confirmed means that a person said both sides agree."""

    DRAFT = "draft"
    PENDING = "pending"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Lock:
    """Text that came from the policy library and may not be edited without losing this mark.

    clause: the code of the policy and the number of the clause, "AUT 2.1"
    version: the version of the policy
    """

    clause: str
    version: str

    @staticmethod
    def on(ref: ClauseRef) -> Lock:
        """The lock of a quotation of this clause."""
        return Lock(f"{ref.code} {ref.clause}", ref.version)

    @property
    def ref(self) -> ClauseRef:
        """The clause that is quoted."""
        code, _space, number = self.clause.partition(" ")
        return ClauseRef(code, number, self.version)


@dataclass(frozen=True, slots=True)
class Bead:
    """An English text and its Chinese twin; the alignment of a draft is stored as these.

    id: its own within the draft, kept as long as the pair is
    en, zh: the two texts
    state: whether a person said that both agree
    origin: where its words come from
    lock: the clause that it quotes word for word; None for other text
    converted: whether the Chinese was put into another script, and nobody confirmed it since
    """

    id: str
    en: str
    zh: str
    state: BeadState = BeadState.DRAFT
    origin: BeadOrigin = BeadOrigin.TYPED
    lock: Lock | None = None
    converted: bool = False

    def side(self, side: Side) -> str:
        """The text of one side as it is."""
        return self.en if side is Side.EN else self.zh

    def edited(self, side: Side, text: str) -> Bead:
        """This bead with one text changed.

        A confirmed bead becomes pending, and clause text that no longer is the clause's loses
        its lock and its origin.
        """
        if text == self.side(side):
            return self
        state = BeadState.PENDING if self.state is BeadState.CONFIRMED else self.state
        origin = BeadOrigin.TYPED if self.origin is BeadOrigin.CLAUSE else self.origin
        changed = replace(self, state=state, origin=origin, lock=None)
        if side is Side.EN:
            return replace(changed, en=text)
        return replace(changed, zh=text)

    def confirmed(self) -> Bead:
        """This bead with its pair confirmed by a person."""
        return replace(self, state=BeadState.CONFIRMED, converted=False)
