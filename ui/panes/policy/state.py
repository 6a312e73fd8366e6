"""What the policy pane shows: one clause as it stood on the day of conduct, and as it is today."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from workstation.domain.policy import Clause, ClauseRef, Policy, PolicyVersion
from workstation.domain.rules.conduct import Conduct
from workstation.domain.taxonomy import ObjectType
from workstation.policies import Hit
from workstation.value_class import dataclass


class VersionSide(StrEnum):
    """Which of the two versions is read."""

    THEN = "then"
    NOW = "now"
    COMPARE = "compare"


class ShownLanguages(StrEnum):
    """In which languages a clause is read."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class IssuedClause:
    """A clause in one version of its policy."""

    policy: Policy
    version: PolicyVersion
    clause: Clause

    @property
    def ref(self) -> ClauseRef:
        """How it is cited."""
        return ClauseRef(self.policy.code, self.clause.no, self.version.version)


@dataclass(frozen=True, slots=True)
class ConductClause:
    """The clause as it stood on one day of conduct; None where it was not in force."""

    conduct: Conduct
    issue: IssuedClause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyState:
    """What the view shows.

    about: the id of the case whose clauses are read
    day: the day of conduct that is read
    conducts: all days of conduct of the case
    of: what kind of thing the case is about
    thens: the clause as it stood on each day of conduct
    policy: the policy that is read; None before there is a library
    no: the number of the clause
    then: the clause as it stood on the day; None where it was not in force
    now: the clause as it stands today; None where it is not in force
    then_version: the version of the policy that was in force on the day
    now_version: the version of the policy that is in force today
    newer: clauses of today's version that the version of the day does not have
    case_clauses: what the decision under appeal rests on
    side: whether the clause of then, of now, or both are read
    shown: in which languages
    query: what is sought
    hits: the clauses that were found
    cited: the clauses that the decision being composed cites
    can_cite: whether this person composes a decision of the case
    """

    about: str = ""
    day: date | None = None
    conducts: tuple[Conduct, ...] = ()
    of: ObjectType | None = None
    thens: tuple[ConductClause, ...] = ()
    policy: Policy | None = None
    no: str = ""
    then: IssuedClause | None = None
    now: IssuedClause | None = None
    then_version: PolicyVersion | None = None
    now_version: PolicyVersion | None = None
    newer: tuple[Clause, ...] = ()
    case_clauses: tuple[ClauseRef, ...] = ()
    side: VersionSide = VersionSide.THEN
    shown: ShownLanguages = ShownLanguages.BOTH
    query: str = ""
    hits: tuple[Hit, ...] = ()
    cited: frozenset[ClauseRef] = frozenset()
    can_cite: bool = False

    @property
    def issue(self) -> IssuedClause | None:
        """The clause in the version that is read, and would be cited."""
        if self.side is VersionSide.NOW:
            return self.now
        return self.then or (self.now if self.side is VersionSide.COMPARE else None)

    @property
    def conduct(self) -> Conduct | None:
        """The day that is read, with the items that it belongs to."""
        return next((each for each in self.conducts if each.day == self.day), None)

    @property
    def other_days(self) -> tuple[ConductClause, ...]:
        """The days of conduct on which another version of the clause applied, or none."""
        return tuple(each for each in self.thens if each.issue != self.then)

    @property
    def changed(self) -> bool:
        """Whether the clause says something else today."""
        then, now = self.then, self.now
        return then is not None and now is not None and then.clause.text != now.clause.text
