"""The 28 checks: pure functions from a bead, or a draft, to findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bilingual.checks.bead_reading import BeadReading
from workstation.bilingual.checks.counts import check_counts, check_times
from workstation.bilingual.checks.dates import check_ambiguous_dates, check_weekdays
from workstation.bilingual.checks.language import check_language
from workstation.bilingual.checks.names import check_names
from workstation.bilingual.checks.negation import check_negation
from workstation.bilingual.checks.opposites import check_direction, check_extent, check_limits
from workstation.bilingual.checks.parity import check_parity
from workstation.bilingual.checks.privacy import check_privacy
from workstation.bilingual.checks.promise import check_promises
from workstation.bilingual.checks.punctuation import check_punctuation
from workstation.bilingual.checks.readability import check_readability
from workstation.bilingual.checks.record import check_clauses, check_record
from workstation.bilingual.checks.register import check_register
from workstation.bilingual.checks.segments import check_length, check_missing, check_untranslated
from workstation.bilingual.checks.terminology import check_terms
from workstation.bilingual.checks.traditional import restored, simplified
from workstation.bilingual.checks.variables import check_variables
from workstation.bilingual.checks.variant import check_variant
from workstation.bilingual.checks.whole_draft import across_beads
from workstation.domain.house_style import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks.context import CheckContext
    from workstation.bilingual.checks.finding import Finding

BEAD_LIMIT = 20_000

_CHECKS: tuple[Callable[[BeadReading, CheckContext], Iterable[Finding]], ...] = (
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
    reading = BeadReading(bead)
    if context.script is not Script.HANS:
        return (*check_variant(reading, context), *_traditional(bead, context))
    return tuple(finding for check in _CHECKS for finding in check(reading, context))


def _traditional(bead: Bead, context: CheckContext) -> Iterator[Finding]:
    """All checks but that of the script, which read Traditional as what it is in Simplified."""
    plain = BeadReading(simplified(bead))
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
