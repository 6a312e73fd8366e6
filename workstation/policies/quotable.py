"""The clauses that a letter about a case may quote, each at the versions that matter to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from workstation.domain.case import Case
from workstation.domain.policy import Clause, ClauseRef, Library, Policy
from workstation.domain.rules.decision import rule_days
from workstation.policies.search import is_named, words_of


@dataclass(frozen=True, slots=True)
class Quotable:
    """A clause at one version: cited in the case, in force on a day of its conduct, or today."""

    ref: ClauseRef
    policy: Policy
    clause: Clause
    cited: bool
    then: bool
    today: bool


def quotable(library: Library, case: Case, today: date) -> tuple[Quotable, ...]:
    """What the enforcement and the decision cite first, then the rest of the library.

    A clause stands at the version of the day of conduct (APL 3.3; of each day where a case has
    several), and at today's where that is another. A version cited wrongly is there too: a
    letter has to be able to say so.
    """
    days = rule_days(case)
    cited = dict.fromkeys(_cited(case))
    found = [
        Quotable(
            ClauseRef(policy.code, clause.no, version.version),
            policy,
            clause,
            ClauseRef(policy.code, clause.no, version.version) in cited,
            any(version.in_force(day) for day in days),
            version.in_force(today),
        )
        for policy in library.policies
        for version in policy.versions
        for clause in version.clauses
    ]
    first = {ref: at for at, ref in enumerate(cited)}
    of_case = sorted((each for each in found if each.cited), key=lambda each: first[each.ref])
    return (
        *of_case,
        *(each for each in found if each.then and not each.cited),
        *(each for each in found if each.today and not each.then and not each.cited),
    )


def narrowed(offers: Iterable[Quotable], text: str, limit: int = 30) -> tuple[Quotable, ...]:
    """Those that hold every word of `text` in either language, those of that number first."""
    wanted = text.casefold().split()
    listed = tuple(offers)
    if not wanted:
        return listed[:limit]
    named = [each for each in listed if is_named(each.policy, each.clause, "".join(wanted))]
    worded = [
        each
        for each in listed
        if all(word in words_of(each.policy, each.clause) for word in wanted) and each not in named
    ]
    return (*named, *worded)[:limit]


def _cited(case: Case) -> Iterator[ClauseRef]:
    yield from case.enforcement.clauses if case.enforcement is not None else ()
    for decision in (*filter(None, (case.decision,)), *case.earlier_decisions):
        yield from (each.ref for each in decision.finding.citations)
