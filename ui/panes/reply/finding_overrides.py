"""What an author does about findings, and what is then still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from workstation.bilingual.gate import gate_findings
from workstation.domain.problem import Refused
from workstation.domain.send_gate import (
    FindingOverrides,
    LetterOverride,
    SendVerdict,
    hold_back,
    judge,
    may_always_pass,
)

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding


@dataclass(frozen=True, slots=True)
class Allow:
    """Let a finding pass, with the reason; `always` also wherever its term comes up again."""

    finding: Finding
    reason: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class See:
    """These warnings were looked at, and the text is right."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A finding that was let pass counts again."""

    override: LetterOverride


Settling = Allow | See | TakeBack


def apply_override(settled: FindingOverrides, act: Settling) -> FindingOverrides:
    """What is settled after the act."""
    match act:
        case Allow(finding, reason):
            one = LetterOverride(finding.key, finding.check.value, reason.strip())
            others = tuple(each for each in settled.overrides if _at(each) != _at(one))
            return replace(settled, overrides=(*others, one))
        case See(keys):
            return replace(settled, seen=settled.seen | keys)
        case TakeBack(override):
            left = tuple(each for each in settled.overrides if each != override)
            return replace(settled, overrides=left)
        case _ as never:
            assert_never(never)


def in_force(
    findings: Iterable[Finding], settled: FindingOverrides, terms: Mapping[str, str]
) -> FindingOverrides:
    """What of it is about these findings, with the terms that always pass; an S1 never does."""
    found = tuple(findings)
    if settled == FindingOverrides() and not terms:
        return settled
    overrides = {_at(each): each for each in settled.overrides}
    kept: dict[tuple[str, str], LetterOverride] = {}
    for each in found:
        at = (each.key, each.check.value)
        if at in overrides and not each.firm:
            kept[at] = overrides[at]
        elif each.term is not None and each.term in terms and may_always_pass(each.severity):
            kept[at] = LetterOverride(*at, terms[each.term])
    keys = frozenset(each.key for each in found)
    return FindingOverrides(tuple(kept.values()), settled.seen & keys)


def still_open(findings: Iterable[Finding], settled: FindingOverrides) -> tuple[Finding, ...]:
    """The findings that nobody let pass."""
    if not settled.overrides:
        return tuple(findings)
    passed = {_at(each) for each in settled.overrides}
    return tuple(each for each in findings if (each.key, each.check.value) not in passed)


def verdict(findings: Iterable[Finding], settled: FindingOverrides) -> SendVerdict:
    """What the gate says of them."""
    return judge(gate_findings(findings), settled)


def held(findings: Iterable[Finding], settled: FindingOverrides) -> Refused | None:
    """The gate's own sentence while something must be fixed; what must be seen is asked later."""
    found = gate_findings(findings)
    judged = judge(found, settled)
    if not judged.blocking:
        return None
    try:
        hold_back(judged.blocking, settled)
    except Refused as refused:
        return refused
    return None


def _at(override: LetterOverride) -> tuple[str, str]:
    return override.key, override.check
