"""The 28 checks: pure functions from a bead, or a draft, to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.drafting.checks.draftwide import across_beads
from workstation.drafting.checks.language import check_language
from workstation.drafting.checks.negation import check_negation
from workstation.drafting.checks.parity import check_parity
from workstation.drafting.checks.privacy import check_privacy
from workstation.drafting.checks.promise import check_promises
from workstation.drafting.checks.punctuation import check_punctuation
from workstation.drafting.checks.readability import check_readability
from workstation.drafting.checks.reading import Reading
from workstation.drafting.checks.record import check_clauses, check_record
from workstation.drafting.checks.register import check_register
from workstation.drafting.checks.segments import check_length, check_missing, check_untranslated
from workstation.drafting.checks.sense import (
    check_ambiguous_dates,
    check_counts,
    check_variables,
    check_weekdays,
)
from workstation.drafting.checks.terminology import check_terms
from workstation.drafting.checks.variant import check_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workstation.drafting.bead import Bead
    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.finding import Finding

BEAD_LIMIT = 20_000

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
    check_record,
    check_clauses,
    check_privacy,
    check_readability,
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


def check_draft(beads: Sequence[Bead], context: CheckContext) -> tuple[Finding, ...]:
    """Everything in every bead, and what only shows across beads; for the worker.

    Raises `BeadTooLong`.
    """
    found = [finding for bead in beads for finding in check_bead(bead, context)]
    return (*found, *across_beads(beads, context))
