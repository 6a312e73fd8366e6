"""Search for clauses, by their number or by words in either language."""

from __future__ import annotations

from datetime import date

from workstation.domain.policy import Clause, ClauseRef, Library, Policy
from workstation.value_class import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found, at the version in force on the day asked for."""

    ref: ClauseRef
    policy: Policy
    clause: Clause


def search(library: Library, text: str, day: date, limit: int = 30) -> tuple[Hit, ...]:
    """The first `limit` clauses in force on `day` that hold every word of `text`, those whose
    number it is first. A number is found as people write it: "AUT 2.1", "aut2.1", "2.1"."""
    wanted = text.casefold().split()
    if not wanted:
        return ()
    named: list[Hit] = []
    worded: list[Hit] = []
    for policy in library.policies:
        version = policy.in_force(day)
        if version is None:
            continue
        for clause in version.clauses:
            hit = Hit(ClauseRef(policy.code, clause.no, version.version), policy, clause)
            if is_named(policy, clause, "".join(wanted)):
                named.append(hit)
            elif all(word in words_of(policy, clause) for word in wanted):
                worded.append(hit)
    return (*named, *worded)[:limit]


def is_named(policy: Policy, clause: Clause, wanted: str) -> bool:
    """Whether `wanted`, folded and without spaces, is the number of the clause as people write it,
    or the beginning of that."""
    return wanted in (f"{policy.code}{clause.no}".casefold(), clause.no) or (
        len(wanted) > 1 and f"{policy.code}{clause.no}".casefold().startswith(wanted)
    )


def words_of(policy: Policy, clause: Clause) -> str:
    """The words by which a clause can be found, folded."""
    parts = (policy.code, policy.title.en, policy.title.zh, clause.text.en, clause.text.zh)
    return " ".join(parts).casefold()
