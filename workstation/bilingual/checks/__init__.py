"""The checks of a letter's language: pure functions from a bead, or a draft, to findings.
What each of them looks for is said at `finding.Check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bilingual.checks.bead_values import BeadReading
from workstation.bilingual.checks.counts import check_counts, check_times
from workstation.bilingual.checks.dates import (
    check_ambiguous_dates,
    check_deadlines,
    check_short_dates,
    check_weekdays,
)
from workstation.bilingual.checks.language import check_language, check_third_language
from workstation.bilingual.checks.names import check_latin_names, check_titles
from workstation.bilingual.checks.negation import check_negation
from workstation.bilingual.checks.opposites import check_direction, check_extent, check_limits
from workstation.bilingual.checks.parity import check_parity
from workstation.bilingual.checks.privacy import check_privacy
from workstation.bilingual.checks.promise import check_promises
from workstation.bilingual.checks.punctuation import (
    check_house_forms,
    check_house_marks,
    check_punctuation,
)
from workstation.bilingual.checks.readability import check_sentences, check_spelling, check_words
from workstation.bilingual.checks.record import check_clauses, check_record
from workstation.bilingual.checks.register import check_address, check_tone
from workstation.bilingual.checks.segments import (
    check_length,
    check_lost_sentence,
    check_missing,
    check_untranslated,
)
from workstation.bilingual.checks.terminology import check_english_terms, check_terms
from workstation.bilingual.checks.traditional import restored, simplified
from workstation.bilingual.checks.variables import check_blanks, check_variables
from workstation.bilingual.checks.variant import check_regional_words, check_variant
from workstation.bilingual.checks.whole_draft import (
    check_one_address,
    check_one_spacing,
    check_passive,
    check_signs,
)
from workstation.domain.house_style import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
    check_short_dates,
    check_deadlines,
    check_variables,
    check_blanks,
    check_negation,
    check_direction,
    check_limits,
    check_extent,
    check_latin_names,
    check_titles,
    check_missing,
    check_lost_sentence,
    check_length,
    check_untranslated,
    check_language,
    check_third_language,
    check_variant,
    check_regional_words,
    check_english_terms,
    check_terms,
    check_promises,
    check_address,
    check_tone,
    check_punctuation,
    check_house_marks,
    check_house_forms,
    check_record,
    check_clauses,
    check_privacy,
    check_sentences,
    check_words,
    check_spelling,
)
_DRAFT_CHECKS: tuple[Callable[[Sequence[Bead], CheckContext], Iterable[Finding]], ...] = (
    check_one_address,
    check_signs,
    check_one_spacing,
    check_passive,
)


class BeadTooLong(ValueError):
    """One side of a bead is longer than `BEAD_LIMIT` characters; the message is the bead's id."""


def check_bead(bead: Bead, context: CheckContext) -> tuple[Finding, ...]:
    """Everything that the checks find in one bead, in the order of the checks.

    Raises `BeadTooLong`: a bead is a sentence or a paragraph, and what is longer was not split.
    """
    if max(len(bead.en), len(bead.zh)) > BEAD_LIMIT:
        raise BeadTooLong(bead.id)
    reading = BeadReading(bead)
    if context.script is Script.HANS:
        return tuple(finding for check in _CHECKS for finding in check(reading, context))
    found = [*check_variant(reading, context)]
    # All other checks read Traditional as what it is in Simplified.
    plain = BeadReading(simplified(bead))
    for check in _CHECKS:
        if check is not check_variant:
            found += (restored(each, bead, context.script) for each in check(plain, context))
    return tuple(found)


def check_draft(beads: Sequence[Bead], context: CheckContext) -> tuple[Finding, ...]:
    """Everything in every bead, and what only shows across beads; for the worker.

    Raises `BeadTooLong`.
    """
    found = [finding for bead in beads for finding in check_bead(bead, context)]
    if context.script is Script.HANS:
        for check in _DRAFT_CHECKS:
            found += check(beads, context)
        return tuple(found)
    known = {bead.id: bead for bead in beads}
    plain = [simplified(bead) for bead in beads]
    for check in _DRAFT_CHECKS:
        for each in check(plain, context):
            found.append(restored(each, known[each.bead], context.script))
    return tuple(found)
