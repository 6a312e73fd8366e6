"""The clauses that a letter about a case may quote, each at the versions that matter to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from workstation.domain.case import Case
from workstation.domain.policy import Clause, ClauseRef, Library, Policy
from workstation.domain.rules.conduct import Conduct, conducts
from workstation.policies.search import is_named, words_of
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Quotable:
    """A clause at one version that a letter may quote.

    policy, clause: what `ref` names.
    cited: whether the enforcement or a decision of the case cites it.
    days: the days of conduct of the case on which it was in force.
    every: whether those are all days of conduct of the case.
    today: whether it is in force today.
    """

    ref: ClauseRef
    policy: Policy
    clause: Clause
    cited: bool
    days: tuple[Conduct, ...]
    every: bool
    today: bool

    @property
    def then(self) -> bool:
        """Whether it was in force on a day of conduct of the case."""
        return bool(self.days)


def quotable(library: Library, case: Case, today: date) -> tuple[Quotable, ...]:
    """The clauses that a letter about `case` may quote: first what the enforcement and the
    decisions cite, then the rest of the library.

    A clause stands at the version of the day of conduct (APL 3.3; of each day where a case has
    several), and at today's where that is another. A version cited wrongly is there too: a
    letter has to be able to say so. Clauses that are cited are followed by the versions of them
    that applied on the other days of conduct.
    """
    days = conducts(case)
    cited = dict.fromkeys(_cited(case))
    found: list[Quotable] = []
    for policy in library.policies:
        for version in policy.versions:
            then = tuple(each for each in days if version.in_force(each.day))
            every, now = len(then) == len(days), version.in_force(today)
            for clause in version.clauses:
                ref = ClauseRef(policy.code, clause.no, version.version)
                found.append(Quotable(ref, policy, clause, ref in cited, then, every, now))
    first = {ref: at for at, ref in enumerate(cited)}
    of_case = sorted((each for each in found if each.cited), key=lambda each: first[each.ref])
    named = {(ref.code, ref.clause) for ref in cited}
    of_conduct = [each for each in found if each.then and not each.cited]
    return (
        *of_case,
        *sorted(of_conduct, key=lambda each: (each.ref.code, each.ref.clause) not in named),
        *(each for each in found if each.today and not each.then and not each.cited),
    )


def narrowed(offers: Iterable[Quotable], text: str, limit: int = 30) -> tuple[Quotable, ...]:
    """The first `limit` of the offers that hold every word of `text` in either language, those
    whose number it is first."""
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
    """The clauses on which the enforcement, the decision and earlier decisions rest."""
    yield from case.enforcement.clauses if case.enforcement is not None else ()
    for decision in (*filter(None, (case.decision,)), *case.earlier_decisions):
        yield from (each.ref for each in decision.finding.citations)
