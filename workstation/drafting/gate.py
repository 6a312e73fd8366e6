"""What the checks found, put before the send gate (`domain.gate`), which holds the rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.domain.gate import Found
from workstation.drafting.checks.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class AlwaysIgnored:
    """A term that this house always lets pass, with who said so and why."""

    term: str
    reason: str
    actor: str
    at: datetime


def open_findings(
    findings: Iterable[Finding], always: Set[str] = frozenset()
) -> tuple[Finding, ...]:
    """Findings that no "always for this term" settles; an S1 is never settled by a term."""
    return tuple(
        each
        for each in findings
        if each.term is None or each.term not in always or each.severity is Severity.S1
    )


def put(findings: Iterable[Finding]) -> tuple[Found, ...]:
    """The findings as the gate reads them."""
    return tuple(Found(each.key, each.check.value, each.severity, each.why) for each in findings)
