"""What was asked of a party or of another team, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.actor import Person
from workstation.domain.taxonomy import Team
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoRequest:
    """What a party was asked for; asked once, extended at most once (APL 3.2)."""

    party: str
    items: tuple[Bilingual, ...]
    asked_at: datetime
    due_at: datetime
    extended: bool = False
    answered_at: datetime | None = None

    @property
    def wanted(self) -> Bilingual:
        """All items as one line."""
        return Bilingual(
            "; ".join(each.en for each in self.items), "；".join(each.zh for each in self.items)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One question to another team, which is named, with a deadline."""

    team: Team
    question: str
    asked_by: Person
    asked_at: datetime
    due_at: datetime
    answer: str = ""
    answered_by: Person | None = None
    answered_at: datetime | None = None
