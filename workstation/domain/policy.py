"""The policy library: clauses with versions, what was in force on a day, and citations."""

from __future__ import annotations

from dataclasses import dataclass
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


def policy_id(code: str) -> str:
    """Under which id the policy of that code is kept."""
    return f"policy:{code}"


@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """A clause at a version, without its text: AUT 2.1 v2.0."""

    code: str
    clause: str
    version: str

    def label(self) -> str:
        """The citation form of the library, the same in every language."""
        return f"{self.code} {self.clause} v{self.version}"

    @staticmethod
    def of_label(label: str) -> ClauseRef:
        """What `label` wrote."""
        code, _space, rest = label.partition(" ")
        clause, _v, version = rest.rpartition(" v")
        return ClauseRef(code, clause, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of one version. `severity` is S1 (gravest) to S4, or None."""

    no: str
    kind: str
    text: Bilingual
    severity: str | None = None
    actions: tuple[Action, ...] = ()
    points: int = 0
    four_eyes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One issue of a policy, in force from a day to a day (both inclusive).

    `written_by` wrote it and `published_by` put it into force; nobody, for what the program
    carries.
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
        """Whether this version applied on `day`."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def clause(self, no: str) -> Clause | None:
        """The clause of that number, if this version has one."""
        return next((clause for clause in self.clauses if clause.no == no), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy through all its versions, oldest first.

    `version` counts the changes of the record; its issues are found with `issue`.
    """

    code: str
    title: Bilingual
    owner: str
    versions: tuple[PolicyVersion, ...]
    version: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def id(self) -> str:
        """Which record it is."""
        return policy_id(self.code)

    def in_force(self, day: date) -> PolicyVersion | None:
        """The version that applied on `day`, or None before the first."""
        return next((version for version in self.versions if version.in_force(day)), None)

    def issue(self, label: str) -> PolicyVersion | None:
        """The version of that number."""
        return next((each for each in self.versions if each.version == label), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A clause as it was cited: number, version and both texts, frozen into the decision."""

    ref: ClauseRef
    text: Bilingual
    effective_from: date
    effective_to: date | None
    severity: str | None = None
    four_eyes: bool = False

    def says_the_same_as(self, other: Citation) -> bool:
        """Whether both are the same clause at the same version, saying the same.

        How long the version applied does not count: the next one, published since, ends it.
        """
        said, others = (
            (each.ref, each.text, each.severity, each.four_eyes) for each in (self, other)
        )
        return said == others

    def in_force(self, day: date) -> bool:
        """Whether the cited version applied on `day`, as was known when it was cited."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


@dataclass(frozen=True, slots=True)
class Library:
    """All policies, and the settings of the house that its rules of procedure leave to it.

    The rule applied is the one in force on the day of the conduct (APL 3.3).
    """

    policies: tuple[Policy, ...] = ()
    windows: AppealWindows = CARRIED_WINDOWS
    targets: Targets = CARRIED_TARGETS

    def policy(self, code: str) -> Policy | None:
        """The policy of that code."""
        return next((policy for policy in self.policies if policy.code == code), None)

    def in_force(self, code: str, day: date) -> PolicyVersion | None:
        """The version of `code` that applied on `day`; None if none did."""
        policy = self.policy(code)
        return policy.in_force(day) if policy else None

    def clause(self, ref: ClauseRef) -> Clause | None:
        """The clause that `ref` names, or None if the library has none such."""
        version = self.version(ref)
        return version.clause(ref.clause) if version else None

    def version(self, ref: ClauseRef) -> PolicyVersion | None:
        """The policy version that `ref` names."""
        policy = self.policy(ref.code)
        return policy.issue(ref.version) if policy else None

    def cite(self, ref: ClauseRef) -> Citation | None:
        """Freeze a clause with its texts; None if the library has no such clause."""
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
