"""What a letter template is, when it fits, and how the pairs of a letter are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from workstation.bilingual.bead import Bead, BeadOrigin, Side
from workstation.bilingual.blanks import BLANK, names
from workstation.domain.taxonomy import Milestone, Outcome, PartyRole
from workstation.domain.text import Bilingual

_SECOND_STOP = re.compile(r"(?<!\.)([.。])[.。](?![.。])")


class VariableKind(StrEnum):
    """What a variable holds, and so how a person writes it and how each language shows it.

    A `TEXT` has a text of its own in each language; every other kind is entered once.
    """

    TEXT = "text"
    NAME = "name"
    ID = "id"
    DATE = "date"
    MONEY = "money"
    CLAUSE = "clause"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    NUMBER = "number"


class When(StrEnum):
    """What must be so in the case for a pair of a template to be part of the letter."""

    FURTHER_APPEAL = "further_appeal"
    LAST_LEVEL = "last_level"
    EEA = "eea"
    MONEY_RELEASED = "money_released"
    WINDOW_OPEN = "window_open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One thing that templates ask for.

    name: how a blank calls it
    kind: what it holds
    label: what the field is called for whoever fills it in
    hint: an example of how it is written
    """

    name: str
    kind: VariableKind
    label: Bilingual
    hint: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One pair of a template, with its blanks; without `when` it is always part of the letter."""

    text: Bilingual
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """A letter in both languages.

    id: the name of its file
    name: what it is called for whoever chooses it
    milestones: what it can tell
    outcomes: for which ends of a case it is; none means all of them
    roles: for whom it is; none means everybody
    passages: its pairs, in order
    """

    id: str
    name: Bilingual
    milestones: tuple[Milestone, ...]
    outcomes: tuple[Outcome, ...] = ()
    roles: tuple[PartyRole, ...] = ()
    passages: tuple[Passage, ...]

    def fits(self, milestone: Milestone, outcome: Outcome | None, role: PartyRole) -> bool:
        """Whether it tells this of a case that ended so to somebody of that role."""
        return (
            milestone in self.milestones
            and (not self.outcomes or outcome in self.outcomes)
            and (not self.roles or role in self.roles)
        )

    def asks_for(self, holds: Iterable[When]) -> tuple[str, ...]:
        """Names of its variables in the order of the letter, where this holds in the case."""
        texts = (each.text.en for each in self.part(holds))
        return tuple(dict.fromkeys(name for text in texts for name in names(text)))

    def part(self, holds: Iterable[When]) -> tuple[Passage, ...]:
        """The pairs that belong to the letter where this holds in the case."""
        so = frozenset(holds)
        return tuple(each for each in self.passages if each.when is None or each.when in so)


@dataclass(frozen=True, slots=True)
class TemplateLibrary:
    """All templates of this installation, and the variables that they may name."""

    templates: tuple[LetterTemplate, ...]
    variables: Mapping[str, Variable]

    def fitting(
        self, milestone: Milestone, outcome: Outcome | None, role: PartyRole
    ) -> tuple[LetterTemplate, ...]:
        """What fits this letter; those written for its very outcome or role come first."""
        found = [each for each in self.templates if each.fits(milestone, outcome, role)]
        return tuple(sorted(found, key=lambda each: (not each.outcomes, not each.roles)))

    def template(self, template: str) -> LetterTemplate | None:
        """The template of this id."""
        return next((each for each in self.templates if each.id == template), None)


def fill(
    template: LetterTemplate,
    values: Mapping[str, Bilingual],
    holds: Iterable[When],
    ids: Callable[[], str],
) -> tuple[Bead, ...]:
    """The letter as pairs of their own; a variable without a value stays `{{name}}`."""
    return fill_in(drafted(template, holds, ids), values)


def drafted(
    template: LetterTemplate, holds: Iterable[When], ids: Callable[[], str]
) -> tuple[Bead, ...]:
    """The pairs of the letter with all their blanks open."""
    return tuple(
        Bead(ids(), passage.text.en, passage.text.zh, origin=BeadOrigin.TEMPLATE)
        for passage in template.part(holds)
    )


def fill_in(beads: Iterable[Bead], values: Mapping[str, Bilingual]) -> tuple[Bead, ...]:
    """The pairs with these values in their blanks, and otherwise as they are."""
    return tuple(
        replace(each, en=_said(each.en, values, Side.EN), zh=_said(each.zh, values, Side.ZH))
        for each in beads
    )


def _said(text: str, values: Mapping[str, Bilingual], side: Side) -> str:
    """One side of a pair with the values of its blanks; those without a value stay open."""

    def value(match: re.Match[str]) -> str:
        both = values.get(match[1], Bilingual())
        said = both.en if side is Side.EN else both.zh
        return said or match[0]

    # A value that ends its own sentence needs no second full stop.
    return _SECOND_STOP.sub(r"\1", BLANK.sub(value, text))
