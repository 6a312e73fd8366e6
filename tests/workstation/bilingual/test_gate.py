"""What the checks found before the send gate: a reason is asked for, and all lapses with text."""

from __future__ import annotations

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.checks import check_bead
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.checks.finding import Check, Severity
from workstation.bilingual.gate import gate_findings
from workstation.domain.send_gate import FindingOverrides, LetterOverride, judge

BEAD = Bead("b", "Please reply within 7 days, Mr Qiao.", "请在十天内回复你的您。")
FINDINGS = check_bead(BEAD, CheckContext())
CRITICAL = next(f for f in FINDINGS if f.severity is Severity.S1)


def let_pass(reason: str = "the case file says so") -> tuple[LetterOverride, ...]:
    return (LetterOverride(CRITICAL.key, CRITICAL.check.value, reason),)


def test_an_override_of_this_finding_lets_it_pass() -> None:
    assert judge(gate_findings([CRITICAL]), FindingOverrides(let_pass())).may_send
    other = (LetterOverride(CRITICAL.key, Check.PII.value, "the case file says so"),)
    assert not judge(gate_findings([CRITICAL]), FindingOverrides(other)).may_send


def test_what_was_settled_lapses_with_the_text() -> None:
    keys = frozenset(f.key for f in FINDINGS)
    assert judge(gate_findings(FINDINGS), FindingOverrides(let_pass(), keys)).may_send
    edited = BEAD.edited(Side.EN, "Please reply within 8 days, Mr Qiao.")
    verdict = judge(
        gate_findings(check_bead(edited, CheckContext())), FindingOverrides(let_pass(), keys)
    )
    assert any(f.check == Check.DURATION.value for f in verdict.blocking)
    assert verdict.unseen
