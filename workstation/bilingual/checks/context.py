"""What the checks know besides the bead: profile, glossary, the open case, the policy library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from workstation.domain.house_style import Profile, Script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from workstation.bilingual.checks.glossary import TermIndex


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """What the open case says: anything else in the letter is a slip or a leak.

    ids: ids of the case, of its goods and of its parties
    linked: ids of linked cases, which may be named too
    amounts: each amount with its currency (ISO 4217)
    dates: days that the case knows, and days to come
    names: what the recipient is called
    titles: what the goods are called
    other_parties: names and handles of people who are not the recipient
    staff: names of colleagues
    own_contacts: what the recipient wrote of itself: telephone, mail, address
    private: details of people who are not the recipient
    """

    ids: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()
    amounts: frozenset[tuple[str, Decimal]] = frozenset()
    dates: frozenset[date] = frozenset()
    names: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    other_parties: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    own_contacts: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()


class ClauseLibrary(Protocol):
    """The policy library as far as the checks need it."""

    def versions(self, code: str, number: str) -> tuple[str, ...]:
        """Versions that hold this clause, oldest first; empty where it is unknown."""

    def in_force(self, code: str, number: str, on: date | None) -> str | None:
        """The version in force on that day (today where None), or None."""

    def text(self, code: str, number: str, version: str) -> tuple[str, str] | None:
        """The clause in English and Chinese."""


@dataclass(frozen=True, slots=True)
class ClauseTexts:
    """A library held in a mapping: (code, number) -> {version: (English, Chinese)}."""

    clauses: Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]

    def versions(self, code: str, number: str) -> tuple[str, ...]:
        """Versions in the order they were given."""
        return tuple(self.clauses.get((code, number), {}))

    def in_force(self, code: str, number: str, on: date | None) -> str | None:  # noqa: ARG002
        """The last version: a mapping knows no days."""
        held = self.versions(code, number)
        return held[-1] if held else None

    def text(self, code: str, number: str, version: str) -> tuple[str, str] | None:
        """The clause in both languages."""
        return self.clauses.get((code, number), {}).get(version)


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Everything that a check may read; an empty one is what `recoursectl check` has.

    profile: the style of the house
    script: what the recipient reads
    glossary: the terms of the house; None where none is looked for
    record: what the open case says; None where no case is open
    library: the policies that may be cited; None where no citation is looked up
    variables: the blanks that templates know; None where any name will do
    sending: whether the letter is about to leave: blanks that nobody filled matter only then
    letter_date: the day of the letter, for deadlines already past
    conduct_date: the day that chooses the version of a clause in force
    """

    profile: Profile = field(default_factory=Profile)
    script: Script = Script.HANS
    glossary: TermIndex | None = None
    record: CaseRecord | None = None
    library: ClauseLibrary | None = None
    variables: frozenset[str] | None = None
    sending: bool = False
    letter_date: date | None = None
    conduct_date: date | None = None
