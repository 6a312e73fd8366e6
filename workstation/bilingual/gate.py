"""What the checks found, put before the send gate (`domain.send_gate`), which holds the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.domain.send_gate import GateFinding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workstation.bilingual.checks.finding import Finding


def gate_findings(findings: Iterable[Finding]) -> tuple[GateFinding, ...]:
    """The findings as the gate reads them."""
    return tuple(
        GateFinding(each.key, each.check.value, each.severity, each.why, each.firm)
        for each in findings
    )
