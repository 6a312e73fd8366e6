"""A decision that is being composed: what was chosen and written, and how a draft keeps it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from workstation.bilingual.kept_form import form_from_json, form_to_json, put_below
from workstation.domain.case import Case, Measure, Ruling
from workstation.domain.policy import Citation
from workstation.domain.taxonomy import Outcome, OverturnReason, Verdict
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass

# The key under which it is kept beside the drafts of letters.
DECISION = "decision"


class Fate(StrEnum):
    """What becomes of a measure of the first decision."""

    OPEN = "open"
    LIFTED = "lifted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A decision being composed.

    It is stored in this form (`bilingual.kept_form`): a name that changes here is not found again.

    outcome: how the case ends; None until somebody chose it
    reason: why the first decision is overturned, if it is
    verdicts: what each item of evidence, by its id, was found to be worth
    fates: what becomes of the measures of the first decision, in their order
    imposed: measures of its own
    citations: the clauses that it rests on
    rationale: the reasons, in both languages
    route: how one goes on from there
    no_evidence: whether its author said that there is none to weigh
    """

    outcome: Outcome | None = None
    reason: OverturnReason | None = None
    verdicts: tuple[tuple[str, Verdict], ...] = ()
    fates: tuple[Fate, ...] = ()
    imposed: tuple[Measure, ...] = ()
    citations: tuple[Citation, ...] = ()
    rationale: Bilingual = Bilingual()
    route: Bilingual = Bilingual()
    no_evidence: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """What somebody wrote in it, without what was only chosen."""
        texts = (self.rationale, self.route)
        return tuple(side.strip() for text in texts for side in (text.en, text.zh))


def composition_of(case: Case | None, finding: Ruling) -> Composition:
    """A ruling taken back, to be worked on again; with no case, its measures are open."""
    measures = case.enforcement.measures if case is not None and case.enforcement else ()
    fates = {measure: Fate.KEPT for measure in finding.kept}
    fates |= {measure: Fate.LIFTED for measure in finding.lifted}
    return Composition(
        outcome=finding.outcome,
        reason=finding.reason,
        verdicts=tuple((each.evidence, each.verdict) for each in finding.weighed),
        fates=tuple(fates.get(measure, Fate.OPEN) for measure in measures),
        imposed=finding.imposed,
        citations=finding.citations,
        rationale=finding.rationale,
        route=finding.route,
        no_evidence=finding.no_evidence,
    )


def composed_below(above: Composition, below: Composition) -> Composition:
    """What was composed since, with the texts that came back below its own; what was chosen since
    stays. Where nothing was begun, all that came back."""
    if above.outcome is None and not any(above.written):
        return below
    return replace(
        above,
        rationale=_below(above.rationale, below.rationale),
        route=_below(above.route, below.route),
    )


def _below(above: Bilingual, below: Bilingual) -> Bilingual:
    return Bilingual(put_below(above.en, below.en), put_below(above.zh, below.zh))


def composition_to_text(composed: Composition) -> tuple[Bilingual, str]:
    """A composition as a draft keeps it: the reasons, which are found as those of a letter are,
    and the rest."""
    return composed.rationale, form_to_json(replace(composed, rationale=Bilingual()))


def composition_from_text(rationale: Bilingual, rest: str) -> Composition | None:
    """The composition that a draft keeps; None where nothing but texts can be read."""
    chosen = form_from_json(rest, Composition)
    return replace(chosen, rationale=rationale) if chosen is not None else None
