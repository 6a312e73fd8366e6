"""The send gate: what must be settled before a bilingual letter may leave.

A domain rule that the workstation asks before it offers to send and the server asks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.drafting.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set
    from datetime import datetime

    from workstation.drafting.checks.finding import Check


@dataclass(frozen=True, slots=True)
class Override:
    """A person let one finding pass, with the reason that enters the case history.

    `key` is the finding's: it lapses when the text of the bead changes.
    """

    key: str
    check: Check
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AlwaysIgnored:
    """A term that this house always lets pass, with who said so and why."""

    term: str
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds a letter back. It may go when both are empty; that is not a word on its truth."""

    blocking: tuple[Finding, ...]
    unseen: tuple[Finding, ...]
    overridden: tuple[tuple[Finding, Override], ...]

    @property
    def may_send(self) -> bool:
        """No open S1, and every S2 was seen."""
        return not self.blocking and not self.unseen


def open_findings(
    findings: Iterable[Finding], overrides: Mapping[str, Override], always: Set[str] = frozenset()
) -> tuple[Finding, ...]:
    """Findings that neither an "ignore here" nor an "always for this term" settles.

    An S1 is never settled by a term alone, and no override counts without a reason.
    """
    return tuple(
        finding
        for finding in findings
        if not _overridden(finding, overrides)
        and not (
            finding.term is not None
            and finding.term in always
            and finding.severity is not Severity.S1
        )
    )


def judge(
    findings: Iterable[Finding],
    *,
    overrides: Mapping[str, Override],
    seen: Set[str] = frozenset(),
    always: Set[str] = frozenset(),
) -> Verdict:
    """Whether a letter with these findings may be sent.

    `overrides` and `seen` are by `Finding.key`, so both lapse with the text they were given for.
    """
    listed = tuple(findings)
    left = open_findings(listed, overrides, always)
    return Verdict(
        blocking=tuple(one for one in left if one.severity is Severity.S1),
        unseen=tuple(one for one in left if one.severity is Severity.S2 and one.key not in seen),
        overridden=tuple(
            (one, overrides[one.key]) for one in listed if _overridden(one, overrides)
        ),
    )


def _overridden(finding: Finding, overrides: Mapping[str, Override]) -> bool:
    override = overrides.get(finding.key)
    return (
        override is not None and override.check is finding.check and bool(override.reason.strip())
    )
