"""The checks of letters, read over the clauses of a policy's next version.

Importing this loads the checks; it is imported where the first clause is examined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workstation.bilingual.bead import Bead, BeadOrigin
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Finding
from workstation.bilingual.glossary_terms import glossary_of
from workstation.domain.glossary.acts import Glossary
from workstation.domain.policies.amendment import Amendment
from workstation.domain.policies.publication import held
from workstation.domain.policy import Clause
from workstation.domain.problem import Refused
from workstation.domain.text import Bilingual
from workstation.i18n import _

# Under which number the change note is examined; no clause has it.
CHANGE_NOTE = ""


def clause_findings(
    clauses: Iterable[Clause], note: Bilingual, house: Glossary
) -> Mapping[str, tuple[Finding, ...]]:
    """What the checks find, by the number of the clause; the change note's stand under "".

    What is complete in one language alone is left to the rule that asks for both.
    """
    # The gate weighs no S4: no server needs a dictionary.
    style = replace(house.style, spelling=False)
    context = CheckContext(profile=style, glossary=glossary_of(house.terms))
    pairs = [(CHANGE_NOTE, note), *((clause.no, clause.text) for clause in clauses)]
    found = {
        no: check_bead(Bead(no, text.en, text.zh, origin=BeadOrigin.TYPED), context)
        for no, text in pairs
        if text.complete
    }
    return {no: findings for no, findings in found.items() if findings}


def hold_back_draft(amendment: Amendment, house: Glossary) -> None:
    """Raises `Refused` for a draft whose languages disagree, with the place."""
    stops = held(clause_findings(amendment.clauses, amendment.issue.change_note, house))
    if not stops:
        return
    no, finding = stops[0]
    if no == CHANGE_NOTE:
        reason = _("The change note is held back. {why}", why=finding.why)
    else:
        reason = _("Clause {no} is held back. {why}", no=no, why=finding.why)
    raise Refused(
        reason, _("Correct it in the language that is wrong; a clause cannot be let pass.")
    )
