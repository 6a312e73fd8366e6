"""The 28 checks: pure functions from a bead, or a draft, to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.drafting.checks.glossary import check_terms
from workstation.drafting.checks.negation import check_negation
from workstation.drafting.checks.parity import check_parity
from workstation.drafting.checks.promise import check_promises
from workstation.drafting.checks.punctuation import check_punctuation
from workstation.drafting.checks.reading import Reading
from workstation.drafting.checks.register import check_register
from workstation.drafting.checks.segments import (
    check_language,
    check_length,
    check_missing,
    check_untranslated,
)
from workstation.drafting.checks.sense import (
    check_ambiguous_dates,
    check_counts,
    check_variables,
    check_weekdays,
)
from workstation.drafting.checks.variant import check_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workstation.drafting.bead import Bead
    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.finding import Finding

BEAD_LIMIT = 20_000

BeadCheck = "Callable[[Reading, CheckContext], Iterable[Finding]]"

_CHECKS: tuple[Callable[[Reading, CheckContext], Iterable[Finding]], ...] = (
    check_parity,
    check_counts,
    check_weekdays,
    check_ambiguous_dates,
    check_variables,
    check_negation,
    check_missing,
    check_length,
    check_untranslated,
    check_language,
    check_variant,
    check_terms,
    check_promises,
    check_register,
    check_punctuation,
)


class BeadTooLong(ValueError):
    """One side of a bead is longer than `BEAD_LIMIT` characters."""


def check_bead(bead: Bead, context: CheckContext) -> tuple[Finding, ...]:
    """Everything that the checks find in one bead, in the order of the checks.

    Raises `BeadTooLong`: a bead is a sentence or a paragraph, and what is longer was not split.
    """
    if max(len(bead.en), len(bead.zh)) > BEAD_LIMIT:
        raise BeadTooLong(bead.id)
    reading = Reading(bead)
    return tuple(finding for check in _CHECKS for finding in check(reading, context))
