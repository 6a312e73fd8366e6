"""The 28 checks: pure functions from a bead, or a draft, to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.domain.house_style import Script
from workstation.drafting.checks.direction import check_direction
from workstation.drafting.checks.draftwide import across_beads
from workstation.drafting.checks.extent import check_extent
from workstation.drafting.checks.language import check_language
from workstation.drafting.checks.limits import check_limits
from workstation.drafting.checks.names import check_names
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
from workstation.drafting.checks.sense import check_ambiguous_dates, check_counts, check_weekdays
from workstation.drafting.checks.terminology import check_terms
from workstation.drafting.checks.times import check_times
from workstation.drafting.checks.traditional import restored, simplified
from workstation.drafting.checks.variables import check_variables
from workstation.drafting.checks.variant import check_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workstation.drafting.bead import Bead
    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.finding import Finding

BEAD_LIMIT = 20_000

_CHECKS: tuple[Callable[[Reading, CheckContext], Iterable[Finding]], ...] = (
    check_parity,
    check_counts,
    check_times,
    check_weekdays,
    check_ambiguous_dates,
    check_variables,
    check_negation,
    check_direction,
    check_limits,
    check_extent,
    check_names,
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
    if context.script is not Script.HANS:
        return (*check_variant(reading, context), *_traditional(bead, context))
    return tuple(finding for check in _CHECKS for finding in check(reading, context))


def _traditional(bead: Bead, context: CheckContext) -> Iterator[Finding]:
    """All checks but that of the script, which read Traditional as what it is in Simplified."""
    plain = Reading(simplified(bead))
    for check in _CHECKS:
        if check is not check_variant:
            for finding in check(plain, context):
                yield restored(finding, bead, context.script)


def check_draft(beads: Sequence[Bead], context: CheckContext) -> tuple[Finding, ...]:
    """Everything in every bead, and what only shows across beads; for the worker.

    Raises `BeadTooLong`.
    """
    found = [finding for bead in beads for finding in check_bead(bead, context)]
    if context.script is Script.HANS:
        return (*found, *across_beads(beads, context))
    known = {bead.id: bead for bead in beads}
    across = across_beads([simplified(bead) for bead in beads], context)
    return (*found, *(restored(each, known[each.bead], context.script) for each in across))
