"""Policies as values: clauses at their versions, what was in force on a day, and citations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workstation.domain.actor import Person
from workstation.domain.marks import Mark
from workstation.domain.settings.periods import (
    CARRIED_TARGETS,
    CARRIED_WINDOWS,
    AppealWindows,
    Targets,
)
from workstation.domain.taxonomy import Action
from workstation.domain.text import Bilingual
from workstation.value_class import dataclass


def policy_id(code: str) -> str:
    """The id of the record of the policy with that code."""
    return f"policy:{code}"


@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """A clause at a version, without its text: the code of its policy, its number, the version."""

    code: str
    clause: str
    version: str

    def label(self) -> str:
        """How the clause is cited, the same in every language: AUT 2.1 v2.0."""
        return f"{self.code} {self.clause} v{self.version}"

    @staticmethod
    def of_label(label: str) -> ClauseRef:
        """The reference that `ClauseRef.label` wrote as `label`."""
        code, _space, rest = label.partition(" ")
        clause, _v, version = rest.rpartition(" v")
        return ClauseRef(code, clause, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of one version of a policy.

    no: its number, such as 2.1.
    kind: what it is: a rule, a procedure, a transition ...
    severity: S1 (gravest) to S4; None where it has none.
    actions: the measures that it provides for.
    points: the penalty points that a breach adds.
    four_eyes: whether two people must agree on a measure under it.
    """

    no: str
    kind: str
    text: Bilingual
    severity: str | None = None
    actions: tuple[Action, ...] = ()
    points: int = 0
    four_eyes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One issue of a policy.

    version: its number, such as 2.0.
    effective_from, effective_to: the first and the last day on which it is in force, inclusive;
        None for an end that is not known yet.
    change_note: what it changes, for its readers.
    changed_clauses: the numbers of the clauses that are new, gone or otherwise in it.
    written_by: who wrote it; nobody, for one that the program carries.
    published_by: who put it into force; None for one that the program carries.
    """

    version: str
    effective_from: date
    effective_to: date | None
    change_note: Bilingual
    changed_clauses: tuple[str, ...]
    clauses: tuple[Clause, ...]
    written_by: tuple[Person, ...] = ()
    published_by: Person | None = None

    def in_force(self, day: date) -> bool:
        """Whether this version is in force on `day`."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def clause(self, no: str) -> Clause | None:
        """The clause of that number; None if this version has none such."""
        return next((clause for clause in self.clauses if clause.no == no), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy through all its versions.

    code: the capitals by which it is cited, such as AUT.
    owner: who answers for it, in words.
    versions: its issues, oldest first.
    version: the number of changes of the record, which is none of its issues.
    """

    code: str
    title: Bilingual
    owner: str
    versions: tuple[PolicyVersion, ...]
    version: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def id(self) -> str:
        """The id of the record."""
        return policy_id(self.code)

    def in_force(self, day: date) -> PolicyVersion | None:
        """The version that was in force on `day`; None before the first."""
        return next((version for version in self.versions if version.in_force(day)), None)

    def issue(self, label: str) -> PolicyVersion | None:
        """The version of the number `label`; None if there is none such."""
        return next((each for each in self.versions if each.version == label), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A clause as it was cited, frozen into the decision; see `Clause` and `PolicyVersion`."""

    ref: ClauseRef
    text: Bilingual
    effective_from: date
    effective_to: date | None
    severity: str | None = None
    four_eyes: bool = False

    def says_the_same_as(self, other: Citation) -> bool:
        """Whether both are the same clause at the same version, saying the same.

        How long the version is in force does not count: the next one, published since, ends it.
        """
        said, others = (
            (each.ref, each.text, each.severity, each.four_eyes) for each in (self, other)
        )
        return said == others

    def in_force(self, day: date) -> bool:
        """Whether the cited version is in force on `day`, as was known when it was cited."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Library:
    """All policies, and the house settings that the rules of procedure leave open.

    The rule applied is the one in force on the day of the conduct (APL 3.3).
    """

    policies: tuple[Policy, ...] = ()
    windows: AppealWindows = CARRIED_WINDOWS
    targets: Targets = CARRIED_TARGETS

    def policy(self, code: str) -> Policy | None:
        """The policy of that code; None if there is none such."""
        return next((policy for policy in self.policies if policy.code == code), None)

    def in_force(self, code: str, day: date) -> PolicyVersion | None:
        """The version of the policy `code` that was in force on `day`; None if none was."""
        policy = self.policy(code)
        return policy.in_force(day) if policy else None

    def clause(self, ref: ClauseRef) -> Clause | None:
        """The clause that `ref` names; None if the library has none such."""
        version = self.version(ref)
        return version.clause(ref.clause) if version else None

    def version(self, ref: ClauseRef) -> PolicyVersion | None:
        """The version that `ref` names; None if the library has none such."""
        policy = self.policy(ref.code)
        return policy.issue(ref.version) if policy else None

    def has_gravest(self, refs: Iterable[ClauseRef]) -> bool:
        """Whether one of the clauses that `refs` name is of the gravest kind (S1)."""
        clauses = map(self.clause, refs)
        return any(clause is not None and clause.severity == "S1" for clause in clauses)

    def cite(self, ref: ClauseRef) -> Citation | None:
        """The clause that `ref` names with its texts, as a decision keeps it; None if the library
        has none such."""
        version = self.version(ref)
        clause = version.clause(ref.clause) if version else None
        if version is None or clause is None:
            return None
        return Citation(
            ref=ref,
            text=clause.text,
            effective_from=version.effective_from,
            effective_to=version.effective_to,
            severity=clause.severity,
            four_eyes=clause.four_eyes,
        )
